"""Cyrillic <-> Latin letters, and how a name sounds, whichever romanisation wrote it."""

from __future__ import annotations

import functools
import re
from difflib import SequenceMatcher

# fmt: off
_LATIN = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "є": "ye", "ё": "yo", "ж": "zh", "з": "z",
    "и": "i", "і": "i", "ї": "yi", "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
    "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y",
    "ь": "", "э": "e", "ю": "yu", "я": "ya", "'": "", "’": "", "ʼ": "",
}
# fmt: on
_SPELT_AS = (
    ("shch|sch|shh", "s"),
    ("tch|tsch|ch|cz|cs", "c"),
    ("zh|dzh|dj|j(?=[aeou])", "z"),
    ("sh|sz|ş", "s"),
    ("ts|tz|c(?=[eiy])", "c"),
    ("kh|gh|h|g", "g"),
    ("ph", "f"),
    ("th", "t"),
    ("ck|q|c(?=[aouklrt]|$)", "k"),
    ("x", "ks"),
    ("w", "v"),
    ("ee|ie|ye|je|ei|ey|ay|ai", "e"),
    ("oo|ou", "u"),
    ("[yj]+", "i"),
    ("ii+", "i"),
    (r"([a-z])\1", r"\1"),
)
"""What romanisations and English write for a sound -> one letter for it, applied in this order."""
_SOUNDS = tuple((re.compile(pattern), sound) for pattern, sound in _SPELT_AS)

ALIKE = 0.8
"""Likeness of two names' sounds from which they are taken for one."""

SAME = 0.95
"""Likeness from which they are so even where the word means something else."""


def to_latin(word: str) -> str:
    """Return a Cyrillic word in Latin letters, as newspapers write names."""
    return "".join(_LATIN.get(letter, letter) for letter in word.lower())


@functools.lru_cache(maxsize=65_536)
def spell_sounds(name: str) -> str:
    """Return how a lower-case name in Latin letters sounds, so that its usual romanisations come out much alike."""
    for pattern, sound in _SOUNDS:
        name = pattern.sub(sound, name)
    return name


def measure_likeness(one: str, other: str) -> float:
    """Return how alike two spelt sounds are, from 0 to 1; a different first consonant counts as unlike."""
    if not one or not other:
        return 0.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()

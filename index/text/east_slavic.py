"""Words of Russian and Ukrainian -> one stem, so that the forms of a word, and its cognate in the other, are compared."""

from __future__ import annotations

import functools
import re

_FOLDED = str.maketrans({
    "і": "и", "ї": "и", "ы": "и", "є": "е", "э": "е", "ё": "е", "ґ": "г",
    "ъ": None, "'": None, "’": None, "ʼ": None, "`": None,
})  # fmt: skip
_DOUBLED = re.compile(r"([бвгджзклмпрстфхцчшщ])\1")

_ENDINGS = sorted(
    # nouns and adjectives, as they are spelt once folded
    "а я у ю е и о й ом ем ам ям ами ями ах ях ов ев ив ей ою ею ой ий ия ие ию ии ием иям иями иях ови еви"
    " ая яя ое ее ого его ому ему им их ими ую юю"
    # verbs: infinitives, past and present; a soft sign tells them from nouns like "солдат" and "визит"
    " ать ить еть оть уть ять ють оти ати ити ути яти нути ал ала ало али ил ила ило или ел ела ело ели ул ула уло ули ла ло ли"
    " нула нуло нули нув ав яв ив ают уют ует аем уем аете ите емо имо ишь ешь"
    # participles and their short forms
    " ан ана ано ани ен ена ено ени".split(),
    key=len,
    reverse=True,
)
_REFLEXIVE = re.compile(r"(?<=[аеиоуюяьшвл])(?:ся|сь)$")
_PARTICIPLE = re.compile(r"(?<=\w{4})(?:[аиеяу]?вш|[ау]?ющ|ущ|ящ|ащ)$")
_STEM = re.compile(r"(?=.*[аеиоуюя]).{3}")
_SHORTEST = 3


@functools.lru_cache(maxsize=65_536)
def stem_cyrillic(word: str) -> str:
    """Return the stem of a lower-case word of Russian or Ukrainian, in letters that both share."""
    folded = _DOUBLED.sub(r"\1", word.translate(_FOLDED))
    if len(folded) > _SHORTEST + 3:
        folded = _REFLEXIVE.sub("", folded)
    stem = folded.removesuffix(_find_ending(folded)).replace("ь", "")
    return _PARTICIPLE.sub("", stem)


def _find_ending(word: str) -> str:
    """Return the longest ending that leaves a stem of some letters with a vowel among them."""
    for ending in _ENDINGS:
        if word.endswith(ending) and _STEM.match(word.removesuffix(ending)):
            return ending
    return ""

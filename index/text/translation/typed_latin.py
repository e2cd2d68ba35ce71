"""Russian or Ukrainian that somebody typed in Latin letters: "skilky zahynulo", "skolko pogiblo"."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.text.common_english import is_common_in_english
from index.text.languages import EAST_SLAVIC, Language
from index.text.translation.dictionary import Dictionary, read_dictionary

_WORD = re.compile(r"[A-Za-z]+(?:'[A-Za-z]+)*")
_LONGEST = 4
"""Latin letters that one Cyrillic letter may be typed as."""

_MOST = 48
"""Ways to read a word that are looked at."""

_LONGEST_WORD = 24
"""Letters of a word that is looked at."""

_FEWEST = 2
_SHARE = 0.5
"""Words of a question, and share of its words, that the tables must have for it to be read so."""

# fmt: off
_SHARED = {
    "shch": "щ", "sch": "щ", "zh": "ж", "kh": "х", "ts": "ц", "ch": "ч", "sh": "ш", "yu": "ю", "ju": "ю", "iu": "ю",
    "ya": "я", "ja": "я", "ia": "я", "a": "а", "b": "б", "v": "в", "w": "в", "d": "д", "z": "з", "j": "й", "k": "к",
    "l": "л", "m": "м", "n": "н", "o": "о", "p": "п", "r": "р", "s": "с", "t": "т", "u": "у", "f": "ф", "c": "ц",
    "x": "х", "'": "ь",
}
_LETTERS: dict[Language, dict[str, str]] = {
    Language.RUSSIAN: _SHARED | {
        "shh": "щ", "yo": "ё", "jo": "ё", "ye": "е", "je": "е", "g": "г", "e": "еэ", "i": "ий", "y": "ый", "h": "х",
    },
    Language.UKRAINIAN: _SHARED | {
        "ye": "є", "je": "є", "ie": "є", "yi": "ї", "ji": "ї", "g": "гґ", "e": "е", "i": "іїй", "y": "ий", "h": "гх",
    },
}
# fmt: on
"""What each letter or group of Latin letters may stand for, the likelier first."""

_ENGLISH_WORDS = (
    "who whom whose what when where why how which the is are am was were did does has have had will would can could"
    " should of and with from many much about this that they their there"
)
_ENGLISH = frozenset(_ENGLISH_WORDS.split())
"""Words of an English question that are no words of the others, spelt in Latin letters."""

_SOFT = re.compile(r"(?<=[лнстздц])(?=[кбмнсц]|$)")
"""Where a soft sign may be that Latin letters leave out."""


@dataclass(frozen=True)
class Restored:
    """A question in the letters of its language."""

    language: Language
    text: str


def restore_cyrillic(question: str) -> Restored | None:
    """Return a question typed in Latin letters in Cyrillic, or None where it rather is another language."""
    if any(word.lower() in _ENGLISH for word in _WORD.findall(question)):
        return None
    best = max((_restore(question, language) for language in sorted(EAST_SLAVIC)), key=lambda each: each[0])
    return best[1] if best[0] else None


def _restore(question: str, language: Language) -> tuple[int, Restored | None]:
    """Return how many words of a question only the tables of a language have, 0 where too few, and the question."""
    dictionary, words = read_dictionary(language), _WORD.findall(question)
    found = {word: _find_reading(word, language, dictionary) for word in dict.fromkeys(words)}
    asks = any(reading in dictionary.words.by_spelling and len(word) > 2 for word, reading in found.items() if reading)
    known = sum(found[word] is not None and _tells(word) for word in words)
    if not asks or known < _FEWEST or known < _SHARE * len(words):
        return 0, None
    text = _WORD.sub(lambda match: found[match[0]] or match[0], question)
    return known, Restored(language, text)


def _tells(word: str) -> bool:
    """Return whether a word that the tables have says anything: not one of two letters, nor an English one."""
    return len(word) > 2 and not is_common_in_english(word.lower())


def _find_reading(word: str, language: Language, dictionary: Dictionary) -> str | None:
    """Return the reading that the tables spell just so, or else one of which they have another form."""
    if len(word) > _LONGEST_WORD:
        return None
    readings = list(itertools.islice(_read_word(word.lower(), _LETTERS[language]), _MOST))
    readings += [soft for reading in readings for soft in _soften(reading)]
    spelt = (each for each in readings if each in dictionary.words.by_spelling or each in dictionary.names.by_spelling)
    known = (each for each in readings if dictionary.look_up((each,), as_name=False))
    return next(itertools.chain(spelt, known), None)


def _soften(word: str) -> list[str]:
    return [word[: place.start()] + "ь" + word[place.start() :] for place in _SOFT.finditer(word)]


def _read_word(word: str, letters: dict[str, str]) -> Iterator[str]:
    """Yield the Cyrillic that a word in Latin letters may stand for, the longest letters first."""
    if not word:
        yield ""
        return
    for length in range(min(_LONGEST, len(word)), 0, -1):
        for letter in letters.get(word[:length], ""):
            for rest in _read_word(word[length:], letters):
                yield letter + rest

"""Which language a text is in, told by its letters."""

from __future__ import annotations

import re
from enum import StrEnum

from index.vocabulary import LETTERS


class Language(StrEnum):
    """A language that questions and articles are read in; OTHER is any that only the multilingual encoder knows."""

    ENGLISH = "en"
    RUSSIAN = "ru"
    UKRAINIAN = "uk"
    OTHER = "other"


EAST_SLAVIC = frozenset({Language.RUSSIAN, Language.UKRAINIAN})

_CYRILLIC = re.compile(r"[Ѐ-ӿ]")
_LATIN = re.compile(r"[A-Za-z]")
_OF_UKRAINIAN = re.compile(r"[ґєії]|(?<=[бпвмфрк])['’ʼ](?=[яюєї])", re.IGNORECASE)
_OF_RUSSIAN = re.compile(r"[ыэъё]", re.IGNORECASE)
_UKRAINIAN = (
    "що як де коли чому хто та й це цей ця від з із зі був була було були буде є але також яка який яке які чого кого"
    " кому чия чий скільки навіщо щоб бо чи вони він вона ще вже після сказав назвав війна мав мали має треба кожен"
)
_RUSSIAN = (
    "что как где когда почему кто и это этот эта от с из со был была было были будет есть но также какая какой какое"
    " какие чего кого кому чья чей сколько зачем чтобы потому или они он она еще уже после сказал назвал война имел"
    " надо каждый ли если во об"
)
_UKRAINIAN_WORDS, _RUSSIAN_WORDS = frozenset(_UKRAINIAN.split()), frozenset(_RUSSIAN.split())
_DECISIVE = 3
"""Common words that a letter of one language outweighs."""

_FEW = 0.3
"""Share of the Latin letters up to which Cyrillic ones are a name or two in a question of another language."""


def detect_language(text: str) -> Language:
    """Return the language of a text: most of its letters tell the script, a few of them the language.

    Cyrillic without a letter that only one of the two has is told by common words; Russian where none decides.
    """
    cyrillic, latin = len(_CYRILLIC.findall(text)), len(_LATIN.findall(text))
    if cyrillic <= latin * _FEW or not cyrillic:
        return Language.ENGLISH if latin or not any(map(str.isalpha, text)) else Language.OTHER
    words = re.findall(LETTERS, text.lower())
    ukrainian = _DECISIVE * len(_OF_UKRAINIAN.findall(text)) + sum(word in _UKRAINIAN_WORDS for word in words)
    russian = _DECISIVE * len(_OF_RUSSIAN.findall(text)) + sum(word in _RUSSIAN_WORDS for word in words)
    return Language.UKRAINIAN if ukrainian > russian else Language.RUSSIAN

"""Which language a page or a file is in: what it declares, held against its letters and its commonest words."""

from __future__ import annotations

import re

_READ = 5_000
"""Letters of a text that are looked at."""

_LANGUAGE = re.compile(r"[a-z]{2,3}(?![a-z])")
CYRILLIC = frozenset("uk ru be bg sr mk kk ky mn tg tt ba cv ce os av uz az crh bs".split())  # noqa: SIM905
"""Languages that are written in Cyrillic letters, or may be."""

_COMMON = {
    "en": "the of and to in that is was for with on said it at by he from as were have has not his they be are",
    "de": "der die das und nicht ist von den mit ein eine im auf sich für des dem zu als auch es hat wurde nach bei",
    "fr": "le la les des et est une dans qui pour du au pas sur ont que il un par plus ne se avec aux cette",
    "es": "el la los las que de y en una por con del se no un su al lo más para es fue como sus ha",
    "pt": "o os as que de e em uma por com do da não se um no na dos das para ao mais foi como são",
    "it": "il la che di e un una per con del della non sono nel le dei si da alla gli ha è lo più anche",
    "pl": "i w na z się nie że do jest to przez po o od za jak ale które był oraz będzie dla został są już",
    "nl": "de het een van en in dat is niet op te zijn voor met die er aan ook door naar bij werd heeft om uit",
    "cs": "a v na se že je to s z do o k i za pro by jako jsou byl po který od ale podle už",
    "sv": "och att det som en på är av för med den till inte har om ett men var från de sig vid också",
}
_WORDS = {language: frozenset(words.split()) for language, words in _COMMON.items()}
_WORD = re.compile(r"[^\W\d_]+")
_FEWEST = 25
_DIFFERENT = 5
_LEAST = 0.15
_AHEAD = 1.4
"""Words of a text from which it is told; how many different ones of a language's commonest, and which share of all
words they have to be; lead over the next language."""


def read_language(declared: str | None) -> str | None:
    """Return the language of a tag such as uk-UA."""
    found = _LANGUAGE.match((declared or "").strip().lower())
    return found[0] if found else None


def guess_language(text: str) -> str | None:
    """Return the language that a text is plainly in: Ukrainian or Russian by its letters, others by their words."""
    letters = [letter for letter in text[:_READ].lower() if letter.isalpha()]
    if sum("а" <= letter <= "ґ" for letter in letters) * 2 > len(letters):
        return "uk" if any(letter in "іїєґ" for letter in letters) else "ru"
    words = _WORD.findall(text[:_READ].lower())
    shares = sorted(((sum(word in common for word in words), name) for name, common in _WORDS.items()), reverse=True)
    (most, language), (next_most, _) = shares[:2]
    is_plain = most >= _LEAST * len(words) and most >= _AHEAD * next_most
    has_enough = len(words) >= _FEWEST and len(_WORDS[language].intersection(words)) >= _DIFFERENT
    return language if is_plain and has_enough else None


def is_declared_wrongly(declared: str | None, seen: str | None) -> bool:
    """Return whether a text is plainly not in the language that is declared for it."""
    if declared is None or declared == seen:
        return False
    if seen in {"uk", "ru"}:
        return declared not in CYRILLIC or (seen, declared) == ("uk", "ru")
    return declared in {"uk", "ru"} or (seen is not None and declared in _WORDS)

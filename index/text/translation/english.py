"""Any text -> the words that the English models and the word index read it by; quotations are never taken from it."""

from __future__ import annotations

import functools

from index.text.east_slavic import stem_cyrillic
from index.text.languages import EAST_SLAVIC, Language, detect_language
from index.text.translation.gloss import Term, gloss
from index.text.transliteration import to_latin


def is_english(text: str) -> bool:
    """Return whether a text is read as it is."""
    return detect_language(text) not in EAST_SLAVIC


@functools.lru_cache(maxsize=65_536)
def read_in_english(text: str) -> str:
    """Return a text as it is; or the English words of one in Russian or Ukrainian, line by line."""
    if is_english(text):
        return text
    language = detect_language(text)
    return "\n".join(_read_line(line, language) for line in text.split("\n"))


def _read_line(line: str, language: Language) -> str:
    return " ".join(choose_sense(term) for term in gloss(line, language))


def choose_sense(term: Term) -> str:
    """Return the likeliest English word of a term, or else its stem in Latin letters: alike in question and article."""
    if term.senses:
        return term.senses[0]
    latin = to_latin(stem_cyrillic(term.typed.lower()))
    return latin.capitalize() if term.typed[0].isupper() else latin

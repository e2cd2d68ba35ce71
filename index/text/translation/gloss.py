"""A question in Russian or Ukrainian -> its words in English, in the order in which they were asked.

A gloss is no translation: it is what the English index is asked, and is shown as what a question was read as.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.text.languages import Language
from index.text.translation.dictionary import Dictionary, read_dictionary

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
_CYRILLIC = re.compile(r"[Ѐ-ӿ]")
_APOSTROPHES = str.maketrans("’ʼ`", "'''")


@dataclass(frozen=True)
class Term:
    """Words of a question that stand together, and the English ones that may be meant; none where nobody knows them."""

    typed: str
    senses: tuple[str, ...]

    @property
    def is_known(self) -> bool:
        """Return whether the tables have it, or it needs none."""
        return bool(self.senses)


def gloss(question: str, language: Language) -> tuple[Term, ...]:
    """Return the terms of a question, the longest phrases that the tables have first."""
    other = Language.UKRAINIAN if language == Language.RUSSIAN else Language.RUSSIAN
    return tuple(_find_terms(_TOKEN.findall(question), (read_dictionary(language), read_dictionary(other))))


def _find_terms(tokens: list[str], dictionaries: tuple[Dictionary, ...]) -> Iterator[Term]:
    place = 0
    while place < len(tokens):
        term = _find_longest(tokens, place, dictionaries)
        yield term
        place += len(term.typed.split())


def _find_longest(tokens: list[str], place: int, dictionaries: tuple[Dictionary, ...]) -> Term:
    as_name = place > 0 and tokens[place][0].isupper()
    for dictionary in dictionaries:
        for end in range(min(place + dictionary.longest, len(tokens)), place, -1):
            words = tuple(token.translate(_APOSTROPHES) for token in tokens[place:end])
            if senses := dictionary.look_up(words, as_name=as_name):
                return Term(" ".join(tokens[place:end]), senses)
    typed = tokens[place]
    return Term(typed, () if _CYRILLIC.search(typed) else (typed,))

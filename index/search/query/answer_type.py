"""What kind of number or time a question asks for, where its words say so, and whether a text has one.

A sentence without it cannot be the answer, however near it is: "how much did it sell for" and 12 bidders.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.search.query.question_type import TELLING, QuestionType, find_of_type, find_question_type
from index.vocabulary import ANY_MONTH, ANY_WEEKDAY

_FILE = Path(__file__).parent / "answer_types.toml"

_OTHERS = (QuestionType.WHY, QuestionType.WHO, QuestionType.WHERE, QuestionType.CLAIM)
"""What is asked for where a number is only spoken of: "why is he asking how long it will last"."""


@dataclass(frozen=True)
class AnswerType:
    """A kind of number or time: how it is asked for, and what a text has of it.

    With `without`, that is any number that is left once this is taken out.
    """

    name: str
    asks: re.Pattern[str]
    has: re.Pattern[str] | None
    without: re.Pattern[str] | None

    def is_in(self, text: str) -> bool:
        """Return whether a text has a number or time of this kind."""
        if self.without:
            return bool(find_of_type(QuestionType.HOW_MANY, self.without.sub(" ", text)))
        return bool(self.has and self.has.search(text))


@functools.cache
def _read_types() -> tuple[AnswerType, ...]:
    tables = tomllib.loads(_FILE.read_text("utf-8"))
    words = {"month": f"(?-i:{ANY_MONTH})", "weekday": f"(?-i:{ANY_WEEKDAY})", **tables.pop("words")}
    return tuple(_make_type(name, table, words) for name, table in tables.items())


def _make_type(name: str, table: Mapping[str, Sequence[str]], words: Mapping[str, str]) -> AnswerType:
    compiled = {key: _compile(patterns, words) for key, patterns in table.items()}
    return AnswerType(name, compiled["asks"], compiled.get("has"), compiled.get("without"))


def _compile(patterns: Sequence[str], words: Mapping[str, str]) -> re.Pattern[str]:
    joined = "|".join(patterns)
    for name, pattern in words.items():
        joined = joined.replace(f"<{name}>", pattern)
    return re.compile(joined, re.IGNORECASE)


@functools.lru_cache(maxsize=256)
def find_answer_type(question: str) -> AnswerType | None:
    """Return the kind of number or time that a question asks for by name, or None."""
    if find_question_type(question) in _OTHERS:
        return None
    return next((answer_type for answer_type in _read_types() if answer_type.asks.search(question)), None)


def lacks_asked_type(question: str, text: str) -> bool:
    """Return whether a question asks for a number or a time and a text has none of that kind."""
    if answer_type := find_answer_type(question):
        return not answer_type.is_in(text)
    question_type = find_question_type(question)
    return question_type in TELLING and not find_of_type(question_type, text)

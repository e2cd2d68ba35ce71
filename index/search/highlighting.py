"""Which words of a quotation are the answer, so that they can be put in bold."""

from __future__ import annotations

import re

from index.corpus.span import Span
from index.engines.bm25 import find_content_words, find_words
from index.models.reading import AnswerSpan
from index.search.query.question_type import TELLING, QuestionType, find_of_type, find_question_type

SURE = 0.0
"""Logit from which the reader's words are taken for the answer; below it only what is of the kind asked for."""

_LONG = 6
"""Words up to which a find is taken whole for a name."""

_LOOSE_START = re.compile(r"[\s,;:.!?)\]}–—-]+")
_LOOSE_END = re.compile(r"[\s,;:.!?(\[{–—-]+$")
_LONGEST_MEASURE = 20
"""Characters of the longest words of measure with the blank after them."""

_BEFORE_A_NUMBER = re.compile(
    r"(?:\b(?:about|around|some|over|under|nearly|almost|more than|less than|fewer than|at least|at most|up to|between"
    r"|roughly|approximately|only|all)\s)$",
    re.IGNORECASE,
)


def find_highlights(question: str, text: str, answer: AnswerSpan | None = None) -> tuple[Span, ...]:
    """Return the spans of a text that answer a question: those that the reader found, or what is of the kind asked for.

    Where neither says anything, nothing is decisive.
    """
    question_type = find_question_type(question)
    of_type = find_of_type(question_type, text)
    found = _tidy(text, answer.span) if answer and answer.logit >= SURE else None
    spans = _narrow(question, text, question_type, found, of_type) if found else of_type
    return _merge(text, sorted(_take_in_measure(text, each) for each in spans))


def _narrow(question: str, text: str, question_type: QuestionType, found: Span, of_type: list[Span]) -> list[Span]:
    """Return what the reader found, or instead a number where it has none, a name in a long find."""
    inside = [each for each in of_type if each.start < found.end and found.start < each.end]
    if question_type in TELLING and of_type and not inside:
        return of_type
    if question_type != QuestionType.WHO or len(found.of(text).split()) <= _LONG:
        return [found]
    asked = {word.stem for word in find_content_words(question)}
    new = [each for each in inside if not any(word.stem in asked for word in find_words(each.of(text)))]
    return new or [found]


def _tidy(text: str, span: Span) -> Span | None:
    """Return a span without loose punctuation at its ends, and with both quotation marks or none."""
    piece = span.of(text)
    start = match.end() if (match := _LOOSE_START.match(piece)) else 0
    end = match.start() if (match := _LOOSE_END.search(piece)) else len(piece)
    return Span(span.start + start, span.start + end) if start < end else None


def _take_in_measure(text: str, span: Span) -> Span:
    """Return a span with the words before it that say how exact a number is."""
    if not text[span.start].isdigit() and not text[span.start].isalpha():
        return span
    before = _BEFORE_A_NUMBER.search(text, max(0, span.start - _LONGEST_MEASURE), span.start)
    return Span(before.start(), span.end) if before else span


def _merge(text: str, spans: list[Span]) -> tuple[Span, ...]:
    """Join spans that overlap or have only white space between them."""
    merged: list[Span] = []
    for span in spans:
        if merged and not text[merged[-1].end : span.start].strip():
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)

"""Which words of a quotation matter to the question, so that they can be put in bold."""

from __future__ import annotations

import re

from index.lexical import find_content_words, find_words
from index.spans import Span

_ASKS_FOR_NUMBER = re.compile(
    r"\bhow (?:many|much|long|far|old|big|often)\b|\b(?:number|population|percentage)\b", re.I
)
_ASKS_FOR_TIME = re.compile(r"\bwhen\b|\bwhat (?:date|year|day|time|month)\b|\bhow (?:soon|long|recently)\b", re.I)
_NUMBER = re.compile(r"[$€£]?\d+(?:[.,]\d+)*(?:\s?(?:%|percent|per cent|thousand|million|billion|trillion)\b)?%?")
_TIME = re.compile(
    r"\b(?:(?:\d{1,2}\s)?(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r"(?:\s\d{1,2})?(?:,?\s\d{4})?|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:19|20)\d\d)\b"
)


def find_decisive_words(question: str, text: str) -> tuple[Span, ...]:
    """Return the spans of a text that are in the question, or are of the kind that it asks for."""
    asked = {word.stem for word in find_content_words(question)}
    spans = [word.span for word in find_words(text) if word.stem in asked]
    if _ASKS_FOR_NUMBER.search(question):
        spans += [Span(*match.span()) for match in _NUMBER.finditer(text)]
    if _ASKS_FOR_TIME.search(question):
        spans += [Span(*match.span()) for match in _TIME.finditer(text)]
    return _merge(text, sorted(spans))


def _merge(text: str, spans: list[Span]) -> tuple[Span, ...]:
    """Join spans that overlap or have only white space between them."""
    merged: list[Span] = []
    for span in spans:
        if merged and not text[merged[-1].end : span.start].strip():
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)

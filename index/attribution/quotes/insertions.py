"""Who said it within the quotation marks, as Ukrainian and Russian write: «П, — сказав X, — п», "— П, — сказал X."."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.attribution.lexicon.cyrillic import VERB_FORM
from index.corpus.span import Span

_DASH = "[—–-]"
_INSERTION = re.compile(
    rf"[,.!?…]\s*{_DASH}\s+(?:[а-яіїєґё'’]+\s+){{0,2}}?(?:{VERB_FORM})\b[^«»\n]{{0,200}}?(?:[,.:]\s*{_DASH}\s+|[.,]?(?=[»”\"\n]|$))"
)
_SPOKEN_LINE = re.compile(rf"^[ \t]*{_DASH}[ \t]+(?=[^\n]{{1,2000}}?[,.!?…]\s*{_DASH}\s)[^\n]+", re.MULTILINE)


def cut_insertions(text: str, span: Span) -> Iterator[Span]:
    """Yield the parts of a quotation that are quoted, without the clauses that say who speaks."""
    start = span.start
    for match in _INSERTION.finditer(text, span.start, span.end):
        yield Span(start, match.start() + 1)
        start = match.end()
    if start < span.end:
        yield Span(start, span.end)


def find_spoken_lines(text: str) -> Iterator[Span]:
    """Find the lines that a dash opens as speech and in which a clause says who speaks."""
    for match in _SPOKEN_LINE.finditer(text):
        if _INSERTION.search(text, match.start(), match.end()):
            yield Span(*match.span())

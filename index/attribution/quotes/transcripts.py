"""Transcripts, whose lines begin with the speaker's name in capitals: "WALLACE: Let us start."."""

from __future__ import annotations

import re

from index.corpus.span import Span

_LABEL = re.compile(
    r"(?:^|(?<=\n))[ \t]*[\"“'‘>*_]{0,3}[ \t]*(?P<who>[A-ZÀ-ÞА-ЯЄІЇҐ][A-ZÀ-ÞА-ЯЄІЇҐ'’.-]{2,30}"
    r"(?: [A-ZÀ-ÞА-ЯЄІЇҐ][A-ZÀ-ÞА-ЯЄІЇҐ'’.-]{1,30}){0,3})[*_]{0,2}:(?=[*_]{0,2}\s+\S)"
)
_NO_SPEAKER = frozenset(
    {
        "UPDATE",
        "UPDATED",
        "WATCH",
        "NOTE",
        "BREAKING",
        "EXCLUSIVE",
        "VIDEO",
        "PHOTO",
        "PHOTOS",
        "READ",
        "READ MORE",
        "MORE",
    }
    | {"QUESTION", "ANSWER", "SEE ALSO", "RELATED", "CORRECTION", "WARNING", "ANALYSIS", "OPINION", "LIVE"}
)
_FEWEST = 3
"""Labels that make a text a transcript; fewer are headings."""


def find_transcript_labels(text: str) -> dict[int, Span]:
    """Map the offset at which each speaker's line of a transcript begins to the speaker's name."""
    found = {
        match.start(): Span(*match.span("who")) for match in _LABEL.finditer(text) if match["who"] not in _NO_SPEAKER
    }
    return found if len(found) >= _FEWEST else {}

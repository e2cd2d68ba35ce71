"""Which organisation an acronym stands for: "the Organisation for Security (OSCE)", later "the OSCE"."""

from __future__ import annotations

import re
from itertools import islice

from index.corpus.span import Span

_INTRODUCED = re.compile(r"\((?P<short>[A-ZÀ-Þ]{2,8})\)")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_LONGEST = 120
_MOST = 5000
"""Enough for any article, and a bound for a hostile one."""
_SMALL = {"of", "for", "and", "the", "in", "on", "to", "de"}


def find_acronyms(text: str) -> dict[str, Span]:
    """Map each acronym that an article introduces in brackets to the name in front of it."""
    found: dict[str, Span] = {}
    for match in islice(_INTRODUCED.finditer(text), _MOST):
        name = _find_name(text, match.start(), match["short"])
        if name:
            found.setdefault(match["short"], name)
    return found


def _find_name(text: str, end: int, short: str) -> Span | None:
    """Return the words before a bracket whose initials begin and end as the acronym does."""
    start = max(text.rfind("\n", 0, end) + 1, end - _LONGEST)
    words = list(_WORD.finditer(text, start, end))
    big = [word for word in words if word[0].lower() not in _SMALL]
    for count in (len(short), len(short) - 1, len(short) + 1):
        first = big[-count] if 1 < count <= len(big) else None
        if first and first[0][0] == short[0] and all(word[0][0].isupper() for word in big[-count:]):
            return Span(first.start(), words[-1].end())
    return None

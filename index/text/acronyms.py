"""Names of which only the initials are written: "U.S.", or "Rapid Support Forces", of rsf."""

from __future__ import annotations

import re
from collections.abc import Sequence

_SHORTEST = 2
_DOTTED = re.compile(r"\b(?:[A-Z]\.){2,}")


def join_initials(text: str) -> str:
    """Return a text with its acronyms written without dots."""
    return _DOTTED.sub(lambda match: match[0].replace(".", ""), text)


def find_initials(acronym: str, words: Sequence[str]) -> list[int]:
    """Return at which words a name begins that has as many, all capitalised, as a lower-case acronym has letters."""
    size = len(acronym)
    if size < _SHORTEST:
        return []
    initials = "".join(word[0] if word[0].isupper() else "-" for word in words).casefold()
    return [place for place in range(len(initials) - size + 1) if initials[place : place + size] == acronym]

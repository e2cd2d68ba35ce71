"""White space, which pages fold and comparisons leave out."""

from __future__ import annotations

import re
from typing import Any

_NAMES = ("class", "id", "data-component", "data-testid", "data-qa")


def fold(text: str | None) -> str:
    """Return a text with every run of collapsible white space as one space."""
    return re.sub(r"[ \t\n\r\f]+", " ", text or "")


def squeeze(text: str) -> str:
    """Return a text without white space."""
    return "".join(text.split())


def words_of(element: Any) -> str:
    """Return the words of an element of a page, white space folded."""
    return " ".join(element.text_content().split())


def class_names(element: Any) -> str:
    """Return what an element is called in style sheets and by whoever tests its page, in lower case."""
    return " ".join(element.get(name) or "" for name in _NAMES).lower()


def count_link_letters(element: Any) -> int:
    """Return how many letters and marks of an element are those of links."""
    return sum(len(squeeze(link.text_content())) for link in element.iter("a"))

"""Addresses of sources, made harmless, that lead to the very words."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from index.snapshots.quotations import Quotation

LONGEST_URL = 512
"""Characters of a link button's address."""

_UNSAFE = re.compile(r"[^!#$%&'*+,/:;=?@\w.~-]|[^\x00-\x7f]")
_WHOLE = 120
_EDGE_WORDS = 5


def link_to_words(quotation: Quotation) -> str | None:
    """Return the article's address with a text fragment of the quotation, or without where it grows too long."""
    if quotation.article.url is None:
        return None
    address = make_safe(quotation.article.url)
    separator = "" if "#" in address else "#"
    with_words = f"{address}{separator}:~:{write_fragment(quotation.text)}"
    return next((link for link in (with_words, address) if len(link) <= LONGEST_URL), None)


def write_fragment(text: str) -> str:
    """Return the text directive that finds a text: whole when short, else by its first and last words."""
    words = text.split()
    if len(text) <= _WHOLE or len(words) <= 2 * _EDGE_WORDS:
        return f"text={_encode(' '.join(words))}"
    return f"text={_encode(' '.join(words[:_EDGE_WORDS]))},{_encode(' '.join(words[-_EDGE_WORDS:]))}"


def make_safe(url: str) -> str:
    """Return an address in which only unambiguous characters are left unencoded."""
    return _UNSAFE.sub(lambda found: quote(found[0], safe=""), url.strip())


def name_host(url: str) -> str:
    """Return the host of an address as people know it."""
    host = urlsplit(make_safe(url)).hostname or ""
    return host.removeprefix("www.")


def _encode(words: str) -> str:
    return quote(words, safe="").replace("-", "%2D")

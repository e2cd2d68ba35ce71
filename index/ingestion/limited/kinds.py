"""What kinds of documents there are, by the endings of their names."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath

KINDS: Mapping[str, str] = {
    **dict.fromkeys((".html", ".htm", ".xhtml", ".mhtml", ".mht"), "page"),
    **dict.fromkeys((".md", ".markdown"), "markdown"),
    **dict.fromkeys((".txt", ".text"), "text"),
    **dict.fromkeys((".docx", ".docm"), "docx"),
    ".pdf": "pdf",
}
"""What the endings of files are read as."""


def guess_kind(source: str) -> str:
    """Return what a source will most likely be read as; a folder or an address holds pages."""
    return KINDS.get(PurePath(source).suffix.lower(), "page")

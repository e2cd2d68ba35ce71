"""Texts without their accents, as names are compared."""

from __future__ import annotations

import unicodedata


def strip_accents(text: str) -> str:
    """Return a text without accents and with straight apostrophes; its case stays."""
    if text.isascii():
        return text
    plain = unicodedata.normalize("NFKD", text.replace("’", "'"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def fold(text: str) -> str:
    """Return a text in lower case and without accents."""
    return strip_accents(text).casefold()

"""The words that English uses most."""

from __future__ import annotations

import functools
from pathlib import Path

_FILE = Path(__file__).with_name("common_words.txt")


def is_common_in_english(word: str) -> bool:
    """Return whether a lower-case word is one of them."""
    return word in _read()


@functools.cache
def _read() -> frozenset[str]:
    return frozenset(line for line in _FILE.read_text("utf-8").splitlines() if not line.startswith("#"))

"""Questions that were written for this training, as people type them: two in five have an answer, the rest nearly.

`typed.jsonl.xz` has a question a line and names the paragraph, of the sets that may be trained on, by its digest; the
paragraphs themselves are only in those sets.
"""

from __future__ import annotations

import hashlib
import json
import lzma
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("typed.jsonl.xz")


def digest_paragraph(title: str, sentences: Iterable[str]) -> str:
    """Return what a paragraph is known by."""
    return hashlib.sha256("\n".join([title, *sentences]).encode()).hexdigest()[:16]


def read_typed() -> Iterator[dict[str, Any]]:
    """Yield each question: its `paragraph`, the `gold` sentence or null, where the `answer` is in it or null."""
    with lzma.open(FILE, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)

"""Excerpts of news that nobody printed, written for this training, with questions as people type them.

`invented.jsonl.xz` has an excerpt a line: `title`, `section`, its sentences `s`, and questions `q`: what was typed,
the number of the sentence that answers or null, and the words in it that do.
"""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("invented.jsonl.xz")


def read_invented() -> Iterator[dict[str, Any]]:
    """Yield each excerpt."""
    with lzma.open(FILE, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)

"""One limited process for all tests that read documents."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from index.ingestion.limited.reader import Reader


@pytest.fixture(scope="session")
def reader() -> Iterator[Reader]:
    """Return a reader, whose process starts at the first document."""
    with Reader() as made:
        yield made

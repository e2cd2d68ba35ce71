"""Invented pages in the markup of the systems that news is published by: each becomes the article beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.corpus.articles import read_article
from index.ingestion.drafts import draft_file
from index.ingestion.limited.reader import Reader

_PAGES = sorted(Path(__file__).with_name("outlets").glob("*.html"))
_FIELDS = ("title", "publisher", "author", "published", "language")


@pytest.mark.parametrize("page", _PAGES, ids=lambda page: page.stem)
def test_a_page_becomes_its_article(page: Path, reader: Reader) -> None:
    """All of its paragraphs, none of what the outlet put around and among them, and what it says of itself."""
    draft, wanted = draft_file(page.name, page.read_bytes(), reader), read_article(page.with_suffix(".md"))
    assert draft.text == wanted.text
    assert [getattr(draft.metadata, field) for field in _FIELDS] == [getattr(wanted, field) for field in _FIELDS]

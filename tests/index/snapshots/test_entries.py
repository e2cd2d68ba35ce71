from __future__ import annotations

from pathlib import Path

import pytest

from index.search.catalog import Catalog
from index.search.searcher import Searcher
from index.snapshots import contents, entries
from tests.support.index.corpus import Library


@pytest.fixture
def both(built: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Searcher, Searcher]:
    """Return the same corpus with its entries in memory, and as one that is too large for that."""
    small = built.open()
    for module in (contents, entries):
        monkeypatch.setattr(module, "READ_WHOLE", 2)
    large = Library(tmp_path / "large", built.embedder)
    for path in built.corpus.iterdir():
        large.corpus.mkdir(parents=True, exist_ok=True)
        (large.corpus / path.name).write_bytes(path.read_bytes())
    large.build()
    return small, large.open()


def test_entries_of_a_large_corpus_are_the_same(both: tuple[Searcher, Searcher]) -> None:
    """By row, from the end, in slices and one after another, though none is kept in memory."""
    small, large = (each.snapshot.contents.entries for each in both)
    assert not isinstance(large, tuple)
    assert tuple(large) == tuple(small)
    assert (len(large), large[0], large[-1], large[1:3]) == (len(small), small[0], small[-1], small[1:3])
    with pytest.raises(IndexError):
        large[len(large)]


def test_a_large_corpus_is_asked_and_listed_as_a_small_one(both: tuple[Searcher, Searcher]) -> None:
    """Answers, speakers, articles and what is curated."""
    small, large = both
    question = "how many trucks cross the bridge"
    assert large.ask(question, 5).quotations == small.ask(question, 5).quotations
    catalogs = [Catalog(each.snapshot.contents) for each in both]
    assert catalogs[0].speakers == catalogs[1].speakers
    assert catalogs[0].articles == catalogs[1].articles
    assert large.snapshot.contents.curated == small.snapshot.contents.curated
    for speaker in catalogs[0].speakers:
        assert catalogs[1].quote_speaker(speaker.name) == catalogs[0].quote_speaker(speaker.name)

"""A build fills the store before the pointer moves, and empties it of what is gone."""

from __future__ import annotations

from typing import cast

import pytest

from index.building.build import build
from index.engines import milvus
from index.engines.milvus import MilvusStore
from index.engines.milvus_connection import MilvusConnection
from index.errors import UnreachableEngineError
from index.search.searcher import Searcher
from index.snapshots.store import find_current, list_published
from tests.support.index.corpus import Library
from tests.support.index.milvus_server import MilvusServer

QUESTIONS = ("how many trucks cross the bridge", "who counted the ships", "was anything damaged in the harbour", "zzz")


def build_into(library: Library, server: MilvusServer) -> MilvusStore:
    store = MilvusStore(cast("MilvusConnection", server), "one")
    build(library.corpus, library.index, library.embedder, 2, lambda *_: None, store)
    return store


def test_answers_are_those_of_the_embedded_engine(built: Library) -> None:
    """Whichever engine finds the rows, the same sentences are quoted in the same order."""
    server = MilvusServer()
    searcher = Searcher.open(built.index, built.embedder, 0.3, store=build_into(built, server))
    for question in QUESTIONS:
        assert searcher.ask(question, 9).quotations == built.open().ask(question, 9).quotations
    assert server.searches


def test_a_server_that_is_away_leaves_the_index_as_it_was(built: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is published that could not be asked, and nothing of it stays on the disk."""
    monkeypatch.setattr(milvus, "PATIENCE", 0)
    server, before = MilvusServer(), find_current(built.index)
    build_into(built, server)
    built.write("tower", "The lighthouse of Orlan is 40 metres high.")
    server.is_away = True
    with pytest.raises(UnreachableEngineError):
        build_into(built, server)
    assert find_current(built.index) == before
    assert not list(built.index.glob(".staged-*"))


def test_what_a_server_lost_comes_back_with_the_next_build(built: Library) -> None:
    """Also where nothing of the corpus has changed."""
    server = MilvusServer()
    build_into(built, server)
    kept = set(server.collections)
    server.collections.clear()
    build_into(built, server)
    assert set(server.collections) == kept


def test_snapshots_that_are_swept_go_from_the_server(built: Library) -> None:
    """As many are kept there as on the disk."""
    server = MilvusServer()
    for number in range(4):
        built.write("tower", f"The lighthouse of Orlan is {number} metres high.")
        build_into(built, server)
    names = [name.replace("-", "_") for name in list_published(built.index)]
    assert len(names) == 2
    assert len(server.collections) == 2 * 4
    assert all(any(name in collection for name in names) for collection in server.collections)

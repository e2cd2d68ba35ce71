"""What the Milvus engine does with a server that is away, that failed in the middle, or that others use too."""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from index.engines import milvus, milvus_connection
from index.engines.milvus import MilvusStore
from index.engines.milvus_connection import FIRST_PAUSE, MilvusConnection
from index.errors import ConfigurationError, UnreachableEngineError
from tests.index.engines.test_contract import NAME, TEXTS, ask, make_embedded
from tests.support.index.milvus_server import MilvusServer

OTHER = "20261127T120000000000-fedcba9876543210"


def make_store(server: MilvusServer, owner: str = "one", *, is_filled: bool = True) -> MilvusStore:
    return MilvusStore(cast("MilvusConnection", server), owner, is_filled=is_filled)


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(milvus, "PATIENCE", 0)
    monkeypatch.setattr(milvus, "AT_ONCE", 50)


def test_a_load_that_was_cut_off_is_made_again(tmp_path: Path) -> None:
    """Whatever was sent before, all rows are there once afterwards."""
    rows, server = make_embedded(tmp_path, len(TEXTS)), MilvusServer(inserts=5)
    with pytest.raises(UnreachableEngineError):
        make_store(server).load(NAME, rows)
    server.is_away, server.inserts = False, None
    make_store(server).load(NAME, rows)
    assert {len(each) for each in server.collections.values()} == {len(TEXTS)}


def test_what_a_server_lost_is_loaded_by_who_builds(tmp_path: Path) -> None:
    """And by nobody else, lest all that follow do it at once."""
    rows, server = make_embedded(tmp_path, len(TEXTS)), MilvusServer()
    with pytest.raises(UnreachableEngineError):
        make_store(server, is_filled=False).open(NAME, rows)
    assert not server.collections
    assert len(make_store(server).open(NAME, rows).put_forward(ask("harbour"), 5))


def test_only_what_is_kept_stays(tmp_path: Path) -> None:
    """Loads that nothing names go; those of another index on the same server stay."""
    rows, server = make_embedded(tmp_path, len(TEXTS)), MilvusServer()
    one, other = make_store(server), make_store(server, "other")
    for store, name in ((one, NAME), (one, OTHER), (other, OTHER)):
        store.load(name, rows)
    one.keep({OTHER})
    owners = {name.split("_2026")[0] + name.split("T")[0][-2:] for name in server.collections}
    assert owners == {"verbatim_one27", "verbatim_other27"}


def test_an_old_server_finds_by_vectors_alone(tmp_path: Path) -> None:
    """Words are then found in the files of the snapshot, with the same result."""
    rows = make_embedded(tmp_path, len(TEXTS))
    query = ask("when did the harbour burn")
    found = []
    for has_sparse in (True, False):
        engine = make_store(MilvusServer(has_sparse=has_sparse)).open(NAME, rows)
        found.append(engine.put_forward(query, 20).tolist())
    assert found[0] == found[1]


class Client:
    """A client of pymilvus whose server is away until it `is_back`."""

    is_back = False
    calls = 0

    def __init__(self, **_: Any) -> None: ...

    def list_collections(self, timeout: float) -> list[str]:
        Client.calls += 1
        if not Client.is_back:
            raise MilvusError("the token is secret")
        return ["verbatim_one_a", "another"]


class MilvusError(Exception):
    """What pymilvus raises."""


def test_a_server_that_is_away_is_left_alone_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is asked meanwhile fails at once, and in words that hold no secret; once it is back, it is asked again."""
    now = 100.0
    module = SimpleNamespace(MilvusClient=Client, MilvusException=MilvusError)
    monkeypatch.setitem(sys.modules, "pymilvus", module)
    monkeypatch.setitem(sys.modules, "grpc", SimpleNamespace(RpcError=ConnectionError))
    monkeypatch.setattr(milvus_connection, "time", SimpleNamespace(monotonic=lambda: now))
    connection = MilvusConnection("http://127.0.0.1:1", "secret", None, 1)
    for expected in (1, 1):
        with pytest.raises(UnreachableEngineError, match="the index cannot be reached") as raised:
            connection.list("verbatim_one")
        assert Client.calls == expected
        assert "secret" not in str(raised.value)
    Client.is_back, now = True, now + FIRST_PAUSE
    assert connection.list("verbatim_one") == ["verbatim_one_a"]


def test_it_says_what_has_to_be_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the extra is missing."""
    monkeypatch.setitem(sys.modules, "pymilvus", None)
    with pytest.raises(ConfigurationError, match=r"verbatim\[milvus\]"):
        MilvusConnection("http://127.0.0.1:1", "", None, 1)

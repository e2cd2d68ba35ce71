"""What every engine does, whatever it runs on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import cast

import numpy as np
import pytest

from index.engines import embedded
from index.engines.bm25 import Lexicon, find_stems
from index.engines.embedded import EmbeddedEngine, EmbeddedStore
from index.engines.engine import Engine, EngineStore, Query
from index.engines.faiss_vectors import Vectors
from index.engines.filters import Filters, OfTime
from index.engines.milvus import MilvusStore
from index.engines.milvus_connection import MilvusConnection
from index.engines.row_facts import RowFacts
from index.types import Matrix
from tests.support.index.milvus_server import MilvusServer

MakeEngine = Callable[[Path], Engine]
TEXTS = [f"{'The harbour burned.' if row % 7 == 0 else 'A train left.'} Number {row}." for row in range(200)]
PASSAGES = [" ".join(TEXTS[max(row - 1, 0) : row + 2]) for row in range(200)]
DIMENSION = 16
ARTICLES = (
    ("spring", date(2024, 3, 1)),
    ("summer", date(2024, 7, 1)),
    ("undated", None),
    ("winter", date(2024, 12, 1)),
)
SPEAKERS = ("Anna Karr", None, "Ivan Marsh")


def find_article(row: int) -> str:
    return ARTICLES[row // 50][0]


def find_speaker(row: int) -> str | None:
    return SPEAKERS[row % 3]


def make_matrix(seed: int, rows: int) -> Matrix:
    matrix = np.random.default_rng(seed).normal(size=(rows, DIMENSION)).astype(np.float32)
    return np.asarray(matrix / np.linalg.norm(matrix, axis=1, keepdims=True), np.float32)


MATRICES = make_matrix(1, len(TEXTS)), make_matrix(2, len(TEXTS))


def make_embedded(folder: Path, exact_rows: int) -> EmbeddedEngine:
    """Write an index and open it as a bot does."""
    for name, matrix in zip(("sentences", "passages"), MATRICES, strict=True):
        Vectors.from_matrix(matrix, exact_rows).save(folder / f"{name}.faiss")
    for name, texts in (("sentence-words", TEXTS), ("passage-words", PASSAGES)):
        Lexicon.from_texts(texts).save(folder / name)
    return EmbeddedEngine(
        Vectors.load(folder / "sentences.faiss"),
        Vectors.load(folder / "passages.faiss"),
        Lexicon.load(folder / "sentence-words"),
        Lexicon.load(folder / "passage-words"),
        RowFacts.from_rows(ARTICLES, [(find_article(row), find_speaker(row)) for row in range(len(TEXTS))]),
    )


def open_from_store(folder: Path, store: EngineStore) -> Engine:
    """Load an index into a store and open it there."""
    rows = make_embedded(folder, len(TEXTS))
    store.load(NAME, rows)
    return store.open(NAME, rows)


def make_milvus_lite(folder: Path) -> Engine:
    """Open the index on a server that runs in a process beside this one."""
    pytest.importorskip("milvus_lite", reason="pymilvus and milvus-lite are installed by hand: docs/scale.md")
    connection = MilvusConnection(str(folder / "milvus.db"), "", None, 10)
    return open_from_store(folder, MilvusStore(connection, "test"))


NAME = "20261126T120000000000-0123456789abcdef"
ENGINES: dict[str, MakeEngine] = {
    "embedded, exact": lambda folder: open_from_store(folder, EmbeddedStore()),
    "embedded, by codes": lambda folder: make_embedded(folder, 0),
    "Milvus, by a stand-in": lambda folder: open_from_store(
        folder, MilvusStore(cast("MilvusConnection", MilvusServer()), "test")
    ),
    "Milvus, by milvus-lite": make_milvus_lite,
}
"""Another engine is one more line here."""


@pytest.fixture(params=list(ENGINES.values()), ids=list(ENGINES))
def engine(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    monkeypatch.setattr(embedded, "SMALL", 20)
    make: MakeEngine = request.param
    return make(tmp_path)


def ask(question: str, seed: int = 3) -> Query:
    return Query(find_stems(question), make_matrix(seed, 1)[0])


def list_signals(query: Query, rows: Sequence[int]) -> list[list[float]]:
    """Return what each signal should be, computed plainly."""
    every = np.asarray(rows, np.int64)
    words = [Lexicon.from_texts(texts).score(query.stems, every) for texts in (TEXTS, PASSAGES)]
    return [*((matrix[every] @ query.vector).tolist() for matrix in MATRICES), *(each.tolist() for each in words)]


def test_it_has_every_row(engine: Engine) -> None:
    """Row n is text n."""
    assert len(engine) == len(TEXTS)


def test_scores_are_those_of_the_formulas(engine: Engine) -> None:
    """In the order of the rows that are asked for, to half precision."""
    query, rows = ask("when did the harbour burn"), [70, 3, 199]
    signals = engine.score(query, np.array(rows))
    found = [signals.cosines, signals.passage_cosines, signals.words, signals.passage_words]
    np.testing.assert_allclose(np.array(found), np.array(list_signals(query, rows)), atol=2e-3)


@pytest.mark.parametrize("question", ["when did the harbour burn", "number 14", "", "zzz"])
def test_the_best_of_every_signal_are_put_forward(engine: Engine, question: str) -> None:
    """No row that one signal holds to be among the five best is lost, whatever the others say."""
    query = ask(question)
    found = set(engine.put_forward(query, 5).tolist())
    for signal in list_signals(query, range(len(TEXTS))):
        fifth = sorted(signal)[-5]
        assert {row for row, each in enumerate(signal) if each > max(fifth, 0)} <= found


def test_rows_are_put_forward_once_and_in_order(engine: Engine) -> None:
    """Also those that several signals put forward."""
    found = engine.put_forward(ask("when did the harbour burn"), 50).tolist()
    assert found == sorted(set(found))
    assert set(found) <= set(range(len(TEXTS)))


FILTERS: dict[str, tuple[Filters, Callable[[int], bool]]] = {
    "an article": (Filters(article_id="summer"), lambda row: find_article(row) == "summer"),
    "a speaker": (Filters(speaker="Ivan Marsh"), lambda row: find_speaker(row) == "Ivan Marsh"),
    "a speaker of an article": (
        Filters(speaker="Ivan Marsh", article_id="winter"),
        lambda row: find_article(row) == "winter" and find_speaker(row) == "Ivan Marsh",
    ),
    "from a day": (Filters(after=date(2024, 7, 1)), lambda row: find_article(row) in {"summer", "winter"}),
    "to a day": (Filters(before=date(2024, 3, 1)), lambda row: find_article(row) == "spring"),
    "withdrawn": (Filters(without=frozenset({"spring", "gone"})), lambda row: find_article(row) != "spring"),
    "of a time": (
        Filters(time=OfTime(date(2024, 6, 1), date(2024, 8, 1), (3, 140, 199)), without=frozenset({"winter"})),
        lambda row: find_article(row) == "summer" or row in {3, 140},
    ),
    "nobody": (Filters(speaker="Nobody"), lambda row: False),
    "no article": (Filters(article_id="gone"), lambda row: False),
}


@pytest.mark.parametrize("name", list(FILTERS))
def test_only_what_the_filters_leave_is_put_forward(engine: Engine, name: str) -> None:
    """And of that the best of every signal, though better rows are left out."""
    query, (filters, holds) = ask("when did the harbour burn"), FILTERS[name]
    left = [row for row in range(len(TEXTS)) if holds(row)]
    found = set(engine.put_forward(query, 5, filters).tolist())
    assert found <= set(left)
    for signal in list_signals(query, left) if left else []:
        fifth = sorted(signal)[-min(5, len(signal))]
        assert {row for row, each in zip(left, signal, strict=True) if each > max(fifth, 0)} <= found


def test_more_rows_than_there_are_can_be_asked_for(engine: Engine) -> None:
    """A small corpus is put forward whole."""
    assert len(engine.put_forward(ask("harbour"), 1_000)) == len(TEXTS)


@pytest.mark.parametrize(("stem", "known"), [("harbour", True), ("burn", True), ("burned", False), ("zzz", False)])
def test_it_tells_the_words_that_it_knows(engine: Engine, stem: str, known: bool) -> None:
    """By their stems."""
    assert engine.knows(stem) is known


def test_it_finds_the_rows_of_a_word(engine: Engine) -> None:
    """All of them, or as many as are asked for; and counts them."""
    burned = list(range(0, 200, 7))
    assert engine.find_rows("burn", 1_000).tolist() == burned
    assert set(engine.find_rows("burn", 4).tolist()) <= set(burned)
    assert len(engine.find_rows("burn", 4)) == 4
    assert engine.find_rows("zzz", 4).tolist() == []
    assert (engine.count_rows("burn"), engine.count_rows("zzz")) == (len(burned), 0)
    assert (engine.has("burn"), engine.has("zzz")) == (True, False)


def test_a_question_without_known_words_is_scored(engine: Engine) -> None:
    """By its vector alone."""
    signals = engine.score(ask("zzz"), np.arange(5))
    assert not signals.words.any()
    assert not signals.passage_words.any()
    assert signals.cosines.any()

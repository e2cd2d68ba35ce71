"""The engine that runs on a Milvus server: four collections a snapshot, one for each signal.

What they hold is made from the snapshot's own files: vectors as they are, and of each text the BM25 weight of every
stem as a sparse vector, so that an inner product is the score that the embedded engine gives.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from typing import Protocol

import numpy as np

from index.engines.bm25 import Lexicon
from index.engines.embedded import EmbeddedEngine
from index.engines.engine import Engine, Query, Signals
from index.engines.faiss_vectors import EXACT_ROWS, Vectors
from index.engines.filters import EVERYTHING, Filters
from index.engines.milvus_connection import FOUND_BY, ROW, Kind, MilvusConnection, try_again
from index.engines.row_facts import UNDATED, RowFacts
from index.types import Rows

LINKS = {"M": 32, "efConstruction": 200}
BREADTH = 400
"""HNSW's parameters (Malkov and Yashunin, 2018)."""

PATIENCE = 300.0
"""Seconds that loading a snapshot waits for a server that is away."""

AT_ONCE = 1_000
"""Rows that are sent at once."""

_FACTS = ("article", "speaker", "published")
_NOTHING = f"{ROW} < 0"
_SIGNALS = ("sentences", "passages", "sentence_words", "passage_words")


class _Signal(Protocol):
    """One way of finding rows."""

    def find_best(self, query: Query, count: int, filters: Filters) -> Rows: ...


@dataclass(frozen=True)
class _Hosted:
    """A signal whose rows are in a collection."""

    connection: MilvusConnection
    name: str
    facts: RowFacts
    words: Lexicon | None
    breadth: int | None

    def find_best(self, query: Query, count: int, filters: Filters) -> Rows:
        expression = express(filters, self.facts)
        if self.words is None:
            return self.connection.search(self.name, query.vector, count, expression, self.breadth)
        asked = self.words.number(query.stems)
        return self.connection.search(self.name, asked, count, expression) if asked else np.zeros(0, np.int64)


@dataclass(frozen=True)
class _Local:
    """Words that are found in the snapshot's files, where the server is too old for sparse vectors."""

    words: Lexicon
    facts: RowFacts

    def find_best(self, query: Query, count: int, filters: Filters) -> Rows:
        return self.words.find_best(query.stems, count, self.facts.select(filters))


class MilvusEngine:
    """Finds rows in the collections of a snapshot, all at once; the few hundred found are scored by its files."""

    def __init__(self, signals: Sequence[_Signal], rows: EmbeddedEngine, threads: ThreadPoolExecutor) -> None:
        self._signals = signals
        self._rows = rows
        self._threads = threads

    def __len__(self) -> int:
        return len(self._rows)

    def put_forward(self, query: Query, count: int, filters: Filters = EVERYTHING) -> Rows:
        """Return the best rows of every collection."""
        found = self._threads.map(lambda each: each.find_best(query, count, filters), self._signals)
        return np.unique(np.concatenate(list(found)))

    def score(self, query: Query, rows: Rows) -> Signals:
        """Return the signals of these rows, out of the files of the snapshot."""
        return self._rows.score(query, rows)

    def knows(self, stem: str) -> bool:
        """Return whether a passage has a word of this stem, by the vocabulary of the snapshot."""
        return self._rows.knows(stem)

    def has(self, stem: str) -> bool:
        """Return whether a sentence has a word of this stem, by the vocabulary of the snapshot."""
        return self._rows.has(stem)

    def count_rows(self, stem: str) -> int:
        """Return how many sentences have a word of this stem, by the vocabulary of the snapshot."""
        return self._rows.count_rows(stem)

    def find_rows(self, stem: str, count: int) -> Rows:
        """Return rows whose sentence has a word of this stem."""
        query = Query((stem,), np.zeros(0, np.float32))
        return np.sort(self._signals[_SIGNALS.index("sentence_words")].find_best(query, count, EVERYTHING))


class MilvusStore:
    """The collections of one index on a server; `owner` tells them from those of other indexes.

    `is_filled` says whether this process may fill it, where it lost what it had.
    """

    def __init__(self, connection: MilvusConnection, owner: str, *, is_filled: bool = True) -> None:
        self._connection = connection
        self._is_filled = is_filled
        self._prefix = f"verbatim_{owner}_"
        self._threads = ThreadPoolExecutor(len(_SIGNALS), "milvus")

    def load(self, name: str, rows: EmbeddedEngine) -> None:
        """Take in what a staged snapshot holds; a server that is away is waited for."""
        try_again(lambda: self._load(name, rows), PATIENCE)

    def open(self, name: str, rows: EmbeddedEngine) -> Engine:
        """Return what answers from a snapshot, which is loaded first where it was lost."""
        if self._is_filled:
            self._load(name, rows)
        return MilvusEngine([self._open(self._name(name, each), each, rows) for each in _SIGNALS], rows, self._threads)

    def keep(self, names: Collection[str]) -> None:
        """Drop every other snapshot of this index."""
        kept = {self._name(name, signal) for name in names for signal in _SIGNALS}
        for name in self._connection.list(self._prefix):
            if name not in kept:
                self._connection.drop(name)

    def _name(self, name: str, signal: str) -> str:
        return f"{self._prefix}{name.replace('-', '_')}_{signal}"

    def _load(self, name: str, rows: EmbeddedEngine) -> None:
        for signal in self._list_hosted():
            collection, source = self._name(name, signal), _find_source(rows, signal)
            expected = len(source) if isinstance(source, Vectors) else source.count_with_words()
            if expected and self._connection.count(collection) != expected:
                self._connection.drop(collection)
                self._fill(collection, source, rows.facts)

    def _fill(self, collection: str, source: Vectors | Lexicon, facts: RowFacts) -> None:
        if isinstance(source, Vectors):
            kind = _choose_kind(len(source))
            self._connection.create(collection, kind, _FACTS, source.dimension, LINKS if kind is Kind.GRAPH else {})
            made = _list_vectors(source)
        else:
            self._connection.create(collection, Kind.WORDS, _FACTS, 0, {})
            made = source.list_weights()
        for chunk in _take_chunks(made):
            self._connection.insert(collection, [{**facts.describe(row), ROW: row, FOUND_BY: by} for row, by in chunk])
        self._connection.finish(collection)

    def _open(self, collection: str, signal: str, rows: EmbeddedEngine) -> _Signal:
        source = _find_source(rows, signal)
        if isinstance(source, Lexicon) and (signal not in self._list_hosted() or not source.count_with_words()):
            return _Local(source, rows.facts)
        self._connection.open(collection)
        words = source if isinstance(source, Lexicon) else None
        breadth = BREADTH if words is None and _choose_kind(len(rows)) is Kind.GRAPH else None
        return _Hosted(self._connection, collection, rows.facts, words, breadth)

    def _list_hosted(self) -> tuple[str, ...]:
        return _SIGNALS if self._connection.has_sparse_vectors() else _SIGNALS[:2]


def express(filters: Filters, facts: RowFacts) -> str:
    """Return filters as Milvus takes them."""
    parts = []
    if filters.speaker is not None:
        parts.append(f"speaker == {facts.speakers[filters.speaker]}" if filters.speaker in facts.speakers else _NOTHING)
    if filters.article_id is not None:
        known = filters.article_id in facts.articles
        parts.append(f"article == {facts.articles[filters.article_id]}" if known else _NOTHING)
    if filters.after or filters.before:
        parts.append(_express_days(filters.after or date.min, filters.before or date.max))
    without = sorted(facts.articles[each] for each in filters.without if each in facts.articles)
    if without:
        parts.append(f"article not in {without}")
    if filters.time:
        days = _express_days(filters.time.first, filters.time.last)
        parts.append(f"({days} or {ROW} in {list(filters.time.rows)})" if filters.time.rows else days)
    return " and ".join(parts)


def _express_days(first: date, last: date) -> str:
    return f"(published > {UNDATED} and published >= {first.toordinal()} and published <= {last.toordinal()})"


def _choose_kind(rows: int) -> Kind:
    return Kind.EXACT if rows <= EXACT_ROWS else Kind.GRAPH


def _find_source(rows: EmbeddedEngine, signal: str) -> Vectors | Lexicon:
    sources: tuple[Vectors | Lexicon, ...] = (
        rows.sentence_vectors, rows.passage_vectors, rows.sentence_words, rows.passage_words,
    )  # fmt: skip
    return sources[_SIGNALS.index(signal)]


def _list_vectors(vectors: Vectors) -> Iterator[tuple[int, object]]:
    for start in range(0, len(vectors), AT_ONCE):
        rows = np.arange(start, min(start + AT_ONCE, len(vectors)))
        yield from zip(rows.tolist(), vectors.read_rows(rows), strict=True)


def _take_chunks(made: Iterator[tuple[int, object]]) -> Iterator[list[tuple[int, object]]]:
    chunk: list[tuple[int, object]] = []
    for each in made:
        chunk.append(each)
        if len(chunk) == AT_ONCE:
            yield chunk
            chunk = []
    if chunk:
        yield chunk

"""The engine that runs in the process itself, over files of the snapshot."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from index.engines.bm25 import Lexicon
from index.engines.engine import Engine, Query, Signals
from index.engines.faiss_vectors import Vectors
from index.engines.filters import EVERYTHING, Filters
from index.engines.row_facts import RowFacts
from index.types import Rows

SMALL = 10_000
"""Rows that are put forward whole, where a question is asked of a part of the corpus."""


@dataclass(frozen=True)
class EmbeddedEngine:
    """Vectors and words of sentences and of their passages, and what filters go by."""

    sentence_vectors: Vectors
    passage_vectors: Vectors
    sentence_words: Lexicon
    passage_words: Lexicon
    facts: RowFacts

    def __len__(self) -> int:
        return len(self.sentence_vectors)

    def put_forward(self, query: Query, count: int, filters: Filters = EVERYTHING) -> Rows:
        """Return the nearest rows by both vectors and the best by both kinds of words."""
        part = self.facts.select(filters)
        if part is not None and len(part) <= SMALL:
            return part.list()
        found = [
            *(vectors.find_nearest(query.vector, count, part) for vectors in self._vectors),
            *(words.find_best(query.stems, count, part) for words in self._words),
        ]
        return np.unique(np.concatenate(found))

    def score(self, query: Query, rows: Rows) -> Signals:
        """Return the signals of these rows."""
        cosines, passage_cosines = (vectors.score(query.vector, rows) for vectors in self._vectors)
        words, passage_words = (each.score(query.stems, rows) for each in self._words)
        return Signals(cosines, passage_cosines, words, passage_words)

    def knows(self, stem: str) -> bool:
        """Return whether a passage has a word of this stem."""
        return self.passage_words.knows(stem)

    def has(self, stem: str) -> bool:
        """Return whether a sentence has a word of this stem."""
        return self.sentence_words.knows(stem)

    def count_rows(self, stem: str) -> int:
        """Return how many sentences have a word of this stem."""
        return self.sentence_words.count_texts(stem)

    def find_rows(self, stem: str, count: int) -> Rows:
        """Return the first rows whose sentence has a word of this stem."""
        return self.sentence_words.find_texts(stem, count)

    @property
    def _vectors(self) -> tuple[Vectors, Vectors]:
        return self.sentence_vectors, self.passage_vectors

    @property
    def _words(self) -> tuple[Lexicon, Lexicon]:
        return self.sentence_words, self.passage_words


class EmbeddedStore:
    """Keeps nothing: what is searched are the files of the snapshot themselves."""

    def load(self, name: str, rows: EmbeddedEngine) -> None:
        """Have it already."""

    def open(self, name: str, rows: EmbeddedEngine) -> Engine:  # noqa: ARG002  # the files have no other name
        """Return what answers from the files."""
        return rows

    def keep(self, names: Collection[str]) -> None:
        """Have nothing to drop."""

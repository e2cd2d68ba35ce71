"""The engine that runs in the process itself, over files of the snapshot."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from index.engines.bm25 import Lexicon
from index.engines.engine import Query, Signals
from index.engines.faiss_vectors import Vectors
from index.types import Rows


@dataclass(frozen=True)
class EmbeddedEngine:
    """Vectors and words of sentences and of their passages."""

    sentence_vectors: Vectors
    passage_vectors: Vectors
    sentence_words: Lexicon
    passage_words: Lexicon

    def __len__(self) -> int:
        return len(self.sentence_vectors)

    def put_forward(self, query: Query, count: int, among: Rows | None = None) -> Rows:
        """Return the nearest rows by both vectors and the best by both kinds of words."""
        found = [
            *(vectors.find_nearest(query.vector, count, among) for vectors in self._vectors),
            *(words.find_best(query.stems, count, among) for words in self._words),
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

    @property
    def _vectors(self) -> tuple[Vectors, Vectors]:
        return self.sentence_vectors, self.passage_vectors

    @property
    def _words(self) -> tuple[Lexicon, Lexicon]:
        return self.sentence_words, self.passage_words

"""Scores of the four indexes -> one order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from index.models.reading import AnswerSpan
from index.snapshots.contents import Contents
from index.types import Matrix, Rows, Scores

POOL = 100
"""Rows that each index may put forward; the best of all are among them (decision 0002)."""

SMALL = 10_000
"""Rows that are ranked without being put forward, where a question is asked of a part of the corpus."""

PASSAGE_WEIGHT = 0.6
WORDS_WEIGHT = 0.05
PASSAGE_WORDS_WEIGHT = 0.4
"""Weights of the fusion: cosine + .6 cosine of the passage + .05 (BM25 + .4 BM25 of the passage)."""

UNREAD = -20.0
"""The reading of a row that no reranker has read."""


@dataclass(frozen=True)
class Signals:
    """What the four indexes say of each row: two cosines, two BM25 scores."""

    cosines: Scores
    passage_cosines: Scores
    words: Scores
    passage_words: Scores

    def fuse(self) -> Scores:
        """Return the first stage's scores (decision 0002)."""
        words = self.words + PASSAGE_WORDS_WEIGHT * self.passage_words
        return np.asarray(self.cosines + PASSAGE_WEIGHT * self.passage_cosines + WORDS_WEIGHT * words, np.float32)

    def take(self, places: Rows) -> Signals:
        """Return the signals at these places, in their order."""
        return Signals(
            self.cosines[places], self.passage_cosines[places], self.words[places], self.passage_words[places]
        )


@dataclass(frozen=True)
class Ranking:
    """Rows of a snapshot, best first, with the score of each and what it is made of.

    `answers` has the words that answer, by row, of the sentences that were read.
    """

    rows: Rows
    scores: Scores
    signals: Signals
    readings: Scores
    answers: Mapping[int, AnswerSpan] = field(default_factory=dict)

    def take(self, places: Rows) -> Ranking:
        """Return the ranking of the rows at these places, in their order."""
        return replace(
            self,
            rows=self.rows[places],
            scores=self.scores[places],
            signals=self.signals.take(places),
            readings=self.readings[places],
        )


def rank(contents: Contents, question: str, query: Matrix, among: Rows | None = None) -> Ranking:
    """Fuse the four indexes for a question and its vector of shape (dimension,); only `among` these rows."""
    words = contents.sentence_words.score(question)
    passage_words = contents.passage_words.score(question)
    if among is not None and len(among) <= SMALL:
        rows = among
    else:
        rows = _put_forward(contents, query, [words, passage_words], POOL if among is None else SMALL)
        rows = rows if among is None else np.intersect1d(rows, among)
    signals = Signals(
        contents.sentence_vectors.score(query, rows),
        contents.passage_vectors.score(query, rows),
        words[rows],
        passage_words[rows],
    )
    scores = signals.fuse()
    order = np.argsort(-scores, kind="stable")
    unread = np.full(len(rows), UNREAD, np.float32)
    return Ranking(rows[order], scores[order], signals.take(order), unread)


def _put_forward(contents: Contents, query: Matrix, words: list[Scores], count: int) -> Rows:
    nearest = [vectors.find_nearest(query, count) for vectors in (contents.sentence_vectors, contents.passage_vectors)]
    return np.unique(np.concatenate(nearest + [_find_largest(scores, count) for scores in words]))


def _find_largest(scores: Scores, count: int) -> Rows:
    count = min(count, len(scores))
    return np.argpartition(-scores, count - 1)[:count].astype(np.int64)

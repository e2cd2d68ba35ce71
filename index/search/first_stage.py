"""What an engine says of its rows -> one order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from index.engines.bm25 import find_stems
from index.engines.engine import Query, Signals
from index.engines.filters import EVERYTHING, Filters
from index.models.reading import AnswerSpan
from index.snapshots.contents import Contents
from index.types import Matrix, Rows, Scores

POOL = 100
"""Rows that each signal may put forward; the best of all are among them (decision 0002)."""

PASSAGE_WEIGHT = 0.6
WORDS_WEIGHT = 0.05
PASSAGE_WORDS_WEIGHT = 0.4
"""Weights of the fusion: cosine + .6 cosine of the passage + .05 (BM25 + .4 BM25 of the passage)."""

MEANING_WEIGHT = 30.0
"""Of the cosine across languages, which tells less the nearer it is to all others (decision 0015)."""

USUAL_MEANING = 0.8
"""That cosine of a question and a sentence that have little to do with each other."""

UNREAD = -20.0
"""The reading of a row that no reranker has read."""


@dataclass(frozen=True)
class Ranking:
    """Rows of a snapshot, best first, with the score of each and what it is made of.

    `answers` has the words that answer, by row, of the sentences that were read. `meanings` are the cosines across
    languages of a question that was not asked in English.
    """

    rows: Rows
    scores: Scores
    signals: Signals
    readings: Scores
    answers: Mapping[int, AnswerSpan] = field(default_factory=dict)
    meanings: Scores | None = None

    def take(self, places: Rows) -> Ranking:
        """Return the ranking of the rows at these places, in their order."""
        return replace(
            self,
            rows=self.rows[places],
            scores=self.scores[places],
            signals=self.signals.take(places),
            readings=self.readings[places],
            meanings=None if self.meanings is None else self.meanings[places],
        )


def fuse(signals: Signals) -> Scores:
    """Return the first stage's scores (decision 0002)."""
    words = signals.words + PASSAGE_WORDS_WEIGHT * signals.passage_words
    return np.asarray(signals.cosines + PASSAGE_WEIGHT * signals.passage_cosines + WORDS_WEIGHT * words, np.float32)


def rank(
    contents: Contents, question: str, query: Matrix, filters: Filters = EVERYTHING, meaning: Matrix | None = None
) -> Ranking:
    """Fuse what the engine says of a question and its vector of shape (dimension,); only of what filters leave.

    `meaning` is the vector across languages of a question that was not asked in English.
    """
    engine, asked = contents.engine, Query(find_stems(question), query)
    rows = engine.put_forward(asked, POOL, filters)
    vectors, meanings = contents.multilingual_vectors, None
    if vectors and meaning is not None:
        rows = np.union1d(rows, vectors.find_nearest(meaning, POOL, contents.facts.select(filters)))
        meanings = vectors.score(meaning, rows)
    signals = engine.score(asked, rows)
    scores = fuse(signals)
    if meanings is not None:
        scores = scores + np.float32(MEANING_WEIGHT) * (meanings - np.float32(USUAL_MEANING))
    unread = np.full(len(rows), UNREAD, np.float32)
    ranking = Ranking(rows, scores, signals, unread, meanings=meanings)
    return ranking.take(np.argsort(-scores, kind="stable"))

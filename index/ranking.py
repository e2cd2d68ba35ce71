"""Scores of the four indexes -> one order."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from index.embedding import Matrix
from index.generation import Contents
from index.vectors import Rows, Scores

POOL = 100
"""Rows that each index may put forward; the best of all are among them (decision 0002)."""

PASSAGE_WEIGHT = 0.6
WORDS_WEIGHT = 0.05
PASSAGE_WORDS_WEIGHT = 0.4
"""Weights of the fusion: cosine + .6 cosine of the passage + .05 (BM25 + .4 BM25 of the passage)."""


UNREAD = -20.0
"""The reading of a row that no reranker has read."""


@dataclass(frozen=True)
class Ranking:
    """Rows of a generation, best first, with the score of each and what it is made of."""

    rows: Rows
    scores: Scores
    cosines: Scores
    readings: Scores


def rank(contents: Contents, question: str, query: Matrix) -> Ranking:
    """Fuse the four indexes for a question and its vector of shape (dimension,)."""
    words = contents.sentence_words.score(question)
    passage_words = contents.passage_words.score(question)
    rows = np.unique(
        np.concatenate(
            [
                contents.sentence_vectors.find_nearest(query, POOL),
                contents.passage_vectors.find_nearest(query, POOL),
                _find_largest(words, POOL),
                _find_largest(passage_words, POOL),
            ]
        )
    )
    cosines = contents.sentence_vectors.score(query, rows)
    scores = (
        cosines
        + PASSAGE_WEIGHT * contents.passage_vectors.score(query, rows)
        + WORDS_WEIGHT * (words[rows] + PASSAGE_WORDS_WEIGHT * passage_words[rows])
    )
    order = np.argsort(-scores, kind="stable")
    return Ranking(rows[order], scores[order], cosines[order], np.full(len(rows), UNREAD, np.float32))


def _find_largest(scores: Scores, count: int) -> Rows:
    count = min(count, len(scores))
    return np.argpartition(-scores, count - 1)[:count].astype(np.int64)

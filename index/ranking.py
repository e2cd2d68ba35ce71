"""Scores of the four indexes -> one order, and how sure we are of its first place."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from index.embedding import Matrix
from index.generation import Contents
from index.lexical import find_content_words
from index.vectors import Rows, Scores

POOL = 100
"""Rows that each index may put forward; the best of all are among them (decision 0002)."""

PASSAGE_WEIGHT = 0.6
WORDS_WEIGHT = 0.05
PASSAGE_WORDS_WEIGHT = 0.4
"""Weights of the fusion: cosine + .6 cosine of the passage + .05 (BM25 + .4 BM25 of the passage)."""

CONFIDENCE = Path(__file__).parent / "confidence.json"


@dataclass(frozen=True)
class Ranking:
    """Rows of a generation, best first, with the fused score of each."""

    rows: Rows
    scores: Scores
    cosines: Scores


@dataclass(frozen=True)
class Features:
    """What the confidence is computed from."""

    cosine: float
    score: float
    margin: float
    coverage: float
    passage_coverage: float
    unknown: float


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
    return Ranking(rows[order], scores[order], cosines[order])


def measure_features(contents: Contents, question: str, ranking: Ranking, passages: list[str]) -> Features:
    """Describe how well the first of a ranking fits the question.

    `passages` are the texts of the first sentence and of its passage.
    """
    asked = [word.stem for word in find_content_words(question)]
    sentence, passage = ({word.stem for word in find_content_words(text)} for text in passages)
    scores = ranking.scores
    return Features(
        cosine=float(ranking.cosines[0]),
        score=float(scores[0]),
        margin=float(scores[0] - scores[1]) if len(scores) > 1 else 0.0,
        coverage=_share([stem in sentence for stem in asked]),
        passage_coverage=_share([stem in passage for stem in asked]),
        unknown=_share([not contents.passage_words.knows(stem) for stem in asked]),
    )


def estimate_confidence(features: Features) -> float:
    """Return the probability that the first quotation answers the question.

    A logistic regression; `benchmarks/confidence.py` fits its numbers.
    """
    weights = _read_weights()
    total = weights["intercept"] + sum(
        weights[name] * getattr(features, name) for name in Features.__dataclass_fields__
    )
    return 1 / (1 + math.exp(-total))


@cache
def _read_weights() -> dict[str, float]:
    weights: dict[str, float] = json.loads(CONFIDENCE.read_text("utf-8"))["weights"]
    return weights


def _find_largest(scores: Scores, count: int) -> Rows:
    count = min(count, len(scores))
    return np.argpartition(-scores, count - 1)[:count].astype(np.int64)


def _share(found: list[bool]) -> float:
    return sum(found) / len(found) if found else 0.0

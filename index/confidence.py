"""How sure we are that the first of a ranking answers the question."""

from __future__ import annotations

import json
import math
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from index.ranking import Ranking
from index.reranking import FIRST_STAGE_WEIGHT

CONFIDENCE = Path(__file__).parent / "confidence.json"

_LARGEST = 500.0
"""Of what the exponential is taken; beyond it every probability is 0 or 1."""


@dataclass(frozen=True)
class Features:
    """What the confidence is computed from: the first's reading, scores and lead over the second."""

    reading: float
    margin: float
    first_stage: float
    cosine: float


def measure_features(ranking: Ranking) -> Features:
    """Describe the first of a ranking that has a row."""
    scores, reading = ranking.scores, float(ranking.readings[0])
    return Features(
        reading=reading,
        margin=float(scores[0] - scores[1]) if len(scores) > 1 else 0.0,
        first_stage=(float(scores[0]) - reading) / FIRST_STAGE_WEIGHT,
        cosine=float(ranking.cosines[0]),
    )


def estimate_confidence(features: Features) -> float:
    """Return the probability that the first quotation answers the question.

    A logistic regression; `benchmarks/fit_confidence.py` fits its numbers.
    """
    weights = _read_weights()
    total = weights["intercept"] + sum(weights[name] * value for name, value in asdict(features).items())
    return 1 / (1 + math.exp(-max(-_LARGEST, min(_LARGEST, total))))


@cache
def _read_weights() -> dict[str, float]:
    weights: dict[str, float] = json.loads(CONFIDENCE.read_text("utf-8"))["weights"]
    return weights

"""How sure we are that the first of a ranking answers the question."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from index.search.confidence.features import Features

CONFIDENCE = Path(__file__).parent / "confidence.json"

ENGLISH = "english"
TRANSLATED = "translated"
"""How a question was read: as it was asked, or in its English words."""

_START = "intercept"
_LARGEST = 500.0
"""Of what the exponential is taken; beyond it every probability is 0 or 1."""


@dataclass(frozen=True)
class Calibration:
    """How a corpus's own questions stretch and shift the logit of the confidence."""

    slope: float = 1.0
    shift: float = 0.0

    def apply(self, logit: float) -> float:
        """Return the probability that a logit of the shipped weights means."""
        return sigmoid(self.slope * logit + self.shift)


UNCALIBRATED = Calibration()


@dataclass(frozen=True)
class Contribution:
    """What a feature was measured as, and what it adds to the logit."""

    name: str
    value: float
    adds: float


def weigh(features: Features) -> tuple[Contribution, ...]:
    """Return what each feature adds to the logit of the confidence; the first is what it starts from.

    A logistic regression; `benchmarks/answers/fit_confidence.py` fits its numbers for questions in English. Those that
    were read in their English words have others (decision 0015). What a small corpus adds is chosen on the questions
    of small corpora in tests: those that the numbers are fitted on are larger.
    """
    weights = read_weights(features)
    measured = [(name, float(getattr(features, name))) for name in weights if name != _START]
    parts = [Contribution(name, value, weights[name] * value) for name, value in measured]
    return (Contribution(_START, 1.0, weights[_START]), *parts)


def compute_logit(features: Features) -> float:
    """Return the logit of the confidence before any calibration."""
    return sum(part.adds for part in weigh(features))


def sigmoid(logit: float) -> float:
    """Return the probability of a logit, however large."""
    return 1 / (1 + math.exp(-max(-_LARGEST, min(_LARGEST, logit))))


def read_weights(features: Features) -> Mapping[str, float]:
    """Return the weights that ship for a question that was read as this one was, by feature."""
    return read_confidence()[TRANSLATED if features.is_translated else ENGLISH]


@cache
def read_confidence() -> dict[str, dict[str, float]]:
    """Return all weights that ship, by how a question was read."""
    weights: dict[str, dict[str, float]] = json.loads(CONFIDENCE.read_text("utf-8"))
    return weights

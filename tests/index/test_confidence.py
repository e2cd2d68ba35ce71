from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from index.confidence import Features, estimate_confidence, measure_features
from index.ranking import Ranking
from index.reranking import FIRST_STAGE_WEIGHT

POOR = Features(reading=-5.0, margin=0.1, first_stage=0.5, cosine=0.2)


@pytest.mark.parametrize("name", ["reading", "margin", "first_stage", "cosine"])
def test_confidence_grows_with_every_feature(name: str) -> None:
    """What reads like an answer, or fits the question's words, is trusted more."""
    better = replace(POOR, **{name: getattr(POOR, name) + 1})
    assert 0 < estimate_confidence(POOR) < estimate_confidence(better) < 1


def test_confidence_is_a_probability_whatever_is_measured() -> None:
    """Scores without bound do not overflow."""
    assert estimate_confidence(replace(POOR, reading=-1e4)) == pytest.approx(0)
    assert estimate_confidence(replace(POOR, reading=1e4)) == pytest.approx(1)


def test_the_first_is_measured() -> None:
    """The features are those of the first row and of its lead over the second."""
    readings = np.array([1.0, -3.0], np.float32)
    scores = np.array([1 + FIRST_STAGE_WEIGHT * 0.5, -3 + FIRST_STAGE_WEIGHT * 0.75], np.float32)
    ranking = Ranking(np.array([7, 4]), scores, np.array([0.6, 0.7], np.float32), readings)
    features = measure_features(ranking)
    assert features.reading == pytest.approx(1)
    assert features.first_stage == pytest.approx(0.5)
    assert features.margin == pytest.approx(4 - FIRST_STAGE_WEIGHT * 0.25)
    assert features.cosine == pytest.approx(0.6)
    assert measure_features(Ranking(*(part[:1] for part in vars(ranking).values()))).margin == 0

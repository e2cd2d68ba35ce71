from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from index.search.confidence.confidence import UNCALIBRATED, Calibration, compute_logit, sigmoid, weigh
from index.search.confidence.features import Features

POOR = Features(
    reading=-5.0, lead=0.0, cosine=0.2, score=-5.0, score_lead=0.0, told=0.0, untold=0.0,
    unnamed=0.0, unnumbered=0.0, lacking=0.0, opposed=0.0, exchanged=0.0, asking=0.0,
)  # fmt: skip
TRANSLATED = replace(POOR, is_translated=True)


@pytest.mark.parametrize("poor", [POOR, TRANSLATED])
@pytest.mark.parametrize("name", ["reading", "lead", "cosine", "score", "score_lead", "told"])
def test_confidence_never_falls_with_what_speaks_for_an_answer(name: str, poor: Features) -> None:
    """What reads like an answer, or fits the question's words, is trusted no less."""
    changed: dict[str, Any] = {name: getattr(poor, name) + 1}
    better = replace(poor, **changed)
    assert compute_logit(better) >= compute_logit(poor)


@pytest.mark.parametrize("poor", [POOR, TRANSLATED])
@pytest.mark.parametrize("name", ["untold", "unnamed", "unnumbered", "lacking", "opposed", "exchanged", "asking"])
def test_confidence_falls_with_what_speaks_against(name: str, poor: Features) -> None:
    """A name, a number or a people that is not borne out lowers it, and so does a question in place of an answer."""
    changed: dict[str, Any] = {name: 1.0}
    assert compute_logit(replace(poor, **changed)) < compute_logit(poor)


def test_confidence_is_a_probability_whatever_is_measured() -> None:
    """Scores without bound do not overflow."""
    assert sigmoid(compute_logit(replace(POOR, reading=-1e6))) == pytest.approx(0)
    assert sigmoid(compute_logit(replace(POOR, reading=1e6))) == pytest.approx(1)


def test_contributions_add_up() -> None:
    """What is explained is what was computed: every feature by name, and what all start from."""
    parts = weigh(POOR)
    assert {part.name for part in parts} <= {"intercept", *Features.__dataclass_fields__}
    assert sum(part.adds for part in parts) == compute_logit(POOR)


def test_a_calibration_stretches_and_shifts() -> None:
    """Slope and shift act on the logit; without them the shipped confidence stands."""
    assert UNCALIBRATED.apply(0.7) == sigmoid(0.7)
    assert Calibration(slope=2, shift=1).apply(0.7) == pytest.approx(sigmoid(2.4))

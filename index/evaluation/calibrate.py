"""Questions of a self-hoster -> a confidence that fits their corpus, and what it is worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.evaluation.metrics import DEPTH, Outcome, Point, evaluate, find_rank, measure_trade_off
from index.evaluation.question_file import Question
from index.search.confidence.calibration import Trial, cross_validate, fit, require_enough
from index.search.confidence.confidence import Calibration, compute_logit, sigmoid
from index.search.searcher import Searcher

WRONG_AT_MOST = 0.1
"""Share of the questions that may be answered wrongly at the threshold that is suggested."""

_THRESHOLDS = tuple(step / 100 for step in range(5, 100, 5))


@dataclass(frozen=True)
class Quality:
    """How well confidences fit what came of the questions; less is better."""

    calibration_error: float
    brier_score: float


@dataclass(frozen=True)
class Calibrated:
    """A calibration and its worth, cross-validated: each question was measured by a fit on the others."""

    calibration: Calibration
    questions: int
    before: Quality
    after: Quality
    trade_off: tuple[Point, ...]
    threshold: float

    @property
    def helps(self) -> bool:
        """Return whether the confidence fits better with it."""
        return self.after.brier_score < self.before.brier_score


def calibrate(questions: Sequence[Question], searcher: Searcher) -> Calibrated:
    """Ask every question and fit the confidence to what came of them.

    Raises CalibrationError when they are too few.
    """
    outcomes, logits = [], []
    for question in questions:
        search = searcher.search(question.question, DEPTH)
        outcomes.append(Outcome(question, search.answer, find_rank(question, search.answer)))
        logits.append(compute_logit(search.features) if search.features else 0.0)
    trials = [Trial(logit, outcome.is_right) for logit, outcome in zip(logits, outcomes, strict=True)]
    require_enough(trials)
    shipped, fitted = [sigmoid(logit) for logit in logits], cross_validate(trials)
    believed = fitted if _measure(outcomes, fitted).brier_score < _measure(outcomes, shipped).brier_score else shipped
    trade_off = measure_trade_off(_with(outcomes, believed), _THRESHOLDS)
    return Calibrated(
        calibration=fit(trials),
        questions=len(trials),
        before=_measure(outcomes, shipped),
        after=_measure(outcomes, fitted),
        trade_off=trade_off,
        threshold=_suggest_threshold(trade_off, outcomes),
    )


def _measure(outcomes: Sequence[Outcome], confidences: Sequence[float]) -> Quality:
    squares = [(one - each.is_right) ** 2 for one, each in zip(confidences, outcomes, strict=True)]
    return Quality(evaluate(_with(outcomes, confidences)).calibration_error, sum(squares) / len(squares))


def _with(outcomes: Sequence[Outcome], confidences: Sequence[float]) -> list[Outcome]:
    return [
        replace(outcome, answer=replace(outcome.answer, confidence=confidence))
        for outcome, confidence in zip(outcomes, confidences, strict=True)
    ]


def _suggest_threshold(trade_off: Sequence[Point], outcomes: Sequence[Outcome]) -> float:
    """Return the lowest threshold at which at most one in ten questions is answered wrongly."""
    answerable = sum(bool(outcome.question.gold) for outcome in outcomes)
    for point in trade_off:
        wrong = point.wrong * answerable + (1 - point.refused) * (len(outcomes) - answerable)
        if wrong <= WRONG_AT_MOST * len(outcomes):
            return point.threshold
    return trade_off[-1].threshold

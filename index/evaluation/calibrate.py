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
"""Share of the answers shown that may be wrong at the threshold that is suggested, unless another is asked for."""

_THRESHOLDS = tuple(step / 100 for step in range(5, 100, 5))

_LEAST_LEFT = 0.5
"""Share of the right answers shown so far that a calibration has to leave; one that hides more is refused."""


@dataclass(frozen=True)
class Quality:
    """How well confidences fit what came of the questions; less is better."""

    calibration_error: float
    brier_score: float


@dataclass(frozen=True)
class Shown:
    """Of how many questions the first quotation is shown as the answer, rightly and wrongly."""

    right: int
    wrong: int

    def keeps(self, share: float) -> bool:
        """Return whether something is shown, and no more of it is wrong than this share."""
        return self.right > 0 and self.wrong <= share * (self.right + self.wrong)


@dataclass(frozen=True)
class Threshold:
    """A threshold and what it shows."""

    value: float
    shown: Shown


@dataclass(frozen=True)
class Calibrated:
    """A calibration and its worth, cross-validated: each question was measured by a fit on the others.

    `shown_before` and `shown_after` are what the threshold in force shows by the shipped and by the fitted confidence.
    `suggested` is the lowest threshold at which at most `target` of the answers shown are wrong, by the confidence
    that will serve; None where there is none.
    """

    calibration: Calibration
    questions: int
    before: Quality
    after: Quality
    threshold: float
    shown_before: Shown
    shown_after: Shown
    trade_off: tuple[Point, ...]
    target: float
    suggested: Threshold | None

    @property
    def silences(self) -> bool:
        """Return whether the threshold in force would hide most of the right answers that it shows now."""
        return self.shown_after.right < max(1, _LEAST_LEFT * self.shown_before.right)

    @property
    def helps(self) -> bool:
        """Return whether the confidence fits better with it, and still lets answers through."""
        return self.after.brier_score < self.before.brier_score and not self.silences


def calibrate(questions: Sequence[Question], searcher: Searcher, target: float = WRONG_AT_MOST) -> Calibrated:
    """Ask every question and fit the confidence to what came of them.

    Raises CalibrationError when they are too few.
    """
    outcomes, logits = [], []
    for question in questions:
        search = searcher.search(question.question, DEPTH)
        outcomes.append(Outcome(question, search.answer, find_rank(question, search.answer)))
        logits.append(compute_logit(search.features) if search.features else 0.0)
    return judge_fit(outcomes, logits, searcher.threshold, target)


def judge_fit(outcomes: Sequence[Outcome], logits: Sequence[float], threshold: float, target: float) -> Calibrated:
    """Fit a calibration to the logits of what came of questions, and measure what it is worth.

    Raises CalibrationError when they are too few.
    """
    trials = [Trial(logit, outcome.is_right) for logit, outcome in zip(logits, outcomes, strict=True)]
    require_enough(trials)
    shipped, fitted = [sigmoid(logit) for logit in logits], cross_validate(trials)
    found = Calibrated(
        calibration=fit(trials),
        questions=len(trials),
        before=_measure(outcomes, shipped),
        after=_measure(outcomes, fitted),
        threshold=threshold,
        shown_before=_count_shown(outcomes, shipped, threshold),
        shown_after=_count_shown(outcomes, fitted, threshold),
        trade_off=(),
        target=target,
        suggested=None,
    )
    serving = fitted if found.helps else shipped
    suggested = _suggest_threshold(outcomes, serving, target)
    return replace(found, trade_off=measure_trade_off(_with(outcomes, serving), _THRESHOLDS), suggested=suggested)


def _measure(outcomes: Sequence[Outcome], confidences: Sequence[float]) -> Quality:
    squares = [(one - each.is_right) ** 2 for one, each in zip(confidences, outcomes, strict=True)]
    return Quality(evaluate(_with(outcomes, confidences)).calibration_error, sum(squares) / len(squares))


def _with(outcomes: Sequence[Outcome], confidences: Sequence[float]) -> list[Outcome]:
    return [
        replace(outcome, answer=replace(outcome.answer, confidence=confidence))
        for outcome, confidence in zip(outcomes, confidences, strict=True)
    ]


def _count_shown(outcomes: Sequence[Outcome], confidences: Sequence[float], threshold: float) -> Shown:
    shown = [each for each, one in zip(outcomes, confidences, strict=True) if one >= threshold]
    right = sum(each.is_right for each in shown)
    return Shown(right, len(shown) - right)


def _suggest_threshold(outcomes: Sequence[Outcome], confidences: Sequence[float], target: float) -> Threshold | None:
    """Return the lowest threshold that keeps wrong answers to the target."""
    tried = (Threshold(value, _count_shown(outcomes, confidences, value)) for value in _THRESHOLDS)
    return next((each for each in tried if each.shown.keeps(target)), None)

"""How well a file of questions is answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.evaluation.question_file import Gold, Question
from index.search.answer import Answer
from index.snapshots.quotations import Quotation

DEPTH = 10
"""Quotations asked for of each question."""

_BINS = 10


@dataclass(frozen=True)
class Outcome:
    """What came of a question: the rank of its first right quotation, 0 where there is none."""

    question: Question
    answer: Answer
    rank: int

    @property
    def is_right(self) -> bool:
        """Return whether the first quotation answers the question."""
        return self.rank == 1


@dataclass(frozen=True)
class Bin:
    """Questions of like confidence: how many, how confident, and how many were right."""

    count: int
    confidence: float
    right: float


@dataclass(frozen=True)
class TypeFigures:
    """Figures over the questions of one kind, each a share unless it is a count."""

    kind: str
    answerable: int
    recall_at_1: float
    recall_at_3: float
    correct: float
    wrong: float
    unanswerable: int
    refused: float


@dataclass(frozen=True)
class Point:
    """What a threshold shows and refuses: shares of the answerable questions, and of those without an answer."""

    threshold: float
    correct: float
    wrong: float
    refused: float


@dataclass(frozen=True)
class Evaluation:
    """Figures over a file of questions, each a share unless it is a count."""

    answerable: int
    recall_at_1: float
    recall_at_3: float
    recall_at_10: float
    mean_reciprocal_rank: float
    correct: float
    wrong: float
    abstained: float
    unanswerable: int
    refused: float
    separation: float
    """Area under the ROC curve of the confidence: answerable questions against unanswerable ones."""
    reliability: tuple[Bin, ...]
    calibration_error: float
    by_type: tuple[TypeFigures, ...]


def ask_all(questions: Sequence[Question], ask: Callable[[str, int], Answer]) -> list[Outcome]:
    """Ask every question and look for its gold among the quotations."""
    outcomes = []
    for question in questions:
        answer = ask(question.question, DEPTH)
        outcomes.append(Outcome(question, answer, find_rank(question, answer)))
    return outcomes


def find_rank(question: Question, answer: Answer) -> int:
    """Return the rank of the first quotation that answers the question, or 0."""
    right = [any(_hits(quotation, gold) for gold in question.gold) for quotation in answer.quotations]
    return right.index(True) + 1 if any(right) else 0


def evaluate(outcomes: Sequence[Outcome]) -> Evaluation:
    """Compute the figures over what came of the questions."""
    answerable = [outcome for outcome in outcomes if outcome.question.gold]
    unanswerable = [outcome for outcome in outcomes if not outcome.question.gold]
    answered = [outcome for outcome in answerable if outcome.answer.answered]
    bins = _bin(outcomes)
    return Evaluation(
        answerable=len(answerable),
        recall_at_1=_share([0 < outcome.rank <= 1 for outcome in answerable]),
        recall_at_3=_share([0 < outcome.rank <= 3 for outcome in answerable]),
        recall_at_10=_share([0 < outcome.rank <= 10 for outcome in answerable]),
        mean_reciprocal_rank=_share([1 / outcome.rank if outcome.rank else 0 for outcome in answerable]),
        correct=sum(outcome.is_right for outcome in answered) / max(1, len(answerable)),
        wrong=sum(not outcome.is_right for outcome in answered) / max(1, len(answerable)),
        abstained=_share([not outcome.answer.answered for outcome in answerable]),
        unanswerable=len(unanswerable),
        refused=_share([not outcome.answer.answered for outcome in unanswerable]),
        separation=_measure_separation(
            [outcome.answer.confidence for outcome in answerable],
            [outcome.answer.confidence for outcome in unanswerable],
        ),
        reliability=bins,
        calibration_error=sum(each.count * abs(each.confidence - each.right) for each in bins) / max(1, len(outcomes)),
        by_type=_evaluate_kinds(outcomes),
    )


def measure_trade_off(outcomes: Sequence[Outcome], thresholds: Sequence[float]) -> tuple[Point, ...]:
    """Return what each threshold would have shown and refused."""
    answerable = [outcome for outcome in outcomes if outcome.question.gold]
    unanswerable = [outcome for outcome in outcomes if not outcome.question.gold]
    return tuple(
        Point(
            threshold,
            _share([each.is_right and each.answer.confidence >= threshold for each in answerable]),
            _share([not each.is_right and each.answer.confidence >= threshold for each in answerable]),
            _share([each.answer.confidence < threshold for each in unanswerable]),
        )
        for threshold in thresholds
    )


def _evaluate_kinds(outcomes: Sequence[Outcome]) -> tuple[TypeFigures, ...]:
    """Return the figures by kind of question, the most frequent kind first."""
    kinds = Counter(outcome.question.asks for outcome in outcomes)
    return tuple(
        _evaluate_kind(kind, [outcome for outcome in outcomes if outcome.question.asks == kind])
        for kind, _ in kinds.most_common()
    )


def _evaluate_kind(kind: str, outcomes: Sequence[Outcome]) -> TypeFigures:
    answerable = [outcome for outcome in outcomes if outcome.question.gold]
    unanswerable = [outcome for outcome in outcomes if not outcome.question.gold]
    return TypeFigures(
        kind=kind,
        answerable=len(answerable),
        recall_at_1=_share([outcome.is_right for outcome in answerable]),
        recall_at_3=_share([0 < outcome.rank <= 3 for outcome in answerable]),
        correct=_share([outcome.answer.answered and outcome.is_right for outcome in answerable]),
        wrong=_share([outcome.answer.answered and not outcome.is_right for outcome in answerable]),
        unanswerable=len(unanswerable),
        refused=_share([not outcome.answer.answered for outcome in unanswerable]),
    )


def _hits(quotation: Quotation, gold: Gold) -> bool:
    """Return whether a quotation covers a gold sentence without being twice as long, or is half of it."""
    shown, wanted = " ".join(quotation.text.split()).casefold(), " ".join(gold.text.split()).casefold()
    covers = wanted in shown and len(shown) <= 2 * len(wanted) + 40
    return quotation.article.name == gold.article and (covers or (shown in wanted and 2 * len(shown) >= len(wanted)))


def _bin(outcomes: Sequence[Outcome]) -> tuple[Bin, ...]:
    bins = []
    for number in range(_BINS):
        inside = [outcome for outcome in outcomes if min(_BINS - 1, int(outcome.answer.confidence * _BINS)) == number]
        if inside:
            confidence = _share([outcome.answer.confidence for outcome in inside])
            bins.append(Bin(len(inside), confidence, _share([outcome.is_right for outcome in inside])))
    return tuple(bins)


def _measure_separation(higher: Sequence[float], lower: Sequence[float]) -> float:
    """Return how often a number of the first is above one of the second, ties counting half (Mann and Whitney's U)."""
    return _share([(one > other) + 0.5 * (one == other) for one in higher for other in lower])


def _share(values: Sequence[float]) -> float:
    return sum(values) / max(1, len(values))

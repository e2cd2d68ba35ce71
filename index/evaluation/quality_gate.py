"""Whether a new snapshot answers the golden questions as well as the one that serves."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from index.evaluation.metrics import Outcome
from index.evaluation.question_file import Question
from index.snapshots.gate_result import Grade, QuestionChange, Verdict


def judge(outcome: Outcome, shown: int) -> Verdict:
    """Return what a person sees of an answer of which `shown` quotations are shown."""
    first = outcome.answer.quotations[0] if outcome.answer.quotations else None
    return Verdict(
        _grade(outcome, shown),
        round(outcome.answer.confidence, 3),
        first.text if first else None,
        first.article.title if first else None,
    )


def compare(before: Sequence[Outcome], after: Sequence[Outcome], shown: int) -> tuple[QuestionChange, ...]:
    """Return the questions whose grade got worse; both sequences are of the same questions."""
    changes = (
        QuestionChange(one.question.question, judge(one, shown), judge(other, shown))
        for one, other in zip(before, after, strict=True)
    )
    return tuple(change for change in changes if change.is_worse)


def is_orphan(question: Question, articles: Collection[str]) -> bool:
    """Return whether no article, by its file's name, is left that could answer a question that has an answer."""
    return bool(question.gold) and not any(gold.article in articles for gold in question.gold)


def _grade(outcome: Outcome, shown: int) -> Grade:
    if not outcome.question.gold:
        return "answered" if outcome.answer.answered else "refused"
    if not 0 < outcome.rank <= shown:
        return "missing"
    if not outcome.answer.answered:
        return "related"
    return "right" if outcome.is_right else "listed"

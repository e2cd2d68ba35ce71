"""What a golden question gets from a snapshot, and whether that got worse."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Grade = Literal["right", "listed", "related", "missing", "refused", "answered"]
"""right: the first quotation answers; listed: a later one; related: only below "no answer"; missing: nowhere.

Of a question that the corpus does not answer: refused, or wrongly answered.
"""

_ORDER: tuple[Grade, ...] = ("right", "listed", "related", "missing")


@dataclass(frozen=True)
class Verdict:
    """What a question gets, as a person sees it: the grade, and the first quotation with its article's title."""

    grade: Grade
    confidence: float
    quotation: str | None = None
    article: str | None = None


@dataclass(frozen=True)
class QuestionChange:
    """A golden question whose result is not what it was."""

    question: str
    before: Verdict
    after: Verdict

    @property
    def is_worse(self) -> bool:
        """Return whether the result got worse: the right quotation further down, or an answer where there is none."""
        if self.before.grade in _ORDER and self.after.grade in _ORDER:
            return _ORDER.index(self.after.grade) > _ORDER.index(self.before.grade)
        return (self.before.grade, self.after.grade) == ("refused", "answered")

"""Whether a new generation answers the golden questions as well as the one that serves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Grade = Literal["right", "listed", "related", "missing", "refused", "answered"]
"""right: the first quotation answers; listed: a later one; related: only below "no answer"; missing: nowhere.

Of a question that the corpus does not answer: refused, or wrongly answered.
"""


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

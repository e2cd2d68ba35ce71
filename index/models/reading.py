"""What a reranker is given and what it finds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from index.corpus.span import Span
from index.types import Scores


@dataclass(frozen=True)
class AnswerSpan:
    """The words of a sentence that answer rather than the others, and the logit of that against no words at all."""

    span: Span
    logit: float


@dataclass(frozen=True)
class Excerpt:
    """Consecutive sentences of an article, with the title and section that they are under."""

    heading: str
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Reading:
    """What a reranker found in an excerpt: a score for each of its sentences, and where in each the answer is.

    A reranker that only scores has no answers.
    """

    scores: Scores
    answers: tuple[AnswerSpan | None, ...] = ()


class Reranker(Protocol):
    """Reads excerpts with a question in mind; scores above `sure` are not reckoned with before they are read."""

    @property
    def sure(self) -> float:
        """Return that score."""

    def read(self, question: str, excerpts: Sequence[Excerpt]) -> list[Reading]:
        """Return a reading an excerpt, in the same order."""

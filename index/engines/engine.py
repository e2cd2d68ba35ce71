"""What a search needs of whatever finds its rows: numbers of rows and scores, never a text.

A wrong row costs rank and never a wrong quotation, since what is quoted is proved from the article (decision 6).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from index.types import Matrix, Rows, Scores


@dataclass(frozen=True)
class Query:
    """What is asked for: the stems of the question's words, in their order, and its vector of shape (dimension,)."""

    stems: tuple[str, ...]
    vector: Matrix


@dataclass(frozen=True)
class Signals:
    """What an engine says of each of some rows: two cosines, two BM25 scores, of its sentence and its passage."""

    cosines: Scores
    passage_cosines: Scores
    words: Scores
    passage_words: Scores

    def take(self, places: Rows) -> Signals:
        """Return the signals at these places, in their order."""
        return Signals(
            self.cosines[places], self.passage_cosines[places], self.words[places], self.passage_words[places]
        )


class Engine(Protocol):
    """Finds rows of one snapshot; safe to ask from several threads."""

    def __len__(self) -> int:
        """Return the number of rows."""
        ...

    def put_forward(self, query: Query, count: int, among: Rows | None = None) -> Rows:
        """Return the rows that may be the best, ascending: of each signal at least the `count` highest above 0.

        Only `among` these rows, which ascend, where they are given.
        """
        ...

    def score(self, query: Query, rows: Rows) -> Signals:
        """Return the signals of these rows, in their order."""
        ...

    def knows(self, stem: str) -> bool:
        """Return whether the passage of a row has a word of this stem."""
        ...

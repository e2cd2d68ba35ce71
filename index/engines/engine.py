"""What a search needs of whatever finds its rows: numbers of rows and scores, never a text.

A wrong row costs rank and never a wrong quotation, since what is quoted is proved from the article (decision 6).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from index.engines.filters import EVERYTHING, Filters
from index.types import Matrix, Rows, Scores

if TYPE_CHECKING:
    from index.engines.embedded import EmbeddedEngine


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
    """Finds rows of one snapshot; safe to ask from several threads.

    Every method raises UnreachableEngineError where the engine is elsewhere and does not answer in time.
    """

    def __len__(self) -> int:
        """Return the number of rows."""
        ...

    def put_forward(self, query: Query, count: int, filters: Filters = EVERYTHING) -> Rows:
        """Return the rows that may be the best, ascending: of each signal at least the `count` highest above 0.

        Only rows that the filters leave; where those are few, all of them may be.
        """
        ...

    def score(self, query: Query, rows: Rows) -> Signals:
        """Return the signals of these rows, in their order."""
        ...

    def knows(self, stem: str) -> bool:
        """Return whether the passage of a row has a word of this stem."""
        ...

    def has(self, stem: str) -> bool:
        """Return whether the sentence of a row has a word of this stem."""
        ...

    def count_rows(self, stem: str) -> int:
        """Return how many sentences have a word of this stem."""
        ...

    def find_rows(self, stem: str, count: int) -> Rows:
        """Return up to `count` rows whose sentence has a word of this stem, ascending."""
        ...


class EngineStore(Protocol):
    """Where engines have what they search: of each snapshot, by its name, until it is dropped.

    Which snapshot serves is never its concern: the one pointer of the index says so. What is loaded comes from the
    snapshot's own files, so that a store that was lost is filled again from them.
    """

    def load(self, name: str, rows: EmbeddedEngine) -> None:
        """Take in what a staged snapshot holds, whole or not at all; again, if need be.

        Raises UnreachableEngineError.
        """
        ...

    def open(self, name: str, rows: EmbeddedEngine) -> Engine:
        """Return what answers from a snapshot, which is loaded first where it was lost.

        Raises UnreachableEngineError.
        """
        ...

    def keep(self, names: Collection[str]) -> None:
        """Drop every other snapshot of this index, and what loads left that were cut off."""
        ...

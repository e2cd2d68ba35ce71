"""Which part of the corpus a question is asked of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class OfTime:
    """Narrows to the articles that appeared from one day to another, both inclusive, and to these rows besides."""

    first: date
    last: date
    rows: tuple[int, ...]


@dataclass(frozen=True)
class Filters:
    """Narrows a question to a speaker, an article or dates, both inclusive; None does not narrow.

    `without` leaves articles out by their ids; `time` is what the question itself asks for.

    An undated article is in no range of dates, since nothing is known of when it appeared.
    """

    speaker: str | None = None
    article_id: str | None = None
    after: date | None = None
    before: date | None = None
    without: frozenset[str] = frozenset()
    time: OfTime | None = None


EVERYTHING = Filters()

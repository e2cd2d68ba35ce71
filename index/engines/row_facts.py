"""What filters need to know of each row: its article, when that appeared, and who speaks."""

from __future__ import annotations

import functools
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from index.engines.filters import EVERYTHING, Filters
from index.types import Rows

UNDATED = 0
NOBODY = -1
_KEPT = 32


@dataclass(frozen=True)
class RowSet:
    """Some of all rows, a bit each."""

    bits: NDArray[np.uint8]
    count: int

    @classmethod
    def from_mask(cls, mask: NDArray[np.bool_]) -> RowSet:
        """Return the rows whose place in a mask is true."""
        return cls(np.packbits(mask, bitorder="little"), int(np.count_nonzero(mask)))

    def __len__(self) -> int:
        return self.count

    def holds(self, rows: NDArray[np.integer]) -> NDArray[np.bool_]:
        """Return which of these rows are among them."""
        return np.asarray(self.bits[rows >> 3] >> (rows & 7).astype(np.uint8) & 1, bool)

    def list(self) -> Rows:
        """Return them, ascending."""
        return np.flatnonzero(np.unpackbits(self.bits, bitorder="little")).astype(np.int64)


class RowFacts:
    """The article and the speaker of every row, by number."""

    def __init__(
        self,
        articles: Sequence[tuple[str, date | None]],
        row_articles: NDArray[np.int32],
        speakers: Sequence[str],
        row_speakers: NDArray[np.int32],
    ) -> None:
        self.articles = {article: number for number, (article, _) in enumerate(articles)}
        self.published = np.array([day.toordinal() if day else UNDATED for _, day in articles], np.int32)
        self.row_articles = row_articles
        self.speakers = {speaker: number for number, speaker in enumerate(speakers)}
        self.row_speakers = row_speakers
        self._select = functools.lru_cache(maxsize=_KEPT)(self._make)

    @classmethod
    def from_rows(cls, articles: Sequence[tuple[str, date | None]], rows: Sequence[tuple[str, str | None]]) -> RowFacts:
        """Make the facts of rows, each with its article and speaker; an article comes with the day it appeared."""
        numbers = {article: number for number, (article, _) in enumerate(articles)}
        speakers: dict[str, int] = {}
        row_articles = np.array([numbers[article] for article, _ in rows], np.int32)
        who = [NOBODY if name is None else speakers.setdefault(name, len(speakers)) for _, name in rows]
        return cls(articles, row_articles, tuple(speakers), np.array(who, np.int32))

    def __len__(self) -> int:
        return len(self.row_articles)

    def find_rows(self, article: str) -> range:
        """Return the rows of an article, which follow each other."""
        number = self.articles.get(article, len(self.articles))
        start, stop = np.searchsorted(self.row_articles, [number, number + 1]).tolist()
        return range(start, stop)

    def count_speakers(self, without: Collection[str] = ()) -> dict[str, int]:
        """Return how many rows each speaker has, outside of these articles."""
        part = self.select(Filters(without=frozenset(without)))
        speakers = self.row_speakers if part is None else self.row_speakers[part.list()]
        counts = np.bincount(speakers[speakers != NOBODY], minlength=len(self.speakers)).tolist()
        return {name: counts[number] for name, number in self.speakers.items() if counts[number]}

    def describe(self, row: int) -> dict[str, int]:
        """Return the numbers of a row: of its article, its speaker, and the day that its article appeared."""
        article = int(self.row_articles[row])
        return {"article": article, "speaker": int(self.row_speakers[row]), "published": int(self.published[article])}

    def select(self, filters: Filters) -> RowSet | None:
        """Return the rows that filters leave, None for all; what the last filters left is kept."""
        return None if filters == EVERYTHING else self._select(filters)

    def _make(self, filters: Filters) -> RowSet:
        mask = self._find_articles(filters)[self.row_articles]
        if filters.speaker is not None:
            mask &= self.row_speakers == self.speakers.get(filters.speaker, len(self.speakers))
        if filters.time:
            of_time = self._appeared(filters.time.first, filters.time.last)[self.row_articles]
            of_time[np.array(filters.time.rows, np.int64)] = True
            mask &= of_time
        return RowSet.from_mask(mask)

    def _find_articles(self, filters: Filters) -> NDArray[np.bool_]:
        held = np.ones(len(self.articles), bool)
        if filters.after or filters.before:
            held = self._appeared(filters.after or date.min, filters.before or date.max)
        if filters.article_id is not None:
            held &= np.arange(len(held)) == self.articles.get(filters.article_id, -1)
        held[[self.articles[each] for each in filters.without if each in self.articles]] = False
        return held

    def _appeared(self, first: date, last: date) -> NDArray[np.bool_]:
        dated = self.published != UNDATED
        return np.asarray(dated & (first.toordinal() <= self.published) & (self.published <= last.toordinal()))

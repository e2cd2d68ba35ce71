"""The rows that have a stem, with what each weighs: scores and best rows without an array over all rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.engines.row_facts import RowSet
from index.types import Rows, Scores


@dataclass(frozen=True)
class PostingList:
    """The rows of one stem, ascending, and the score that it gives each."""

    rows: NDArray[np.int32]
    weights: Scores

    def weigh(self, rows: NDArray[np.integer]) -> Scores:
        """Return what the stem gives each of these rows, 0 where it is not."""
        if not len(self.rows):
            return np.zeros(len(rows), np.float32)
        rows = rows.astype(self.rows.dtype, copy=False)  # lest the whole list be converted to look them up
        places = np.minimum(np.searchsorted(self.rows, rows), len(self.rows) - 1)
        return np.where(self.rows[places] == rows, self.weights[places], np.float32(0))

    def among(self, rows: RowSet) -> PostingList:
        """Return the part of the list that is of these rows."""
        kept = rows.holds(self.rows)
        return PostingList(self.rows[kept], self.weights[kept])


def add_up(lists: Sequence[PostingList], rows: Rows) -> Scores:
    """Return the score of each of these rows: the sum over the lists, in their order."""
    scores = np.zeros(len(rows), np.float32)
    for each in lists:
        scores += each.weigh(rows)
    return scores


def find_best(lists: Sequence[PostingList], count: int) -> Rows:
    """Return the `count` rows of the highest scores above 0, best first, rows of equal scores by their numbers.

    Lists are merged from the one that gives most, until no row that is in none of them can be among the best
    any more (Turtle and Flood's MaxScore, 1995): what most sentences have, like the name of a country, is then only
    looked up for the rows that the rarer words left, and of them for those that can still be among the best.
    """
    most = [float(each.weights.max(initial=0)) for each in lists]
    order = sorted(range(len(lists)), key=lambda place: -most[place])
    rows, scores = np.zeros(0, np.int32), np.zeros(0, np.float32)
    for merged, place in enumerate(order):
        left = sum(most[each] for each in order[merged:]) * _ROUNDING
        least = _find_least(scores, count)
        if least > left:
            likely = scores + left >= least
            rows, scores = rows[likely], scores[likely]
            scores = scores + lists[place].weigh(rows)
        else:
            rows, scores = _merge(rows, scores, lists[place])
    likely = scores * _ROUNDING >= _find_least(scores, count)
    best = rows[likely].astype(np.int64)
    return best[np.argsort(-add_up(lists, best), kind="stable")[:count]]


_ROUNDING = 1.0001
"""By how much more rows that are left out could score, since float32 sums depend on their order."""


def _find_least(scores: Scores, count: int) -> float:
    """Return the lowest of the `count` highest scores, 0 where there are fewer."""
    return float(np.partition(scores, -count)[-count]) if len(scores) >= count else 0.0


def _merge(rows: NDArray[np.int32], scores: Scores, one: PostingList) -> tuple[NDArray[np.int32], Scores]:
    """Return the rows of both, ascending, and the sums: the shorter is put into a copy of the longer."""
    short, long = (rows, scores), (one.rows, one.weights)
    if len(short[0]) > len(long[0]):
        short, long = long, short
    if not len(short[0]):
        return long
    places = np.searchsorted(long[0], short[0])
    is_there = long[0][np.minimum(places, len(long[0]) - 1)] == short[0]
    summed = long[1].copy()
    summed[places[is_there]] += short[1][is_there]
    new = ~is_there
    return np.insert(long[0], places[new], short[0][new]), np.insert(summed, places[new], short[1][new])

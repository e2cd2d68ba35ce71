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

    def weigh(self, rows: Rows) -> Scores:
        """Return what the stem gives each of these rows, 0 where it is not."""
        if not len(self.rows):
            return np.zeros(len(rows), np.float32)
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
    looked up for the rows that the rarer words left.
    """
    most = np.array([each.weights.max(initial=0) for each in lists], np.float32)
    rows, scores = np.zeros(0, np.int32), np.zeros(0, np.float32)
    order = np.argsort(-most, kind="stable")
    least = left = np.float32(0)
    for merged, place in enumerate(order):
        least, left = _find_least(scores, count), most[order[merged:]].sum() * _ROUNDING
        if least > left:
            break
        rows, scores = _merge(rows, scores, lists[place])
    else:
        least, left = _find_least(scores, count), np.float32(0)
    wide = rows[scores * _ROUNDING + left >= least].astype(np.int64)
    exact = add_up(lists, wide)
    return wide[np.argsort(-exact, kind="stable")[:count]]


def _find_least(scores: Scores, count: int) -> np.float32:
    """Return the lowest of the `count` highest scores, 0 where there are fewer."""
    return np.partition(scores, -count)[-count] if len(scores) >= count else np.float32(0)


_ROUNDING = 1.0001
"""By how much more rows that are left out could score, since float32 sums depend on their order."""


def _merge(rows: NDArray[np.int32], scores: Scores, one: PostingList) -> tuple[NDArray[np.int32], Scores]:
    merged, places = np.unique(np.concatenate([rows, one.rows]), return_inverse=True)
    summed = np.bincount(places, np.concatenate([scores, one.weights]), minlength=len(merged))
    return merged, summed.astype(np.float32)

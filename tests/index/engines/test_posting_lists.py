from __future__ import annotations

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from index.engines.posting_lists import PostingList, add_up, find_best
from index.engines.row_facts import RowSet

_WEIGHTS = st.sampled_from([0.25, 0.5, 1.0, 3.0, 7.0])
_LISTS = st.lists(st.dictionaries(st.integers(0, 30), _WEIGHTS, max_size=20), max_size=5)


def make_list(weights: dict[int, float]) -> PostingList:
    rows = sorted(weights)
    return PostingList(np.array(rows, np.int32), np.array([weights[row] for row in rows], np.float32))


@given(_LISTS, st.integers(1, 12))
@example([{0: 3.0, 1: 3.0}, {5: 1.0}, {5: 1.0}, {5: 1.0}, {5: 1.0}], 2).via("many common words outweigh a rare one")
def test_finds_what_adding_up_everything_finds(weights: list[dict[int, float]], count: int) -> None:
    """However early the search ends, the best rows and their order are those of the full sums."""
    lists = [make_list(each) for each in weights]
    totals = {row: sum(each.get(row, 0) for each in weights) for row in range(31)}
    wanted = sorted((row for row in totals if totals[row]), key=lambda row: (-totals[row], row))[:count]
    found = find_best(lists, count)
    assert [totals[row] for row in found.tolist()] == [totals[row] for row in wanted]
    assert len(set(found.tolist())) == len(found)


@given(_LISTS, st.sets(st.integers(0, 40)))
def test_rows_are_given_the_sum_of_their_lists(weights: list[dict[int, float]], rows: set[int]) -> None:
    """A row that is in no list has 0."""
    asked = np.array(sorted(rows), np.int64)
    scores = add_up([make_list(each) for each in weights], asked)
    assert scores.tolist() == [sum(each.get(row, 0) for each in weights) for row in sorted(rows)]


@given(_LISTS, st.sets(st.integers(0, 40)))
def test_a_part_of_a_list_has_the_rows_of_both(weights: list[dict[int, float]], rows: set[int]) -> None:
    """Filters leave the weights as they are."""
    for each in weights:
        part = make_list(each).among(RowSet.from_mask(np.isin(np.arange(41), sorted(rows))))
        assert dict(zip(part.rows.tolist(), part.weights.tolist(), strict=True)) == {
            row: weight for row, weight in each.items() if row in rows
        }

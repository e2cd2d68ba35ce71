"""Days as people type them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cogs.asking.typed_dates import read_period

TODAY = date(2024, 4, 18)  # a Thursday


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2024-04-12", date(2024, 4, 12), date(2024, 4, 12)),
        ("12.04.2024", date(2024, 4, 12), date(2024, 4, 12)),
        ("12/04/2024", date(2024, 4, 12), date(2024, 4, 12)),
        ("April 2024", date(2024, 4, 1), date(2024, 4, 30)),
        ("квітень 2024", date(2024, 4, 1), date(2024, 4, 30)),
        ("12 апреля 2024", date(2024, 4, 12), date(2024, 4, 12)),
        ("2023", date(2023, 1, 1), date(2023, 12, 31)),
        ("last week", date(2024, 4, 8), date(2024, 4, 14)),
        ("минулого тижня", date(2024, 4, 8), date(2024, 4, 14)),
        ("yesterday", date(2024, 4, 17), date(2024, 4, 17)),
        ("вчора", date(2024, 4, 17), date(2024, 4, 17)),
        ("last month", date(2024, 3, 1), date(2024, 3, 31)),
        ("3 days ago", date(2024, 4, 15), date(2024, 4, 15)),
    ],
)
def test_what_people_type(typed: str, first: date, last: date) -> None:
    """Days, weeks, months and years, in three languages, from their first day to their last."""
    assert read_period(typed, TODAY) == (first, last)


@pytest.mark.parametrize("typed", ["", "5", "soonish", "x" * 200, "99.99.9999", "the day after"])
def test_what_is_no_day(typed: str) -> None:
    """It is refused, and not guessed."""
    assert read_period(typed, TODAY) is None


@settings(max_examples=60)
@given(st.text(max_size=45))
def test_whatever_is_typed_is_a_period_or_none(typed: str) -> None:
    """In order, and without an error."""
    found = read_period(typed, TODAY)
    assert found is None or found[0] <= found[1]

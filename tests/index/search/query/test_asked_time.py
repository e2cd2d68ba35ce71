from __future__ import annotations

from datetime import date

import pytest

from index.search.query.asked_time import find_asked_time


@pytest.mark.parametrize(
    ("question", "published", "expected"),
    [
        ("how many had fled as of 2023", date(2023, 5, 1), True),
        ("how many had fled as of 2023", date(2022, 3, 1), True),
        ("how many had fled as of 2023", date(2020, 3, 1), False),
        ("how many had fled by march 2023", date(2020, 3, 1), False),
        ("how many had fled before 2023", date(2020, 3, 1), True),
        ("how many have fled since 2023", date(2022, 12, 1), False),
    ],
)
def test_an_old_article_tells_nothing_of_how_it_was_as_of_a_day(question: str, published: date, expected: bool) -> None:
    """More than a year before, it is of another time; what was before a day may be as old as it likes."""
    asked = find_asked_time(question, date(2025, 1, 1))
    assert asked is not None
    assert asked.articles.holds(published) is expected

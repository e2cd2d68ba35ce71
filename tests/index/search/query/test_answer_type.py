from __future__ import annotations

import pytest

from index.search.query.answer_type import lacks_asked_type


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("how many were lost", "Many were lost.", True),
        ("how many were lost", "Dozens were lost.", False),
        ("when did it end", "It ended badly.", True),
        ("when did it end", "It ended last week.", False),
        ("who was lost", "It ended badly.", False),
    ],
)
def test_a_number_or_time_must_be_there_where_it_is_asked_for(question: str, text: str, expected: bool) -> None:
    """Only questions for a number or a time need one."""
    assert lacks_asked_type(question, text) is expected


@pytest.mark.parametrize(
    ("question", "fitting", "others"),
    [
        ("how much did the bridge cost", "It cost €40 million.", ["It has 12 arches.", "It was opened in 1998."]),
        ("how much did the buyer pay for it", "The collector parted with 900 dollars.", ["There were 12 bidders."]),
        ("what percentage voted yes", "Some 62 per cent said yes.", ["It had 4,000 voters."]),
        ("what share of the land is mined", "A third of it is.", ["It takes 20 years to clear."]),
        ("how old is the new general", "Aron Pell, 47, takes over on Monday.", ["He commands 300 men."]),
        ("how old was she", "The poet was born in 1931.", ["She wrote 14 books."]),
        ("how long did the siege last", "It ended after 900 days.", ["Some 900 houses burned."]),
        ("how long is the wall", "The wall runs for 12 km.", ["The wall has twelve gates."]),
        ("how far away is the front", "The trenches are 15 miles off.", ["There are 15 trenches."]),
        ("what time does it start", "It opens at 6 p.m. on Friday.", ["It opens on 6 May."]),
        ("wich year was the treaty signed", "They signed in 1994.", ["They signed in May."]),
    ],
)
def test_the_number_must_be_of_the_kind_that_is_asked_for(question: str, fitting: str, others: list[str]) -> None:
    """Twelve arches are no cost, and a day in May is no time of day."""
    assert not lacks_asked_type(question, fitting)
    assert all(lacks_asked_type(question, other) for other in others)


@pytest.mark.parametrize(
    "question", ["why did he say how old she is", "who knows how long it lasts", "did they say how much it cost"]
)
def test_what_is_asked_first_counts(question: str) -> None:
    """A number that is only spoken of need not be there."""
    assert not lacks_asked_type(question, "Nobody knows.")

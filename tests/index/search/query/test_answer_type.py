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
        ("how many days did it last", "It went on for 12 days.", ["Some 12 people came."]),
        ("how many mins was he late", "He came ten minutes late.", ["He was one of ten."]),
        ("how fast was the drone going", "It flew at 180 kph.", ["It was model B-12.", "It flew over 12 villages."]),
        ("how heavy is the bell", "The bell weighs nine tonnes.", ["The bell has nine parts."]),
        ("how deep is the mine", "The shaft goes down 400 metres.", ["The mine employs 400 men."]),
        ("how cold was it", "It was 12 degrees below zero.", ["It was the 12th of January."]),
        ("how often do they meet", "The council sits twice a month.", ["The council has a chair."]),
    ],
)
def test_the_number_must_be_of_the_kind_that_is_asked_for(question: str, fitting: str, others: list[str]) -> None:
    """Twelve arches are no cost, and a day in May is no time of day."""
    assert not lacks_asked_type(question, fitting)
    assert all(lacks_asked_type(question, other) for other in others)


@pytest.mark.parametrize("text", ["Two were found.", "Some 62% agreed.", "Dozens agreed.", "In 2019, 300 agreed."])
def test_how_many_is_answered_by_a_count(text: str) -> None:
    """A share is one, too."""
    assert not lacks_asked_type("how many agreed", text)


@pytest.mark.parametrize(
    "text",
    [
        "It costs $4.99 a month.",
        "They paid 12 million euros.",
        "It was founded in 2018.",
        "They met on May 14 at 10:30.",
        "The 21-year-old waited three hours.",
        "It is 14 km away.",
        "It is one of the oldest, as everyone knows.",
    ],
)
def test_money_and_times_and_lengths_are_no_count(text: str) -> None:
    """A price beside what is counted says nothing of how many there are."""
    assert lacks_asked_type("how many agreed", text)


@pytest.mark.parametrize(
    "question", ["why did he say how old she is", "who knows how long it lasts", "did they say how much it cost"]
)
def test_what_is_asked_first_counts(question: str) -> None:
    """A number that is only spoken of need not be there."""
    assert not lacks_asked_type(question, "Nobody knows.")

from __future__ import annotations

import random

import pytest

from training.data.questions import exchange_counted, exchange_roles, put_topic_first, type_in_a_hurry


def test_two_names_change_places() -> None:
    """Who did it and to whom it was done are exchanged, so that the passage no longer answers."""
    assert exchange_roles("When did Orlan invade Veldra?") == "When did Veldra invade Orlan?"


@pytest.mark.parametrize("question", ["When did Orlan and Veldra join?", "Who is Anna Karr?", "When was it built?"])
def test_names_that_stand_side_by_side_keep_their_places(question: str) -> None:
    """Exchanged, they would ask the same."""
    assert exchange_roles(question) is None


def test_something_else_is_counted() -> None:
    """The question is about a number that the passage does not have."""
    chance = random.Random(1)
    assert (
        exchange_counted("How many ships burned?", ["bridges"], "40 ships burned", chance) == "How many bridges burned?"
    )
    assert exchange_counted("How many ships burned?", ["bridges"], "a bridge and 40 ships", chance) is None


def test_a_topic_comes_first() -> None:
    """As people type: the place, then what they want to know of it."""
    typed = put_topic_first("How many people died in Veldra?", random.Random(1))
    assert typed.startswith("Veldra ")
    assert typed.count("Veldra") == 1


def test_half_of_the_questions_stay_as_they_are() -> None:
    """The others lose something and never everything."""
    typed = [type_in_a_hurry("How many people died in Veldra in 2019?", random.Random(seed)) for seed in range(100)]
    unchanged = sum(each == "How many people died in Veldra in 2019?" for each in typed)
    assert 40 <= unchanged <= 65
    assert all(len(each) > 10 for each in typed)

from __future__ import annotations

import pytest

from index.search.query.definition import find_defined, has_title, introduces


@pytest.mark.parametrize(
    ("question", "text", "others"),
    [
        (
            "president of kestria?",
            "Ilse Dorn was sworn in as president of Kestria.",
            "Kestria has had three presidents.",
        ),
        ("whos the head of the harbour", "The head of the harbour, Oro Vane, resigned.", "The head office burned."),
        ("ukrainian defense minister", "Ukrainian defence minister Oro Vane resigned.", "The defence ministry burned."),
        ("who was vane", "Oro Vane commanded the northern army until 1994.", "The army of the north left with Vane."),
        ("who is vane", "Oro Vane has chaired the commission since May.", "Oro Vane has slept since May."),
        ("who is vane", "Oro Vane speaks for the dockers.", "Oro Vane spoke to the dockers."),
        ("who was vane", "Oro Vane came to power in a coup.", "Oro Vane came to the port in a boat."),
        ("who was oro vane", "Oro Vane, who never spoke, founded the league.", "Oro Vane was shot in the street."),
    ],
)
def test_introduces_who_somebody_is(question: str, text: str, others: str) -> None:
    """An office may be asked for without "who is", and what somebody led or founded says who that is."""
    defined = find_defined(question)
    assert defined
    assert introduces(defined, text) == 2
    assert introduces(defined, others) < 2


def test_an_office_of_a_part_is_none_of_the_whole() -> None:
    """Who presides over a parliament is not president of the country."""
    defined = find_defined("president of kestria?")
    assert defined
    assert not introduces(defined, "Tomas Venn, the president of Kestria's parliament, opened the session.")


def test_a_minister_of_another_thing_is_another_office() -> None:
    """Who minds foreign affairs does not mind defence."""
    defined = find_defined("who is the defence minister of kestria")
    assert defined
    assert not introduces(defined, "Kestria's foreign minister, Oro Vane, said that nothing was decided.")
    assert introduces(defined, "Kestria's defence minister, Oro Vane, said that nothing was decided.")


@pytest.mark.parametrize("question", ["killed by the president of kestria", "did the mayor of kestria resign"])
def test_a_sentence_with_an_office_asks_for_no_holder(question: str) -> None:
    """Only an office alone does."""
    assert find_defined(question) is None


def test_a_title_before_a_name_says_who_somebody_is() -> None:
    """A rank or an office right before the name counts, another word does not."""
    defined = find_defined("who was ivo brandt")
    assert defined
    assert has_title(defined, "Colonel Ivo Brandt was seen in the crowd.")
    assert not has_title(defined, "They said that Ivo Brandt was seen in the crowd.")

"""Whether the numbers of a question stand around the sentence that is to answer it."""

from __future__ import annotations

import pytest

from index.search.confidence.contradictions import find_unnumbered, read_surroundings
from index.snapshots.contents import Contents
from tests.support.index.corpus import Library


@pytest.fixture
def contents(library: Library) -> Contents:
    library.write("ferry", "The ferry sank off Orlan. Nobody was hurt. Divers found 12 crates.")
    library.write("bridge", "The bridge of Veldra reopened.")
    library.build()
    return library.open().snapshot.contents


def test_a_sentence_is_seen_with_its_neighbours(contents: Contents) -> None:
    """Its article's other sentences and other articles are not around it."""
    first = next(row for row in range(len(contents.entries)) if "ferry sank" in contents.read(row))
    surroundings = read_surroundings(contents, first)
    assert "ferry sank" in surroundings
    assert "Nobody was hurt" in surroundings
    assert "crates" not in surroundings
    assert "bridge" not in surroundings


@pytest.mark.parametrize(
    ("question", "missing"),
    [("why did 12 crates sink", []), ("why did 1,200 crates sink", ["1,200"]), ("what sank in 1911", [])],
)
def test_a_number_of_the_question_is_looked_for(question: str, missing: list[str]) -> None:
    """Years are left to the time that a question asks about."""
    assert find_unnumbered(question, "Divers found 12 crates.") == missing


@pytest.mark.parametrize(
    ("question", "text", "missing"),
    [
        ("who sank 20k crates", "They sank 20,000 crates.", []),
        ("who won game four", "He scored in Game 4.", []),
        ("who won game four", "He scored in Game 1.", ["four"]),
        ("who sank 1.5 million crates", "They sank 1,500,000 crates.", []),
        ("what did the two captains say", "The captains said nothing.", []),
    ],
)
def test_a_number_may_be_written_otherwise(question: str, text: str, missing: list[str]) -> None:
    """Words and digits are one number; "the two" counts nothing that must be said."""
    assert find_unnumbered(question, text) == missing

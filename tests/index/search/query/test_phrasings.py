"""A loaded question beside its neutral and its opposite phrasing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.search.query.phrasings import is_loaded, rephrase


@pytest.mark.parametrize(
    ("question", "phrasings"),
    [
        ("how many orcs died", ("how many Russian soldiers died",)),
        (
            "why did the kiev regime attack",
            ("why did the Ukrainian government attack", "why did the Ukrainian government defend"),
        ),
        ("is sweden guilty of attacking finland", ("is Finland guilty of attacking Sweden",)),
        ("are the tavrians terrorists", ("are the tavrians freedom fighters",)),
        ("what is the ardo dam", ()),
    ],
)
def test_a_question_is_put_neutrally_and_the_other_way_round(question: str, phrasings: tuple[str, ...]) -> None:
    """Sides are exchanged where two are named; else what judges is."""
    assert tuple(map(str.casefold, rephrase(question))) == tuple(map(str.casefold, phrasings))


def test_only_words_that_judge_are_loaded() -> None:
    """A plain question is left alone."""
    assert is_loaded("why did the orcs attack")
    assert not is_loaded("why did the army attack")


@given(st.text(max_size=200))
def test_any_question_can_be_rephrased(question: str) -> None:
    """And none stays as it was."""
    assert question not in rephrase(question)

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.search.query.question_type import Kind, find_kind, find_of_kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("how many ships sank", Kind.HOW_MANY),
        ("whats the exact number of ships", Kind.HOW_MANY),
        ("population of veldra?", Kind.HOW_MANY),
        ("what was the voter turnout", Kind.HOW_MANY),
        ("for how long did it burn", Kind.HOW_MANY),
        ("when did it open", Kind.WHEN),
        ("wich day was it closed", Kind.WHEN),
        ("Where is the bridge?", Kind.WHERE),
        ("y did they leave", Kind.WHY),
        ("why is there no harbour master who stays", Kind.WHY),
        ("who's the harbour master", Kind.WHO),
        ("what are the people who left accused of", Kind.WHAT),
        ("what did Karr say about the fire", Kind.CLAIM),
        ("did the bridge open", Kind.CLAIM),
        ("fire", Kind.WHAT),
    ],
)
def test_tells_what_a_question_asks_for(question: str, kind: Kind) -> None:
    """The first asking words decide, however they are typed."""
    assert find_kind(question) == kind


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (Kind.HOW_MANY, "Officials counted 340 damaged ships.", ["340"]),
        (Kind.HOW_MANY, "Two hundred left; 12.5 percent; $3 million", ["Two hundred", "12.5 percent", "$3 million"]),
        (Kind.HOW_MANY, "Nothing was counted.", []),
        (Kind.WHEN, "It opened on 3 May 2019, a Monday.", ["3 May 2019", "Monday"]),
        (Kind.WHO, "The master, Anna Karr, left.", ["Anna Karr"]),
        (Kind.WHAT, "Anna Karr counted 340.", []),
    ],
)  # fmt: skip
def test_finds_what_is_of_a_kind(kind: Kind, text: str, expected: list[str]) -> None:
    """Numbers, times and full names are found for the kinds that ask for them."""
    assert [span.of(text) for span in find_of_kind(kind, text)] == expected


@given(st.sampled_from(Kind), st.text())
def test_what_is_found_is_ordered_and_inside(kind: Kind, text: str) -> None:
    """Spans never overlap or leave the text."""
    position = 0
    for span in find_of_kind(kind, text):
        assert position <= span.start < span.end <= len(text)
        position = span.end

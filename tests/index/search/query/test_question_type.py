from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.search.query.question_type import QuestionType, find_of_type, find_question_type


@pytest.mark.parametrize(
    ("question", "question_type"),
    [
        ("how many ships sank", QuestionType.HOW_MANY),
        ("whats the exact number of ships", QuestionType.HOW_MANY),
        ("population of veldra?", QuestionType.HOW_MANY),
        ("what was the voter turnout", QuestionType.HOW_MANY),
        ("for how long did it burn", QuestionType.HOW_MANY),
        ("when did it open", QuestionType.WHEN),
        ("wich day was it closed", QuestionType.WHEN),
        ("Where is the bridge?", QuestionType.WHERE),
        ("y did they leave", QuestionType.WHY),
        ("why is there no harbour master who stays", QuestionType.WHY),
        ("who's the harbour master", QuestionType.WHO),
        ("what are the people who left accused of", QuestionType.WHAT),
        ("what did Karr say about the fire", QuestionType.CLAIM),
        ("did the bridge open", QuestionType.CLAIM),
        ("fire", QuestionType.WHAT),
    ],
)
def test_tells_what_a_question_asks_for(question: str, question_type: QuestionType) -> None:
    """The first asking words decide, however they are typed."""
    assert find_question_type(question) == question_type


@pytest.mark.parametrize(
    ("question_type", "text", "expected"),
    [
        (QuestionType.HOW_MANY, "Officials counted 340 damaged ships.", ["340"]),
        (
            QuestionType.HOW_MANY,
            "Two hundred left; 12.5 percent; $3 million",
            ["Two hundred", "12.5 percent", "$3 million"],
        ),
        (QuestionType.HOW_MANY, "Nothing was counted.", []),
        (QuestionType.WHEN, "It opened on 3 May 2019, a Monday.", ["3 May 2019", "Monday"]),
        (QuestionType.WHO, "The master, Anna Karr, left.", ["Anna Karr"]),
        (QuestionType.WHAT, "Anna Karr counted 340.", []),
    ],
)  # fmt: skip
def test_finds_what_is_of_a_kind(question_type: QuestionType, text: str, expected: list[str]) -> None:
    """Numbers, times and full names are found for the kinds that ask for them."""
    assert [span.of(text) for span in find_of_type(question_type, text)] == expected


@given(st.sampled_from(QuestionType), st.text())
def test_what_is_found_is_ordered_and_inside(question_type: QuestionType, text: str) -> None:
    """Spans never overlap or leave the text."""
    position = 0
    for span in find_of_type(question_type, text):
        assert position <= span.start < span.end <= len(text)
        position = span.end

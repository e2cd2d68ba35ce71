from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.corpus.span import Span
from index.models.reading import AnswerSpan
from index.search.highlighting import find_highlights


def find(question: str, text: str, answer: str, logit: float = 8.0) -> list[str]:
    span = Span(text.index(answer), text.index(answer) + len(answer))
    return [found.of(text) for found in find_highlights(question, text, AnswerSpan(span, logit))]


@pytest.mark.parametrize(
    ("question", "text", "answer", "expected"),
    [
        ("how many ships were damaged", "Officials counted some 340 ships.", "340", ["some 340"]),
        ("why did it close", "It closed because of a fire.", "because of a fire.", ["because of a fire"]),
        ("how many ships", "Officials of Veldra counted 340 ships.", "Veldra", ["340"]),
        ("who is the master", "The port, whose master is Anna Karr of Veldra, said so.",
         "port, whose master is Anna Karr of Veldra", ["Anna Karr of Veldra"]),
        ("what burned", "The fire began in a warehouse.", "warehouse", ["warehouse"]),
    ],
)  # fmt: skip
def test_marks_the_answer(question: str, text: str, answer: str, expected: list[str]) -> None:
    """What the reader found is marked, trimmed to what the question asks for."""
    assert find(question, text, answer) == expected


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("how many ships were damaged", "Officials counted 340 damaged ships.", ["340"]),
        ("when did it open", "Engineers reopened the bridge in May 2019.", ["May 2019"]),
        ("who burned the warehouse", "The fire began in a warehouse.", []),
    ],
)
def test_marks_what_is_of_the_kind_asked_for(question: str, text: str, expected: list[str]) -> None:
    """Without a find numbers, times and names are marked where they are asked for, and never the question's words."""
    assert [span.of(text) for span in find_highlights(question, text)] == expected


def test_a_doubtful_find_is_not_marked() -> None:
    """Where the reader sees no answer, its best words are not put in bold."""
    assert find("what burned", "Nothing of this is asked.", "Nothing", logit=-3.0) == []


@given(st.text(), st.text(), st.integers(0, 50), st.integers(0, 50))
def test_spans_are_ordered_and_inside(question: str, text: str, start: int, length: int) -> None:
    """Marks never overlap, so that taking them away gives the text back."""
    answer = AnswerSpan(Span(min(start, len(text)), min(start + length, len(text))), 5.0)
    position = 0
    for span in find_highlights(question, text, answer):
        assert position <= span.start < span.end <= len(text)
        position = span.end

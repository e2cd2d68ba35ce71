from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.emphasis import find_decisive_words


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("how many ships were damaged", "Officials counted 340 damaged ships.", ["340 damaged ships"]),
        ("when did it open", "Engineers reopened the bridge in May 2019.", ["May 2019"]),
        ("who burned the warehouse", "The fire began in a warehouse.", ["warehouse"]),
        ("what is it", "Nothing of this is asked.", []),
    ],
)
def test_marks_what_was_asked_for(question: str, text: str, expected: list[str]) -> None:
    """Words of the question are marked, and numbers or dates where it asks for them."""
    assert [span.of(text) for span in find_decisive_words(question, text)] == expected


@given(st.text(), st.text())
def test_spans_are_ordered_and_inside(question: str, text: str) -> None:
    """Marks never overlap, so that taking them away gives the text back."""
    position = 0
    for span in find_decisive_words(question, text):
        assert position <= span.start < span.end <= len(text)
        position = span.end

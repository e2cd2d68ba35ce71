"""No text can hold the interpreter: twice the text may take little more than twice the time.

The sizes here are small, so that the suite stays fast; `python -m benchmarks.safety.growth` goes on to large ones.
"""

from __future__ import annotations

import pytest

from tests.support.doubling import SHAPES, Function, is_superlinear, make_texts
from tests.support.text_functions import list_functions

SIZE = 2_000
TEXTS, HALVES = dict(make_texts(SIZE, SHAPES[:1])), dict(make_texts(SIZE // 2, SHAPES[:1]))
WITHIN_ANOTHER = {"attribute", "make_passages"}
"""What takes seconds, and runs within the review of a draft as well."""

FUNCTIONS = {name: function for name, function in list_functions().items() if name not in WITHIN_ANOTHER}


FOUND = (
    ("index.attribution.phrases.sources.names_body", "joined questions 2", 64_000),
    ("index.search.query.question_type.find_question_type", "what 0", 32_000),
    ("find_of_type, who", "joined 0", 32_000),
    ("index.search.query.asked_speaker.find_asked_speaker", "ranges 0", 8_000),
)
"""What only larger texts showed: the function, the text and its size."""


@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=FUNCTIONS)
def test_twice_the_text_takes_no_more_than_thrice_the_time(function: Function) -> None:
    """Blanks, marks, brackets, one letter, one long word: whatever is repeated, nothing is tried again and again."""
    slow = [name for name, text in TEXTS.items() if is_superlinear(function, HALVES[name], text)]
    assert slow == []


@pytest.mark.parametrize(("function", "text", "size"), FOUND)
def test_what_was_found_with_larger_texts(function: str, text: str, size: int) -> None:
    """What once grew too fast does so no more."""
    half, whole = dict(make_texts(size // 2))[text], dict(make_texts(size))[text]
    assert not is_superlinear(FUNCTIONS[function], half, whole)

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.attribution.quotes.quotation_marks import find_quoted
from index.corpus.span import Span

MARKS = st.text("\"“”‘’'«»„`>a \n", max_size=80)


def quoted(text: str) -> list[str]:
    return [passage.span.of(text) for passage in find_quoted(text).within(Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "passages"),
    [
        ('He "ran" off.', ['"ran"']),
        ("He “ran” off.", ["“ran”"]),
        ("He «ran» off.", ["«ran»"]),
        ("He „ran“ off.", ["„ran“"]),
        ("He ''ran'' off.", ["''ran''"]),
        ("He ‘ran’ off.", ["‘ran’"]),
        ("He ran 5'10\" tall.", []),
        ("The officers' mess isn't Karr's.", []),
    ],
)
def test_marks_of_all_kinds_pair(text: str, passages: list[str]) -> None:
    """Curly, straight, angle and low marks pair; apostrophes and inches do not."""
    assert quoted(text) == passages


def test_reopened_quotation_is_one_group() -> None:
    """Paragraphs that each begin with an opening mark belong to one quotation."""
    text = '"One.\n\n"Two."'
    groups = [passage.group for passage in find_quoted(text).within(Span(0, len(text)))]
    assert len(groups) == 2
    assert len(set(groups)) == 1


def test_mixed_marks_pair() -> None:
    """A curly opening mark is closed by a straight one."""
    assert quoted('“One. Two," he said.') == ['“One. Two,"']


def test_lost_closing_mark_ends_with_its_paragraph() -> None:
    """A quotation whose closing mark was lost does not swallow the article."""
    assert quoted('"One.\n\nA.\n\nB.\n\nC.\n\nD.\n\n"Two."') == ['"One.', '"Two."']


def test_block_quotation_is_a_passage() -> None:
    """Markdown's block quotation is quoted as a whole."""
    assert quoted("One.\n\n> Two.\n> Three.\n\nFour.") == ["> Two.\n> Three."]


def test_nested_marks_are_part_of_the_outer_quotation() -> None:
    """Single marks inside double ones end nothing."""
    assert quoted("“He said ‘no’ twice,” she said.") == ["“He said ‘no’ twice,”"]


@given(MARKS)
def test_passages_are_ordered_and_disjoint(text: str) -> None:
    """Whatever the marks, passages stand in order and never overlap."""
    spans = [passage.span for passage in find_quoted(text).within(Span(0, len(text)))]
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert all(0 <= span.start < span.end <= len(text) for span in spans)

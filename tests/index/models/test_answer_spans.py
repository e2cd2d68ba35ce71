from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.corpus.span import Span
from index.models.answer_spans import LONGEST_ANSWER, find_answer_spans
from index.models.reranker_input import TokenSequence

SEQUENCE = TokenSequence([0] * 9, 2, [3, 7], [[(0, 3), (4, 8), (9, 12)], []])


def test_finds_where_the_answer_begins_and_ends() -> None:
    """The best beginning and end inside a sentence become a span of its text, with their sum."""
    output = np.zeros((9, 3), np.float32)
    output[[4, 5, 6], 1] = [1, 4, 0]
    output[[4, 5, 6], 2] = [9, 1, 3]
    output[8, 1:] = 50
    found, nothing = find_answer_spans(output, SEQUENCE)
    assert found
    assert (found.span, found.logit) == (Span(0, 3), 10)
    assert nothing is None


@given(st.integers(1, 60))
def test_a_span_is_in_order_and_not_too_long(tokens: int) -> None:
    """An answer never ends before it begins, nor goes on without end."""
    offsets = [(2 * place, 2 * place + 1) for place in range(tokens)]
    output = np.random.default_rng(tokens).normal(size=(tokens + 1, 3)).astype(np.float32)
    (found,) = find_answer_spans(output, TokenSequence([], 0, [0], [offsets]))
    assert found
    assert 0 <= found.span.start < found.span.end <= 2 * tokens
    assert (found.span.end - found.span.start) <= 2 * LONGEST_ANSWER

"""What a reader says of every token -> the words of each sentence that answer."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from index.corpus.span import Span
from index.models.reading import AnswerSpan
from index.models.reranker_input import TokenSequence

_BEGIN, _END = 1, 2
"""Columns of the model's output: logits of the answer's beginning and end."""

LONGEST_ANSWER = 30
"""Tokens of an answer at most."""


def find_answer_spans(output: NDArray[np.float32], sequence: TokenSequence) -> tuple[AnswerSpan | None, ...]:
    """Return the likeliest answer inside each sentence, None where it has no token; `output` is (tokens, 3).

    Its logit is by how much it is likelier than that the excerpt has none, which the first mark stands for.
    """
    opening = sequence.marks[0]
    nowhere = output[opening, _BEGIN] + output[opening, _END]
    return tuple(
        _find_best(output[mark + 1 : mark + 1 + len(offsets)] - nowhere / 2, offsets)
        for mark, offsets in zip(sequence.marks, sequence.offsets, strict=True)
    )


def _find_best(tokens: NDArray[np.float32], offsets: list[tuple[int, int]]) -> AnswerSpan | None:
    if not offsets:
        return None
    logits = tokens[:, _BEGIN, np.newaxis] + tokens[np.newaxis, :, _END]
    places = np.arange(len(offsets))
    lengths = places[np.newaxis, :] - places[:, np.newaxis]
    logits = np.where((lengths >= 0) & (lengths < LONGEST_ANSWER), logits, -np.inf)
    first, last = divmod(int(logits.argmax()), len(offsets))
    return AnswerSpan(Span(offsets[first][0], offsets[last][1]), float(logits[first, last]))

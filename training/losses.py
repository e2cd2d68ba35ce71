"""What the model is trained to make small."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from training.batches import Example

SCORE, START, END = range(3)
"""What the model says of every token: the score, read at the marks, and whether the answer begins or ends there."""

BINARY_WEIGHT = 0.5
SPAN_WEIGHT = 0.3
NO_SPAN_WEIGHT = 0.5

_WRONG_SENTENCES = 4
"""Wrong sentences that weigh as much as the right ones of a question."""


def compute_loss(examples: Sequence[Example], outputs: Sequence[Tensor]) -> Tensor:
    """Return the sum over questions of their losses; each output has the shape (tokens, 3)."""
    total = torch.zeros(())
    for question in sorted({example.question for example in examples}):
        pairs = [pair for pair in zip(examples, outputs, strict=True) if pair[0].question == question]
        scores = torch.cat([output[example.sequence.marks, SCORE] for example, output in pairs])
        right = torch.tensor([each for example, _ in pairs for each in example.right])
        total = total + rank_loss(scores, right) + BINARY_WEIGHT * binary_loss(scores, right)
        for example, output in pairs:
            if example.starts is not None and example.ends is not None:
                total = total + SPAN_WEIGHT * span_loss(example.sequence.marks[0], example.starts, example.ends, output)
    return total


def rank_loss(scores: Tensor, right: Tensor) -> Tensor:
    """Return the cross-entropy over all sentences and a fixed 0 that stands for "none of them"."""
    everything = torch.logsumexp(torch.cat([scores, scores.new_zeros(1)]), 0)
    return everything - torch.logsumexp(scores[right], 0) if right.any() else everything


def binary_loss(scores: Tensor, right: Tensor) -> Tensor:
    """Return the cross-entropy of each sentence being right, so that a score says so by itself."""
    losses = torch.nn.functional.binary_cross_entropy_with_logits(scores, right.float(), reduction="none")
    return losses[right].sum() / max(1, int(right.sum())) + losses[~right].sum() / _WRONG_SENTENCES


def span_loss(opening: int, starts: Sequence[int], ends: Sequence[int], output: Tensor) -> Tensor:
    """Return the cross-entropy of where the answer begins and ends; without one, both are at the first mark.

    It teaches what kind of words answers a question, and once more whether any do.
    """
    total = output.new_zeros(())
    for column, places in ((START, starts), (END, ends)):
        logits = output[opening:, column]
        targets = [place - opening for place in places] or [0]
        total = total + torch.logsumexp(logits, 0) - torch.logsumexp(logits[targets], 0)
    return total if starts else NO_SPAN_WEIGHT * total

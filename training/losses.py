"""What the model is trained to make small."""

from __future__ import annotations

import torch
from torch import Tensor

from training.tensors import NOWHERE, Targets

SCORE, START, END = range(3)
"""What the model says of every token: the score, read at the marks, and whether the answer begins or ends there."""

BINARY_WEIGHT = 0.5
SPAN_WEIGHT = 0.3
NO_SPAN_WEIGHT = 0.5

_WRONG_SENTENCES = 4
"""Wrong sentences that weigh as much as the right ones of a question."""

_MOST_WRONG = 12
"""Wrong sentences from which on more of them do not weigh more."""

_OUT = -1e4
"""Logit of what is not there."""


def compute_loss(targets: Targets, output: Tensor, span_weight: float = SPAN_WEIGHT) -> Tensor:
    """Return the mean over questions of their losses; `output` is (tokens of all chunks, 3)."""
    there = targets.marks != NOWHERE
    scores = output[targets.marks.clamp(min=0), SCORE].masked_fill(~there, _OUT)
    total = rank_loss(scores, targets.right).sum() + BINARY_WEIGHT * binary_loss(scores, targets.right, there).sum()
    for column, wanted in ((START, targets.starts), (END, targets.ends)):
        total = total + span_weight * span_loss(targets.span, wanted, output[:, column]).sum()
    return total / len(scores)


def rank_loss(scores: Tensor, right: Tensor) -> Tensor:
    """Return the cross-entropy over all sentences of a question and a fixed 0 that stands for "none of them"."""
    everything = torch.logsumexp(torch.cat([scores, scores.new_zeros(len(scores), 1)], 1), 1)
    answers = torch.logsumexp(scores.masked_fill(~right, _OUT), 1)
    return everything - torch.where(right.any(1), answers, torch.zeros_like(answers))


def binary_loss(scores: Tensor, right: Tensor, there: Tensor) -> Tensor:
    """Return the cross-entropy of each sentence being right, so that a score says so by itself."""
    losses = torch.nn.functional.binary_cross_entropy_with_logits(scores, right.float(), reduction="none")
    wrong = there & ~right
    of_right = (losses * right).sum(1) / right.sum(1).clamp(min=1)
    return of_right + (losses * wrong).sum(1) / _WRONG_SENTENCES * (_MOST_WRONG / wrong.sum(1).clamp(min=_MOST_WRONG))


def span_loss(span: Tensor, wanted: Tensor, logits: Tensor) -> Tensor:
    """Return the cross-entropy of where the answer begins or ends; without one, it is at the first mark.

    It teaches what kind of words answers a question, and once more whether any do.
    """
    there = span != NOWHERE
    found = logits[span.clamp(min=0)].masked_fill(~there, _OUT)
    losses = torch.logsumexp(found, 1) - torch.logsumexp(found.masked_fill(~wanted, _OUT), 1)
    return torch.where(wanted[:, 0], NO_SPAN_WEIGHT * losses, losses)

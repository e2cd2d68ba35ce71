"""What the model is trained to make small."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from training.tensors import NOWHERE, Targets

SCORE, START, END, EARLY = range(4)
"""What the model says of every token: the score, read at the marks, whether the answer begins or ends there, and the
score after half of the layers, which a teacher does not say."""

BINARY_WEIGHT = 0.5
SPAN_WEIGHT = 0.3
NO_SPAN_WEIGHT = 0.5

EARLY_WEIGHT = 0.4
"""Of the early score's loss, beside that of the score."""

TAUGHT_WEIGHT = 0.7
"""Of what the teacher says, beside what is known to be right."""

_WRONG_SENTENCES = 4
"""Wrong sentences that weigh as much as the right ones of a question."""

_MOST_WRONG = 12
"""Wrong sentences from which on more of them do not weigh more."""

_OUT = -1e4
"""Logit of what is not there."""


def compute_loss(targets: Targets, output: Tensor, span_weight: float = SPAN_WEIGHT) -> Tensor:
    """Return the mean over questions of their losses; `output` is (tokens of all chunks, 4), of a teacher 3."""
    there = targets.marks != NOWHERE
    total = output.new_zeros(())
    for column, weight in _SCORES[: output.shape[1] - END]:
        scores = _take(output, column, targets.marks)
        total = total + weight * rank_loss(scores, targets.right).sum()
        total = total + weight * BINARY_WEIGHT * binary_loss(scores, targets.right, there).sum()
    for column, wanted in ((START, targets.starts), (END, targets.ends)):
        total = total + span_weight * span_loss(targets.span, wanted, output[:, column]).sum()
    return total / len(targets.marks)


def compute_taught_loss(targets: Targets, output: Tensor, taught: Tensor) -> Tensor:
    """Return how far a student is from its teacher in the same things."""
    there = targets.marks != NOWHERE
    wanted = _take(taught, SCORE, targets.marks)
    total = output.new_zeros(())
    for column, weight in _SCORES:
        scores = _take(output, column, targets.marks)
        binary = nn.functional.binary_cross_entropy_with_logits(scores, wanted.sigmoid(), reduction="none")
        total = total + weight * _divergence(_beside_nothing(scores), _beside_nothing(wanted)).sum()
        total = total + weight * BINARY_WEIGHT * (binary * there).sum() / _WRONG_SENTENCES
    for column in (START, END):
        ends, precise = (_take(each, column, targets.span) for each in (output, taught))
        total = total + SPAN_WEIGHT * _divergence(ends, precise).sum()
    return total / len(targets.marks)


_SCORES = ((SCORE, 1.0), (EARLY, EARLY_WEIGHT))


def _take(output: Tensor, column: int, places: Tensor) -> Tensor:
    return output[places.clamp(min=0), column].masked_fill(places == NOWHERE, _OUT)


def _beside_nothing(scores: Tensor) -> Tensor:
    """Add the fixed 0 that stands for "none of them"."""
    return torch.cat([scores, scores.new_zeros(len(scores), 1)], 1)


def _divergence(logits: Tensor, wanted: Tensor) -> Tensor:
    """Return the Kullback-Leibler divergence of each row's softmax from the wanted one."""
    precise = nn.functional.log_softmax(wanted, 1)
    return nn.functional.kl_div(logits.log_softmax(1), precise, reduction="none", log_target=True).sum(1)


def rank_loss(scores: Tensor, right: Tensor) -> Tensor:
    """Return the cross-entropy over all sentences of a question and a fixed 0 that stands for "none of them"."""
    everything = torch.logsumexp(_beside_nothing(scores), 1)
    answers = torch.logsumexp(scores.masked_fill(~right, _OUT), 1)
    return everything - torch.where(right.any(1), answers, torch.zeros_like(answers))


def binary_loss(scores: Tensor, right: Tensor, there: Tensor) -> Tensor:
    """Return the cross-entropy of each sentence being right, so that a score says so by itself."""
    losses = nn.functional.binary_cross_entropy_with_logits(scores, right.float(), reduction="none")
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

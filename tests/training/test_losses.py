from __future__ import annotations

import torch
from torch import Tensor

from training.losses import compute_loss, compute_taught_loss
from training.tensors import NOWHERE, Targets

TARGETS = Targets(
    marks=torch.tensor([[1, 4], [7, NOWHERE]]),
    right=torch.tensor([[True, False], [False, False]]),
    span=torch.tensor([[1, 2, 3], [7, 8, NOWHERE]]),
    starts=torch.tensor([[False, True, False], [True, False, False]]),
    ends=torch.tensor([[False, False, True], [True, False, False]]),
)
"""Two questions: the first sentence of the first answers, nothing answers the second."""


def say(score: float, other: float, none: float) -> Tensor:
    """Return what a model says that gives the three sentences these scores, early and late."""
    output = torch.zeros(10, 4)
    for token, value in ((1, score), (4, other), (7, none)):
        output[token, 0] = output[token, 3] = value
    return output


def test_what_is_right_costs_less() -> None:
    """A model that tells the answer from the rest, and that there is none, loses less than one that does not."""
    right = compute_loss(TARGETS, say(4, -4, -4))
    assert right < compute_loss(TARGETS, say(-4, 4, -4))
    assert right < compute_loss(TARGETS, say(4, -4, 4))


def test_the_early_score_counts() -> None:
    """A model that is right only in the end loses more than one that is right halfway already."""
    late = say(4, -4, -4)
    late[:, 3] = 0
    assert compute_loss(TARGETS, late) > compute_loss(TARGETS, say(4, -4, -4))


def test_a_student_is_best_where_it_says_what_the_teacher_says() -> None:
    """The loss of a student has its least value at the teacher's own numbers, right or wrong."""
    taught = say(-1, 2, 0.5)
    output = taught.clone().requires_grad_()
    compute_taught_loss(TARGETS, output, taught[:, :3]).backward()  # type: ignore[no-untyped-call]
    assert output.grad is not None
    torch.testing.assert_close(output.grad, torch.zeros_like(output), atol=1e-6, rtol=0)
    assert compute_taught_loss(TARGETS, say(2, -1, 0.5), taught[:, :3]) > compute_taught_loss(
        TARGETS, taught, taught[:, :3]
    )

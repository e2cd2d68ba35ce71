from __future__ import annotations

import torch
from transformers import MPNetConfig
from transformers.models.mpnet.modeling_mpnet import MPNetSelfAttention

from training.teacher import QuickAttention, number_tokens


def test_words_keep_their_order_and_marks_their_meaning() -> None:
    """The teacher reads the student's words, and its own padding, opening and parting tokens."""
    numbers = number_tokens(30_527)
    assert numbers[[0, 101, 102]].tolist() == [1, 0, 2]
    assert (numbers[1996:2000] == torch.arange(2000, 2004)).all()


def test_attention_is_the_same() -> None:
    """Torch's own attention gives what the packaged model's does, with padding and with none."""
    torch.manual_seed(1)
    config = MPNetConfig(hidden_size=16, num_attention_heads=4)
    precise, quick = MPNetSelfAttention(config).eval(), QuickAttention(config).eval()  # type: ignore[no-untyped-call]
    quick.load_state_dict(precise.state_dict())
    hidden, bias = torch.randn(2, 5, 16), torch.randn(1, 4, 5, 5)
    padding = torch.zeros(2, 1, 1, 5)
    padding[1, ..., 3:] = -1e4
    for mask in (None, padding):
        wanted = precise(hidden, attention_mask=mask, position_bias=bias)[0]
        torch.testing.assert_close(quick(hidden, attention_mask=mask, position_bias=bias)[0], wanted)

"""The model that teaches: all-mpnet-base-v2 with three numbers a token on top; it is never shipped.

Its vocabulary is the student's, moved by four, so that both read the same tokens.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from transformers import MPNetConfig, MPNetForTokenClassification
from transformers.models.mpnet.modeling_mpnet import MPNetSelfAttention

from training.model import Weights, read_weights

_MOVED_BY = 4
_MOVED_OTHERWISE = {0: 1, 101: 0, 102: 2}
"""[PAD], [CLS] and [SEP]."""


class Teacher(nn.Module):
    """Reads what the student reads; its embeddings are never trained."""

    def __init__(self, dropout: float = 0.0) -> None:
        super().__init__()
        config = MPNetConfig(
            max_position_embeddings=514,
            layer_norm_eps=1e-5,
            hidden_dropout_prob=dropout,
            attention_probs_dropout_prob=dropout,
        )
        config.num_labels = 3
        self.network = MPNetForTokenClassification(config)
        encoder = self.network.mpnet.encoder
        for layer in encoder.layer:
            layer.attention.attn = QuickAttention(config)  # type: ignore[no-untyped-call, union-attr]  # as torch types layers
        self.network.mpnet.embeddings.requires_grad_(False)
        encoder.relative_attention_bias.requires_grad_(False)
        self.numbers: Tensor
        self.register_buffer("numbers", number_tokens(config.vocab_size), persistent=False)

    def forward(self, input_ids: Tensor, attention_mask: Tensor, **_: Tensor) -> Any:
        """Return what `transformers` returns, with `logits` of shape (sequences, tokens, 3)."""
        return self.network(input_ids=self.numbers[input_ids], attention_mask=attention_mask)


def number_tokens(tokens: int) -> Tensor:
    """Return the teacher's number of each of the student's tokens."""
    numbers = torch.arange(tokens) + _MOVED_BY
    numbers[list(_MOVED_OTHERWISE)] = torch.tensor(list(_MOVED_OTHERWISE.values()))
    return numbers


class QuickAttention(MPNetSelfAttention):
    """The same attention by torch's own, which does not keep every pair of tokens."""

    def forward(  # type: ignore[override]  # the encoder gives what is named here
        self, hidden_states: Tensor, attention_mask: Tensor | None, position_bias: Tensor, **_: Any
    ) -> tuple[Tensor, ...]:
        """Return what every token takes from the others."""
        shape = (*hidden_states.shape[:-1], -1, self.attention_head_size)
        query, key, value = (part(hidden_states).view(shape).transpose(1, 2) for part in (self.q, self.k, self.v))
        bias = (position_bias if attention_mask is None else position_bias + attention_mask).to(query.dtype)
        dropout = self.dropout.p if self.training else 0.0
        context = nn.functional.scaled_dot_product_attention(query, key, value, bias, dropout)
        return (self.o(context.transpose(1, 2).flatten(2)),)


def read_teacher_weights(path: Path) -> Weights:
    """Read weights that training left, or the packaged model's, from its folder."""
    if path.is_file():
        return read_weights(path)
    model = MPNetForTokenClassification.from_pretrained(path, num_labels=3)
    return {f"network.{name}": weight for name, weight in model.state_dict().items()}

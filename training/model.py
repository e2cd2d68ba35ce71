"""The model that is trained: six layers of BERT with three numbers a token on top, and one halfway."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from torch import Tensor, nn
from transformers import BertConfig, BertForTokenClassification
from transformers.modeling_outputs import TokenClassifierOutput

from index.models.embedder import find_model

Weights = dict[str, Tensor]


EARLY_LAYERS = 3
"""After so many layers the early score is read."""


class Student(BertForTokenClassification):  # type: ignore[no-untyped-call]  # transformers leaves it without annotations
    """Says of every token the three numbers, and the early score."""

    def __init__(self, config: BertConfig) -> None:
        super().__init__(config)
        self.early = nn.Linear(config.hidden_size, 1)
        nn.init.zeros_(self.early.weight)
        self.bert.embeddings.requires_grad_(False)

    def forward(self, input_ids: Tensor, token_type_ids: Tensor, attention_mask: Tensor) -> TokenClassifierOutput:
        """Return logits of shape (sequences, tokens, 4)."""
        inputs = {"input_ids": input_ids, "attention_mask": attention_mask, "token_type_ids": token_type_ids}
        hidden = self.bert(**inputs, output_hidden_states=True).hidden_states
        late, early = self.dropout(hidden[-1]), self.dropout(hidden[EARLY_LAYERS])
        return TokenClassifierOutput(logits=torch.cat([self.classifier(late), self.early(early)], -1))


def make_model(dropout: float = 0.0) -> Student:
    """Return the packaged encoder's shape, without its weights; its embeddings are never trained."""
    config = BertConfig(
        hidden_size=384,
        intermediate_size=1536,
        num_hidden_layers=6,
        num_attention_heads=12,
        hidden_dropout_prob=dropout,
        attention_probs_dropout_prob=dropout,
    )
    config.num_labels = 3
    return Student(config)


def read_weights(path: Path | None) -> Weights:
    """Read weights to begin with: those that training left, those of an int8 model, or the packaged encoder's."""
    if path is None:
        return _read_packaged(find_model("").folder)
    return _dequantize(path) if path.suffix == ".onnx" else torch.load(path, weights_only=True, map_location="cpu")


def _read_packaged(folder: Path) -> Weights:
    model = BertForTokenClassification.from_pretrained(folder, num_labels=3)
    state: Weights = model.state_dict()
    return state


def _dequantize(path: Path) -> Weights:
    graph = onnx.load(path).graph
    stored = {each.name: numpy_helper.to_array(each) for each in graph.initializer}
    state: Weights = make_model().state_dict()
    for name in state:
        if f"_model.{name}_quantized" in stored:
            state[name] = torch.from_numpy(_read_matrix(stored, f"_model.{name}"))
        elif f"_model.{name}" in stored:
            state[name] = torch.from_numpy(stored[f"_model.{name}"].copy())
    for node in graph.node:
        if node.op_type == "MatMulInteger" and node.input[1].endswith("_quantized"):
            matrix = _read_matrix(stored, node.input[1].removesuffix("_quantized"))
            state[_name_of(node.name)] = torch.from_numpy(np.ascontiguousarray(matrix.T))
    return state


def _name_of(node: str) -> str:
    return node.removeprefix("/_model").removeprefix("/").removesuffix("/MatMul_quant").replace("/", ".") + ".weight"


def _read_matrix(stored: dict[str, NDArray[np.generic]], name: str) -> NDArray[np.float32]:
    quantized, zero, scale = (
        stored[f"{name}_{part}"].astype(np.float32) for part in ("quantized", "zero_point", "scale")
    )
    return np.asarray((quantized - zero) * scale, dtype=np.float32)

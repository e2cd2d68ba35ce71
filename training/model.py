"""The model that is trained: six layers of BERT with three numbers a token on top."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from torch import Tensor
from transformers import BertConfig, BertForTokenClassification

from index.models.embedder import find_model

Weights = dict[str, Tensor]


def make_model(dropout: float = 0.0) -> BertForTokenClassification:
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
    model = BertForTokenClassification(config)
    model.bert.embeddings.requires_grad_(False)
    return model


def read_weights(path: Path | None) -> Weights:
    """Read weights to begin with: those that training left, those of an int8 model, or the packaged encoder's."""
    if path is None:
        return _read_packaged(find_model("").folder)
    return _dequantize(path) if path.suffix == ".onnx" else torch.load(path, weights_only=True)


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
    return node.removeprefix("/_model/").removesuffix("/MatMul_quant").replace("/", ".") + ".weight"


def _read_matrix(stored: dict[str, NDArray[np.generic]], name: str) -> NDArray[np.float32]:
    quantized, zero, scale = (
        stored[f"{name}_{part}"].astype(np.float32) for part in ("quantized", "zero_point", "scale")
    )
    return np.asarray((quantized - zero) * scale, dtype=np.float32)

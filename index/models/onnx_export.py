"""An embedding model -> the int8 ONNX model that embeds questions without torch; done once, while building."""

from __future__ import annotations

import logging
import tempfile
import warnings
from pathlib import Path

import numpy as np
import torch
from onnxruntime.capi import onnxruntime_pybind11_state as state
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from sentence_transformers import SentenceTransformer
from tokenizers import Tokenizer
from torch import Tensor, nn

from index.models.onnx_session import MODEL, TOKENIZER
from index.models.question_encoder import OnnxEncoder

log = logging.getLogger(__name__)

CLOSE = 0.97
"""Cosine to the model's own vectors below which an export is not used; that of all-MiniLM-L6-v2 is .99."""

_OPSET = 17
_REFUSALS = (
    *(RuntimeError, ValueError, TypeError, KeyError, AttributeError),
    *(state.Fail, state.InvalidArgument, state.InvalidGraph, state.NotImplemented, state.RuntimeException),
)
"""What torch and ONNX Runtime raise for a model that cannot be traced, or whose trace does not run."""
_PROBES = (
    "When?",
    "how many soldiers have been killed since the war began",
    "Who said that the bridge over the Orlan would be open again by the spring of 2019, and to whom was it said? " * 20,
)


class _Pipeline(nn.Module):
    """A whole Sentence Transformers pipeline, from token ids to unit vectors."""

    def __init__(self, model: SentenceTransformer, names: list[str]) -> None:
        super().__init__()
        self._model = model
        self._names = names

    def forward(self, *inputs: Tensor) -> Tensor:
        """Return one unit vector a row."""
        features = dict(zip(self._names, inputs, strict=True))
        return nn.functional.normalize(self._model(features)["sentence_embedding"])


def export_encoder(model: SentenceTransformer, folder: Path) -> bool:
    """Write a model in full precision as int8 ONNX with its tokenizer, and return whether it can replace it."""
    try:
        _export(model, folder / MODEL)
        _export_tokenizer(model, folder / TOKENIZER)
        cosine = _compare(model, OnnxEncoder.from_folder(folder))
    except _REFUSALS as error:
        log.warning("The model cannot be exported, so that each start will load it whole: %s", error)
        return False
    if cosine < CLOSE:
        log.warning("The exported model is off (cosine %.2f), so that each start will load the model whole", cosine)
    return cosine >= CLOSE


def _compare(model: SentenceTransformer, encoder: OnnxEncoder) -> float:
    """Return the least cosine between what both make of a text."""
    wanted = model.encode(list(_PROBES), normalize_embeddings=True, show_progress_bar=False)
    return float(np.sum(np.asarray(wanted) * encoder.embed(_PROBES), axis=1).min())


def _export(model: SentenceTransformer, target: Path) -> None:
    names: list[str] = list(model.tokenizer.model_input_names)
    example = tuple(torch.ones(2, 8, dtype=torch.long) for _ in names)
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        # Tracing warns of each branch that is fixed; the probes show whether one mattered.
        warnings.simplefilter("ignore")
        precise, prepared = Path(folder) / "precise.onnx", Path(folder) / "prepared.onnx"
        torch.onnx.export(
            _Pipeline(model.eval(), names),
            example,
            str(precise),
            input_names=names,
            output_names=["embedding"],
            dynamic_axes={**{name: {0: "batch", 1: "length"} for name in names}, "embedding": {0: "batch"}},
            opset_version=_OPSET,
            dynamo=False,
        )
        quant_pre_process(precise, prepared, skip_optimization=True, skip_symbolic_shape=True)
        quantize_dynamic(prepared, target, weight_type=QuantType.QInt8, per_channel=True)


def _export_tokenizer(model: SentenceTransformer, target: Path) -> None:
    tokenizer = Tokenizer.from_str(model.tokenizer.backend_tokenizer.to_str())
    tokenizer.no_padding()
    tokenizer.no_truncation()
    if model.max_seq_length:
        tokenizer.enable_truncation(model.max_seq_length)
    tokenizer.save(str(target))

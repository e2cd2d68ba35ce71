"""An embedding model -> two ONNX models that need no torch: float32 for the corpus, int8 for questions."""

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

from index.models.onnx_session import FLOAT32, INT8, MODEL, TOKENIZER
from index.models.question_encoder import OnnxEncoder
from index.models.text_encoder import TextEncoder
from index.types import Matrix

log = logging.getLogger(__name__)

SAME = 0.9999
CLOSE = 0.97
"""Cosine to the model's own vectors below which the float32 and the int8 export are not used."""

OPSET = 17
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


def export_encoders(model: SentenceTransformer, folder: Path) -> bool:
    """Write a model as two ONNX models, each with its tokenizer, and return whether they can replace it."""
    try:
        for name in (FLOAT32, INT8):
            (folder / name).mkdir(parents=True)
            _export_tokenizer(model, folder / name / TOKENIZER)
        _export(model, folder / FLOAT32 / MODEL)
        quantize(folder / FLOAT32 / MODEL, folder / INT8 / MODEL)
        wanted = np.asarray(model.encode(list(_PROBES), normalize_embeddings=True, show_progress_bar=False))
        precise = _compare(wanted, TextEncoder.from_folder(folder / FLOAT32).embed(_PROBES))
        quick = _compare(wanted, OnnxEncoder.from_folder(folder / INT8).embed(_PROBES))
    except _REFUSALS as error:
        log.warning("The model cannot be exported, so that each build and start will load it whole: %s", error)
        return False
    if precise < SAME or quick < CLOSE:
        told = "The exported model is off (cosine %.4f and %.2f), so that each build and start will load it whole"
        log.warning(told, precise, quick)
        return False
    return True


def _compare(wanted: Matrix, found: Matrix) -> float:
    """Return the least cosine between the unit vectors of the same texts."""
    return float(np.sum(wanted * found, axis=1).min())


def _export(model: SentenceTransformer, target: Path) -> None:
    names: list[str] = list(model.tokenizer.model_input_names)
    example = tuple(torch.ones(2, 8, dtype=torch.long) for _ in names)
    with warnings.catch_warnings():
        # Tracing warns of each branch that is fixed; the probes show whether one mattered.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            _Pipeline(model.eval(), names),
            example,
            str(target),
            input_names=names,
            output_names=["embedding"],
            dynamic_axes={**{name: {0: "batch", 1: "length"} for name in names}, "embedding": {0: "batch"}},
            opset_version=OPSET,
            dynamo=False,
        )


def quantize(precise: Path, target: Path) -> None:
    """Write a float32 model with its matrices in int8."""
    with tempfile.TemporaryDirectory() as folder:
        prepared = Path(folder) / "prepared.onnx"
        quant_pre_process(precise, prepared, skip_optimization=True, skip_symbolic_shape=True)
        quantize_dynamic(prepared, target, weight_type=QuantType.QInt8, per_channel=True)


def _export_tokenizer(model: SentenceTransformer, target: Path) -> None:
    tokenizer = Tokenizer.from_str(model.tokenizer.backend_tokenizer.to_str())
    tokenizer.no_padding()
    tokenizer.no_truncation()
    if model.max_seq_length:
        tokenizer.enable_truncation(model.max_seq_length)
    tokenizer.save(str(target))

"""The one way in which a model runs while serving: ONNX Runtime and its tokenizer, without torch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

MODEL = "model.onnx"
TOKENIZER = "tokenizer.json"
"""The files of an export."""

FLOAT32 = "float32"
INT8 = "int8"
"""The folders of an embedding model's two exports."""

Inputs = dict[str, NDArray[np.int64]]


def make_inputs(encodings: Sequence[Encoding]) -> Inputs:
    """Return the arrays that models take of encoded texts of one length, each of shape (texts, length)."""
    return {
        "input_ids": np.array([each.ids for each in encodings], np.int64),
        "attention_mask": np.array([each.attention_mask for each in encodings], np.int64),
        "token_type_ids": np.array([each.type_ids for each in encodings], np.int64),
    }


@dataclass(frozen=True)
class Runner:
    """A loaded model and the tokenizer that belongs to it."""

    tokenizer: Tokenizer
    _session: InferenceSession

    @classmethod
    def from_bytes(cls, model: bytes, tokenizer: Tokenizer) -> Runner:
        """Load a model; the caller has verified it."""
        return cls(tokenizer, start_session(model))

    @classmethod
    def from_file(cls, model: Path, tokenizer: Tokenizer) -> Runner:
        """Load a large model, which then is not in memory twice."""
        return cls(tokenizer, start_session(str(model)))

    def run(self, inputs: Inputs) -> NDArray[np.float32]:
        """Return the model's one output for the arrays that it takes of these; safe from several threads at once."""
        taken = {each.name: inputs[each.name] for each in self._session.get_inputs()}
        (output,) = self._session.run(None, taken)
        return np.asarray(output, dtype=np.float32)


def start_session(model: bytes | str) -> InferenceSession:
    """Load a model to run as every model does here."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    # The models are so small that threads within one run of a text cost more than they save.
    options.intra_op_num_threads = 1
    # Threads that spin while they wait slow every question down many times where other work runs beside.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    if not _has_vnni():
        # Without it, such processors add int8 products up in 16 bits, overflow and read something else.
        options.add_session_config_entry("session.x64quantprecision", "1")
    # That fusion is slower than what it fuses (decision 0007).
    return onnxruntime.InferenceSession(
        model, options, providers=["CPUExecutionProvider"], disabled_optimizers=["SkipLayerNormFusion"]
    )


def _has_vnni() -> bool:
    """Return whether the processor says that it adds int8 products up in 32 bits, as only Linux can tell."""
    try:
        return "vnni" in Path("/proc/cpuinfo").read_text()
    except OSError:
        return False

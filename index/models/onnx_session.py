"""The one way in which a model runs while serving: ONNX Runtime and its tokenizer, without torch."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

MODEL = "model.onnx"
TOKENIZER = "tokenizer.json"
"""The files of an export."""

FLOAT32 = "float32"
INT8 = "int8"
"""The folders of an embedding model's two exports."""

Inputs = dict[str, NDArray[np.int64]]


@dataclass(frozen=True)
class Runner:
    """A loaded model and the tokenizer that belongs to it."""

    tokenizer: Tokenizer
    _session: InferenceSession

    @classmethod
    def from_bytes(cls, model: bytes, tokenizer: Tokenizer) -> Runner:
        """Load a model; the caller has verified it."""
        return cls(tokenizer, _start_session(model, threads=1))

    @classmethod
    def from_file(cls, model: Path, tokenizer: Tokenizer, threads: int) -> Runner:
        """Load a large model, which then is not in memory twice; threads pay where many texts are read at once."""
        return cls(tokenizer, _start_session(str(model), threads))

    @property
    def inputs(self) -> frozenset[str]:
        """Return the names of the arrays that the model takes."""
        return frozenset(each.name for each in self._session.get_inputs())

    def run(self, inputs: Inputs) -> NDArray[np.float32]:
        """Return the model's one output for its arrays; safe from several threads at once."""
        (output,) = self._session.run(None, inputs)
        return np.asarray(output, dtype=np.float32)


def _start_session(model: bytes | str, threads: int) -> InferenceSession:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    # The models are so small that threads within one run of a text cost more than they save.
    options.intra_op_num_threads = threads
    # Threads that spin while they wait slow every question down many times where other work runs beside.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    # Without it, processors that lack VNNI add int8 products up in 16 bits, overflow and read something else.
    options.add_session_config_entry("session.x64quantprecision", "1")
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])

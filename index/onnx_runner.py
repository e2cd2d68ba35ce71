"""The reranker that ships, run by ONNX Runtime from files that are verified before they are loaded."""

from __future__ import annotations

import functools
import hashlib
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from tokenizers import Tokenizer

from index.answer_spans import find_answer_spans
from index.errors import ModelError
from index.reranking import Excerpt, Reading
from index.sequences import TokenSequence, pad, sequence_excerpts

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

FOLDER = Path(__file__).parent / "models" / "reranker"
DIGESTS = {
    "model.onnx": "bd3c4a9bd36ceefc92db18563d9e104b257bddfdab1eb2aa030b9847aeecfa4c",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
"""SHA-256 of each file that is loaded; `training.export` prints them."""

_SCORE = 0
"""Column of the model's output that holds the score; the others are read by `index.answer_spans`."""


class OnnxReranker:
    """Reads excerpts by the model that ships; its files are loaded at the first question."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._folder = folder

    def read(self, question: str, excerpts: Sequence[Excerpt]) -> list[Reading]:
        """Return a reading an excerpt, in the same order.

        Raises ModelError when a file is missing or not the pinned one.
        """
        loaded = _load(self._folder)
        sequences = sequence_excerpts(loaded.tokenizer, question, excerpts)
        # The model is so small that a core for each excerpt is faster than all cores for one after the other.
        with ThreadPoolExecutor(os.cpu_count()) as cores:
            return list(cores.map(lambda each: _read_one(loaded.session, each), sequences))


def _read_one(session: InferenceSession, sequence: TokenSequence) -> Reading:
    """Read one excerpt alone: int8 takes its scale from the whole batch, so a score would depend on the others."""
    ((output,),) = session.run(None, pad([sequence]))
    return Reading(np.asarray(output[sequence.marks, _SCORE], dtype=np.float32), find_answer_spans(output, sequence))


@dataclass(frozen=True)
class _Loaded:
    session: InferenceSession
    tokenizer: Tokenizer


@functools.cache
def _load(folder: Path) -> _Loaded:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.intra_op_num_threads = 1
    model = _read_verified(folder / "model.onnx")
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    return _Loaded(session, make_tokenizer(_read_verified(folder / "tokenizer.json").decode()))


def make_tokenizer(description: str) -> Tokenizer:
    """Return a tokenizer that neither truncates nor pads."""
    tokenizer = Tokenizer.from_str(description)
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def _read_verified(path: Path) -> bytes:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ModelError(f"the reranker's {path} cannot be read", "Check the project out anew") from error
    if hashlib.sha256(content).hexdigest() != DIGESTS[path.name]:
        raise ModelError(f"the reranker's {path} is not the pinned one", "Check the project out anew")
    return content

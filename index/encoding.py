"""A question -> its vector, by the int8 ONNX model that a build exported from the embedding model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from index.inference import MODEL, TOKENIZER, Runner

EXPORTER = 1
"""Raised whenever `index/exporting.py` would write other files, so that the next build exports anew."""


@dataclass(frozen=True)
class OnnxEncoder:
    """Turns texts into unit vectors by the model in a folder, which is loaded at the first text."""

    folder: Path

    @cached_property
    def runner(self) -> Runner:
        """Return the loaded model; whoever opened the folder has verified it."""
        tokenizer = Tokenizer.from_str((self.folder / TOKENIZER).read_text("utf-8"))
        return Runner.from_bytes((self.folder / MODEL).read_bytes(), tokenizer)

    def load(self) -> None:
        """Load the model now, so that its files are needed no more."""
        _ = self.runner

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one unit vector a text, in the same order."""
        return np.stack([self._embed_one(text) for text in texts])

    def _embed_one(self, text: str) -> NDArray[np.float32]:
        """Embed one text alone: int8 takes its scale from the whole batch, so a vector would depend on the others."""
        encoded = self.runner.tokenizer.encode(text)
        arrays = {
            "input_ids": encoded.ids,
            "attention_mask": encoded.attention_mask,
            "token_type_ids": encoded.type_ids,
        }
        taken = {name: np.array([ids], dtype=np.int64) for name, ids in arrays.items() if name in self.runner.inputs}
        vector: NDArray[np.float32] = self.runner.run(taken)[0]
        return vector

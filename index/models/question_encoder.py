"""A question -> its vector, by the int8 ONNX model that a build exported from the embedding model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from index.digests import digest_bytes
from index.models.onnx_session import MODEL, TOKENIZER, Runner, make_inputs

EXPORTER = 2
"""Raised whenever `index/models/onnx_export.py` would write other files, so that the next build exports again."""


@dataclass(frozen=True)
class OnnxEncoder:
    """Turn texts into unit vectors by the model in a folder, which is loaded at the first text.

    Encoders with the same digest are the same, whatever snapshot they are in, and share what is loaded.
    """

    folder: Path = field(compare=False)
    digest: str

    @classmethod
    def from_folder(cls, folder: Path) -> OnnxEncoder:
        """Return the encoder that was exported into a folder."""
        files = {name: digest_bytes((folder / name).read_bytes()) for name in (MODEL, TOKENIZER)}
        return cls.from_digests(folder, files)

    @classmethod
    def from_digests(cls, folder: Path, files: Mapping[str, str]) -> OnnxEncoder:
        """Return the encoder in a folder whose files have been verified to have these digests."""
        return cls(folder, "-".join(files[name] for name in (MODEL, TOKENIZER)))

    @cached_property
    def runner(self) -> Runner:
        """Return the loaded model."""
        return _load(self)

    def load(self) -> None:
        """Load the model now, so that its files are no longer needed."""
        _ = self.runner

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one unit vector a text, in the same order."""
        return np.stack([self._embed_one(text) for text in texts])

    def _embed_one(self, text: str) -> NDArray[np.float32]:
        """Embed one text alone: int8 takes its scale from the whole batch, so a vector would depend on the others."""
        vector: NDArray[np.float32] = self.runner.run(make_inputs([self.runner.tokenizer.encode(text)]))[0]
        return vector


@lru_cache(maxsize=1)
def _load(encoder: OnnxEncoder) -> Runner:
    tokenizer = Tokenizer.from_str((encoder.folder / TOKENIZER).read_text("utf-8"))
    return Runner.from_bytes((encoder.folder / MODEL).read_bytes(), tokenizer)

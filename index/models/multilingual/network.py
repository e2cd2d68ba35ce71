"""The network that was exported: a text -> its vector."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sentencepiece import SentencePieceProcessor

from index.models.multilingual.packaged_weights import unpack
from index.models.onnx_session import start_session
from index.types import Matrix

MODEL = "model.onnx"
PIECES = "pieces.model"
VECTORS = "vectors.npy"
"""The files of an export."""

EMBEDDINGS = "embeddings"
"""What the network takes."""

LONGEST = 160
"""Pieces of a text that are read; what follows is not."""


@dataclass(frozen=True)
class MultilingualNetwork:
    """A loaded export; safe from several threads at once."""

    _pieces: SentencePieceProcessor
    _vectors: NDArray[Any]
    _run: Callable[..., Any]

    @classmethod
    def load(cls, folder: Path) -> MultilingualNetwork:
        """Load the files of a folder, which the caller has verified; the vectors of pieces are mapped into memory."""
        pieces = SentencePieceProcessor(model_file=str(folder / PIECES))
        return cls(pieces, np.load(folder / VECTORS, mmap_mode="r"), start_session(str(folder / MODEL)).run)

    def embed(self, text: str) -> Matrix:
        """Return the unit vector of a text."""
        (vectors,) = self._run(None, {EMBEDDINGS: self.look_up(text)})
        return np.asarray(vectors[0], np.float32)

    def look_up(self, text: str) -> Matrix:
        """Return the vectors of a text's pieces, of shape (1, pieces, dimension)."""
        normal = " ".join(unicodedata.normalize("NFKC", text).split())
        found = self._pieces.encode(normal)[:LONGEST]
        numbers = [self._pieces.bos_id(), *found, self._pieces.eos_id()]
        return unpack(self._vectors[numbers])[np.newaxis]

"""Many texts -> their vectors, by the float32 ONNX model that was exported from the embedding model."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tokenizers import Encoding, Tokenizer

from index.models.onnx_session import MODEL, TOKENIZER, Runner, make_inputs
from index.types import Matrix

_MOST_TOKENS = 128
"""Tokens of a batch, padding included: what a layer makes of so many stays in a core's cache."""


@dataclass(frozen=True)
class TextEncoder:
    """Turn texts into the unit vectors that the model itself would give them, a batch at a time."""

    _runner: Runner
    _batch_size: int

    @classmethod
    def from_folder(cls, folder: Path, batch_size: int = 32) -> TextEncoder:
        """Load the model that was exported into a folder; the caller has verified it."""
        tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        return cls(Runner.from_file(folder / MODEL, tokenizer), batch_size)

    def embed(self, texts: Sequence[str]) -> Matrix:
        """Return one unit vector a text, in the same order."""
        encoded = self._runner.tokenizer.encode_batch(list(texts))
        # Each core has batches of its own: cores that share one wait for each other after every layer.
        with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
            return np.concatenate(list(pool.map(self._embed_batch, _split(encoded, self._batch_size))))

    def _embed_batch(self, encoded: Sequence[Encoding]) -> Matrix:
        longest = max(len(each) for each in encoded)
        for each in encoded:
            each.pad(longest)
        return self._runner.run(make_inputs(encoded))


def _split(encoded: Sequence[Encoding], batch_size: int) -> Iterator[Sequence[Encoding]]:
    """Return batches of texts that follow each other; where they are long there are fewer, to bound the memory."""
    start = 0
    while start < len(encoded):
        end, longest = start, 0
        while end < min(start + batch_size, len(encoded)):
            longest = max(longest, len(encoded[end]))
            if end > start and longest * (end - start + 1) > _MOST_TOKENS:
                break
            end += 1
        yield encoded[start:end]
        start = end

"""A small embedder for tests: texts with the same words are near each other."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import numpy as np

from index.engines.bm25 import find_words
from index.models.embedder import Model
from index.models.multilingual.encoder import MultilingualEncoder
from index.types import Matrix


class WordModel(Model):
    """A model of no files."""

    @cached_property
    def digest(self) -> str:
        return hashlib.sha256(self.name.encode()).hexdigest()


class WordEmbedder:
    """Implements `index.models.embedder.Embedder` by hashing stems into a few dimensions."""

    dimension = 64

    def __init__(self, name: str = "words", multilingual: MultilingualEncoder | None = None) -> None:
        self._model = WordModel(name)
        self._multilingual = multilingual
        self.embedded: list[str] = []

    @property
    def model(self) -> Model:
        return self._model

    def embed(self, texts: Sequence[str]) -> Matrix:
        self.embedded += texts
        vectors = np.array([self._embed_one(text) for text in texts], dtype=np.float32)
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)

    @property
    def export_digest(self) -> str | None:
        return None

    @property
    def multilingual(self) -> MultilingualEncoder | None:
        return self._multilingual

    def release(self) -> None:
        pass

    def export(self, folder: Path) -> bool:
        return False

    def _embed_one(self, text: str) -> Matrix:
        vector = np.full(self.dimension, 0.01, dtype=np.float32)
        for word in find_words(text):
            vector[hashlib.sha256(word.stem.encode()).digest()[0] % self.dimension] += 1
        return vector

"""A reranker for tests that looks for a word."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from index.models.reading import Excerpt, Reading


class WordReranker:
    """Implements `index.models.reading.Reranker`: 5 for every sentence that holds the word, -5 for the others."""

    def __init__(self, word: str, sure: float = math.inf) -> None:
        self._word = word
        self.sure = sure
        self.read_excerpts: list[Excerpt] = []

    def read(self, question: str, excerpts: Sequence[Excerpt]) -> list[Reading]:
        self.read_excerpts += excerpts
        return [Reading(np.array([self._score(text) for text in each.sentences], np.float32)) for each in excerpts]

    def _score(self, text: str) -> float:
        return 5.0 if self._word in text else -5.0

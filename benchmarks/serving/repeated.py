"""Real sentences, embedded once, and as many more as are wanted: each again with noise in its words and its vector."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from index.models.exported_model import make_embedder
from index.settings import load_settings
from index.types import Matrix

MOST = 30_000
"""Real sentences that are embedded, at most."""

QUESTIONS = 300
"""Real questions about them."""

VECTOR_NOISE = 0.03
"""Standard deviation in each of 384 numbers: a repeated sentence has a cosine of .86 to the one it repeats."""

WORD_NOISE = 0.1
"""Share of the words that are exchanged for others of the corpus."""

_END = re.compile(r"(?<=[.!?])\s+")
_AT_ONCE = 50_000


@dataclass(frozen=True)
class Real:
    """Texts and their vectors."""

    texts: list[str]
    vectors: Matrix


def read_real(folder: Path, kept: Path) -> tuple[Real, Real]:
    """Return sentences, and questions about them, of files in SQuAD's format; what is embedded is kept in a file."""
    if not kept.is_file():
        entries = [
            entry for file in sorted(folder.glob("*.json")) for entry in json.loads(file.read_text("utf-8"))["data"]
        ]
        paragraphs = [paragraph for entry in entries for paragraph in entry["paragraphs"]]
        sentences = list(dict.fromkeys(_split(paragraphs)))
        questions = [each["question"].strip() for paragraph in paragraphs for each in paragraph["qas"]]
        embedder = make_embedder(load_settings())
        named = {"sentences": _spread(sentences, MOST), "questions": _spread(questions, QUESTIONS)}
        vectors = {f"{name}_vectors": embedder.embed(texts) for name, texts in named.items()}
        np.savez(kept, allow_pickle=False, **{name: np.array(texts) for name, texts in named.items()} | vectors)
    loaded = np.load(kept, allow_pickle=False)
    indexed, asked = (Real(loaded[each].tolist(), loaded[f"{each}_vectors"]) for each in ("sentences", "questions"))
    return indexed, asked


def repeat_vectors(real: Real, count: int) -> Matrix:
    """Return so many vectors, each that of a real sentence with noise."""
    chance, made = np.random.default_rng(2), np.empty((count, real.vectors.shape[1]), np.float32)
    for start in range(0, count, _AT_ONCE):
        rows = np.arange(start, min(start + _AT_ONCE, count))
        noise = chance.normal(scale=VECTOR_NOISE, size=(len(rows), made.shape[1])).astype(np.float32)
        made[rows] = normalise(real.vectors[rows % len(real.vectors)] + noise)
    return made


def repeat_sentences(real: Real, count: int) -> Iterator[str]:
    """Yield so many sentences, each a real one with some words exchanged."""
    chance, words = np.random.default_rng(3), " ".join(real.texts[:5_000]).split()
    for row in range(count):
        own = real.texts[row % len(real.texts)].split()
        exchanged = np.flatnonzero(chance.random(len(own)) < WORD_NOISE)
        for place, other in zip(exchanged.tolist(), chance.integers(0, len(words), len(exchanged)), strict=True):
            own[place] = words[other]
        yield " ".join(own)


def normalise(matrix: np.ndarray) -> Matrix:
    """Return rows of length 1."""
    return np.asarray(matrix / np.linalg.norm(matrix, axis=1, keepdims=True), np.float32)


def _split(paragraphs: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for paragraph in paragraphs:
        sentences = (" ".join(each.split()) for each in _END.split(paragraph["context"]))
        yield from (each for each in sentences if 25 <= len(each) <= 400)


def _spread(texts: Sequence[str], most: int) -> list[str]:
    """Return as many of the texts, from first to last."""
    return list(texts[:: math.ceil(len(texts) / most)])

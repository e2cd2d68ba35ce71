"""The vectors of a build by the digests of their texts: those that the serving snapshot has, and new ones."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from index.engines.faiss_vectors import Vectors
from index.types import Matrix, Rows

_CHUNK = 4096
"""Vectors that are copied at once."""


class KnownVectors:
    """Says where each vector is, and reads it when it is placed; only the new ones are in memory."""

    def __init__(self) -> None:
        self._places: dict[str, tuple[Vectors | Matrix, int]] = {}

    def __contains__(self, digest: str) -> bool:
        return digest in self._places

    def take_over(self, digest: str, vectors: Vectors, row: int) -> None:
        """Know the vector in a row of a snapshot."""
        self._places[digest] = vectors, row

    def add(self, digests: Sequence[str], vectors: Matrix) -> None:
        """Know new vectors, a row each."""
        self._places.update((digest, (vectors, row)) for row, digest in enumerate(digests))

    def fill(self, matrix: Matrix, rows: Rows, digests: Sequence[str]) -> None:
        """Write the vectors of these digests into these rows of a matrix."""
        for row, digest in zip(rows, digests, strict=True):
            vectors, place = self._places[digest]
            matrix[row] = vectors.read(place) if isinstance(vectors, Vectors) else vectors[place]

    def find_dimension(self, digests: Sequence[str]) -> int:
        """Return the length of the vectors."""
        vectors, _ = self._places[digests[0]]
        return vectors.dimension if isinstance(vectors, Vectors) else vectors.shape[1]


def copy_rows(vectors: Vectors, rows: Rows, matrix: Matrix, places: Rows) -> None:
    """Copy rows of an index to these places of a matrix."""
    for start in range(0, len(rows), _CHUNK):
        chunk = slice(start, start + _CHUNK)
        matrix[places[chunk]] = vectors.read_rows(np.ascontiguousarray(rows[chunk]))

"""Nearest vectors by inner product; faiss behind it."""

from __future__ import annotations

from dataclasses import dataclass

import faiss
import numpy as np

from index.errors import DamagedSnapshotError
from index.types import Matrix, Rows, Scores


@dataclass(frozen=True)
class Vectors:
    """An exact index of unit vectors: the inner product is the cosine."""

    _index: faiss.Index

    @classmethod
    def from_matrix(cls, matrix: Matrix) -> Vectors:
        """Index the rows of a matrix."""
        index = faiss.IndexFlatIP(matrix.shape[1])
        index.add(np.ascontiguousarray(matrix, dtype=np.float32))
        return cls(index)

    @classmethod
    def from_bytes(cls, content: bytes) -> Vectors:
        """Read what `to_bytes` wrote; the caller has verified it, since faiss has no checksum."""
        try:
            index = faiss.deserialize_index(np.frombuffer(content, dtype=np.uint8))
        except RuntimeError as error:
            raise DamagedSnapshotError("the vectors cannot be read", "Run: python -m index build") from error
        return cls(index)

    def to_bytes(self) -> bytes:
        """Return the index as faiss serialises it."""
        return bytes(faiss.serialize_index(self._index).data)

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def dimension(self) -> int:
        """Return the length of each vector."""
        return int(self._index.d)

    def to_matrix(self) -> Matrix:
        """Return every vector, in the order of the rows."""
        return np.asarray(self._index.reconstruct_n(0, len(self)), dtype=np.float32)

    def read(self, row: int) -> Matrix:
        """Return the vector of a row."""
        return np.asarray(self._index.reconstruct(row), dtype=np.float32)

    def find_nearest(self, query: Matrix, count: int) -> Rows:
        """Return the rows nearest to a vector of shape (dimension,), nearest first."""
        _, rows = self._index.search(query[np.newaxis], min(count, len(self)))
        return np.asarray(rows[0], dtype=np.int64)

    def score(self, query: Matrix, rows: Rows) -> Scores:
        """Return the cosine of a vector of shape (dimension,) and each of these rows."""
        return np.asarray(self._index.reconstruct_batch(rows) @ query, dtype=np.float32)

"""Nearest vectors by inner product; faiss behind it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import faiss
import numpy as np

from index.errors import DamagedSnapshotError
from index.types import Matrix, Rows, Scores

EXACT_ROWS = 50_000
"""Rows up to which every vector is compared; more are found by a graph (decision 19)."""

LINKS = 32
BUILD_BREADTH = 100
SEARCH_BREADTH = 400
"""HNSW's M, efConstruction and efSearch (Malkov and Yashunin, 2018)."""


_FAISS: Any = faiss
"""faiss as it is: its published types lack some classes, and arguments that its Python layer adds."""


@dataclass(frozen=True)
class Vectors:
    """An index of unit vectors, whose inner product is the cosine.

    Exact while it is small; a larger one is an HNSW graph over half-precision vectors.
    """

    _index: faiss.Index

    @classmethod
    def from_matrix(cls, matrix: Matrix, exact_rows: int = EXACT_ROWS) -> Vectors:
        """Index the rows of a matrix, by a graph where there are more than `exact_rows`."""
        index = _make_exact(matrix) if len(matrix) <= exact_rows else _make_graph(matrix)
        faiss.omp_set_num_threads(os.cpu_count() or 1)
        index.add(np.ascontiguousarray(matrix, dtype=np.float32))
        return cls(index)

    @classmethod
    def load(cls, file: Path) -> Vectors:
        """Map what `save` wrote into memory; the caller has verified it, since faiss has no checksum.

        Processes that map the same file share its memory.
        """
        try:
            index = faiss.read_index(str(file), faiss.IO_FLAG_MMAP_IFC)
        except RuntimeError as error:
            raise DamagedSnapshotError("the vectors cannot be read", "Run: python -m index build") from error
        return cls(index)

    def save(self, file: Path) -> None:
        """Write the index as faiss does, into a new file; the caller lets it reach the disk."""
        faiss.write_index(self._index, str(file))

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

    def find_nearest(self, query: Matrix, count: int, among: Rows | None = None) -> Rows:
        """Return the rows nearest to a vector of shape (dimension,), nearest first; only `among` these rows."""
        faiss.omp_set_num_threads(1)  # threads that wait for each other cost one question more than they save
        parameters = self._choose_parameters(count, among)
        _, rows = self._index.search(query[np.newaxis], min(count, len(self)), params=parameters)
        return np.asarray(rows[0][rows[0] >= 0], dtype=np.int64)

    def _choose_parameters(self, count: int, among: Rows | None) -> Any:
        selector = None if among is None else faiss.IDSelectorBatch(among)
        if isinstance(self._index, faiss.IndexHNSW):
            return _FAISS.SearchParametersHNSW(sel=selector, efSearch=max(SEARCH_BREADTH, count))
        return _FAISS.SearchParameters(sel=selector)

    def score(self, query: Matrix, rows: Rows) -> Scores:
        """Return the cosine of a vector of shape (dimension,) and each of these rows."""
        return np.asarray(self._index.reconstruct_batch(rows) @ query, dtype=np.float32)


def _make_exact(matrix: Matrix) -> faiss.Index:
    return faiss.IndexFlatIP(matrix.shape[1])


def _make_graph(matrix: Matrix) -> Any:
    half = faiss.ScalarQuantizer.QT_fp16
    graph = _FAISS.IndexHNSWSQ(matrix.shape[1], half, LINKS, faiss.METRIC_INNER_PRODUCT)
    graph.hnsw.efConstruction = BUILD_BREADTH
    graph.train(matrix[:1])  # half precision learns nothing, and faiss asks for it
    return graph

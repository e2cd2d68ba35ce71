"""Nearest vectors by inner product; faiss behind it."""

from __future__ import annotations

import math
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import faiss
import numpy as np

from index.engines.row_facts import RowSet
from index.errors import DamagedSnapshotError
from index.types import Matrix, Rows, Scores

EXACT_ROWS = 50_000
"""Rows up to which every vector is compared; of more, those of the nearest cells are (decision 19)."""

CELLS = 4.0
"""Cells for each square root of the rows."""

LEARNT_FROM = 48
"""Vectors for each cell that the cells are learnt from; faiss asks for 39 at least."""

ROUNDS = 8
"""Rounds of k-means by which they are learnt."""

PROBED = 96
"""Cells that are looked into for a question."""

_FAISS: Any = faiss
"""faiss as it is: its published types lack some classes, and arguments that its Python layer adds."""

_CELLS_FILE = b"IwSq"
"""How faiss begins a file of cells."""


@dataclass(frozen=True)
class Vectors:
    """An index of unit vectors, whose inner product is the cosine.

    Exact while it is small; a larger one is divided into cells (IVF; Sivic and Zisserman, 2003) of half precision.
    """

    _index: faiss.Index

    @classmethod
    def from_matrix(cls, matrix: Matrix, exact_rows: int = EXACT_ROWS) -> Vectors:
        """Index the rows of a matrix, by cells where there are more than `exact_rows`."""
        faiss.omp_set_num_threads(os.cpu_count() or 1)
        matrix = np.ascontiguousarray(matrix, dtype=np.float32)
        index = faiss.IndexFlatIP(matrix.shape[1]) if len(matrix) <= exact_rows else _learn_cells(matrix)
        index.add(matrix)
        return cls(index)

    @classmethod
    def load(cls, file: Path) -> Vectors:
        """Map what `save` wrote into memory; the caller has verified it, since faiss has no checksum.

        Processes that map the same file share its memory.
        """
        try:
            with file.open("rb") as opened:
                has_cells = opened.read(len(_CELLS_FILE)) == _CELLS_FILE
            index = _FAISS.read_index(str(file), faiss.IO_FLAG_MMAP if has_cells else faiss.IO_FLAG_MMAP_IFC)
        except RuntimeError as error:
            raise DamagedSnapshotError("the vectors cannot be read", "Run: python -m index build") from error
        if has_cells:
            index.make_direct_map()
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

    def read_rows(self, rows: Rows) -> Matrix:
        """Return the vectors of some rows, in their order."""
        return np.asarray(self._index.reconstruct_batch(rows), dtype=np.float32)

    def find_nearest(self, query: Matrix, count: int, among: RowSet | None = None) -> Rows:
        """Return the rows nearest to a vector of shape (dimension,), nearest first; only `among` these rows."""
        faiss.omp_set_num_threads(1)  # threads that wait for each other cost one question more than they save
        parameters = self._choose_parameters(among)
        _, rows = self._index.search(query[np.newaxis], min(count, len(self)), params=parameters)
        return np.asarray(rows[0][rows[0] >= 0], dtype=np.int64)

    def _choose_parameters(self, among: RowSet | None) -> Any:
        selector = None if among is None else _FAISS.IDSelectorBitmap(among.bits)
        if not isinstance(self._index, faiss.IndexIVF):
            return _FAISS.SearchParameters(sel=selector)
        share = 1.0 if among is None else max(len(among), 1) / len(self)
        probed = min(self._index.nlist, math.ceil(PROBED / share))  # so that as many rows are compared
        return _FAISS.SearchParametersIVF(sel=selector, nprobe=probed)

    def score(self, query: Matrix, rows: Rows) -> Scores:
        """Return the cosine of a vector of shape (dimension,) and each of these rows."""
        return np.asarray(self.read_rows(rows) @ query, dtype=np.float32)


def _learn_cells(matrix: Matrix) -> Any:
    """Return an empty index whose cells are learnt from rows spread over the matrix."""
    dimension, half = matrix.shape[1], faiss.ScalarQuantizer.QT_fp16
    cells = max(1, min(int(CELLS * math.sqrt(len(matrix))), len(matrix) // LEARNT_FROM))
    nearest = faiss.IndexFlatIP(dimension)
    index = _FAISS.IndexIVFScalarQuantizer(nearest, dimension, cells, half, faiss.METRIC_INNER_PRODUCT, False)
    index.cp.spherical, index.cp.niter = True, ROUNDS
    step = max(1, len(matrix) // (cells * LEARNT_FROM))
    index.train(np.ascontiguousarray(matrix[::step]))
    index.make_direct_map()
    return index

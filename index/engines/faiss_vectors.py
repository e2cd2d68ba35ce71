"""Nearest vectors by inner product; faiss behind it."""

from __future__ import annotations

import math
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import faiss
import numpy as np

from index.engines.row_facts import RowSet
from index.errors import DamagedSnapshotError
from index.types import Matrix, Rows, Scores

EXACT_ROWS = 30_000
"""Rows up to which every vector is compared; of more, the codes are, and then the vectors of the best (decision 19)."""

HALVED_ROWS = 500_000
"""Rows up to which a number takes two bytes; of more it takes one, so that a million fit into 2.5 GB."""

NUMBERS_A_CODE = 2
"""Numbers of a vector that share a code of four bits."""

LEARNT_FROM = 10_000
"""Vectors that the codes are learnt from, at most."""

ROUNDS = 10
"""Rounds of k-means by which they are learnt."""

CANDIDATES = 5
"""Rows that the codes put forward for each that is asked for."""

SCANNED = 200_000
"""Rows of a part of the corpus up to which the vectors of all of them are compared."""

_FAISS: Any = faiss
"""faiss as it is: its published types lack some classes, and arguments that its Python layer adds."""


@dataclass(frozen=True)
class Vectors:
    """An index of unit vectors, whose inner product is the cosine.

    Exact while it is small. A larger one has vectors of two bytes or one a number, and codes of a quarter of a byte
    (product quantisation; Jégou, Douze and Schmid, 2011; compared in registers: André, Kermarrec and Le Scouarnec,
    2015) by which the rows are found whose vectors are then compared.
    """

    _index: faiss.Index
    _codes: faiss.Index | None = None

    @classmethod
    def from_matrix(
        cls,
        matrix: Matrix,
        exact_rows: int = EXACT_ROWS,
        before: Vectors | None = None,
        halved_rows: int = HALVED_ROWS,
    ) -> Vectors:
        """Index the rows of a matrix, by codes where there are more than `exact_rows`.

        What `before` has learnt serves on, until the number of rows passes the next power of two.
        """
        faiss.omp_set_num_threads(os.cpu_count() or 1)
        matrix = np.ascontiguousarray(matrix, dtype=np.float32)
        if len(matrix) <= exact_rows:
            index = faiss.IndexFlatIP(matrix.shape[1])
            index.add(matrix)
            return cls(index)
        learnt = before if before and len(before).bit_length() == len(matrix).bit_length() else None
        shortened = _halve(matrix) if len(matrix) <= halved_rows else _quarter(matrix, learnt)
        return cls(shortened, _encode(matrix, learnt))

    @classmethod
    def from_rows(
        cls, rows: int, dimension: int, write: Callable[[Matrix], None], before: Vectors | None = None
    ) -> Vectors:
        """Index rows that are written into a matrix of shape (rows, dimension), which an exact index has as its own.

        So the vectors are in memory once. `before` is what `from_matrix` takes.
        """
        if rows > EXACT_ROWS:
            matrix = np.empty((rows, dimension), np.float32)
            write(matrix)
            return cls.from_matrix(matrix, before=before)
        index: Any = faiss.IndexFlatIP(dimension)
        index.codes.resize(rows * dimension * 4)
        index.ntotal = rows
        write(_FAISS.rev_swig_ptr(index.get_xb(), rows * dimension).reshape(rows, dimension))
        return cls(index)

    @classmethod
    def load(cls, file: Path) -> Vectors:
        """Map what `save` wrote into memory; the caller has verified it, since faiss has no checksum.

        Processes that map the same file share its memory.
        """
        codes = _find_codes(file)
        return cls(_read(file), _read(codes) if codes.is_file() else None)

    def save(self, file: Path) -> None:
        """Write the index as faiss does, into new files; the caller lets them reach the disk."""
        faiss.write_index(self._index, str(file))
        if self._codes:
            faiss.write_index(self._codes, str(_find_codes(file)))

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
        count = min(count, len(self) if among is None else len(among))
        if self._codes is None or (among is not None and len(among) <= SCANNED):
            return self._scan(query, count, among)
        rows = self._find_candidates(query, count, among)
        if len(rows) < count:
            return self._scan(query, count, among)
        return rows[np.argsort(-self.score(query, rows), kind="stable")[:count]]

    def _scan(self, query: Matrix, count: int, among: RowSet | None) -> Rows:
        """Compare every vector."""
        selector = None if among is None else _FAISS.IDSelectorBitmap(among.bits)
        parameters = _FAISS.SearchParameters(sel=selector)
        _, rows = self._index.search(query[np.newaxis], max(count, 1), params=parameters)
        return np.asarray(rows[0][rows[0] >= 0], dtype=np.int64)[:count]

    def _find_candidates(self, query: Matrix, count: int, among: RowSet | None) -> Rows:
        """Return rows by their codes, ascending: so many that enough are `among` these rows."""
        assert self._codes is not None
        share = 1.0 if among is None else len(among) / len(self)
        wanted = min(math.ceil(CANDIDATES * count / share), len(self))
        rows = np.sort(self._codes.search(query[np.newaxis], wanted)[1][0])
        return rows if among is None else rows[among.holds(rows)]

    def score(self, query: Matrix, rows: Rows) -> Scores:
        """Return the cosine of a vector of shape (dimension,) and each of these rows."""
        return np.asarray(self.read_rows(rows) @ query, dtype=np.float32)


def _halve(matrix: Matrix) -> Any:
    """Return an index of every vector in half precision."""
    index = _FAISS.IndexScalarQuantizer(matrix.shape[1], faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
    index.train(matrix[:1])  # half precision learns nothing, and faiss asks for it
    index.add(matrix)
    return index


def _quarter(matrix: Matrix, learnt: Vectors | None) -> Any:
    """Return an index of every vector, a byte a number; one that was read from the same bytes gets them again."""
    kind = faiss.ScalarQuantizer.QT_8bit
    index = _FAISS.IndexScalarQuantizer(matrix.shape[1], kind, faiss.METRIC_INNER_PRODUCT)
    before: Any = learnt._index if learnt else None
    if before is not None and hasattr(before, "sq") and before.sq.qtype == kind:
        faiss.copy_array_to_vector(faiss.vector_to_array(before.sq.trained), index.sq.trained)
        index.is_trained = True
    else:
        index.train(matrix)  # the least and the greatest of each number
    index.add(matrix)
    return index


def _encode(matrix: Matrix, learnt: Vectors | None) -> Any:
    """Return an index of codes, learnt from rows spread over the matrix where those from before would not do."""
    dimension = matrix.shape[1]
    index = _FAISS.IndexPQFastScan(dimension, dimension // NUMBERS_A_CODE, 4, faiss.METRIC_INNER_PRODUCT)
    if learnt and learnt._codes:
        codes: Any = learnt._codes
        index.pq, index.is_trained = codes.pq, True  # learning them takes longer than all the rest
    else:
        index.pq.cp.niter = ROUNDS
        index.train(np.ascontiguousarray(matrix[:: max(1, len(matrix) // LEARNT_FROM)]))
    index.add(matrix)
    return index


def _find_codes(file: Path) -> Path:
    return file.with_name(f"{file.name}.codes")


def _read(file: Path) -> Any:
    try:
        return _FAISS.read_index(str(file), faiss.IO_FLAG_MMAP_IFC)
    except RuntimeError as error:
        raise DamagedSnapshotError("the vectors cannot be read", "Run: python -m index build") from error

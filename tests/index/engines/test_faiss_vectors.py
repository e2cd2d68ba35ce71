from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.engines.faiss_vectors import Vectors
from index.errors import DamagedSnapshotError
from index.types import Matrix


def make_matrix(seed: int, rows: int) -> Matrix:
    matrix = np.random.default_rng(seed).normal(size=(rows, 16)).astype(np.float32)
    return np.asarray(matrix / np.linalg.norm(matrix, axis=1, keepdims=True), dtype=np.float32)


@given(st.integers(0, 1000), st.integers(1, 50), st.integers(1, 60))
def test_finds_what_brute_force_finds(seed: int, rows: int, count: int) -> None:
    """Rows come in the order of their cosine, and the scores are the cosines."""
    matrix, query = make_matrix(seed, rows), make_matrix(seed + 1, 1)[0]
    vectors = Vectors.from_matrix(matrix)
    expected = np.argsort(-(matrix @ query), kind="stable")[:count]
    found = vectors.find_nearest(query, count)
    np.testing.assert_array_equal(found, expected)
    np.testing.assert_allclose(vectors.score(query, found), (matrix @ query)[expected], rtol=1e-5, atol=1e-6)


def test_survives_serialisation() -> None:
    """What was written comes back to the bit."""
    matrix = make_matrix(1, 20)
    vectors = Vectors.from_bytes(Vectors.from_matrix(matrix).to_bytes())
    np.testing.assert_array_equal(vectors.to_matrix(), matrix)
    assert (len(vectors), vectors.dimension) == (20, 16)


def test_refuses_what_is_no_index() -> None:
    """Bytes that faiss cannot read are a damaged snapshot."""
    with pytest.raises(DamagedSnapshotError):
        Vectors.from_bytes(b"not an index at all, but long enough to look like one")

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.engines.faiss_vectors import Vectors
from index.engines.row_facts import RowSet
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


@pytest.mark.parametrize("exact_rows", [20, 19], ids=["exact", "codes"])
def test_survives_serialisation(tmp_path: Path, exact_rows: int) -> None:
    """What was written comes back; to the bit where it is exact, and to half precision where it is in codes."""
    matrix = make_matrix(1, 20)
    Vectors.from_matrix(matrix, exact_rows).save(tmp_path / "vectors")
    vectors = Vectors.load(tmp_path / "vectors")
    np.testing.assert_allclose(vectors.to_matrix(), matrix, atol=0 if exact_rows == 20 else 1e-3)
    np.testing.assert_allclose(vectors.read(3), matrix[3], atol=1e-3)
    assert vectors.find_nearest(matrix[7], 1).tolist() == [7]
    assert (len(vectors), vectors.dimension) == (20, 16)


def test_codes_find_nearly_what_brute_force_finds() -> None:
    """Of the hundred nearest it misses at most one."""
    matrix, queries = make_matrix(1, 3_000), make_matrix(2, 20)
    exact, codes = Vectors.from_matrix(matrix), Vectors.from_matrix(matrix, exact_rows=0)
    found = [set(codes.find_nearest(each, 100)) & set(exact.find_nearest(each, 100)) for each in queries]
    assert sum(map(len, found)) >= 0.99 * 100 * len(queries)


@pytest.mark.parametrize("rows_before", [2_500, 2_000], ids=["kept", "learnt again"])
def test_rows_that_are_added_are_found_by_codes_that_were_learnt_before(rows_before: int, tmp_path: Path) -> None:
    """As nearly as by codes of their own; a table of codes that was mapped serves on."""
    matrix, queries = make_matrix(1, 3_000), make_matrix(2, 20)
    Vectors.from_matrix(matrix[:rows_before], exact_rows=0).save(tmp_path / "vectors")
    exact = Vectors.from_matrix(matrix)
    grown = Vectors.from_matrix(matrix, exact_rows=0, before=Vectors.load(tmp_path / "vectors"))
    found = [set(grown.find_nearest(each, 100)) & set(exact.find_nearest(each, 100)) for each in queries]
    assert sum(map(len, found)) >= 0.99 * 100 * len(queries)


@pytest.mark.parametrize("exact_rows", [300, 0], ids=["exact", "codes"])
def test_finds_nothing_outside_of_the_rows_that_are_asked_for(exact_rows: int) -> None:
    """Filters hold inside of the search, so that the best of what they leave is found."""
    matrix, query = make_matrix(1, 300), make_matrix(2, 1)[0]
    among = np.arange(0, 300, 3)
    expected = among[np.argsort(-(matrix[among] @ query), kind="stable")][:5]
    selected = RowSet.from_mask(np.isin(np.arange(300), among))
    found = Vectors.from_matrix(matrix, exact_rows).find_nearest(query, 5, selected)
    np.testing.assert_array_equal(found, expected)


def test_a_very_large_index_has_a_byte_a_number(tmp_path: Path) -> None:
    """It finds nearly the same, and vectors that are read out of it and indexed again stay as they are."""
    matrix, queries = make_matrix(1, 3_000), make_matrix(2, 20)
    Vectors.from_matrix(matrix, exact_rows=0, halved_rows=0).save(tmp_path / "vectors")
    exact, small = Vectors.from_matrix(matrix), Vectors.load(tmp_path / "vectors")
    assert (tmp_path / "vectors").stat().st_size < matrix.nbytes / 3.9
    found = [set(small.find_nearest(each, 100)) & set(exact.find_nearest(each, 100)) for each in queries]
    assert sum(map(len, found)) >= 0.98 * 100 * len(queries)
    again = Vectors.from_matrix(small.to_matrix(), exact_rows=0, before=small, halved_rows=0)
    np.testing.assert_array_equal(again.to_matrix(), small.to_matrix())


def test_a_large_index_is_half_the_size(tmp_path: Path) -> None:
    """Where there are more rows than are compared one by one."""
    matrix = np.repeat(make_matrix(1, 20), 24, axis=1)
    for name, exact_rows in (("exact", 20), ("codes", 19)):
        Vectors.from_matrix(matrix, exact_rows).save(tmp_path / name)
    assert (tmp_path / "codes").stat().st_size < 0.8 * (tmp_path / "exact").stat().st_size


def test_refuses_what_is_no_index(tmp_path: Path) -> None:
    """A file that faiss cannot read is a damaged snapshot."""
    (tmp_path / "vectors").write_bytes(b"not an index at all, but long enough to look like one")
    with pytest.raises(DamagedSnapshotError):
        Vectors.load(tmp_path / "vectors")

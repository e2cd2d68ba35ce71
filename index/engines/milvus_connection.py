"""A Milvus server over the network: every call has a time limit, and one that is away is left alone for a while."""

from __future__ import annotations

import logging
import re
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Any

import numpy as np

from index.errors import ConfigurationError, UnreachableEngineError
from index.types import Matrix, Rows

log = logging.getLogger(__name__)

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 30.0
"""Seconds in which nothing is sent after a call has failed; twice as long after each further one."""

LOAD_LIMIT = 600.0
"""Seconds that a step of loading a snapshot may take."""

MOST_FOUND = 16_384
"""Rows that Milvus returns at most."""

ROW = "row"
FOUND_BY = "found_by"
"""The fields that every collection has: the number of the row, and what it is found by."""

_SPARSE_SINCE = (2, 4)

Sparse = dict[int, float]


class Kind(StrEnum):
    """What the rows of a collection are found by; each value is Milvus' name of an index of it."""

    EXACT = "FLAT"
    GRAPH = "HNSW"
    WORDS = "SPARSE_INVERTED_INDEX"


class MilvusConnection:
    """Speaks to one server, from as many threads as like to."""

    def __init__(self, uri: str, token: str, certificate: Path | None, time_limit: float) -> None:
        try:
            import grpc
            import pymilvus
        except ImportError as error:
            raise ConfigurationError("pymilvus is not installed", "Run: pip install 'verbatim[milvus]'") from error
        self._pymilvus: Any = pymilvus
        # A call that is cut off in the middle ends with gRPC's own error.
        self._failures = (pymilvus.MilvusException, grpc.RpcError, OSError, ValueError)
        logging.getLogger("pymilvus").setLevel(logging.CRITICAL)  # what it fails of is logged here, in a line
        self._arguments: dict[str, Any] = {"uri": uri, "token": token}
        if certificate:
            self._arguments |= {"secure": True, "server_pem_path": str(certificate)}
        self._time_limit = time_limit
        self._lock = threading.Lock()
        self._client: Any = None
        self._pause = 0.0
        self._next_try = 0.0

    def has_sparse_vectors(self) -> bool:
        """Return whether the server is new enough to find rows by their words."""
        with self._calling(self._time_limit) as (client, limit):
            version = str(client.get_server_version(timeout=limit))
        if version.startswith("milvus_lite"):
            return True
        found = re.search(r"(\d+)\.(\d+)", version)
        return found is None or (int(found[1]), int(found[2])) >= _SPARSE_SINCE

    def list(self, prefix: str) -> list[str]:
        """Return the names of the collections that begin so."""
        with self._calling(self._time_limit) as (client, limit):
            return [name for name in client.list_collections(timeout=limit) if name.startswith(prefix)]

    def count(self, name: str) -> int | None:
        """Return how many rows of a collection are safely kept; None where there is no such collection."""
        with self._calling(self._time_limit) as (client, limit):
            if not client.has_collection(name, timeout=limit):
                return None
            return int(client.get_collection_stats(name, timeout=limit)["row_count"])

    def drop(self, name: str) -> None:
        """Drop a collection, if it is there."""
        with self._calling(LOAD_LIMIT) as (client, limit):
            client.drop_collection(name, timeout=limit)

    def create(self, name: str, kind: Kind, numbers: Sequence[str], dimension: int, parameters: dict[str, int]) -> None:
        """Create an empty collection whose rows also have these fields of numbers."""
        types = self._pymilvus.DataType
        with self._calling(LOAD_LIMIT) as (client, limit):
            schema = client.create_schema(auto_id=False, enable_dynamic_field=False)
            schema.add_field(ROW, types.INT64, is_primary=True)
            for number in numbers:
                schema.add_field(number, types.INT64)
            if kind is Kind.WORDS:
                schema.add_field(FOUND_BY, types.SPARSE_FLOAT_VECTOR)
            else:
                schema.add_field(FOUND_BY, types.FLOAT_VECTOR, dim=dimension)
            indexes = client.prepare_index_params()
            indexes.add_index(FOUND_BY, index_type=kind.value, metric_type="IP", params=parameters)
            client.create_collection(
                name, schema=schema, index_params=indexes, consistency_level="Eventually", timeout=limit
            )

    def insert(self, name: str, rows: Sequence[dict[str, object]]) -> None:
        """Add rows to a collection."""
        with self._calling(LOAD_LIMIT) as (client, limit):
            client.insert(name, list(rows), timeout=limit)

    def finish(self, name: str) -> None:
        """Let what was added be kept and found; return when it can be."""
        with self._calling(LOAD_LIMIT) as (client, limit):
            client.flush(name, timeout=limit)
            client.load_collection(name, timeout=limit)
            client.query(name, filter="", output_fields=["count(*)"], consistency_level="Strong", timeout=limit)

    def open(self, name: str) -> None:
        """Have a collection in the server's memory."""
        with self._calling(LOAD_LIMIT) as (client, limit):
            client.load_collection(name, timeout=limit)

    def search(
        self, name: str, query: Matrix | Sparse, count: int, expression: str = "", breadth: int | None = None
    ) -> Rows:
        """Return the rows of the highest inner products with a query, of those for which an expression is true."""
        parameters: dict[str, Any] = {"metric_type": "IP", "params": {"ef": max(breadth, count)} if breadth else {}}
        with self._calling(self._time_limit) as (client, limit):
            found = client.search(
                name, data=[query], limit=min(count, MOST_FOUND), filter=expression, output_fields=[ROW],
                anns_field=FOUND_BY, search_params=parameters, consistency_level="Eventually", timeout=limit,
            )[0]  # fmt: skip
        return np.array([each[ROW] for each in found], np.int64)

    @contextmanager
    def _calling(self, limit: float) -> Iterator[tuple[Any, float]]:
        """Provide the client; whatever it fails of, the index cannot be reached."""
        with self._lock:
            if time.monotonic() < self._next_try:
                raise UnreachableEngineError
        try:
            yield self._connect(), limit
        except self._failures as error:
            self._fail(error)
            raise UnreachableEngineError from error
        with self._lock:
            self._pause, self._next_try = 0.0, 0.0

    def _connect(self) -> Any:
        with self._lock:
            if self._client is None:
                self._client = self._pymilvus.MilvusClient(**self._arguments, timeout=self._time_limit)
            return self._client

    def _fail(self, error: Exception) -> None:
        log.warning("Milvus failed: %s", error)
        with self._lock:
            self._pause = min(max(2 * self._pause, FIRST_PAUSE), LONGEST_PAUSE)
            self._next_try = time.monotonic() + self._pause
            self._client = None


def try_again(work: Callable[[], None], patience: float) -> None:
    """Do work again until it succeeds, with pauses that grow, for so many seconds.

    Raises UnreachableEngineError when they are over.
    """
    until, pause = time.monotonic() + patience, FIRST_PAUSE
    while True:
        try:
            return work()
        except UnreachableEngineError:
            if time.monotonic() + pause > until:
                raise
            time.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)

"""A stand-in of a Milvus server in memory: what `MilvusConnection` says of one, by brute force."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from index.engines.milvus_connection import FOUND_BY, ROW, Kind
from index.errors import UnreachableEngineError
from index.types import Rows


@dataclass
class MilvusServer:
    """Implements `MilvusConnection`; it is away while `is_away`, and after `inserts` more insertions."""

    has_sparse: bool = True
    is_away: bool = False
    inserts: int | None = None
    collections: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    searches: int = 0

    def _require(self) -> None:
        if self.is_away:
            raise UnreachableEngineError

    def has_sparse_vectors(self) -> bool:
        self._require()
        return self.has_sparse

    def list(self, prefix: str) -> list[str]:
        self._require()
        return [name for name in self.collections if name.startswith(prefix)]

    def count(self, name: str) -> int | None:
        self._require()
        return len(self.collections[name]) if name in self.collections else None

    def drop(self, name: str) -> None:
        self._require()
        self.collections.pop(name, None)

    def create(self, name: str, kind: Kind, numbers: Sequence[str], dimension: int, parameters: dict[str, int]) -> None:
        self._require()
        assert name not in self.collections
        self.collections[name] = []

    def insert(self, name: str, rows: Sequence[dict[str, object]]) -> None:
        self._require()
        if self.inserts == 0:
            self.is_away = True
        self._require()
        if self.inserts is not None:
            self.inserts -= 1
        self.collections[name] += rows

    def finish(self, name: str) -> None:
        self._require()

    def open(self, name: str) -> None:
        self._require()
        if name not in self.collections:
            raise UnreachableEngineError

    def search(self, name: str, query: Any, count: int, expression: str = "", breadth: int | None = None) -> Rows:
        self._require()
        self.searches += 1
        # An expression of Milvus, as far as they are used here, means the same in Python.
        rows = [each for each in self.collections[name] if not expression or eval(expression, {}, dict(each))]
        scored = [(self._multiply(query, each[FOUND_BY]), int(each[ROW])) for each in rows]
        if isinstance(query, dict):
            scored = [each for each in scored if each[0] > 0]
        best = sorted(scored, key=lambda each: (-each[0], each[1]))[:count]
        return np.array([row for _, row in best], np.int64)

    @staticmethod
    def _multiply(query: Any, by: Any) -> float:
        if isinstance(query, dict):
            return float(sum(weight * by.get(number, 0.0) for number, weight in query.items()))
        return float(np.dot(query, by))

"""The entries of a snapshot as they are written: read whole while they are few, and one by one out of a mapped file."""

from __future__ import annotations

import functools
import gc
import mmap
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import overload

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter

from index.snapshots.manifest import parse_file
from index.snapshots.quotations import Entry

READ_WHOLE = 50_000
"""Entries that are kept as objects, of about 2 kB each; of more, those that were read last."""

_KEPT = 10_000
_FILE = "entries.json"
_PLACES = "entry-places.npy"
_ENTRY = TypeAdapter(Entry)
_ENTRIES = TypeAdapter(tuple[Entry, ...])


class EntryFile(Sequence[Entry]):
    """Reads an entry when it is asked for; `places` says where each begins, and where the last one ends."""

    def __init__(self, content: mmap.mmap, places: NDArray[np.int64]) -> None:
        self._content = content
        self._places = places
        self._read = functools.lru_cache(maxsize=_KEPT)(self._parse)

    def __len__(self) -> int:
        return len(self._places) - 1

    @overload
    def __getitem__(self, row: int) -> Entry: ...
    @overload
    def __getitem__(self, row: slice) -> tuple[Entry, ...]: ...
    def __getitem__(self, row: int | slice) -> Entry | tuple[Entry, ...]:
        if isinstance(row, slice):
            return tuple(self._read(each) for each in range(*row.indices(len(self))))
        return self._read(range(len(self))[row])

    def __iter__(self) -> Iterator[Entry]:
        return map(self._parse, range(len(self)))

    def _parse(self, row: int) -> Entry:
        start, stop = self._places[row : row + 2].tolist()
        return _ENTRY.validate_json(self._content[start : stop - 1])


def write_entries(folder: Path, entries: Sequence[Entry]) -> None:
    """Write entries as one list, and where each of them begins, if they are many."""
    written = [_ENTRY.dump_json(entry, exclude_defaults=True) for entry in entries]
    (folder / _FILE).write_bytes(b"[" + b",".join(written) + b"]")
    if len(entries) > READ_WHOLE:
        np.save(folder / _PLACES, np.cumsum([1, *(len(each) + 1 for each in written)]), allow_pickle=False)


def read_entries(folder: Path) -> Sequence[Entry]:
    """Read what `write_entries` wrote; the caller has verified it.

    Raises DamagedSnapshotError.
    """
    if not (folder / _PLACES).is_file():
        with _without_collecting():
            return parse_file(folder, _FILE, (folder / _FILE).read_bytes(), _ENTRIES)
    with (folder / _FILE).open("rb") as file:
        content = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    return EntryFile(content, np.load(folder / _PLACES, mmap_mode="r", allow_pickle=False))


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Keep the garbage collector from looking at a hundred thousand new objects again and again, all of them in use."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()

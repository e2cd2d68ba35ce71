"""Files that are on the disk whole, or not at all."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import mkstemp

UNFINISHED = ".new-"
"""How a file begins that has not got its name yet; every reader passes over it."""

_SYNCED_AT_ONCE = 8


def write_file(path: Path, content: bytes) -> None:
    """Write a file so that, whenever the machine stops, it is as before or as it should be."""
    stage_file(path.parent, content).replace(path)
    sync(path.parent)


def stage_file(folder: Path, content: bytes) -> Path:
    """Write a file that only needs its name, in the folder where it will have it."""
    descriptor, name = mkstemp(prefix=UNFINISHED, dir=folder)
    staged = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fchmod(file.fileno(), 0o644)
            os.fsync(file.fileno())
    except BaseException:
        staged.unlink(missing_ok=True)
        raise
    return staged


def remove_file(path: Path) -> None:
    """Remove a file for good, if it is there."""
    path.unlink(missing_ok=True)
    sync(path.parent)


def sweep_unfinished(folder: Path) -> None:
    """Remove the files that never got their names."""
    for path in folder.glob(f"{UNFINISHED}*"):
        path.unlink(missing_ok=True)


def sync_tree(folder: Path) -> None:
    """Let everything in a folder reach the disk, side by side, since a disk that is asked at once waits once."""
    with ThreadPoolExecutor(_SYNCED_AT_ONCE) as threads:
        list(threads.map(sync, [*folder.rglob("*"), folder]))


def sync(path: Path) -> None:
    """Let a file, or the names in a folder, reach the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

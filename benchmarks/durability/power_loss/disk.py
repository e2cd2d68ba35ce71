"""A modelled disk: what is on it for certain, and what was written since and may be there in part."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TypeVar

from benchmarks.durability.power_loss.trace import Operation

SECTOR = 512
_TORN = 0.2
_Pending = TypeVar("_Pending")


@dataclass
class File:
    """The bytes that were written, those that were synced, and what was done since."""

    written: bytes = b""
    synced: bytes = b""
    pending: list[Operation] = field(default_factory=list)

    def apply(self, operation: Operation) -> None:
        """Write or truncate."""
        self.written = _apply(self.written, operation)
        self.pending.append(operation)

    def sync(self) -> None:
        """Let everything written be there for certain."""
        self.synced, self.pending = self.written, []

    def survive(self, chance: random.Random) -> bytes:
        """Return what a power failure leaves: some of what was pending, in order, the last of it torn or not."""
        content = self.synced
        for operation in choose(self.pending, chance):
            is_torn = operation.kind == "write" and chance.random() < _TORN
            content = _apply(content, _tear(operation, chance) if is_torn else operation)
        return content


@dataclass(frozen=True)
class Naming:
    """A name that a folder takes or gives up: `node` is None where it is only given up."""

    name: str
    node: File | Folder | None
    given_up: str = ""


@dataclass
class Folder:
    """The names that were given, those that were synced, and what was done since."""

    written: dict[str, File | Folder] = field(default_factory=dict)
    synced: dict[str, File | Folder] = field(default_factory=dict)
    pending: list[Naming] = field(default_factory=list)

    def apply(self, naming: Naming) -> None:
        """Give or take a name."""
        _name(self.written, naming)
        self.pending.append(naming)

    def sync(self) -> None:
        """Let every name be there for certain."""
        self.synced, self.pending = dict(self.written), []

    def survive(self, chance: random.Random) -> dict[str, File | Folder]:
        """Return the names that a power failure leaves."""
        names = dict(self.synced)
        for naming in choose(self.pending, chance):
            _name(names, naming)
        return names


class Disk:
    """A folder and all that is in it; what is there at the beginning is there for certain."""

    def __init__(self, folder: Path) -> None:
        self.root = _load(folder)

    def apply(self, operation: Operation) -> None:
        """Do to the model what was done to the disk."""
        folder, name = self._find(operation.path)
        node = folder.written.get(name)
        if operation.kind == "create":
            if node is None:
                folder.apply(Naming(name, File()))
        elif operation.kind == "make folder":
            folder.apply(Naming(name, Folder()))
        elif operation.kind == "remove":
            folder.apply(Naming("", None, name))
        elif operation.kind == "rename":
            self._rename(folder, name, operation.target)
        elif operation.kind == "sync" and (node or not operation.path):
            (node or self.root).sync()
        elif isinstance(node, File):
            node.apply(operation)

    def _rename(self, folder: Folder, name: str, target: str) -> None:
        there, new = self._find(target)
        node = folder.written[name]
        if there is folder:
            folder.apply(Naming(new, node, name))
        else:
            there.apply(Naming(new, node))
            folder.apply(Naming("", None, name))

    def _find(self, path: str) -> tuple[Folder, str]:
        folder = self.root
        for part in PurePosixPath(path).parts[:-1]:
            found = folder.written[part]
            assert isinstance(found, Folder)
            folder = found
        return folder, PurePosixPath(path).name

    def read(self, path: str) -> bytes:
        """Return a file as it was written."""
        folder, name = self._find(path)
        file = folder.written[name]
        assert isinstance(file, File)
        return file.written

    def count_pending(self) -> int:
        """Return how many operations could be lost now."""
        return _count(self.root)

    def write_survivors(self, target: Path, chance: random.Random) -> None:
        """Write what a power failure leaves into a folder."""
        _write(self.root, target, chance)


def choose(pending: Sequence[_Pending], chance: random.Random) -> list[_Pending]:
    """Return what survives of pending operations: nothing, everything, the first of them, or any of them."""
    way = chance.randrange(4)
    if way == 0:
        return []
    if way == 1:
        return list(pending)
    if way == 2:
        return list(pending[: chance.randint(0, len(pending))])
    return [each for each in pending if chance.random() < 0.5]


def _apply(content: bytes, operation: Operation) -> bytes:
    offset = operation.offset
    if operation.kind == "truncate":
        return content[:offset].ljust(offset, b"\0")
    return content[:offset].ljust(offset, b"\0") + operation.content + content[offset + len(operation.content) :]


def _tear(operation: Operation, chance: random.Random) -> Operation:
    """Return a write of which only the first sectors reached the disk."""
    kept = SECTOR * chance.randint(0, len(operation.content) // SECTOR)
    return Operation("write", operation.path, offset=operation.offset, content=operation.content[:kept])


def _name(names: dict[str, File | Folder], naming: Naming) -> None:
    names.pop(naming.given_up, None)
    if naming.node is not None:
        names[naming.name] = naming.node


def _load(path: Path) -> Folder:
    folder = Folder()
    for each in path.iterdir():
        content = b"" if each.is_dir() else each.read_bytes()
        folder.written[each.name] = _load(each) if each.is_dir() else File(content, content)
    folder.sync()
    return folder


def _count(node: File | Folder) -> int:
    inner = sum(_count(each) for each in node.written.values()) if isinstance(node, Folder) else 0
    return len(node.pending) + inner


def _write(folder: Folder, target: Path, chance: random.Random) -> None:
    target.mkdir()
    for name, node in folder.survive(chance).items():
        if isinstance(node, Folder):
            _write(node, target / name, chance)
        else:
            (target / name).write_bytes(node.survive(chance))

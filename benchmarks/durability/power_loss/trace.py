"""What strace saw a process do to files -> operations on a modelled disk."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

CALLS = (
    "openat", "close", "fcntl", "dup", "dup2", "dup3", "lseek", "write", "writev", "pwrite64", "ftruncate",
    "fsync", "fdatasync", "rename", "renameat", "renameat2", "unlink", "unlinkat", "rmdir", "mkdir", "mkdirat",
    "sendfile", "copy_file_range", "link", "linkat", "symlink", "symlinkat", "fallocate",
)  # fmt: skip
_UNKNOWN = {"sendfile", "copy_file_range", "link", "linkat", "symlink", "symlinkat", "fallocate", "writev"}

_LINE = re.compile(
    r"(?P<thread>\d+)\s+(?P<call>\w+)\((?P<arguments>.*)\)\s+= (?P<result>-?\d+)(?:<(?P<opened>[^>]*)>)?"
)
_UNFINISHED = re.compile(r"(?P<thread>\d+)\s+(?P<head>\w+\(.*) <unfinished \.\.\.>$")
_RESUMED = re.compile(r"(?P<thread>\d+)\s+<\.\.\. \w+ resumed>(?P<tail>.*)$")
_STRING = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_DESCRIPTOR = re.compile(r"(\d+)<([^>]*)>")


@dataclass(frozen=True)
class Operation:
    """Something that was done to a file or a folder, by its path below the folder that is watched."""

    kind: str
    path: str
    target: str = ""
    offset: int = 0
    content: bytes = b""


class UnknownCallError(Exception):
    """The process changed a file by a call that is not modelled, so that nothing can be said of it."""


class Trace:
    """Reads the output of `strace -f -y -xx`; what lies outside of the folder is passed over."""

    def __init__(self, folder: Path) -> None:
        self._folder = f"{folder}/"
        self._places: dict[int, list[int]] = {}
        """Where each descriptor writes next; one that was duplicated shares its place."""

    def read(self, lines: Iterator[str]) -> Iterator[Operation]:
        """Yield every operation in order."""
        for line in _join(lines):
            found = _LINE.match(line)
            if found and int(found["result"]) >= 0:
                yield from self._read(found)

    def _read(self, found: re.Match[str]) -> Iterator[Operation]:
        call, arguments, result = found["call"], found["arguments"], int(found["result"])
        if call in {"openat", "close", "fcntl", "dup", "dup2", "dup3", "lseek"}:
            yield from self._follow(call, arguments, result, found["opened"])
            return
        paths = [self._within(_decode(each)) for each in _list_paths(call, arguments)]
        if not any(paths):
            return
        if call in _UNKNOWN:
            raise UnknownCallError(call)
        yield _CHANGES[call](self, arguments, result, [path or "" for path in paths])

    def _follow(self, call: str, arguments: str, result: int, opened: str | None) -> Iterator[Operation]:
        """Note what descriptors there are, and yield what opening a file does to it."""
        descriptor = _DESCRIPTOR.match(arguments)
        if call == "openat" and opened:
            path = self._within(_decode(opened))
            self._places[result] = [0]
            if path and "O_CREAT" in arguments:
                yield Operation("create", path)
            if path and "O_TRUNC" in arguments:
                yield Operation("truncate", path)
        elif call == "lseek" and descriptor:
            self._places.setdefault(int(descriptor[1]), [0])[0] = result
        elif (call.startswith("dup") or "F_DUPFD" in arguments) and descriptor:
            self._places[result] = self._places.setdefault(int(descriptor[1]), [0])

    def _within(self, path: str) -> str | None:
        path = path.removesuffix(" (deleted)")
        return path.removeprefix(self._folder) if path.startswith(self._folder) else None

    def _write(self, arguments: str, result: int, paths: list[str]) -> Operation:
        place = self._places.setdefault(int(arguments.partition("<")[0]), [0])
        content = _read_string(arguments)[:result]
        place[0] += result
        return Operation("write", paths[0], offset=place[0] - result, content=content)

    def _write_at(self, arguments: str, result: int, paths: list[str]) -> Operation:
        offset = int(arguments.rpartition(", ")[2])
        return Operation("write", paths[0], offset=offset, content=_read_string(arguments)[:result])

    def _truncate(self, arguments: str, _: int, paths: list[str]) -> Operation:
        return Operation("truncate", paths[0], offset=int(arguments.rpartition(", ")[2]))

    def _rename(self, _: str, __: int, paths: list[str]) -> Operation:
        return Operation("rename", paths[0], paths[1])

    def _remove(self, _: str, __: int, paths: list[str]) -> Operation:
        return Operation("remove", paths[0])

    def _make_folder(self, _: str, __: int, paths: list[str]) -> Operation:
        return Operation("make folder", paths[0])

    def _sync(self, _: str, __: int, paths: list[str]) -> Operation:
        return Operation("sync", paths[0])


_CHANGES: dict[str, Callable[[Trace, str, int, list[str]], Operation]] = {
    "write": Trace._write, "pwrite64": Trace._write_at, "ftruncate": Trace._truncate,
    **dict.fromkeys(("rename", "renameat", "renameat2"), Trace._rename),
    **dict.fromkeys(("unlink", "unlinkat", "rmdir"), Trace._remove),
    **dict.fromkeys(("mkdir", "mkdirat"), Trace._make_folder),
    **dict.fromkeys(("fsync", "fdatasync"), Trace._sync),
}  # fmt: skip


def _join(lines: Iterator[str]) -> Iterator[str]:
    """Yield whole calls: another thread's may stand between the halves of one, which counts when it is done."""
    begun: dict[str, str] = {}
    for line in lines:
        if half := _UNFINISHED.match(line):
            begun[half["thread"]] = f"{half['thread']} {half['head']}"
        elif rest := _RESUMED.match(line):
            yield begun.pop(rest["thread"], "") + rest["tail"]
        else:
            yield line


def _list_paths(call: str, arguments: str) -> Iterator[str]:
    """Yield the paths that a call names, as strace writes them; that of a descriptor where it has one."""
    if call in {"rename", "unlink", "rmdir", "mkdir"}:
        yield from _STRING.findall(arguments)
    elif call in {"renameat", "renameat2", "unlinkat", "mkdirat"}:
        folders = re.findall(r"(?:\d+|AT_FDCWD)<([^>]*)>", arguments)
        for folder, name in zip(folders, _STRING.findall(arguments), strict=False):
            yield name if name.startswith(r"\x2f") else rf"{folder}\x2f{name}"
    else:
        yield from (path for _, path in _DESCRIPTOR.findall(arguments)[:1])


def _read_string(arguments: str) -> bytes:
    found = _STRING.search(arguments)
    return bytes.fromhex(found[1].replace("\\x", "")) if found else b""


def _decode(written: str) -> str:
    """Return a path that is written in hexadecimal, but for what says that it is gone."""
    plain = re.sub(r"\\x([0-9a-f]{2})", lambda found: chr(int(found[1], 16)), written)
    return plain.encode("latin-1", "replace").decode("utf-8", "replace")

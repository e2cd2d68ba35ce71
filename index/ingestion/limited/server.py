"""The process that parses: one fork a document, which gives everything up before it looks at it.

Started by `index.ingestion.limited.reader` as a script of its own, so that it shares no memory with the bot.
A request is a line of JSON and so many bytes on standard input; an answer is the same on standard output.
What a parser loads late is loaded by reading the parser's own sample, once with the door open and once behind it:
only when both say the same is a stranger's document read.
"""

from __future__ import annotations

import contextlib
import errno
import json
import logging
import os
import signal
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

MEMORY_ENDED = 71
FORBIDDEN = 72
FAILED = 73
"""How a fork ends: its memory was not enough, it needed what it may not have, its parser could not go on."""

_OUT_OF_FILES = {errno.EMFILE, errno.ENFILE, errno.EPERM, errno.EACCES, errno.EAGAIN}

Parse = Callable[[bytes, dict[str, Any]], dict[str, Any]]


def main() -> None:
    """Answer requests until standard input ends."""
    sys.path.append(str(Path(__file__).resolve().parents[3]))
    from index.ingestion.limited.limits import be_nice, leave_network

    logging.disable()
    if "nice" in sys.argv[1:]:
        be_nice()
    leave_network()
    while header := sys.stdin.buffer.readline():
        request = json.loads(header)
        if request.get("only_load"):
            with contextlib.suppress(_BrokenParserError):  # which is said when it is to read something
                _load(request["kind"])
            continue
        content = sys.stdin.buffer.read(request["size"])
        try:
            parse = _load(request["kind"])
        except _BrokenParserError as error:
            _answer(FORBIDDEN, str(error).encode())
            continue
        _answer(*_run(parse, content, request["options"], request["seconds"]))


class _BrokenParserError(Exception):
    """A parser does not read its own sample behind the door."""


@cache
def _load(kind: str) -> Parse:
    """Return a parser that has loaded everything and has been proved not to need more."""
    from index.ingestion.limited.parsers import find_parser

    parser = find_parser(kind)
    for sample in parser.samples:
        try:
            wanted = _write(parser.parse, sample, {})
        except Exception as error:
            raise _BrokenParserError(f"its sample ended with {type(error).__name__}: {error}") from error
        code, found = _run(parser.parse, sample, {}, 10)
        if code or found != wanted:
            raise _BrokenParserError(f"its sample ended with {code}")
    if parser.proof not in _write(parser.parse, parser.samples[0], {}).decode():
        raise _BrokenParserError(f"its sample is read without {parser.proof}")
    return parser.parse


def _write(parse: Parse, content: bytes, options: dict[str, Any]) -> bytes:
    """Return what a parser makes of a document, or why it refuses it, as JSON."""
    from index.errors import Refusal

    try:
        result = parse(content, options)
    except Refusal as refusal:
        result = {"refused": refusal.key, "values": refusal.values}
    return json.dumps(result, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _run(parse: Parse, content: bytes, options: dict[str, Any], seconds: int) -> tuple[int, bytes]:
    """Parse in a fork; return how it ended (a signal is negative) and what it wrote."""
    written = os.memfd_create("result")
    try:
        child = os.fork()
        if child == 0:
            _parse_and_end(parse, content, options, seconds, written)
        _, status = os.waitpid(child, 0)
        _end_group(child)
        return os.waitstatus_to_exitcode(status), os.pread(written, os.fstat(written).st_size, 0)
    finally:
        os.close(written)


def _parse_and_end(parse: Parse, content: bytes, options: dict[str, Any], seconds: int, written: int) -> NoReturn:
    code = FAILED
    try:
        code = _parse_confined(parse, content, options, seconds, written)
    finally:
        os._exit(code)


def _parse_confined(parse: Parse, content: bytes, options: dict[str, Any], seconds: int, written: int) -> int:
    from index.ingestion.limited.limits import close_door, limit_resources

    os.setsid()
    for standard in (0, 1, 2):
        os.close(standard)
    limit_resources(seconds)
    close_door()
    try:
        os.write(written, _write(parse, content, options))
    except MemoryError:
        return MEMORY_ENDED
    except ImportError:
        return FORBIDDEN
    except OSError as error:
        return MEMORY_ENDED if error.errno == errno.ENOMEM else FORBIDDEN if error.errno in _OUT_OF_FILES else FAILED
    return 0


def _end_group(child: int) -> None:
    with contextlib.suppress(ProcessLookupError):  # where it left nothing behind
        os.killpg(child, signal.SIGKILL)


def _answer(code: int, content: bytes) -> None:
    sys.stdout.buffer.write(json.dumps({"code": code, "size": len(content)}).encode() + b"\n" + content)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()

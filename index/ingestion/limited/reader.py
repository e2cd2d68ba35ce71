"""Bytes of a stranger's document -> what a parser makes of them in a process that can do nothing else."""

from __future__ import annotations

import contextlib
import json
import logging
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from index.ingestion.limited.limits import CLOCK_SECONDS, OUTPUT
from index.ingestion.limited.server import FORBIDDEN, MEMORY_ENDED
from index.ingestion.refusals import (
    BrokenReaderRefusal,
    DamagedFileRefusal,
    HeavyFileRefusal,
    SlowFileRefusal,
    find_refusal,
)

log = logging.getLogger(__name__)

PROCESSOR_SECONDS = 10
"""What reading one document may take of a processor, where nothing else is said."""

_SECONDS = {"pdf": 40, "feed": 20, "docx": 40, "markdown": 60, "text": 60, "paste": 60, "review": 180}
"""Ten megabytes of sentences take 30 s to split, and 90 s to be attributed."""

_SCRIPT = Path(__file__).with_name("server.py")
_START_SECONDS = 60
_TIME = {signal.SIGXCPU, signal.SIGALRM}


class Reader:
    """A process that parses one document after another, each in a fork of its own; started at the first.

    It is safe to use from several threads, one document at a time. It ends when it has had nothing to do for
    `idle_seconds`, and starts again at the next document. It serves everybody else first where it `is_nice`.
    """

    def __init__(
        self,
        seconds: int | None = None,
        script: Path = _SCRIPT,
        *,
        idle_seconds: float | None = None,
        is_nice: bool = True,
    ) -> None:
        self._seconds = seconds
        self._is_nice = is_nice
        self.script = script
        self._idle_seconds = idle_seconds
        self._rest = threading.Timer(0, self._end_if_idle)
        self._process: subprocess.Popen[bytes] | None = None
        self._turn = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the process."""
        self._rest.cancel()
        process, self._process = self._process, None
        if process:
            _end(process)

    def prepare(self, kind: str) -> None:
        """Start the process and let it load the parser of a kind, without waiting for it."""
        with self._turn, contextlib.suppress(OSError):
            process = self._process = self._process or _start(self.script, is_nice=self._is_nice)
            assert process.stdin is not None
            process.stdin.write(json.dumps({"kind": kind, "only_load": True}).encode() + b"\n")
            process.stdin.flush()

    def read(self, kind: str, content: bytes, **options: Any) -> dict[str, Any]:
        """Return what the parser of a kind makes of a document; takes seconds, so it belongs off the event loop.

        Raises DraftRefusal: what the parser refuses, or why it was ended.
        """
        seconds = self._seconds or _SECONDS.get(kind, PROCESSOR_SECONDS)
        with self._turn:
            self._rest.cancel()
            code, written = self._ask(kind, content, options, seconds)
            self._begin_to_rest()
        _require_success(kind, code, written, seconds)
        try:
            result: dict[str, Any] = json.loads(written)
        except ValueError as error:
            raise DamagedFileRefusal(kind=kind) from error
        if "refused" in result:
            raise find_refusal(str(result["refused"]))(**result["values"])
        return result

    def _begin_to_rest(self) -> None:
        if self._idle_seconds is not None:
            self._rest = threading.Timer(self._idle_seconds, self._end_if_idle)
            self._rest.daemon = True
            self._rest.start()

    def _end_if_idle(self) -> None:
        if self._turn.acquire(blocking=False):
            try:
                self.close()
            finally:
                self._turn.release()

    def _ask(self, kind: str, content: bytes, options: dict[str, Any], seconds: int) -> tuple[int, bytes]:
        process = self._process = self._process or _start(self.script, is_nice=self._is_nice)
        assert process.stdin is not None
        assert process.stdout is not None
        watch = threading.Timer(_START_SECONDS + seconds + CLOCK_SECONDS, process.kill)
        watch.start()
        try:
            request = {"kind": kind, "size": len(content), "options": options, "seconds": seconds}
            process.stdin.write(json.dumps(request).encode() + b"\n" + content)
            process.stdin.flush()
            return _read_answer(process.stdout)
        except (OSError, ValueError) as error:
            self.close()
            raise SlowFileRefusal(seconds=seconds) from error
        except BaseException:
            self.close()  # stopped midway: what would come now belongs to nobody
            raise
        finally:
            watch.cancel()


def _read_answer(stream: IO[bytes]) -> tuple[int, bytes]:
    header = json.loads(stream.readline())
    size = min(int(header["size"]), OUTPUT)
    return int(header["code"]), stream.read(size)


def _start(script: Path, *, is_nice: bool) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603  # our own interpreter and script
        [sys.executable, "-I", script, *(["nice"] if is_nice else [])],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd="/",
        env={"OPENBLAS_NUM_THREADS": "1"},  # each thread would reserve memory that the limit counts
        start_new_session=True,
    )


def _end(process: subprocess.Popen[bytes]) -> None:
    for stream in (process.stdin, process.stdout):
        if stream:
            stream.close()
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _require_success(kind: str, code: int, written: bytes, seconds: int) -> None:
    if code == 0:
        return
    log.info("Reading a %s ended with %s", kind, code)
    if code == FORBIDDEN:
        raise BrokenReaderRefusal(kind=kind, problem=written.decode("utf-8", "replace")[:200] or "a file was asked for")
    if code == MEMORY_ENDED or -code == signal.SIGKILL:
        raise HeavyFileRefusal(kind=kind)
    if -code in _TIME or -code == signal.SIGXFSZ:
        raise SlowFileRefusal(seconds=seconds)
    raise DamagedFileRefusal(kind=kind)

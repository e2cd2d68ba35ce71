"""Where snapshots are built: a process of its own, with limits on time and memory."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Protocol

import index
from bot.errors import JobRefusal, Reason
from bot.library.events import OnProgress, Progress
from index.building.build_job import JobRequest, JobResult
from index.building.worker import Line, Order

log = logging.getLogger(__name__)

WORKER = "index.building.worker"
OUT_OF_MEMORY = "there is too little memory for it; raise DISCORD_JOB_MEMORY"

_SIGNS_OF_TOO_LITTLE_MEMORY = ("MemoryError", "bad_alloc", "allocate memory", "can't start new thread")
"""What is in the last words of a process that asked for more than it may have; a thread asks for its stack."""

_READY_SECONDS = 300
"""How long a process waits for its job."""

_LONGEST_LINE = 64 * 1024**2
_TAIL = 20_000
_ROOT = Path(index.__file__).parents[1]
_WITHHELD = "DISCORD_TOKEN"


class BuildProcess(Protocol):
    """Does a job of the index away from the event loop."""

    async def run(self, request: JobRequest, on_progress: OnProgress) -> JobResult:
        """Build a staged snapshot and ask the golden questions; nothing is published.

        Raises JobRefusal. Cancelling it ends the work at once.
        """

    async def prepare(self) -> None:
        """Be ready for a job that will most likely come soon."""

    async def close(self) -> None:
        """Let go of what was made ready."""


@dataclass(frozen=True)
class _Worker:
    """A process that waits for its job, where it writes what went wrong, and what ends it if none comes."""

    process: asyncio.subprocess.Process
    errors: IO[bytes]
    patience: asyncio.TimerHandle | None = None


class WorkerProcess:
    """Starts a process for each job, or beforehand where one is likely; `module` is what it runs."""

    def __init__(self, time_limit: float, memory: int, module: str = WORKER) -> None:
        self._time_limit = time_limit
        self._memory = memory
        self._module = module
        self._ready: _Worker | None = None

    async def run(self, request: JobRequest, on_progress: OnProgress) -> JobResult:
        """Do a job in a process of its own, which ends with this one; its memory is limited in MiB."""
        worker = self._take_ready()
        if worker is None or worker.process.returncode is not None:
            worker = await self._replace(worker)
        with worker.errors:
            try:
                async with asyncio.timeout(self._time_limit):
                    return await self._follow(worker.process, request, on_progress, worker.errors)
            except TimeoutError as error:
                raise JobRefusal(Reason.JOB_TOO_SLOW, seconds=round(self._time_limit)) from error
            finally:
                await _end(worker.process)

    async def prepare(self) -> None:
        """Start the process of the next job now, so that it has loaded its libraries by then."""
        if self._ready and self._ready.process.returncode is None:
            return
        try:
            worker = await self._replace(self._take_ready())
        except OSError as error:
            log.warning("No worker could be started ahead of its job: %s", error)
            return
        patience = asyncio.get_running_loop().call_later(_READY_SECONDS, _kill, worker.process)
        self._ready = replace(worker, patience=patience)

    async def close(self) -> None:
        """End the process that waits for a job."""
        if worker := self._take_ready():
            with worker.errors:
                await _end(worker.process)

    def _take_ready(self) -> _Worker | None:
        worker, self._ready = self._ready, None
        if worker and worker.patience:
            worker.patience.cancel()
        return worker

    async def _replace(self, dead: _Worker | None) -> _Worker:
        if dead:
            dead.errors.close()
        return await self._start()

    async def _start(self) -> _Worker:
        errors = tempfile.TemporaryFile()  # noqa: SIM115  # closed with the process
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", self._module, env=_make_environment(), limit=_LONGEST_LINE,
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=errors,
        )  # fmt: skip
        return _Worker(process, errors)

    async def _follow(
        self, process: asyncio.subprocess.Process, request: JobRequest, on_progress: OnProgress, errors: IO[bytes]
    ) -> JobResult:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(Order(request=request, memory=self._memory).model_dump_json().encode() + b"\n")
        async for written in process.stdout:
            line = Line.model_validate_json(written)
            if line.result:
                return line.result
            if line.out_of_memory:
                raise JobRefusal(Reason.JOB_FAILED, reason=OUT_OF_MEMORY)
            if line.error:
                raise JobRefusal(Reason.JOB_FAILED, reason=line.error)
            if line.stage:
                on_progress(Progress(line.stage, line.done, line.total))
        raise _explain_end(await process.wait(), errors)


async def _end(process: asyncio.subprocess.Process) -> None:
    _kill(process)
    await asyncio.shield(process.wait())


def _kill(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        process.kill()


def _make_environment() -> dict[str, str]:
    """Return the environment without the token, and with the program where Python finds it."""
    kept = {name: value for name, value in os.environ.items() if name != _WITHHELD}
    return {**kept, "PYTHONPATH": os.pathsep.join([str(_ROOT), *filter(None, [kept.get("PYTHONPATH")])])}


def _explain_end(code: int, errors: IO[bytes]) -> JobRefusal:
    errors.seek(0, os.SEEK_END)
    errors.seek(max(0, errors.tell() - _TAIL))
    written = errors.read().decode("utf-8", "replace")
    log.error("The worker ended with %s without a result; it wrote: %s", code, written)
    has_no_memory = code < 0 or any(sign in written for sign in _SIGNS_OF_TOO_LITTLE_MEMORY)
    return JobRefusal(
        Reason.JOB_FAILED, reason=OUT_OF_MEMORY if has_no_memory else f"the worker ended with {code}; see the log"
    )

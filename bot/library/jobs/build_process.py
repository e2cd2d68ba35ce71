"""Where snapshots are built: a process of its own, with limits on time and memory."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
import tempfile
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


class WorkerProcess:
    """Starts a process for each job; `module` is what it runs."""

    def __init__(self, time_limit: float, memory: int, module: str = WORKER) -> None:
        self._time_limit = time_limit
        self._memory = memory
        self._module = module

    async def run(self, request: JobRequest, on_progress: OnProgress) -> JobResult:
        """Do a job in a new process, which ends with this one; its memory is limited in MiB."""
        with tempfile.TemporaryFile() as errors:
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", self._module, env=_make_environment(), limit=_LONGEST_LINE,
                stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=errors,
            )  # fmt: skip
            try:
                async with asyncio.timeout(self._time_limit):
                    return await self._follow(process, request, on_progress, errors)
            except TimeoutError as error:
                raise JobRefusal(Reason.JOB_TOO_SLOW, seconds=round(self._time_limit)) from error
            finally:
                if process.returncode is None:
                    process.kill()
                await asyncio.shield(process.wait())

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


def _make_environment() -> dict[str, str]:
    """Return the environment without the token, and with the program where Python finds it."""
    kept = {name: value for name, value in os.environ.items() if name != _WITHHELD}
    return {**kept, "PYTHONPATH": os.pathsep.join([str(_ROOT), *filter(None, [kept.get("PYTHONPATH")])])}


def _explain_end(code: int, errors: IO[bytes]) -> JobRefusal:
    errors.seek(0, os.SEEK_END)
    errors.seek(max(0, errors.tell() - _TAIL))
    written = errors.read().decode("utf-8", "replace")
    log.error("The worker ended with %s without a result; it wrote: %s", code, written)
    has_no_memory = code < 0 or any(sign in written for sign in ("MemoryError", "bad_alloc", "allocate memory"))
    return JobRefusal(
        Reason.JOB_FAILED, reason=OUT_OF_MEMORY if has_no_memory else f"the worker ended with {code}; see the log"
    )

"""Jobs one at a time: the others wait their turn, and whoever asks for what is under way joins it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from bot.errors import JobRefusal, Reason
from bot.library.events import Moderator, OnProgress, Outcome, Progress
from bot.library.metrics import JobOutcome, Metrics
from index.building.stages import Stage
from index.errors import Refusal

_Result = TypeVar("_Result")

RESUME = "resume"
"""The kind of a job that no moderator asked for."""


class Job:
    """A job of a kind, and everybody who is told how far it has come."""

    def __init__(self, kind: str, on_progress: OnProgress) -> None:
        self.kind = kind
        self.progress = Progress(Stage.QUEUED)
        self._listeners = [on_progress]
        self._part: asyncio.Future[Any] | None = None
        self._cancelled_by: Moderator | None = None

    def join(self, on_progress: OnProgress) -> None:
        """Report progress to one more listener too."""
        self._listeners.append(on_progress)
        on_progress(self.progress)

    def report(self, progress: Progress) -> None:
        """Report progress to every listener."""
        self.progress = progress
        for listener in self._listeners:
            listener(progress)

    async def run_cancellable(self, work: Awaitable[_Result]) -> _Result:
        """Do the part of a job that can be cancelled.

        Raises JobRefusal when it was cancelled.
        """
        part = asyncio.ensure_future(work)
        self._part = part
        try:
            return await part
        except asyncio.CancelledError as error:
            if self._cancelled_by is None:
                raise
            raise JobRefusal(Reason.JOB_CANCELLED, moderator=self._cancelled_by.name) from error
        finally:
            self._part = None

    def cancel(self, moderator: Moderator) -> bool:
        """Cancel the job, unless it is too late or too early."""
        if self._part is None:
            return False
        self._cancelled_by = moderator
        return self._part.cancel()


class JobQueue:
    """Who is running, and which ones wait."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self._turn = asyncio.Lock()
        self._jobs: dict[asyncio.Task[Outcome], Job] = {}
        self._stopping = False

    @property
    def running(self) -> Job | None:
        """Return the job that has the turn."""
        return next((job for job in self._jobs.values() if job.progress.stage is not Stage.QUEUED), None)

    def __len__(self) -> int:
        return len(self._jobs)

    def start(self, job: Job, work: Callable[[Job], Awaitable[Outcome]]) -> asyncio.Task[Outcome]:
        """Let a job wait for its turn; it goes on when whoever asked for it is gone.

        Raises a Refusal while the bot is stopping.
        """
        if self._stopping:
            raise Refusal(Reason.STOPPING)
        if self._jobs:
            job.report(job.progress)
        task = asyncio.create_task(self._wait(job, work))
        self._jobs[task] = job
        task.add_done_callback(self._forget)
        return task

    async def take(self, job: Job, work: Callable[[Job], Awaitable[Outcome]]) -> Outcome:
        """Do a job when its turn comes.

        Raises a Refusal while the bot is stopping, and what the work raises.
        """
        return await self._await(self.start(job, work))

    async def join(self, kinds: frozenset[str], on_progress: OnProgress) -> Outcome | None:
        """Await a job of one of these kinds that runs or waits, or return None where there is none."""
        for task, job in self._jobs.items():
            if job.kind in kinds:
                job.join(on_progress)
                return await self._await(task)
        return None

    async def close(self) -> None:
        """Accept no further jobs and give up those that are under way."""
        self._stopping = True
        tasks = tuple(self._jobs)
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks, timeout=5)

    async def _await(self, task: asyncio.Task[Outcome]) -> Outcome:
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError as error:
            if task.cancelled() and self._stopping:
                raise Refusal(Reason.STOPPING) from error
            raise

    async def _wait(self, job: Job, work: Callable[[Job], Awaitable[Outcome]]) -> Outcome:
        async with self._turn:
            job.report(Progress(Stage.STARTING))
            return await work(job)

    def _forget(self, task: asyncio.Task[Outcome]) -> None:
        kind = self._jobs.pop(task).kind
        if task.cancelled():
            self._metrics.count_job(kind, JobOutcome.STOPPED)
            return
        error = task.exception()  # marked as retrieved: whoever waited may be gone
        refused = JobOutcome.REFUSED if isinstance(error, Refusal) else JobOutcome.FAILED
        self._metrics.count_job(kind, refused if error else JobOutcome.DONE)

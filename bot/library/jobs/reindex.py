"""From a corpus that was changed to a snapshot that serves, or is held back."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from bot.errors import Reason
from bot.library.events import AuditAction, Change, HeldBack, Outcome, Progress, Published, Unchanged
from bot.library.failures import failures_as_refusals
from bot.library.jobs.build_process import BuildProcess
from bot.library.jobs.job_queue import Job
from bot.library.journal.journal import Journal
from bot.library.serving.search_service import SearchService
from bot.library.serving.snapshots import Snapshots
from index.building.build_job import JobRequest, JobResult
from index.building.stages import Stage
from index.errors import Refusal, VerbatimError
from index.settings import Settings
from index.snapshots.held import HeldSnapshot

ASKED_AGAIN = 50
"""Questions without an answer that are asked again of a new snapshot."""

Announce = Callable[[Change], Awaitable[None]]


class Indexer:
    """Lets a build process build staged snapshots, and publishes them or holds them back."""

    def __init__(
        self,
        settings: Settings,
        search_service: SearchService,
        journal: Journal,
        snapshots: Snapshots,
        build_process: BuildProcess,
        announce: Announce,
    ) -> None:
        self._settings = settings
        self._search_service = search_service
        self._journal = journal
        self._snapshots = snapshots
        self.build_process = build_process
        self._announce = announce

    async def index(self, job: Job, change: Change | None = None) -> Outcome:
        """Build a staged snapshot and publish it, or hold it back; `change` is recorded if there is one to publish."""
        everything = job.kind == AuditAction.REINDEX_ALL
        open_questions = await asyncio.to_thread(self._journal.list_unanswered)
        asked = [each.question for each in open_questions if not each.resolved_by][:ASKED_AGAIN]
        request = JobRequest.from_settings(self._settings, everything=everything, unanswered=asked)
        with failures_as_refusals():
            result = await job.run_cancellable(self.build_process.run(request, job.report))
            return await self._conclude(job, result, change)

    async def _conclude(self, job: Job, result: JobResult, change: Change | None) -> Outcome:
        if result.held:
            held = self.require_held(result.held)
            return HeldBack(held.snapshot, held.worse)
        if result.staged is None:
            name = await self._snapshots.serve_current()
            await asyncio.to_thread(self._journal.mark_published, name, {})
            return Unchanged(name, result.warnings)
        if change is None:
            return await self._publish_or_hold(job, result)
        async with self.recorded(change):
            outcome = await self._publish_or_hold(job, result)
        await self._announce(change)
        return outcome

    async def _publish_or_hold(self, job: Job, result: JobResult) -> Outcome:
        assert result.staged is not None
        if result.passed:
            return await self.publish(job, result.staged, result.resolved, result)
        await asyncio.to_thread(self._snapshots.hold_snapshot, result)
        return HeldBack(result.staged, result.worse)

    @asynccontextmanager
    async def recorded(self, change: Change) -> AsyncIterator[None]:
        """Keep who is about to publish, and take it back if that fails."""
        await asyncio.to_thread(self._journal.record_change, change)
        try:
            yield
        except (VerbatimError, OSError):
            await asyncio.to_thread(self._journal.undo_change, change.id)
            raise

    async def publish(
        self, job: Job, name: str, resolved: dict[str, str], result: JobResult | None = None
    ) -> Published:
        """Let a staged snapshot serve."""
        job.report(Progress(Stage.PUBLISHING))
        await self._snapshots.publish(name, resolved)
        return self.describe(result.embedded if result else 0, result.warnings if result else ())

    def describe(self, embedded: int = 0, warnings: tuple[str, ...] = ()) -> Published:
        """Return what serves now, as the outcome of a job."""
        snapshot = self._search_service.searcher.snapshot
        contents = snapshot.contents
        return Published(snapshot.name, len(contents.articles), len(contents.entries), embedded, warnings)

    def require_held(self, snapshot: str) -> HeldSnapshot:
        """Return what is held back; raises a Refusal when it is not this snapshot."""
        held = self._snapshots.held
        if held is None or held.snapshot != snapshot:
            raise Refusal(Reason.NOT_HELD, snapshot=snapshot)
        return held

"""What moderators do to the corpus: add, edit, remove, reindex, roll back, while the bot serves."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import JobRefusal, NotIndexedRefusal, Reason
from bot.library.corpus.corpus_files import CorpusFiles, Plan, make_change
from bot.library.events import (
    AuditAction,
    Change,
    Moderator,
    OnProgress,
    Outcome,
    Progress,
    Published,
    RollbackPlan,
    SnapshotRecord,
    Status,
    UnansweredGroup,
    Unchanged,
    describe_interruption,
)
from bot.library.failures import failures_as_refusals
from bot.library.jobs.announcing import announce
from bot.library.jobs.build_process import BuildProcess
from bot.library.jobs.job_queue import RESUME, Job, JobQueue
from bot.library.jobs.reindex import Indexer
from bot.library.journal.feedback import Report
from bot.library.journal.journal import Journal
from bot.library.journal.question_groups import group_questions
from bot.library.serving.following import Follower
from bot.library.serving.search_service import SearchService
from bot.library.serving.snapshots import Snapshots
from index.building.stages import Stage
from index.corpus.articles import Metadata
from index.corpus.curated_speakers import NOBODY, CuratedSpeakers, read_speakers
from index.corpus.source_files import SPEAKERS
from index.errors import CorpusError, Refusal, SnapshotError
from index.evaluation.question_file import Question, read_golden_questions
from index.settings import Settings
from index.snapshots.store import hold_lock

if TYPE_CHECKING:
    from index.ingestion.drafts import Draft

log = logging.getLogger(__name__)


class Library:
    """The corpus and its index, changed by one job at a time."""

    def __init__(
        self, search_service: SearchService, journal: Journal, settings: Settings, build_process: BuildProcess
    ) -> None:
        self.on_change: Callable[[Change], Awaitable[None]] | None = None
        self._search_service = search_service
        self._journal = journal
        self._settings = settings
        self._job_queue = JobQueue(search_service.metrics)
        self._files = CorpusFiles(settings.corpus, settings.index, journal)
        self._snapshots = Snapshots(settings, search_service, journal)
        self.follower = Follower(settings.role, self._snapshots.catch_up)
        self._indexer = Indexer(settings, search_service, journal, self._snapshots, build_process, self._announce)
        self._last_error: str | None = None

    @property
    def corpus(self) -> Path:
        """Return the folder of the article files."""
        return self._settings.corpus

    @property
    def build_process(self) -> BuildProcess:
        """Return what builds snapshots."""
        return self._indexer.build_process

    @build_process.setter
    def build_process(self, build_process: BuildProcess) -> None:
        self._indexer.build_process = build_process

    async def recover(self) -> str | None:
        """Take up what a bot that died left, and say what that was; None when there was nothing, or others do it."""
        if self.follower.start():
            return None
        with failures_as_refusals():
            await asyncio.to_thread(self._files.recover)
        pending = await asyncio.to_thread(self._snapshots.list_unbuilt)
        cut_off = await asyncio.to_thread(self._snapshots.has_leftovers)
        if not pending and not cut_off:
            return None
        self._job_queue.start(Job(RESUME, lambda _: None), lambda job: self._resume(job, pending))
        return describe_interruption(pending)

    async def _resume(self, job: Job, pending: tuple[Change, ...]) -> Outcome:
        async def work() -> Outcome:
            await asyncio.to_thread(self._snapshots.sweep)
            if not pending:
                return Unchanged(self._search_service.searcher.snapshot.name)
            outcome = await self._indexer.index(job)
            for change in pending:
                await self._announce(change)
            return outcome

        return await self._locked(job, work)

    async def read_speakers(self) -> CuratedSpeakers:
        """Return the curated speakers; nobody where the file is wrong, which the next index names."""
        try:
            return await asyncio.to_thread(read_speakers, self._settings.corpus / SPEAKERS)
        except CorpusError:
            return NOBODY

    def read_questions(self) -> Sequence[Question]:
        """Return the corpus's golden questions, if any; raises CorpusError for a file that cannot be read."""
        return read_golden_questions(self._settings.corpus)

    async def add(self, moderator: Moderator, draft: Draft, on_progress: OnProgress) -> Outcome:
        """Add an article and let it serve.

        Raises a Refusal where the text is there already or cannot be indexed; nothing has changed then.
        """
        return await self._change(AuditAction.ADD, on_progress, lambda: self._files.plan_addition(moderator, draft))

    async def edit(self, moderator: Moderator, article_id: str, metadata: Metadata, on_progress: OnProgress) -> Outcome:
        """Change what an article says of itself; its text stays."""
        return await self._change(
            AuditAction.EDIT, on_progress, lambda: self._files.plan_edit(moderator, article_id, metadata)
        )

    async def remove(self, moderator: Moderator, article_id: str, reason: str, on_progress: OnProgress) -> Outcome:
        """Remove an article; it is no longer quoted as soon as this has begun, also if indexing fails."""

        async def work(job: Job) -> Outcome:
            plan = await asyncio.to_thread(self._files.plan_removal, moderator, article_id, reason)
            await asyncio.to_thread(self._files.commit, plan)
            await self._snapshots.withdraw()
            await self._announce(plan.change)
            try:
                return await self._indexer.index(job)
            except JobRefusal as refusal:
                raise NotIndexedRefusal(refusal.cause) from refusal

        return await self._take(AuditAction.REMOVE, on_progress, work)

    async def _change(self, kind: str, on_progress: OnProgress, make_plan: Callable[[], Plan]) -> Outcome:
        async def work(job: Job) -> Outcome:
            plan = await asyncio.to_thread(make_plan)
            await asyncio.to_thread(self._files.commit, plan)
            try:
                outcome = await self._indexer.index(job)
            except JobRefusal:
                await asyncio.to_thread(self._files.take_back, plan)
                raise
            await self._announce(plan.change)
            return outcome

        return await self._take(kind, on_progress, work)

    async def reindex(self, moderator: Moderator, everything: bool, on_progress: OnProgress) -> Outcome:
        """Rebuild the index: what changed, or everything; joins a job that already does that."""
        kind = AuditAction.REINDEX_ALL if everything else AuditAction.REINDEX
        joined = await self._job_queue.join(frozenset({kind, AuditAction.REINDEX_ALL}), on_progress)
        if joined:
            return joined
        return await self._take(kind, on_progress, lambda job: self._indexer.index(job, make_change(moderator, kind)))

    async def cancel(self, moderator: Moderator) -> bool:
        """Cancel the running job; False when there is none that can be."""
        running = self._job_queue.running
        return running.cancel(moderator) if running else False

    async def publish_held(self, moderator: Moderator, snapshot: str) -> Published:
        """Let a snapshot serve that the golden questions held back."""

        async def work(job: Job) -> Outcome:
            held = self._indexer.require_held(snapshot)
            change = make_change(moderator, AuditAction.PUBLISH)
            async with self._indexer.recorded(change):
                published = await self._indexer.publish(job, held.snapshot, held.resolved)
            await self._announce(change)
            return published

        outcome = await self._take(AuditAction.PUBLISH, lambda _: None, work)
        assert isinstance(outcome, Published)
        return outcome

    async def discard_held(self, moderator: Moderator, snapshot: str) -> None:
        """Drop a snapshot that was held back, and take the corpus back to what serves."""

        async def work(_: Job) -> Outcome:
            folder = self._indexer.require_held(snapshot).find(self._settings.index)
            serving = self._settings.index / self._search_service.searcher.snapshot.name
            plan = await asyncio.to_thread(self._files.plan_discard, moderator, folder, serving)
            await asyncio.to_thread(self._files.commit, plan)
            await asyncio.to_thread(self._snapshots.sweep)
            await self._snapshots.withdraw()
            await self._announce(plan.change)
            return Unchanged(serving.name)

        await self._take(AuditAction.DISCARD, lambda _: None, work)

    async def plan_rollback(self, snapshot: str) -> RollbackPlan:
        """Say what going back to a snapshot would do to the corpus."""
        self._require_kept(snapshot)
        with failures_as_refusals():
            return await asyncio.to_thread(self._files.compare, snapshot)

    async def roll_back(self, moderator: Moderator, snapshot: str, on_progress: OnProgress) -> Outcome:
        """Take the article files and the index back to a snapshot, both or neither."""

        async def work(job: Job) -> Outcome:
            self._require_kept(snapshot)
            opened = await self._snapshots.open(self._settings.index / snapshot)
            plan = await asyncio.to_thread(self._files.plan_return, moderator, snapshot)
            job.report(Progress(Stage.PUBLISHING))
            await asyncio.to_thread(self._files.commit, plan, snapshot)
            await asyncio.to_thread(self._snapshots.sweep)
            self._snapshots.serve(opened)
            await self._announce(plan.change)
            return self._indexer.describe()

        return await self._take(AuditAction.ROLL_BACK, on_progress, work)

    def count_jobs(self) -> int:
        """Return how many jobs run or wait."""
        return len(self._job_queue)

    def list_snapshots(self) -> tuple[SnapshotRecord, ...]:
        """Return the snapshots on disk, newest first."""
        return self._snapshots.list()

    async def read_status(self) -> Status:
        """Return the state of the library."""
        running = self._job_queue.running
        progress = running.progress if running else None
        return await asyncio.to_thread(self._snapshots.read_status, progress, self._last_error)

    async def export(self) -> Path:
        """Return a new temporary zip of the corpus; the caller removes it."""
        try:
            return await asyncio.to_thread(self._files.export)
        except OSError as error:
            raise JobRefusal(Reason.DISK, reason=error.strerror or str(error)) from error

    def list_changes(self, limit: int) -> tuple[Change, ...]:
        """Return the audit log, newest first."""
        return self._journal.list_changes(limit)

    def list_unanswered(self) -> tuple[UnansweredGroup, ...]:
        """Return the questions that had no answer, grouped by their words, most often asked first."""
        return group_questions(self._journal.list_unanswered(), self._search_service.catalog.find_title)

    def list_reports(self) -> tuple[Report, ...]:
        """Return what people reported and nobody is done with, newest first."""
        return self._journal.list_reports()

    def forget_unanswered(self, questions: Sequence[str]) -> None:
        """Forget questions that a moderator is done with."""
        self._journal.forget_unanswered(questions)

    def close_reports(self, numbers: Sequence[int]) -> None:
        """Note that a moderator is done with reports."""
        self._journal.close_reports(numbers)

    async def close(self) -> None:
        """Give up the job that is under way; the next start takes it up."""
        self.follower.stop()
        await self._job_queue.close()
        await self.build_process.close()

    async def _take(self, kind: str, on_progress: OnProgress, work: Callable[[Job], Awaitable[Outcome]]) -> Outcome:
        self.follower.require_builder()
        return await self._job_queue.take(Job(kind, on_progress), lambda job: self._locked(job, lambda: work(job)))

    async def _locked(self, job: Job, work: Callable[[], Awaitable[Outcome]]) -> Outcome:
        try:
            with failures_as_refusals(), hold_lock(self._settings.index):
                await asyncio.to_thread(self._files.recover)
                outcome = await work()
        except (JobRefusal, NotIndexedRefusal) as refusal:
            self._last_error = refusal.cause
            log.warning("%s did not come to its end: %s", job.kind, self._last_error)
            with contextlib.suppress(SnapshotError, OSError):
                await asyncio.to_thread(self._snapshots.sweep)
            raise
        self._last_error = None
        return outcome

    def _require_kept(self, snapshot: str) -> None:
        if not self._snapshots.is_kept(snapshot):
            raise Refusal(Reason.SNAPSHOT, snapshot=snapshot)

    async def _announce(self, change: Change) -> None:
        if self.on_change:
            await announce(self.on_change, change)

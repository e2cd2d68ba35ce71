"""A library that does at once what it is told to, and remembers it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import simcord

from bot.library.events import (
    AuditAction,
    Change,
    HeldBack,
    Moderator,
    OnProgress,
    Outcome,
    Progress,
    Published,
    RollbackPlan,
    SnapshotRecord,
    Status,
    UnansweredGroup,
)
from bot.library.jobs.build_process import BuildProcess
from bot.library.journal.feedback import Report
from bot.library.library import Library
from bot.library.serving.following import Follower
from index.building.build_job import JobRequest, JobResult
from index.building.stages import Stage
from index.corpus.articles import Metadata
from index.corpus.curated_speakers import NOBODY, CuratedSpeakers
from index.evaluation.question_file import Question
from index.ingestion.drafts import Draft
from index.settings import Role

NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
SNAPSHOT = "20261125T030000000000-0123456789abcdef"
OLDER = "20261124T030000000000-fedcba9876543210"
PUBLISHED = Published(SNAPSHOT, 5, 20, 3)
OLHA = Moderator(1, "olha")
PLAN = RollbackPlan(OLDER, ("Old",), ("New",), ("Both",))
CHANGE = Change("1", NOW, OLHA, AuditAction.ADD, "A title", "f" * 16, None, None, "a" * 64, SNAPSHOT)


@dataclass
class Call:
    """What the library was asked to do."""

    name: str
    moderator: Moderator
    arguments: tuple[Any, ...]


async def _do_nothing() -> None: ...


@dataclass
class FakeLibrary(Library):
    """Implements the library's contract over what a test gives it."""

    outcome: Outcome | Exception = PUBLISHED
    stages: tuple[Progress, ...] = (Progress(Stage.EMBEDDING, 120, 300),)
    gate: Callable[[], Awaitable[None]] | None = None
    records: tuple[SnapshotRecord, ...] = ()
    changes: tuple[Change, ...] = ()
    unanswered: tuple[UnansweredGroup, ...] = ()
    reports: tuple[Report, ...] = ()
    questions: tuple[Question, ...] = ()
    speakers: CuratedSpeakers = NOBODY
    held: HeldBack | None = None
    recovered: str | None = None
    plan: RollbackPlan = PLAN
    status: Status | None = None
    archive: Path | None = None
    calls: list[Call] = field(default_factory=list)
    on_change: Callable[[Change], Awaitable[None]] | None = None
    follower: Follower = field(default_factory=lambda: Follower(Role.BUILDER, _do_nothing))

    @property
    def called(self) -> list[str]:
        """Return the names of what was asked for, in order."""
        return [call.name for call in self.calls]

    async def _work(
        self, name: str, moderator: Moderator, arguments: tuple[Any, ...], on_progress: OnProgress
    ) -> Outcome:
        self.calls.append(Call(name, moderator, arguments))
        for stage in self.stages:
            on_progress(stage)
        if self.gate:
            await self.gate()
        return self._answer()

    def _answer(self) -> Outcome:
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return self.outcome

    @property
    def corpus(self) -> Path:
        return Path("corpus")

    @property
    def build_process(self) -> BuildProcess:
        return IdleBuildProcess()

    @build_process.setter
    def build_process(self, build_process: BuildProcess) -> None: ...

    def count_jobs(self) -> int:
        return 0

    async def recover(self) -> str | None:
        return self.recovered

    async def read_speakers(self) -> CuratedSpeakers:
        return self.speakers

    async def add(self, moderator: Moderator, draft: Draft, on_progress: OnProgress) -> Outcome:
        return await self._work("add", moderator, (draft,), on_progress)

    async def edit(self, moderator: Moderator, article_id: str, metadata: Metadata, on_progress: OnProgress) -> Outcome:
        return await self._work("edit", moderator, (article_id, metadata), on_progress)

    async def remove(self, moderator: Moderator, article_id: str, reason: str, on_progress: OnProgress) -> Outcome:
        return await self._work("remove", moderator, (article_id, reason), on_progress)

    async def reindex(self, moderator: Moderator, everything: bool, on_progress: OnProgress) -> Outcome:
        return await self._work("reindex", moderator, (everything,), on_progress)

    async def roll_back(self, moderator: Moderator, snapshot: str, on_progress: OnProgress) -> Outcome:
        return await self._work("roll_back", moderator, (snapshot,), on_progress)

    async def cancel(self, moderator: Moderator) -> bool:
        self.calls.append(Call("cancel", moderator, ()))
        return self.gate is not None

    async def publish_held(self, moderator: Moderator, snapshot: str) -> Published:
        self.calls.append(Call("publish_held", moderator, (snapshot,)))
        published = self._answer()
        assert isinstance(published, Published)
        return published

    async def discard_held(self, moderator: Moderator, snapshot: str) -> None:
        self.calls.append(Call("discard_held", moderator, (snapshot,)))
        self._answer()

    async def plan_rollback(self, snapshot: str) -> RollbackPlan:
        self._answer()
        return self.plan

    async def read_status(self) -> Status:
        self._answer()
        return self.status or make_status(held=self.held)

    async def export(self) -> Path:
        self._answer()
        assert self.archive is not None
        return self.archive

    async def close(self) -> None:
        pass

    def list_snapshots(self) -> tuple[SnapshotRecord, ...]:
        return self.records

    def list_changes(self, limit: int) -> tuple[Change, ...]:
        return self.changes[:limit]

    def list_unanswered(self) -> tuple[UnansweredGroup, ...]:
        return self.unanswered

    def list_reports(self) -> tuple[Report, ...]:
        return self.reports

    def read_questions(self) -> tuple[Question, ...]:
        return self.questions

    def forget_unanswered(self, questions: Sequence[str]) -> None:
        self.unanswered = tuple(group for group in self.unanswered if not set(group.questions) <= set(questions))

    def close_reports(self, numbers: Sequence[int]) -> None:
        self.reports = tuple(report for report in self.reports if report.number not in numbers)


def make_status(**others: Any) -> Status:
    """Return the status of a library that has nothing to do."""
    known = {
        "snapshot": SNAPSHOT, "created": NOW, "articles": 4, "sentences": 12, "model": "words", "held": None,
        "pending": 0, "running": None, "last_error": None, "disk_used": 3 * 1024**2, "disk_free": 5 * 1024**3,
    }  # fmt: skip
    return Status(**{**known, **others})


def make_records() -> tuple[SnapshotRecord, ...]:
    """Return a snapshot that serves and one before it."""
    return (
        SnapshotRecord(SNAPSHOT, NOW, 4, 12, CHANGE, is_serving=True, is_held=False),
        SnapshotRecord(OLDER, NOW, 3, 9, None, is_serving=False, is_held=False),
    )


class IdleBuildProcess:
    """Implements `BuildProcess` where nothing is built."""

    async def run(self, request: JobRequest, on_progress: OnProgress) -> JobResult:
        raise AssertionError("this library builds nothing")

    async def prepare(self) -> None: ...

    async def close(self) -> None: ...


class Gate:
    """Holds a job until it is opened, in a way that the simulated Discord knows to be waiting."""

    def __init__(self, env: simcord.Env) -> None:
        self._env = env
        self._event = asyncio.Event()

    async def __call__(self) -> None:
        """Wait."""
        await self._env.external_wait(self._event.wait(), reason="a job of the library")

    async def open(self) -> None:
        """Let the job go on, and wait for what comes of it."""
        self._event.set()
        await self._env.settle()

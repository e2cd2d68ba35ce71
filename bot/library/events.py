"""What the library tells: who did what, how far it has come, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from index.building.stages import Stage
from index.snapshots.gate_result import QuestionChange


@dataclass(frozen=True)
class Moderator:
    """Who changes the corpus."""

    id: int
    name: str


@dataclass(frozen=True)
class Progress:
    """How far a job has come."""

    stage: Stage
    done: int = 0
    total: int = 0


OnProgress = Callable[[Progress], None]
"""Told on the event loop how far a job has come."""


@dataclass(frozen=True)
class Published:
    """A snapshot serves that was made for a change."""

    snapshot: str
    articles: int
    sentences: int
    embedded: int
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Unchanged:
    """The snapshot that serves is already of the corpus as it is."""

    snapshot: str
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class HeldBack:
    """A snapshot was built and is kept, but does not serve: too many golden questions got worse."""

    snapshot: str
    worse: tuple[QuestionChange, ...]


Outcome = Published | Unchanged | HeldBack


class AuditAction(StrEnum):
    """What a moderator does to the corpus or its index, as the journal keeps it."""

    ADD = "add"
    EDIT = "edit"
    REMOVE = "remove"
    REINDEX = "reindex"
    REINDEX_ALL = "reindex_all"
    PUBLISH = "publish"
    DISCARD = "discard"
    ROLL_BACK = "roll_back"


@dataclass(frozen=True)
class Change:
    """An entry of the audit log; `undone` when what it says was taken back by the library itself."""

    id: str
    at: datetime
    moderator: Moderator
    action: AuditAction
    article: str | None = None
    article_id: str | None = None
    reason: str | None = None
    digest_before: str | None = None
    digest_after: str | None = None
    snapshot: str | None = None
    undone: bool = False


@dataclass(frozen=True)
class RollbackPlan:
    """What going back to a snapshot does to the corpus, by the titles of articles."""

    snapshot: str
    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]


@dataclass(frozen=True)
class SnapshotRecord:
    """A snapshot on disk, and the change that it was made for, where one is known."""

    name: str
    created: datetime
    articles: int
    sentences: int
    change: Change | None
    is_serving: bool
    is_held: bool


@dataclass(frozen=True)
class Status:
    """The state of the library."""

    snapshot: str
    created: datetime
    articles: int
    sentences: int
    model: str
    held: HeldBack | None
    pending: int
    """Changes of the corpus that do not serve yet."""
    running: Progress | None
    last_error: str | None
    disk_used: int
    disk_free: int


@dataclass(frozen=True)
class UnansweredGroup:
    """Questions in nearly the same words that had no answer; `resolved_by` is the article that has one now."""

    questions: tuple[str, ...]
    times: int
    last: datetime
    resolved_by: str | None


def describe_interruption(pending: Sequence[Change]) -> str:
    """Return what a bot that died left undone, in words for the log."""
    if not pending:
        return "The bot ended while an index was being built. Nothing was lost; what serves is the index before."
    last = pending[-1]
    what = f"{last.action} by {last.moderator.name}" + (f" ({last.article})" if last.article else "")
    return f"The bot ended before this served: {what}. It is kept, and is being indexed now."

"""What moderators do to the corpus: add, edit, remove, reindex, roll back, while the bot serves."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING

from bot.answering import Desk
from bot.journal import Journal, Report
from bot.outcomes import (
    Change,
    GenerationRecord,
    Moderator,
    Outcome,
    Published,
    RollbackPlan,
    Status,
    Tell,
    UnansweredGroup,
)
from index.articles import Metadata
from index.settings import Settings

if TYPE_CHECKING:
    from bot.drafting import Draft  # type: ignore[import-not-found,unused-ignore]


class Library:
    """The corpus and its index, changed by one job at a time."""

    def __init__(self, desk: Desk, journal: Journal, settings: Settings) -> None:
        self.on_change: Callable[[Change], Awaitable[None]] | None = None

    async def recover(self) -> str | None:
        """Finish what a job that died left, and say what that was; None when there was nothing."""
        raise NotImplementedError

    async def add(self, moderator: Moderator, draft: Draft, tell: Tell) -> Outcome:
        """Add an article and let it serve.

        Raises DuplicateArticleRefusal, and a Refusal after which nothing has changed when it cannot be indexed.
        """
        raise NotImplementedError

    async def edit(self, moderator: Moderator, article_id: str, metadata: Metadata, tell: Tell) -> Outcome:
        """Change what an article says of itself; its text stays."""
        raise NotImplementedError

    async def remove(self, moderator: Moderator, article_id: str, reason: str, tell: Tell) -> Outcome:
        """Take an article out; it is quoted no more as soon as this has begun, also if indexing fails."""
        raise NotImplementedError

    async def reindex(self, moderator: Moderator, everything: bool, tell: Tell) -> Outcome:
        """Build the index anew: what changed, or everything; joins a job that already does that."""
        raise NotImplementedError

    async def cancel(self, moderator: Moderator) -> bool:
        """Cancel the running job; False when there is none."""
        raise NotImplementedError

    async def publish_held(self, moderator: Moderator, generation: str) -> Published:
        """Let a generation serve that the golden questions held back."""
        raise NotImplementedError

    async def discard_held(self, moderator: Moderator, generation: str) -> None:
        """Drop a generation that was held back, and take the corpus back to what serves."""
        raise NotImplementedError

    async def plan_rollback(self, generation: str) -> RollbackPlan:
        """Say what going back to a generation would do to the corpus."""
        raise NotImplementedError

    async def roll_back(self, moderator: Moderator, generation: str, tell: Tell) -> Outcome:
        """Take the article files and the index back to a generation, both or neither."""
        raise NotImplementedError

    def list_generations(self) -> tuple[GenerationRecord, ...]:
        """Return the generations on disk, newest first."""
        raise NotImplementedError

    async def read_status(self) -> Status:
        """Return how the library stands."""
        raise NotImplementedError

    async def export(self) -> Path:
        """Return a new temporary zip of the corpus; the caller removes it."""
        raise NotImplementedError

    def list_changes(self, limit: int) -> tuple[Change, ...]:
        """Return the audit log, newest first."""
        raise NotImplementedError

    def list_unanswered(self) -> tuple[UnansweredGroup, ...]:
        """Return the questions that had no answer, grouped by their words, most often asked first."""
        raise NotImplementedError

    def list_reports(self) -> tuple[Report, ...]:
        """Return what people reported, newest first."""
        raise NotImplementedError

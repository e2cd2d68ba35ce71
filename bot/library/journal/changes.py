"""Who changed the corpus, kept with the name of whoever did it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.library.events import AuditAction, Change, Moderator
from bot.library.journal.database import Database

_CHANGE = (
    "SELECT id, at, moderator_id, moderator, action, article, article_id, reason, digest_before, digest_after,"
    " snapshot, undone FROM change"
)
_NO_ORIGINS = (AuditAction.PUBLISH, AuditAction.DISCARD, AuditAction.ROLL_BACK)
"""Actions that no snapshot is built for."""

_PENDING = "snapshot IS NULL AND NOT undone"


class ChangeRecords(Database):
    """What moderators did, and in which snapshot it serves."""

    def record_change(self, change: Change) -> None:
        """Keep what a moderator did; the same change is kept once, however often it is told."""
        self._write(
            "INSERT OR IGNORE INTO change (id, at, moderator_id, moderator, action, article, article_id, reason,"
            " digest_before, digest_after, snapshot, undone) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                change.id, change.at.isoformat(), change.moderator.id, change.moderator.name, change.action,
                change.article, change.article_id, change.reason, change.digest_before, change.digest_after,
                change.snapshot, int(change.undone),
            ),
        )  # fmt: skip

    def mark_published(self, snapshot: str, resolved: Mapping[str, str]) -> None:
        """Note that the pending changes serve in a snapshot, and which article answers which question now."""
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            with self._connection:
                self._connection.execute(f"UPDATE change SET snapshot = ? WHERE {_PENDING}", (snapshot,))  # noqa: S608  # a constant
                self._connection.executemany(
                    "UPDATE unanswered SET resolved_by = ? WHERE question = ?",
                    [(article, question) for question, article in resolved.items()],
                )

    def undo_change(self, change_id: str) -> None:
        """Note that a change was taken back."""
        self._write("UPDATE change SET undone = 1 WHERE id = ?", (change_id,))

    def list_changes(self, limit: int) -> tuple[Change, ...]:
        """Return what moderators did, newest first."""
        return self._read_changes(f"{_CHANGE} ORDER BY number DESC LIMIT ?", (limit,))

    def list_pending_changes(self) -> tuple[Change, ...]:
        """Return the changes that do not serve yet, oldest first."""
        return self._read_changes(f"{_CHANGE} WHERE {_PENDING} ORDER BY number", ())

    def find_origins(self) -> dict[str, Change]:
        """Return for each snapshot the change that it was made for."""
        rows = self._read_changes(
            f"{_CHANGE} WHERE snapshot IS NOT NULL AND NOT undone AND action NOT IN (?, ?, ?) ORDER BY number DESC",
            _NO_ORIGINS,
        )
        return {change.snapshot: change for change in rows if change.snapshot}

    def _read_changes(self, statement: str, values: tuple[str | int, ...]) -> tuple[Change, ...]:
        return tuple(_make_change(row) for row in self._read(statement, values))


def _make_change(row: tuple[Any, ...]) -> Change:
    change_id, at, moderator_id, moderator, action, article, article_id, reason, before, after, snapshot, undone = row
    return Change(
        id=change_id,
        at=datetime.fromisoformat(at),
        moderator=Moderator(moderator_id, moderator),
        action=AuditAction(action),
        article=article,
        article_id=article_id,
        reason=reason,
        digest_before=before,
        digest_after=after,
        snapshot=snapshot,
        undone=bool(undone),
    )

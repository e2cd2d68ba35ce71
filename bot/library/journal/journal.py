"""What moderators read later: questions without an answer, reports, and who changed the corpus.

Askers' names are never stored; moderators' names always are.
"""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.library.events import AuditAction, Change, Moderator
from bot.library.journal.migrations import migrate
from index.errors import ConfigurationError

log = logging.getLogger(__name__)

_CHANGE = (
    "SELECT id, at, moderator_id, moderator, action, article, article_id, reason, digest_before, digest_after,"
    " snapshot, undone FROM change"
)
_NO_ORIGINS = (AuditAction.PUBLISH, AuditAction.DISCARD, AuditAction.ROLL_BACK)
"""Actions that no snapshot is built for."""

_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_PENDING = "snapshot IS NULL AND NOT undone"


@dataclass(frozen=True)
class Unanswered:
    """A question that the corpus had no answer to, how often it was asked, and the article that answers it now."""

    question: str
    times: int
    last: datetime
    resolved_by: str | None = None


@dataclass(frozen=True)
class Report:
    """What somebody says is wrong with a quotation."""

    reason: str
    question: str
    article: str
    article_id: str
    start: int
    end: int


class Journal:
    """A file that every write reaches at once; safe to use from any thread."""

    def __init__(self, path: Path) -> None:
        """Open or create the journal.

        Raises ConfigurationError when it cannot be written, or is of a newer program.
        """
        self._lock = threading.Lock()
        self.set_aside: Path | None = None
        """Where the journal lies that was damaged, so that this one is new."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                self._connection = _connect(path)
            except sqlite3.DatabaseError as error:
                if (getattr(error, "sqlite_errorcode", 0) & 0xFF) not in _DAMAGED:
                    raise
                self.set_aside = _set_aside(path)
                self._connection = _connect(path)
        except (OSError, sqlite3.Error) as error:
            raise ConfigurationError(
                f"the journal {path} cannot be written: {error}", "See DISCORD_STATE in .env.example"
            ) from error

    def record_unanswered(self, question: str) -> None:
        """Count a question that had no answer."""
        now = _now()
        self._write(
            "INSERT INTO unanswered VALUES (?, 1, ?, ?, NULL)"
            " ON CONFLICT (question) DO UPDATE SET times = times + 1, last = excluded.last, resolved_by = NULL",
            (question, now, now),
        )

    def record_report(self, report: Report) -> None:
        """Keep a report."""
        values = (_now(), report.reason, report.question, report.article, report.article_id, report.start, report.end)
        self._write(
            'INSERT INTO report (at, reason, question, article, article_id, start, "end") VALUES (?, ?, ?, ?, ?, ?, ?)',
            values,
        )

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

    def list_unanswered(self) -> tuple[Unanswered, ...]:
        """Return the questions that had no answer, most often asked first."""
        rows = self._read("SELECT question, times, last, resolved_by FROM unanswered ORDER BY times DESC, last DESC")
        return tuple(Unanswered(row[0], row[1], datetime.fromisoformat(row[2]), row[3]) for row in rows)

    def list_reports(self) -> tuple[Report, ...]:
        """Return the reports, newest first."""
        rows = self._read(
            'SELECT reason, question, article, article_id, start, "end" FROM report ORDER BY id DESC',
        )
        return tuple(Report(*row) for row in rows)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()

    def _read_changes(self, statement: str, values: tuple[str | int, ...]) -> tuple[Change, ...]:
        return tuple(_make_change(row) for row in self._read(statement, values))

    def _write(self, statement: str, values: tuple[str | int | None, ...]) -> None:
        with self._lock:
            self._connection.execute(statement, values)

    def _read(self, statement: str, values: tuple[str | int, ...] = ()) -> list[tuple[Any, ...]]:
        with self._lock, closing(self._connection.execute(statement, values)) as cursor:
            return cursor.fetchall()


def _connect(path: Path) -> sqlite3.Connection:
    """Open a journal that is whole, in the newest version."""
    connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        for (found,) in connection.execute("PRAGMA quick_check(1)").fetchall():
            if found != "ok":
                error = sqlite3.DatabaseError(found)
                error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
                raise error
        migrate(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _set_aside(path: Path) -> Path:
    """Give a damaged journal, and what SQLite keeps beside it, a name that says so; return it."""
    aside = path.with_name(f"{path.name}.damaged-{datetime.now(UTC):%Y%m%dT%H%M%S%f}")
    for ending in ("-wal", "-shm", ""):
        beside = path.with_name(path.name + ending)
        if beside.exists():
            beside.rename(aside.with_name(aside.name + ending))
    log.error("The journal %s was damaged; it is kept as %s, and a new one begins", path, aside.name)
    return aside


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


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")

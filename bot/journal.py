"""What moderators read later: questions without an answer and reports. Nobody's name is in it."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from index.errors import ConfigurationError

_SCHEMA = """
CREATE TABLE IF NOT EXISTS unanswered (
    question TEXT PRIMARY KEY, times INTEGER NOT NULL, first TEXT NOT NULL, last TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS report (
    id INTEGER PRIMARY KEY, at TEXT NOT NULL, reason TEXT NOT NULL, question TEXT NOT NULL,
    article TEXT NOT NULL, article_id TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL
) STRICT;
"""


@dataclass(frozen=True)
class Unanswered:
    """A question that the corpus had no answer to, and how often it was asked."""

    question: str
    times: int


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

        Raises ConfigurationError when it cannot be written.
        """
        self._lock = threading.Lock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.executescript(_SCHEMA)
        except (OSError, sqlite3.Error) as error:
            raise ConfigurationError(
                f"the journal {path} cannot be written: {error}", "See DISCORD_STATE in .env.example"
            ) from error

    def record_unanswered(self, question: str) -> None:
        """Count a question that had no answer."""
        now = _now()
        self._write(
            "INSERT INTO unanswered VALUES (?, 1, ?, ?)"
            " ON CONFLICT (question) DO UPDATE SET times = times + 1, last = excluded.last",
            (question, now, now),
        )

    def record_report(self, report: Report) -> None:
        """Keep a report."""
        values = (_now(), report.reason, report.question, report.article, report.article_id, report.start, report.end)
        self._write(
            'INSERT INTO report (at, reason, question, article, article_id, start, "end") VALUES (?, ?, ?, ?, ?, ?, ?)',
            values,
        )

    def list_unanswered(self) -> tuple[Unanswered, ...]:
        """Return the questions that had no answer, most often asked first."""
        rows = self._read("SELECT question, times FROM unanswered ORDER BY times DESC, last DESC")
        return tuple(Unanswered(*row) for row in rows)

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

    def _write(self, statement: str, values: tuple[str | int, ...]) -> None:
        with self._lock:
            self._connection.execute(statement, values)

    def _read(self, statement: str) -> list[tuple[Any, ...]]:
        with self._lock, closing(self._connection.execute(statement)) as cursor:
            return cursor.fetchall()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")

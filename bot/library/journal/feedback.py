"""What readers leave: questions without an answer, and reports; never who asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.library.journal.database import Database, write_now


@dataclass(frozen=True)
class Unanswered:
    """A question that the corpus had no answer to, how often it was asked, and the article that answers it now."""

    question: str
    times: int
    last: datetime
    resolved_by: str | None = None


@dataclass(frozen=True)
class Report:
    """What somebody says is wrong with a quotation; `number` and `at` are None before it is kept."""

    reason: str
    question: str
    article: str
    article_id: str
    start: int
    end: int
    number: int | None = None
    at: datetime | None = None


class FeedbackRecords(Database):
    """Questions without an answer, and reports, until a moderator is done with them."""

    def record_unanswered(self, question: str, keep_days: int | None = None) -> None:
        """Count a question that had no answer; it is kept for so many days, or for as long as the journal."""
        now = write_now()
        expires = _write_expiry(keep_days) if keep_days is not None else None
        self._write(
            "INSERT INTO unanswered (question, times, first, last, expires) VALUES (?, 1, ?, ?, ?)"
            " ON CONFLICT (question) DO UPDATE"
            " SET times = times + 1, last = excluded.last, resolved_by = NULL, expires = excluded.expires",
            (question, now, now, expires),
        )
        self._write("DELETE FROM unanswered WHERE expires < ?", (now,))

    def list_unanswered(self) -> tuple[Unanswered, ...]:
        """Return the questions that had no answer, most often asked first."""
        rows = self._read(
            "SELECT question, times, last, resolved_by FROM unanswered WHERE expires IS NULL OR expires >= ?"
            " ORDER BY times DESC, last DESC",
            (write_now(),),
        )
        return tuple(Unanswered(row[0], row[1], datetime.fromisoformat(row[2]), row[3]) for row in rows)

    def forget_unanswered(self, questions: Sequence[str]) -> None:
        """Forget questions that a moderator is done with."""
        for question in questions:
            self._write("DELETE FROM unanswered WHERE question = ?", (question,))

    def record_report(self, report: Report) -> None:
        """Keep a report."""
        values = (write_now(), report.reason, report.question, report.article, report.article_id)
        self._write(
            'INSERT INTO report (at, reason, question, article, article_id, start, "end") VALUES (?, ?, ?, ?, ?, ?, ?)',
            (*values, report.start, report.end),
        )

    def list_reports(self) -> tuple[Report, ...]:
        """Return the reports that nobody is done with, newest first."""
        rows = self._read(
            'SELECT reason, question, article, article_id, start, "end", id, at FROM report WHERE NOT done'
            " ORDER BY id DESC",
        )
        return tuple(_make_report(row) for row in rows)

    def close_reports(self, numbers: Sequence[int]) -> None:
        """Note that a moderator is done with reports."""
        for number in numbers:
            self._write("UPDATE report SET done = 1 WHERE id = ?", (number,))


def _make_report(row: tuple[Any, ...]) -> Report:
    reason, question, article, article_id, start, end, number, at = row
    return Report(
        reason=reason,
        question=question,
        article=article,
        article_id=article_id,
        start=start,
        end=end,
        number=number,
        at=datetime.fromisoformat(at),
    )


def _write_expiry(days: int) -> str:
    return (datetime.now(UTC) + timedelta(days=days)).isoformat(timespec="seconds")

"""What moderators read later."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.library.events import AuditAction, Change, Moderator
from bot.library.journal.feedback import Report
from bot.library.journal.journal import Journal
from bot.library.journal.migrations import MIGRATIONS
from index.errors import ConfigurationError

CHANGE = Change(
    "1", datetime(2026, 11, 25, tzinfo=UTC), Moderator(7, "olha"), AuditAction.ADD, "A title", "abc", None, None, "d"
)


def test_questions_are_counted(tmp_path: Path) -> None:
    """The same question is one entry; the most asked is first."""
    journal = Journal(tmp_path / "journal.sqlite")
    for question in ("one", "two", "two"):
        journal.record_unanswered(question)
    assert [(each.question, each.times) for each in journal.list_unanswered()] == [("two", 2), ("one", 1)]
    journal.close()


def test_reports_survive_a_restart(tmp_path: Path) -> None:
    """What was written is there when the file is opened again."""
    report = Report("wrong", "who?", "a.md", "abc", 1, 2)
    journal = Journal(tmp_path / "journal.sqlite")
    journal.record_report(report)
    journal.close()
    again = Journal(tmp_path / "journal.sqlite")
    (kept,) = again.list_reports()
    assert replace(kept, number=None, at=None) == report
    again.close()


def test_a_report_that_is_done_is_no_longer_listed(tmp_path: Path) -> None:
    """It stays in the file, and the others stay in the list."""
    journal = Journal(tmp_path / "journal.sqlite")
    for reason in ("wrong", "worse"):
        journal.record_report(Report(reason, "", "a.md", "abc", 1, 2))
    newest = journal.list_reports()[0]
    assert newest.number is not None
    journal.close_reports([newest.number])
    assert [report.reason for report in journal.list_reports()] == ["wrong"]
    journal.close()


def test_a_question_is_forgotten_after_its_days(tmp_path: Path) -> None:
    """Or when a moderator is done with it; others are kept as long as the journal."""
    journal = Journal(tmp_path / "journal.sqlite")
    journal.record_unanswered("gone?", -1)
    journal.record_unanswered("kept?", 1)
    journal.record_unanswered("done?")
    assert {each.question for each in journal.list_unanswered()} == {"kept?", "done?"}
    journal.forget_unanswered(["done?"])
    assert [each.question for each in journal.list_unanswered()] == ["kept?"]
    journal.close()


def test_nobody_is_in_it(tmp_path: Path) -> None:
    """No table has a column for a person, a server or a channel."""
    Journal(tmp_path / "journal.sqlite").close()
    connection = sqlite3.connect(tmp_path / "journal.sqlite")
    columns = {
        row[1] for table in ("unanswered", "report") for row in connection.execute(f"PRAGMA table_info({table})")
    }
    connection.close()
    assert columns == {
        "question",
        "times",
        "first",
        "last",
        "resolved_by",
        "id",
        "at",
        "reason",
        "article",
        "article_id",
        "start",
        "end",
        "expires",
        "done",
    }


def test_a_folder_that_cannot_be_written_is_a_configuration_error(tmp_path: Path) -> None:
    """It names the setting."""
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigurationError, match="DISCORD_STATE"):
        Journal(tmp_path / "file" / "journal.sqlite")


def test_a_journal_without_a_version_is_brought_up_to_date(tmp_path: Path) -> None:
    """What was in it stays, and what is new can be written."""
    path = tmp_path / "journal.sqlite"
    connection = sqlite3.connect(path)
    connection.executescript(MIGRATIONS[0])
    connection.execute("INSERT INTO unanswered VALUES ('who?', 3, '2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z')")
    connection.commit()
    connection.close()
    journal = Journal(path)
    assert [(each.question, each.times, each.resolved_by) for each in journal.list_unanswered()] == [("who?", 3, None)]
    journal.record_change(CHANGE)
    assert journal.list_changes(9) == (CHANGE,)
    journal.close()


def test_a_journal_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    """By its version, and nothing in it is touched."""
    path = tmp_path / "journal.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(ConfigurationError, match="schema version 99"):
        Journal(path)


def test_the_same_change_is_kept_once(tmp_path: Path) -> None:
    """However often it is told; pending until a snapshot serves it."""
    journal = Journal(tmp_path / "journal.sqlite")
    for _ in range(2):
        journal.record_change(CHANGE)
    assert journal.list_pending_changes() == (CHANGE,)
    journal.mark_published("a-snapshot", {})
    (settled,) = journal.list_changes(9)
    assert settled.snapshot == "a-snapshot"
    assert journal.find_origins() == {"a-snapshot": settled}
    assert journal.list_pending_changes() == ()
    journal.close()


def test_a_question_that_is_asked_in_vain_again_is_open_again(tmp_path: Path) -> None:
    """An article that answered it no longer does."""
    journal = Journal(tmp_path / "journal.sqlite")
    journal.record_unanswered("who?")
    journal.mark_published("a-snapshot", {"who?": "an-article"})
    assert journal.list_unanswered()[0].resolved_by == "an-article"
    journal.record_unanswered("who?")
    assert journal.list_unanswered()[0].resolved_by is None
    journal.close()


@pytest.mark.parametrize("content", [b"no database" * 1_000, b""], ids=["rubbish", "a page of zeros"])
def test_a_damaged_journal_is_set_aside(tmp_path: Path, content: bytes) -> None:
    """It is kept under a name that says so, and a new one begins."""
    path = tmp_path / "journal.sqlite"
    Journal(path).close()
    whole = path.read_bytes()
    path.write_bytes(content or whole[:4096] + bytes(4096) + whole[8192:])
    journal = Journal(path)
    assert journal.set_aside is not None
    assert journal.set_aside.exists()
    assert ".damaged-" in journal.set_aside.name
    journal.record_unanswered("how many boats?")
    assert len(journal.list_unanswered()) == 1
    journal.close()

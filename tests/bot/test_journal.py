"""What moderators read later."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from bot.journal import Journal, Report
from index.errors import ConfigurationError


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
    assert again.list_reports() == (report,)
    again.close()


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
    }


def test_a_folder_that_cannot_be_written_is_a_configuration_error(tmp_path: Path) -> None:
    """It names the setting."""
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigurationError, match="DISCORD_STATE"):
        Journal(tmp_path / "file" / "journal.sqlite")

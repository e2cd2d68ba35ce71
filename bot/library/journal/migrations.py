"""The journal's schema, version by version; what is here is never changed, only added to."""

from __future__ import annotations

import sqlite3

from index.errors import ConfigurationError
from index.ingestion.feeds.store import SCHEMA as FEEDS

MIGRATIONS = (
    """
    CREATE TABLE IF NOT EXISTS unanswered (
        question TEXT PRIMARY KEY, times INTEGER NOT NULL, first TEXT NOT NULL, last TEXT NOT NULL
    ) STRICT;
    CREATE TABLE IF NOT EXISTS report (
        id INTEGER PRIMARY KEY, at TEXT NOT NULL, reason TEXT NOT NULL, question TEXT NOT NULL,
        article TEXT NOT NULL, article_id TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL
    ) STRICT;
    """,
    """
    ALTER TABLE unanswered ADD COLUMN resolved_by TEXT;
    CREATE TABLE change (
        number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, at TEXT NOT NULL,
        moderator_id INTEGER NOT NULL, moderator TEXT NOT NULL, action TEXT NOT NULL,
        article TEXT, article_id TEXT, reason TEXT, digest_before TEXT, digest_after TEXT,
        snapshot TEXT, undone INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    """,
    """
    ALTER TABLE unanswered ADD COLUMN expires TEXT;
    ALTER TABLE report ADD COLUMN done INTEGER NOT NULL DEFAULT 0;
    CREATE TABLE server (id INTEGER PRIMARY KEY, settings TEXT NOT NULL) STRICT;
    """,
    FEEDS,
)
"""Number n leads from version n to version n + 1; the first one is also right for a journal without a version."""


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a journal up to date, each version in a transaction of its own.

    Raises ConfigurationError for a journal of a newer program.
    """
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > len(MIGRATIONS):
        raise ConfigurationError(
            f"the journal has schema version {version}, and this program knows {len(MIGRATIONS)} at most",
            "Run the newer program, or name another folder in DISCORD_STATE",
        )
    for number, statements in enumerate(MIGRATIONS[version:], version + 1):
        try:
            connection.executescript(f"BEGIN IMMEDIATE; {statements}; PRAGMA user_version = {number}; COMMIT;")
        except sqlite3.Error:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise

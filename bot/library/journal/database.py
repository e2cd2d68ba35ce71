"""The journal's file: opened whole and up to date, set aside where it is damaged, every write on the disk at once."""

from __future__ import annotations

import logging
import sqlite3
import threading
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.library.journal.migrations import migrate
from index.errors import ConfigurationError

log = logging.getLogger(__name__)

_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


class Database:
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

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()

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


def write_now() -> str:
    """Return the present moment as the journal keeps it."""
    return datetime.now(UTC).isoformat(timespec="seconds")

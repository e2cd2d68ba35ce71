"""The feeds that are followed and what became of their items, in one SQLite file that survives restarts."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from index.ingestion.drafts import Draft
from index.ingestion.fetching.fetcher import Validators

SCHEMA = """
    CREATE TABLE IF NOT EXISTS feed (
        url TEXT PRIMARY KEY, title TEXT NOT NULL, publisher TEXT, licence TEXT, language TEXT,
        publishes INTEGER NOT NULL, channel INTEGER, follower_id INTEGER NOT NULL, follower TEXT NOT NULL,
        etag TEXT, modified TEXT, polled TEXT, due TEXT NOT NULL, failure TEXT, failed TEXT,
        failures INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE TABLE IF NOT EXISTS feed_item (
        id INTEGER PRIMARY KEY, url TEXT NOT NULL UNIQUE, feed TEXT NOT NULL, state TEXT NOT NULL, at TEXT NOT NULL,
        title TEXT NOT NULL, text_id TEXT, draft TEXT, reason TEXT, attempts INTEGER NOT NULL DEFAULT 0
    ) STRICT;
"""

MOST_ATTEMPTS = 3
"""How often a page of an item is asked for before it is left alone."""

_LONGEST_PAUSE = timedelta(hours=24)
_AT_ONCE = datetime(1970, 1, 1, tzinfo=UTC)
_DRAFT = TypeAdapter(Draft)
_FEED = "SELECT url, title, publisher, licence, language, publishes, channel, follower_id, follower, etag, modified,"
_ITEM = "SELECT id, url, feed, state, at, title, draft, reason FROM feed_item"


class ItemState(StrEnum):
    """What became of an item of a feed; the values are kept in the file, so they never change."""

    OLD = "old"
    WAITING = "waiting"
    ADDED = "added"
    DISCARDED = "discarded"
    KNOWN = "known"
    FAILED = "failed"


@dataclass(frozen=True)
class Feed:
    """A feed that is followed, and what its articles say of themselves where their pages do not.

    `publishes` lets its articles into the corpus without a moderator. `due` is when it is polled next.
    """

    url: str
    title: str = ""
    publisher: str | None = None
    licence: str | None = None
    language: str | None = None
    publishes: bool = False
    channel: int | None = None
    follower_id: int = 0
    follower: str = ""
    validators: Validators = field(default_factory=Validators)
    polled: datetime | None = None
    due: datetime = _AT_ONCE
    failure: str | None = None
    failed: datetime | None = None
    failures: int = 0

    @property
    def name(self) -> str:
        """Return what it is called."""
        return self.title or self.url


@dataclass(frozen=True)
class Item:
    """An item of a feed; `draft` is there while it waits, `reason` says why it became nothing."""

    id: int
    url: str
    feed: str
    state: ItemState
    at: datetime
    title: str
    draft: Draft | None
    reason: str | None


class FeedStore:
    """The file; safe to use from any thread, and beside others that have it open."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = threading.Lock()
        self._connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None, timeout=10)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.executescript(SCHEMA)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()

    def follow(self, feed: Feed) -> bool:
        """Follow a feed, from now on polled when it is due; return whether it is a new one."""
        values = (
            feed.url, feed.title, feed.publisher, feed.licence, feed.language, int(feed.publishes), feed.channel,
            feed.follower_id, feed.follower, feed.due.isoformat(),
        )  # fmt: skip
        return self._write(
            "INSERT OR IGNORE INTO feed (url, title, publisher, licence, language, publishes, channel, follower_id,"
            " follower, due) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            values,
        )

    def leave(self, url: str) -> bool:
        """Follow a feed no longer, and forget its drafts that wait; return whether it was followed."""
        self._write("DELETE FROM feed_item WHERE feed = ? AND state = ?", (url, ItemState.WAITING))
        return self._write("DELETE FROM feed WHERE url = ?", (url,))

    def list_feeds(self) -> list[Feed]:
        """Return the feeds, by address."""
        return [
            _make_feed(row)
            for row in self._read(f"{_FEED} polled, due, failure, failed, failures FROM feed ORDER BY url")
        ]

    def list_items(self, state: ItemState, feed: str | None = None) -> list[Item]:
        """Return the items in a state, of one feed or of all, oldest first."""
        rows = self._read(f"{_ITEM} WHERE state = ? AND (? IS NULL OR feed = ?) ORDER BY id", (state, feed, feed))
        return [_make_item(row) for row in rows]

    def find_item(self, item_id: int) -> Item | None:
        """Return an item."""
        rows = self._read(f"{_ITEM} WHERE id = ?", (item_id,))
        return _make_item(rows[0]) if rows else None

    def is_settled(self, url: str) -> bool:
        """Return whether nothing is left to be done about an address."""
        rows = self._read("SELECT state, attempts FROM feed_item WHERE url = ?", (url,))
        return bool(rows) and (rows[0][0] != ItemState.FAILED or rows[0][1] >= MOST_ATTEMPTS)

    def has_text(self, text_id: str) -> bool:
        """Return whether an item had this text, whatever became of it."""
        return bool(self._read("SELECT 1 FROM feed_item WHERE text_id = ?", (text_id,)))

    def pass_over(self, feed: str, addresses: Iterable[str]) -> None:
        """Note items that were there before the feed was followed."""
        for url in addresses:
            self._write(
                "INSERT OR IGNORE INTO feed_item (url, feed, state, at, title) VALUES (?, ?, ?, ?, '')",
                (url, feed, ItemState.OLD, _now().isoformat()),
            )

    def keep(self, feed: str, url: str, state: ItemState, draft: Draft | None, reason: str | None = None) -> Item:
        """Keep what became of an item's page."""
        title = draft.metadata.title if draft else ""
        written = _DRAFT.dump_json(draft).decode() if draft and state is ItemState.WAITING else None
        self._write(
            "INSERT INTO feed_item (url, feed, state, at, title, text_id, draft, reason, attempts)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1) ON CONFLICT (url) DO UPDATE SET state = excluded.state,"
            " at = excluded.at, title = excluded.title, text_id = excluded.text_id, draft = excluded.draft,"
            " reason = excluded.reason, attempts = attempts + 1",
            (url, feed, state, _now().isoformat(), title, draft.article.id if draft else None, written, reason),
        )
        return _make_item(self._read(f"{_ITEM} WHERE url = ?", (url,))[0])

    def settle(self, item_id: int, state: ItemState) -> bool:
        """Note what became of an item that waits; return whether it did, so that two clicks do one thing."""
        return self._write(
            "UPDATE feed_item SET state = ?, draft = NULL, at = ? WHERE id = ? AND state = ?",
            (state, _now().isoformat(), item_id, ItemState.WAITING),
        )

    def settle_text(self, text_id: str) -> None:
        """Note that a text is in the corpus, however it came there."""
        self._write(
            "UPDATE feed_item SET state = ?, draft = NULL WHERE text_id = ? AND state = ?",
            (ItemState.ADDED, text_id, ItemState.WAITING),
        )

    def wait_again(self, item: Item) -> None:
        """Let an item wait that could not be added."""
        if item.draft:
            self._write(
                "UPDATE feed_item SET state = ?, draft = ? WHERE id = ?",
                (ItemState.WAITING, _DRAFT.dump_json(item.draft).decode(), item.id),
            )

    def note_polled(self, url: str, title: str, validators: Validators, pause: timedelta) -> None:
        """Note that a feed was read, and when it is due again."""
        now = _now()
        self._write(
            "UPDATE feed SET title = CASE WHEN ? = '' THEN title ELSE ? END, etag = ?, modified = ?, polled = ?,"
            " due = ?, failure = NULL, failures = 0 WHERE url = ?",
            (title, title, validators.etag, validators.modified, now.isoformat(), (now + pause).isoformat(), url),
        )

    def note_failure(self, feed: Feed, reason: str, pause: timedelta) -> None:
        """Note why a feed could not be read; the longer that lasts, the longer it is left alone."""
        now = _now()
        due = now + min(_LONGEST_PAUSE, pause * 2 ** min(feed.failures, 10))
        self._write(
            "UPDATE feed SET failure = ?, failed = ?, due = ?, failures = failures + 1 WHERE url = ?",
            (reason, now.isoformat(), due.isoformat(), feed.url),
        )

    def _write(self, statement: str, values: tuple[str | int | None, ...]) -> bool:
        with self._lock:
            return self._connection.execute(statement, values).rowcount > 0

    def _read(self, statement: str, values: tuple[str | int | None, ...] = ()) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._connection.execute(statement, values).fetchall()


def _now() -> datetime:
    return datetime.now(UTC)


def _make_feed(row: tuple[Any, ...]) -> Feed:
    url, title, publisher, licence, language, publishes, channel, follower_id, follower, etag, modified, *times = row
    polled, due, failure, failed, failures = times
    return Feed(
        url, title, publisher, licence, language, bool(publishes), channel, follower_id, follower,
        Validators(etag, modified), _read_time(polled), datetime.fromisoformat(due), failure, _read_time(failed),
        failures,
    )  # fmt: skip


def _read_time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _make_item(row: tuple[Any, ...]) -> Item:
    item_id, url, feed, state, at, title, draft, reason = row
    read = _DRAFT.validate_json(draft) if draft else None
    return Item(item_id, url, feed, ItemState(state), datetime.fromisoformat(at), title, read, reason)

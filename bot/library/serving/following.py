"""A process that follows: it serves what another one publishes in the same folder, and changes nothing itself."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from bot.errors import Reason
from index.errors import Refusal, SnapshotError
from index.settings import Role
from index.snapshots.atomic_files import remove_file, write_file

log = logging.getLogger(__name__)

EVERY = 5.0
"""Seconds between two looks at what the builder has published."""

WITHDRAWN = "WITHDRAWN"
"""The file of an index that has the ids of the articles that are no longer quoted, though a snapshot has them."""

_IDS = TypeAdapter(frozenset[str])


class Follower:
    """Keeps to the role of its process."""

    def __init__(self, role: Role, catch_up: Callable[[], Awaitable[None]]) -> None:
        self.builds = role is Role.BUILDER
        self.catch_up = catch_up
        self._task: asyncio.Task[None] | None = None

    def require_builder(self) -> None:
        """Raise a refusal where another process changes the corpus."""
        if not self.builds:
            raise Refusal(Reason.FOLLOWER)

    def start(self) -> bool:
        """Follow from now on, where that is the role; return whether it is."""
        if not self.builds:
            self._task = asyncio.create_task(self._follow())
        return not self.builds

    def stop(self) -> None:
        """Follow no longer."""
        if self._task:
            self._task.cancel()

    async def _follow(self) -> None:
        while True:
            try:
                await self.catch_up()
            except (SnapshotError, OSError):
                log.exception("What the builder published cannot be served; it is tried again")
            await asyncio.sleep(EVERY)


def write_withdrawn(index: Path, articles: frozenset[str]) -> None:
    """Write the ids of these articles down; no file where there is none."""
    if articles:
        write_file(index / WITHDRAWN, _IDS.dump_json(articles))
    elif (index / WITHDRAWN).exists():
        remove_file(index / WITHDRAWN)


def read_withdrawn(index: Path) -> frozenset[str]:
    """Return the ids that were written down; none where the file cannot be read."""
    try:
        return _IDS.validate_json((index / WITHDRAWN).read_bytes())
    except (FileNotFoundError, ValidationError):
        return frozenset()

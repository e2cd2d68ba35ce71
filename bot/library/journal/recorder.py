"""Writing to the journal behind everybody's back: an answer never waits for a file that a backup holds."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

log = logging.getLogger(__name__)

MOST = 200
"""Writes that wait at most; where the journal is locked for long, later ones are dropped and the log says so."""


class Recorder:
    """Does one write after another, by a thread of its own."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="journal")
        self._waiting = 0

    async def record(self, write: Callable[[], None]) -> bool:
        """Write, and return whether it was written; a full disk or a locked file is logged."""
        if self._waiting >= MOST:
            log.error("The journal is locked: %s writes wait already, and one was dropped", MOST)
            return False
        self._waiting += 1
        try:
            await asyncio.get_running_loop().run_in_executor(self._thread, write)
        except (sqlite3.Error, RuntimeError) as error:  # RuntimeError: the bot is stopping
            log.error("The journal could not be written: %s", error)
            return False
        finally:
            self._waiting -= 1
        return True

    def close(self) -> None:
        """Give up what was not begun."""
        self._thread.shutdown(wait=False, cancel_futures=True)

"""Telling of a change: whatever becomes of that, what was done is done, and nothing waits for it long."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from bot.library.events import Change

log = logging.getLogger(__name__)

_ANNOUNCING = 3.0
"""Seconds that a job waits for its change to be announced; the announcement goes on by itself."""


async def announce(tell: Callable[[Change], Awaitable[None]], change: Change) -> None:
    """Announce a change, and wait a little for that."""
    telling = asyncio.ensure_future(tell(change))
    telling.add_done_callback(_log_failure)
    await asyncio.wait({telling}, timeout=_ANNOUNCING)


def _log_failure(telling: asyncio.Future[None]) -> None:
    if not telling.cancelled() and (error := telling.exception()):
        log.error("A change could not be announced", exc_info=error)

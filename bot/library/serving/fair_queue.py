"""Who is next: whoever took the least of the searching lately, so that nobody spends everybody's turn."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

_Result = TypeVar("_Result")

_HALF_LIFE = 30.0
"""Seconds after which what somebody took counts half."""

_NEGLIGIBLE = 0.001


@dataclass(eq=False)
class _Turn:
    person: int
    work: Callable[[], Any]
    future: asyncio.Future[Any]


class FairQueue:
    """Work that waits for one thread, and is taken from whoever has used it least; at first come, first served."""

    def __init__(self, name: str, now: Callable[[], float] = time.monotonic) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix=name)
        self._now = now
        self._waiting: list[_Turn] = []
        self._running: _Turn | None = None
        self._used: dict[int, tuple[float, float]] = {}
        """Of each person the seconds that were taken, and when that was reckoned."""

    def __len__(self) -> int:
        return len(self._waiting) + (self._running is not None and not self._running.future.done())

    async def run(self, work: Callable[[], _Result], person: int = 0) -> _Result:
        """Do work on the thread when it is this person's turn; giving up waiting frees the place."""
        turn = _Turn(person, work, asyncio.get_running_loop().create_future())
        self._waiting.append(turn)
        self._start_next()
        try:
            result: _Result = await turn.future
        finally:
            if turn in self._waiting:
                self._waiting.remove(turn)
        return result

    def cancel_all(self) -> None:
        """Give up everything that waits or runs."""
        for turn in (*self._waiting, *([self._running] if self._running else [])):
            turn.future.cancel()

    def close(self) -> None:
        """Let the thread end."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _start_next(self) -> None:
        if self._running or not self._waiting:
            return
        turn = min(self._waiting, key=lambda each: self._reckon(each.person))
        self._waiting.remove(turn)
        self._running = turn
        started = self._now()
        done = asyncio.get_running_loop().run_in_executor(self._thread, turn.work)
        done.add_done_callback(lambda each: self._finish(turn, each, started))

    def _finish(self, turn: _Turn, done: asyncio.Future[Any], started: float) -> None:
        self._used[turn.person] = (self._reckon(turn.person) + self._now() - started, self._now())
        self._running = None
        if not turn.future.done() and not done.cancelled():
            error = done.exception()
            turn.future.set_exception(error) if error else turn.future.set_result(done.result())
        elif not done.cancelled():
            done.exception()  # mark the exception as retrieved: nobody waits for it
        self._forget()
        self._start_next()

    def _reckon(self, person: int) -> float:
        seconds, at = self._used.get(person, (0.0, 0.0))
        return float(seconds * 0.5 ** ((self._now() - at) / _HALF_LIFE))

    def _forget(self) -> None:
        if len(self._used) > 1_000:
            self._used = {each: used for each, used in self._used.items() if self._reckon(each) > _NEGLIGIBLE}

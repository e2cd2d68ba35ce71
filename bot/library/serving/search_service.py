"""Searching off the event loop: a bounded queue, a time limit, and an end to every question."""

from __future__ import annotations

import asyncio
import logging
import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from bot.errors import Reason
from bot.library.metrics import Metrics, ServiceStage
from bot.library.serving.fair_queue import FairQueue
from index.engines.filters import EVERYTHING, Filters
from index.errors import Refusal
from index.search.answer import Answer
from index.search.catalog import Catalog
from index.search.searcher import Searcher
from index.search.stage_times import report_stages

log = logging.getLogger(__name__)

_Result = TypeVar("_Result")

_FIRST_GUESS = 0.1
_SMOOTHING = 0.2


class SearchService:
    """Where questions wait and are answered, one at a time, by a thread of its own.

    Whoever took the least of it lately comes first. One thread is enough: a search takes milliseconds, and what it
    runs on uses every core by itself.
    """

    def __init__(self, searcher: Searcher, queue: int, time_limit: float) -> None:
        self.metrics = Metrics()
        self.serve(searcher)
        self._queue = queue
        self._time_limit = time_limit
        self._turns = FairQueue("search")
        self._attended = 0
        self._stopping = False
        self._seconds = _FIRST_GUESS

    def serve(self, searcher: Searcher, catalog: Catalog | None = None) -> None:
        """Answer from another snapshot from now on; its catalog takes a while to make where there is none yet."""
        self.catalog = catalog or Catalog(searcher.snapshot.contents, searcher.withdrawn)
        self._searcher = searcher

    @property
    def searcher(self) -> Searcher:
        """Return what answers."""
        return self._searcher

    async def ask(
        self,
        question: str,
        limit: int,
        filters: Filters = EVERYTHING,
        person: int = 0,
        previous: Answer | None = None,
    ) -> Answer:
        """Answer a question, in the turn of whoever asks; it may lean on a `previous` answer.

        Raises QuestionError, and a Refusal when the queue is full, time is up or the bot is stopping.
        """
        asked = time.perf_counter()

        def work() -> Answer:
            self.metrics.observe_stage(ServiceStage.WAITING, time.perf_counter() - asked)
            with report_stages(self.metrics.observe_stage):
                return self._searcher.ask(question, limit, filters, previous)

        try:
            answer = await self.run(work, person)
        except Exception as error:
            self.metrics.count_failure(error)
            raise
        self.metrics.count_answer(answered=answer.answered)
        return answer

    async def run(self, work: Callable[[], _Result], person: int = 0) -> _Result:
        """Do work of the index on the thread, in turn; raises the same refusals as `ask`."""
        self._require_room()
        try:
            async with asyncio.timeout(self._time_limit):
                return await self._turns.run(lambda: self._time(work), person)
        except TimeoutError as error:
            raise Refusal(Reason.TOO_SLOW) from error
        except asyncio.CancelledError as error:
            if self._stopping:
                raise Refusal(Reason.STOPPING) from error
            raise

    def require_room(self) -> None:
        """Raise the refusal that the next question would get, if any; it counts as asked."""
        try:
            self._require_room()
        except Refusal as refusal:
            self.metrics.count_failure(refusal)
            raise

    @property
    def waiting(self) -> int:
        """Return how many questions wait or are being answered."""
        return len(self._turns)

    def _require_room(self) -> None:
        if self._stopping:
            raise Refusal(Reason.STOPPING)
        if len(self._turns) >= self._queue:
            raise Refusal(Reason.BUSY, seconds=max(1, math.ceil(len(self._turns) * self._seconds)))

    @contextmanager
    def attend(self) -> Iterator[None]:
        """Count somebody as being attended to, so that `close` waits for it."""
        self._attended += 1
        try:
            yield
        finally:
            self._attended -= 1

    async def close(self, patience: float) -> None:
        """Accept no further questions, finish those in flight, and after `patience` seconds give them up."""
        self._stopping = True
        if not await self._wait_until_idle(patience):
            self._turns.cancel_all()
            await self._wait_until_idle(1)
        self._turns.close()

    async def _wait_until_idle(self, patience: float) -> bool:
        deadline = time.monotonic() + patience
        while self._attended or len(self._turns):
            if time.monotonic() >= deadline:
                return False
            await asyncio.sleep(0.02)
        return True

    def _time(self, work: Callable[[], _Result]) -> _Result:
        started = time.perf_counter()
        try:
            return work()
        finally:
            seconds = time.perf_counter() - started
            self.metrics.observe_stage(ServiceStage.SEARCHING, seconds)
            self._seconds += _SMOOTHING * (seconds - self._seconds)

"""Searching off the event loop."""

from __future__ import annotations

import asyncio
import functools
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.errors import Reason
from bot.library.serving.search_service import SearchService
from index.errors import Refusal
from tests.support.discord.stage import make_searcher

pytestmark = pytest.mark.asyncio


@asynccontextmanager
async def open_search_service(queue: int = 5, time_limit: float = 5) -> AsyncIterator[SearchService]:
    search_service = SearchService(make_searcher(), queue, time_limit)
    try:
        yield search_service
    finally:
        await search_service.close(0)


async def test_it_answers() -> None:
    """A question gets the index's answer."""
    async with open_search_service() as search_service:
        assert (await search_service.ask("boats", 1)).quotations


async def test_work_is_off_the_event_loop() -> None:
    """The loop goes on while a search runs."""
    async with open_search_service() as search_service:
        assert await search_service.run(threading.get_ident) != threading.get_ident()


async def test_a_full_queue_tells_when_to_come_back() -> None:
    """No more wait than the setting says; who comes after is told some seconds."""
    gate = threading.Event()
    async with open_search_service(queue=2) as search_service:
        waiting = [asyncio.create_task(search_service.run(gate.wait)) for _ in range(2)]
        await asyncio.sleep(0)
        with pytest.raises(Refusal, match=Reason.BUSY) as refused:
            await search_service.run(gate.wait)
        assert refused.value.values["seconds"] == 1
        gate.set()
        assert await asyncio.gather(*waiting) == [True, True]


async def test_time_is_limited() -> None:
    """What takes too long is given up, and the place in the queue is free again."""
    gate = threading.Event()
    async with open_search_service(queue=1, time_limit=0.05) as search_service:
        with pytest.raises(Refusal, match=Reason.TOO_SLOW):
            await search_service.run(gate.wait)
        gate.set()
        search_service.require_room()


async def test_closing_waits_for_what_is_in_flight() -> None:
    """An answer that is under way is finished first, and no new question is taken."""
    gate = threading.Event()
    search_service = SearchService(make_searcher(), 5, 5)
    waiting = asyncio.create_task(search_service.run(gate.wait))
    await asyncio.sleep(0)
    closing = asyncio.create_task(search_service.close(5))
    await asyncio.sleep(0)
    with pytest.raises(Refusal, match=Reason.STOPPING):
        await search_service.ask("boats", 1)
    gate.set()
    assert await waiting
    await closing


async def test_closing_gives_up_what_does_not_end() -> None:
    """Patience has an end; who waited is told."""
    gate = threading.Event()
    search_service = SearchService(make_searcher(), 5, 5)
    waiting = asyncio.create_task(search_service.run(gate.wait))
    await asyncio.sleep(0)
    await search_service.close(0.05)
    with pytest.raises(Refusal, match=Reason.STOPPING):
        await waiting
    gate.set()


async def test_closing_waits_for_who_is_attended_to() -> None:
    """Also the sending of an answer is waited for."""
    search_service = SearchService(make_searcher(), 5, 5)
    ended = []

    async def attend() -> None:
        with search_service.attend():
            await asyncio.sleep(0.05)
            ended.append(True)

    task = asyncio.create_task(attend())
    await asyncio.sleep(0)
    await search_service.close(5)
    assert ended
    await task


async def test_the_wait_that_is_told_is_measured() -> None:
    """Where searches take no time, even a long queue is soon done with."""
    gate = threading.Event()
    async with open_search_service(queue=30) as search_service:
        for _ in range(20):
            await search_service.run(lambda: None)
        waiting = [asyncio.create_task(search_service.run(gate.wait)) for _ in range(30)]
        await asyncio.sleep(0)
        with pytest.raises(Refusal, match=Reason.BUSY) as refused:
            await search_service.run(gate.wait)
        gate.set()
        await asyncio.gather(*waiting)
    assert refused.value.values == {"seconds": 1}


async def test_whoever_took_least_comes_first() -> None:
    """Twelve people whose questions are costly do not keep somebody waiting who has asked nothing yet."""
    gate, order = threading.Event(), list[int]()
    async with open_search_service(queue=50) as search_service:
        await asyncio.gather(*(search_service.run(lambda: time.sleep(0.01), person) for person in range(1, 13)))
        running = asyncio.create_task(search_service.run(gate.wait, 1))
        tasks = []
        for person in (*range(1, 13), 99):
            work = functools.partial(order.append, person)
            tasks.append(asyncio.create_task(search_service.run(work, person)))
        await asyncio.sleep(0)
        gate.set()
        await asyncio.gather(running, *tasks)
        assert order[0] == 99

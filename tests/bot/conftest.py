"""The bot on a simulated server, and tests that are coroutines."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import simcord

from bot.library.library import Library
from index.search.searcher import Searcher
from tests.support.world import Stage, make_client

Open = Callable[..., AbstractAsyncContextManager[Stage]]


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Run a test that is a coroutine to its end."""
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    names = pyfuncitem._fixtureinfo.argnames
    asyncio.run(pyfuncitem.obj(**{name: pyfuncitem.funcargs[name] for name in names}))
    return True


@pytest.fixture
def open_stage(tmp_path: Path) -> Open:
    """Return what opens a server with a channel, a member and the bot."""

    @asynccontextmanager
    async def open_it(
        searcher: Searcher | None = None, library: Library | None = None, **settings: Any
    ) -> AsyncIterator[Stage]:
        client = make_client(tmp_path / "state", searcher, library, **settings)
        async with simcord.run(client) as env:
            guild = env.create_guild("Velm")
            channel = guild.create_text_channel("general")
            yield Stage(env, client, guild, channel, guild.add_member(env.create_user("mira")))
        await client.desk.close(0)
        client.journal.close()

    return open_it

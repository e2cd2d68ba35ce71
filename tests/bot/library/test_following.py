"""Processes that follow a builder: they serve what it publishes and change nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.errors import JobRefusal, NotIndexedRefusal, Reason
from bot.library.events import Outcome
from index.errors import Refusal
from index.settings import Role
from tests.support.library.real_library import OLHA, Shelf, ignore, make_corpus, make_draft, open_library

pytestmark = pytest.mark.asyncio

HEIGHT = "how high is the lighthouse"
SHIPS = "how many ships were damaged"


@asynccontextmanager
async def open_both(folder: Path) -> AsyncIterator[tuple[Shelf, Shelf]]:
    """Open a corpus by a process that builds and by one that follows it."""
    settings = make_corpus(folder)
    follower_settings = settings.model_copy(update={"role": Role.FOLLOWER})
    async with (
        open_library(settings) as builder,
        open_library(follower_settings, state=folder / "follower") as follower,
    ):
        yield builder, follower


async def test_what_the_builder_publishes_is_served(tmp_path: Path) -> None:
    """Without a restart."""
    async with open_both(tmp_path) as (builder, follower):
        assert "The lighthouse of Orlan is 40 metres high." not in await follower.ask(HEIGHT)
        await builder.add()
        await follower.library.follower.catch_up()
        assert (await follower.ask(HEIGHT))[0] == "The lighthouse of Orlan is 40 metres high."
        assert follower.search_service.searcher.snapshot.name == builder.search_service.searcher.snapshot.name


async def test_what_the_builder_withdraws_is_no_longer_quoted(tmp_path: Path) -> None:
    """Also where the index without it could not be built; and is quoted again once it is back."""
    async with open_both(tmp_path) as (builder, follower):
        builder.build_process.hindrance = JobRefusal(Reason.JOB_FAILED, reason="out of memory")
        with pytest.raises(NotIndexedRefusal):
            await builder.library.remove(OLHA, builder.find("harbour"), "wrong", ignore)
        await follower.library.follower.catch_up()
        assert not any("ships" in quoted for quoted in await follower.ask(SHIPS))
        builder.build_process.hindrance = None
        await builder.add("The harbour again", "Officials counted 350 damaged ships.\n")
        await follower.library.follower.catch_up()
        assert (await follower.ask(SHIPS))[0] == "Officials counted 350 damaged ships."
        assert not follower.search_service.searcher.withdrawn


async def test_a_follower_changes_nothing(tmp_path: Path) -> None:
    """It says that another process does it, and leaves corpus and index as they are."""
    settings = make_corpus(tmp_path).model_copy(update={"role": Role.FOLLOWER})
    async with open_library(settings) as follower:
        before = follower.files
        harbour, tower = follower.find("harbour"), make_draft("The tower", "It is 40 metres high.\n")
        work: list[Callable[[], Awaitable[Outcome]]] = [
            lambda: follower.library.add(OLHA, tower, ignore),
            lambda: follower.library.remove(OLHA, harbour, "wrong", ignore),
            lambda: follower.library.reindex(OLHA, False, ignore),
        ]
        for each in work:
            with pytest.raises(Refusal) as refused:
                await each()
            assert refused.value.key == Reason.FOLLOWER
        assert follower.files == before

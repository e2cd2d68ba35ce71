"""The bot on a simulated server."""

from __future__ import annotations

import logging
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import simcord

from bot.library.library import Library
from index.ingestion.limited.reader import Reader
from index.search.searcher import Searcher
from tests.support.discord.command_line import CommandLine
from tests.support.discord.processes import PATIENCE
from tests.support.discord.stage import Open, Stage, make_client


@pytest.fixture
def open_stage(tmp_path: Path, reader: Reader) -> Open:
    """Return what opens a server with a channel, a member and the bot."""

    @asynccontextmanager
    async def open_it(
        searcher: Searcher | None = None, library: Library | None = None, **settings: Any
    ) -> AsyncIterator[Stage]:
        client = make_client(tmp_path / "state", searcher, library, **settings)
        client.reader = reader
        async with simcord.run(client, settle_timeout=PATIENCE) as env:
            guild = env.create_guild("Velm")
            channel = guild.create_text_channel("general")
            yield Stage(env, client, guild, channel, guild.add_member(env.create_user("mira")))
        await client.search_service.close(0)
        client.journal.close()

    return open_it


@pytest.fixture
def command_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[CommandLine]:
    """Return what runs commands of the bot within this process; the log is as before afterwards."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    yield CommandLine(monkeypatch, capsys)
    root.handlers[:], root.level = handlers, level

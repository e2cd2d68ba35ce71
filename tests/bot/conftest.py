"""The bot on a simulated server."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord

from bot.client import Client
from index.searching import Searcher
from tests.bot.world import Shown, make_client


@dataclass
class Stage:
    """A server with a channel, a member and the bot."""

    env: simcord.Env
    client: Client
    guild: simcord.GuildHandle
    channel: simcord.ChannelHandle
    member: simcord.MemberActor

    async def ask(self, question: str, **options: Any) -> simcord.InteractionResult:
        """Ask as the member."""
        return await self.member.slash(self.channel, "ask", question=question, **options)

    def speak(self, locale: str) -> None:
        """Let every interaction from now on come from somebody who uses this language."""
        emit = self.env.backend.emit

        def emit_in_language(event: str, payload: Any, *rest: Any, **options: Any) -> Any:
            if event == "INTERACTION_CREATE":
                payload["locale"] = locale
            return emit(event, payload, *rest, **options)

        self.env.backend.emit = emit_in_language  # type: ignore[method-assign]


Open = Callable[..., AbstractAsyncContextManager[Stage]]


@pytest.fixture(autouse=True)
def _no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.upper().startswith(("DISCORD_", "VERBATIM_"))]:
        monkeypatch.delenv(name)


@pytest.fixture
def open_stage(tmp_path: Path) -> Open:
    @asynccontextmanager
    async def open_it(searcher: Searcher | None = None, **settings: Any) -> AsyncIterator[Stage]:
        client = make_client(tmp_path / "state", searcher, **settings)
        async with simcord.run(client) as env:
            guild = env.create_guild("Velm")
            channel = guild.create_text_channel("general")
            yield Stage(env, client, guild, channel, guild.add_member(env.create_user("mira")))
        await client.desk.close(0)
        client.journal.close()

    return open_it


def read_response(result: simcord.InteractionResult) -> Shown:
    """Return what the answer to an interaction shows."""
    assert result.response is not None
    return Shown(result.response.components)


def read_message(message: discord.Message | None) -> Shown:
    """Return what a message shows."""
    assert message is not None
    return Shown([component.to_dict() for component in message.components])  # type: ignore[misc]  # typed dicts

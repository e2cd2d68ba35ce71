"""Commands that can be clicked in a message: </ask:123> instead of /ask."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping

import discord
from discord.ext import commands

from bot.discord_ui import send as sending
from bot.discord_ui.i18n import Texts


class CommandMentions:
    """The ids of the commands, asked of Discord once."""

    def __init__(self, client: commands.AutoShardedBot) -> None:
        self._client = client
        self._ids: dict[int | None, dict[str, int]] = {}

    async def learn(self, server: int | None) -> dict[str, int]:
        """Return the ids of the commands on a server, by their English names; none where Discord does not say."""
        if server not in self._ids:
            with contextlib.suppress(*sending.FAILURES):
                guild = discord.Object(server) if server is not None else None
                found = await self._client.tree.fetch_commands(guild=guild)
                self._ids[server] = {command.name: command.id for command in found}
        return self._ids.get(server, {})


def mention_command(name: str, ids: Mapping[str, int], texts: Texts) -> str:
    """Return a command that can be clicked, or its name in bold where its id is not known.

    `name` is its key in the texts; a subcommand's follows after a blank.
    """
    first, _, second = name.partition(" ")
    if first in ids:
        return f"</{name}:{ids[first]}>"
    shown = texts(f"{first}.name") + (f" {texts(f'{first}.{second}.name')}" if second else "")
    return f"**/{shown}**"

"""The log channel: every change of the corpus, and what was found at the start."""

from __future__ import annotations

from collections.abc import Callable

from discord.ext import commands

from bot.client.client import Client
from bot.client.moderators_channel import post_to_moderators
from bot.discord_ui.i18n import Texts
from bot.discord_ui.message import OutgoingMessage
from bot.library.events import Change
from bot.messages.moderation.history import render_change
from bot.messages.notice import RELATED_COLOUR, render_notice
from bot.messages.source_lines import write_name

_LONGEST = 1_000


class LogChannel(commands.Cog):
    """Posts what happened to the corpus."""

    def __init__(self, client: Client) -> None:
        self.client = client

    async def post_change(self, change: Change) -> None:
        """Post a change."""
        await self._post(lambda texts: render_change(change, texts))

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Post once what was found at the start."""
        if self.client.recovered:
            found, self.client.recovered = self.client.recovered, None
            await self._post(lambda _: render_notice(write_name(found, _LONGEST), RELATED_COLOUR))

    async def _post(self, render: Callable[[Texts], OutgoingMessage]) -> None:
        client = self.client
        channels = client.servers.list_channels(client.settings, "log")
        await post_to_moderators(client, channels, client.servers, render)


async def add_to(client: Client) -> None:
    """Post every change from now on."""
    cog = LogChannel(client)
    client.library.on_change = cog.post_change
    await client.add_cog(cog)

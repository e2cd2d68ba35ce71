"""The log channel: every change of the corpus, and what was found at the start."""

from __future__ import annotations

import logging

import discord
from discord.ext import commands

from bot.client.client import Client
from bot.discord_ui import send as sending
from bot.discord_ui.i18n import Texts, texts_for
from bot.discord_ui.message import OutgoingMessage
from bot.library.events import Change
from bot.messages.answer import RELATED_COLOUR, render_notice
from bot.messages.records import render_change
from bot.messages.source_lines import write_name

log = logging.getLogger(__name__)

_LONGEST = 1_000


class LogChannel(commands.Cog):
    """Posts what happened to the corpus."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self._recovered: str | None = None

    async def recover(self) -> None:
        """Let the library finish or undo what a dead job left, and remember what it says of that."""
        self._recovered = await self.client.library.recover()
        if self._recovered:
            log.warning("%s", self._recovered)

    async def post_change(self, change: Change) -> None:
        """Post a change."""
        await self._post(render_change(change, self._texts()))

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Post once what was found at the start."""
        if self._recovered:
            text, self._recovered = self._recovered, None
            await self._post(render_notice(write_name(text, _LONGEST), RELATED_COLOUR))

    async def _post(self, message: OutgoingMessage) -> None:
        channel_id = self.client.settings.log_channel
        if channel_id is None:
            return
        try:
            await sending.post(self.client.get_partial_messageable(channel_id), message)
        except discord.HTTPException as error:
            log.warning("The log channel cannot be posted to: Discord answered %s (%s)", error.status, error.code)

    def _texts(self) -> Texts:
        """Return the texts in the language of the log channel's server."""
        found = self.client.get_channel(self.client.settings.log_channel or 0)
        guild = found.guild if isinstance(found, discord.abc.GuildChannel) else None
        return texts_for(guild.preferred_locale.value if guild else "en-US")


async def add_to(client: Client) -> None:
    """Post every change from now on."""
    cog = LogChannel(client)
    client.library.on_change = cog.post_change
    await cog.recover()
    await client.add_cog(cog)

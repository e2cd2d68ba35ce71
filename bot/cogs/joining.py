"""Joining a server: one message on what the bot does, and how it is set up."""

from __future__ import annotations

from collections.abc import Iterator

import discord
from discord.ext import commands

from bot.client.client import Client
from bot.client.command_mentions import mention_command
from bot.discord_ui import send as sending
from bot.discord_ui.i18n import texts_for
from bot.messages.welcome import render_welcome


class Joining(commands.Cog):
    """Introduces the bot where it is added."""

    def __init__(self, client: Client) -> None:
        self.client = client

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Say in the first channel where the bot may write, or else to the server's owner, what it does."""
        settings = self.client.settings
        if settings.guild_ids and guild.id not in settings.guild_ids:
            return
        texts = texts_for(guild.preferred_locale.value)
        examples = await self.client.examples.list(texts.language)
        ids = await self.client.command_mentions.learn(guild.id if settings.guild_ids else None)
        note = texts("welcome.setup", setup=mention_command("setup show", ids, texts))
        for place in await self._list_places(guild):
            try:
                await sending.post(place, render_welcome(examples, texts, notes=[note]))
            except sending.FAILURES:
                continue
            return

    async def _list_places(self, guild: discord.Guild) -> list[discord.abc.Messageable]:
        places: list[discord.abc.Messageable] = list(find_writable_channels(guild))
        if guild.owner_id is not None:
            owner = guild.owner or self.client.get_user(guild.owner_id)
            if owner is None:
                try:
                    owner = await self.client.fetch_user(guild.owner_id)
                except sending.FAILURES:
                    return places
            places.append(owner)
        return places


def find_writable_channels(guild: discord.Guild) -> Iterator[discord.TextChannel]:
    """Yield the text channels where the bot may write, the one for Discord's own messages first."""
    system = [guild.system_channel] if guild.system_channel else []
    for channel in dict.fromkeys([*system, *guild.text_channels]):
        allowed = channel.permissions_for(guild.me)
        if allowed.view_channel and allowed.send_messages:
            yield channel


async def add_to(client: Client) -> None:
    """Add this cog."""
    await client.add_cog(Joining(client))

"""What Discord says of the bot's application: who owns it, who may add it, and where it may write."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass

import aiohttp
import discord

from bot.client.moderators_channel import find_missing_permissions
from bot.errors import DiscordError

UNKNOWN_TOKEN = ("Discord does not know this token", "Copy it again from the developer portal into DISCORD_TOKEN")
_PATIENCE = 15


@dataclass(frozen=True)
class Application:
    """An application, and for each channel that was asked for what the bot lacks to write there."""

    info: discord.AppInfo
    missing: dict[int, list[str]]


async def read_application(token: str, channels: Iterable[int] = ()) -> Application | None:
    """Ask Discord for the application of a token, and for channels; None where it cannot be reached now.

    Raises DiscordError for a token that Discord does not know.
    """
    try:
        async with asyncio.timeout(_PATIENCE), discord.Client(intents=discord.Intents.none()) as client:
            await client.login(token)
            assert client.application is not None
            return Application(client.application, {each: await _find_missing(client, each) for each in channels})
    except discord.LoginFailure as error:
        raise DiscordError(*UNKNOWN_TOKEN) from error
    except (discord.HTTPException, aiohttp.ClientError, OSError):
        return None


async def _find_missing(client: discord.Client, channel_id: int) -> list[str]:
    """Return what the bot lacks to write in a channel; it sees none that it is not let into."""
    try:
        found = await client.fetch_channel(channel_id)
        if not isinstance(found, discord.abc.GuildChannel):
            return []
        guild = await client.fetch_guild(found.guild.id)
        channel = next(each for each in await guild.fetch_channels() if each.id == channel_id)
        assert client.user is not None
        return find_missing_permissions(channel, await guild.fetch_member(client.user.id))
    except (discord.Forbidden, discord.NotFound, StopIteration):
        return ["view channel"]

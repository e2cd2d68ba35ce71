"""What Discord says of the bot's application: who owns it, and whether anybody may add it to a server."""

from __future__ import annotations

import asyncio

import aiohttp
import discord

from bot.errors import DiscordError

UNKNOWN_TOKEN = ("Discord does not know this token", "Copy it again from the developer portal into DISCORD_TOKEN")
_PATIENCE = 15


async def read_application(token: str) -> discord.AppInfo | None:
    """Ask Discord for the application of a token; None where it cannot be reached now.

    Raises DiscordError for a token that Discord does not know.
    """
    try:
        async with asyncio.timeout(_PATIENCE), discord.Client(intents=discord.Intents.none()) as client:
            await client.login(token)
            return client.application
    except discord.LoginFailure as error:
        raise DiscordError(*UNKNOWN_TOKEN) from error
    except (discord.HTTPException, aiohttp.ClientError, OSError):
        return None

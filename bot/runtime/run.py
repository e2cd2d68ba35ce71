"""From a client to a connection, and back down when told to stop."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Iterator
from contextlib import contextmanager

import aiohttp
import discord

from bot.client.client import Client
from bot.errors import DiscordError
from bot.runtime.application import UNKNOWN_TOKEN
from bot.runtime.health import report_health
from index.errors import VerbatimError

log = logging.getLogger(__name__)

PATIENCE = 8.0
"""Seconds that answers in flight have when the bot is told to stop; with what closing takes, less than 10."""

SIGNALS = (signal.SIGTERM, signal.SIGINT)

_REFUSALS = {
    4004: UNKNOWN_TOKEN,
    4010: ("Discord does not know one of these shards", "Set DISCORD_SHARD_IDS to numbers below DISCORD_SHARD_COUNT"),
    4011: ("the bot is on too many servers for so few shards", "Leave DISCORD_SHARD_COUNT empty, or raise it"),
}


async def run_until_stopped(client: Client, token: str) -> None:
    """Connect, and stay until a signal; finish what is in flight before leaving.

    Raises DiscordError where trying again cannot help, and VerbatimError where it can.
    """
    settings = client.settings
    with catch_signals() as stop:
        async with client, report_health(client, settings.health_file, settings.health_port):
            connection = asyncio.create_task(client.start(token))
            stopping = asyncio.create_task(stop.wait())
            await asyncio.wait({connection, stopping}, return_when=asyncio.FIRST_COMPLETED)
            if stop.is_set():
                log.info("Stopping: finishing what is in flight")
            patience = PATIENCE if stop.is_set() else 0
            # Together: whoever follows a job is attended to until they are told that it was given up.
            await asyncio.gather(client.library.close(), client.search_service.close(patience))
            stopping.cancel()
            await client.close()
            client.reader.close()
            if stop.is_set():
                connection.cancel()
                await asyncio.wait({connection}, timeout=1)
            else:
                await _join(connection)
    log.info("Stopped")


async def _join(connection: asyncio.Task[None]) -> None:
    try:
        await connection
    except discord.LoginFailure as error:
        raise DiscordError(*_REFUSALS[4004]) from error
    except discord.PrivilegedIntentsRequired as error:
        remedy = "Switch on Message Content Intent in the developer portal, or set DISCORD_MESSAGE_CONTENT=false"
        raise DiscordError("Discord does not grant the message-content intent to this bot", remedy) from error
    except discord.ConnectionClosed as error:
        raise _explain_closing(error) from error
    except discord.Forbidden as error:
        remedy = "Invite it with the link that `python -m bot check` prints, or mend DISCORD_GUILD_IDS"
        raise DiscordError("the bot may not add commands to a server", remedy) from error
    except (discord.HTTPException, discord.GatewayNotFound, aiohttp.ClientError, OSError) as error:
        raise VerbatimError("Discord cannot be reached", "Start the bot again in a minute") from error


def _explain_closing(error: discord.ConnectionClosed) -> VerbatimError:
    if error.code in _REFUSALS:
        return DiscordError(*_REFUSALS[error.code])
    return VerbatimError(f"Discord closed the connection with code {error.code}", "Start the bot again in a minute")


@contextmanager
def catch_signals() -> Iterator[asyncio.Event]:
    """Set an event on SIGTERM or SIGINT, instead of dying of it, for as long as the block runs."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in SIGNALS:
        loop.add_signal_handler(number, stop.set)
    try:
        yield stop
    finally:
        for number in SIGNALS:
            loop.remove_signal_handler(number)

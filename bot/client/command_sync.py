"""When the commands are sent to Discord: only when they changed, since it takes few such requests a day."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Sequence
from typing import Any

import discord
from discord import app_commands

from bot.errors import DiscordError
from bot.settings import Settings

log = logging.getLogger(__name__)

_REMEMBERED = "commands.sha256"
_REMEDY = "Invite it with the link that `python -m bot check` prints, or mend DISCORD_GUILD_IDS"


async def sync_commands(tree: app_commands.CommandTree[Any], application_id: int | None, settings: Settings) -> None:
    """Send the commands to Discord, to every server or those of the settings, unless it has them already."""
    guilds = [discord.Object(guild) for guild in settings.guild_ids]
    digest = await _digest_commands(tree, application_id, guilds)
    for guild in guilds:
        tree.copy_global_to(guild=guild)
    if guilds:
        tree.clear_commands(guild=None)  # so that syncing takes away what every server had before
    remembered = settings.state / _REMEMBERED
    is_known = remembered.is_file() and remembered.read_text("utf-8") == digest
    if not is_known:
        await tree.sync()
    served = [guild for guild in guilds if await _sync_guild(tree, guild, only_if_lost=is_known)]
    if guilds and not served:
        raise DiscordError("none of the servers of DISCORD_GUILD_IDS lets the bot in", _REMEDY)
    if not is_known and len(served) == len(guilds):
        remembered.parent.mkdir(parents=True, exist_ok=True)
        remembered.write_text(digest, "utf-8")
        log.info("Synced the commands")


async def sync_server(tree: app_commands.CommandTree[Any], settings: Settings, guild: discord.Guild) -> None:
    """Give a server of the settings that has let the bot in, for the first time or again, its commands."""
    if guild.id in settings.guild_ids:
        await _sync_guild(tree, guild, only_if_lost=False)


async def _sync_guild(tree: app_commands.CommandTree[Any], guild: discord.abc.Snowflake, *, only_if_lost: bool) -> bool:
    """Send a server its commands; one that has removed the bot is named and passed over, and False returned.

    With `only_if_lost`, only where it has none, since Discord drops them with the bot.
    """
    try:
        if not (only_if_lost and await tree.fetch_commands(guild=guild)):
            await tree.sync(guild=guild)
    except (discord.Forbidden, discord.NotFound):
        log.warning(
            "The server %s of DISCORD_GUILD_IDS does not let the bot in and was passed over. %s", guild.id, _REMEDY
        )
        return False
    return True


async def _digest_commands(
    tree: app_commands.CommandTree[Any], application_id: int | None, guilds: Sequence[discord.abc.Snowflake]
) -> str:
    translator = tree.translator
    assert translator is not None
    payloads = [await command.get_translated_payload(tree, translator) for command in tree.get_commands()]
    described: list[Any] = [application_id, [guild.id for guild in guilds], payloads]
    return hashlib.sha256(json.dumps(described, sort_keys=True).encode()).hexdigest()

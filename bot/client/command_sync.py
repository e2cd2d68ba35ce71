"""When the commands are sent to Discord: only when they changed, since it takes few such requests a day."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Sequence
from typing import Any

import discord
from discord import app_commands

from bot.settings import Settings

log = logging.getLogger(__name__)

_REMEMBERED = "commands.sha256"


async def sync_commands(tree: app_commands.CommandTree[Any], application_id: int | None, settings: Settings) -> None:
    """Send the commands to Discord, to every server or those of the settings, unless it has them already."""
    guilds = [discord.Object(guild) for guild in settings.guild_ids]
    digest = await _digest_commands(tree, application_id, guilds)
    for guild in guilds:
        tree.copy_global_to(guild=guild)
    if guilds:
        tree.clear_commands(guild=None)  # so that syncing takes away what every server had before
    remembered = settings.state / _REMEMBERED
    if remembered.is_file() and remembered.read_text("utf-8") == digest:
        return
    for target in (None, *guilds):
        await tree.sync(guild=target)
    remembered.parent.mkdir(parents=True, exist_ok=True)
    remembered.write_text(digest, "utf-8")
    log.info("Synced the commands")


async def _digest_commands(
    tree: app_commands.CommandTree[Any], application_id: int | None, guilds: Sequence[discord.abc.Snowflake]
) -> str:
    translator = tree.translator
    assert translator is not None
    payloads = [await command.get_translated_payload(tree, translator) for command in tree.get_commands()]
    described: list[Any] = [application_id, [guild.id for guild in guilds], payloads]
    return hashlib.sha256(json.dumps(described, sort_keys=True).encode()).hexdigest()

"""The channels that moderators read: the log of changes, and the reports."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from typing import Any

import discord

from bot.client.languages import read_channel_texts
from bot.client.servers import Servers
from bot.discord_ui import send as sending
from bot.discord_ui.i18n import Texts
from bot.discord_ui.message import OutgoingMessage

log = logging.getLogger(__name__)

NEEDED = discord.Permissions(view_channel=True, send_messages=True)


async def post_to_moderators(
    client: discord.Client, channels: Iterable[int], servers: Servers, render: Callable[[Texts], OutgoingMessage]
) -> None:
    """Post in channels, in the language of each one's server; where Discord refuses one, the others are posted in."""
    for channel_id in channels:
        channel = client.get_partial_messageable(channel_id)
        try:
            await sending.post(channel, render(read_channel_texts(client, channel_id, servers)))
        except sending.FAILURES as error:
            log.warning("The channel %s cannot be posted to: %s", channel_id, sending.describe_failure(error))


def find_missing_permissions(channel: Any, member: discord.Member) -> list[str]:
    """Return what a member may not do in a channel and needs to post there, as Discord's settings call it."""
    has = channel.permissions_for(member)
    return [name.replace("_", " ") for name, needed in NEEDED if needed and not getattr(has, name)]


def find_missing_in(client: discord.Client, channel_id: int) -> list[str]:
    """Return what the bot may not do in a channel and needs to post there; all of it where it sees no such channel."""
    channel = client.get_channel(channel_id)
    if not isinstance(channel, discord.abc.GuildChannel | discord.Thread):
        return ["view channel"]
    return find_missing_permissions(channel, channel.guild.me)

"""The channels that moderators read: the log of changes, and the reports."""

from __future__ import annotations

import logging
from collections.abc import Callable

import discord

from bot.client.languages import read_channel_texts
from bot.discord_ui import send as sending
from bot.discord_ui.i18n import Texts
from bot.discord_ui.message import OutgoingMessage

log = logging.getLogger(__name__)


async def post_to_moderators(
    client: discord.Client, channel_id: int | None, render: Callable[[Texts], OutgoingMessage]
) -> None:
    """Post in a channel, in the language of its server; where Discord refuses, or there is none, nothing is lost."""
    if channel_id is None:
        return
    channel = client.get_partial_messageable(channel_id)
    try:
        await sending.post(channel, render(read_channel_texts(client, channel_id)))
    except sending.FAILURES as error:
        log.warning("The channel %s cannot be posted to: %s", channel_id, sending.describe_failure(error))

"""In which language somebody is answered, or a channel posted to."""

from __future__ import annotations

from typing import Any

import discord

from bot.discord_ui.i18n import Texts, texts_for

_DEFAULT = "en-US"


def read_texts(asked: discord.Interaction[Any] | discord.Message) -> Texts:
    """Return the texts in the language of whoever asks, or of their server."""
    return texts_for(asked.locale.value) if isinstance(asked, discord.Interaction) else _texts_of(asked.guild)


def read_channel_texts(client: discord.Client, channel_id: int) -> Texts:
    """Return the texts in the language of a channel's server."""
    channel = client.get_channel(channel_id)
    return _texts_of(channel.guild if isinstance(channel, discord.abc.GuildChannel) else None)


def _texts_of(guild: discord.Guild | None) -> Texts:
    return texts_for(guild.preferred_locale.value if guild else _DEFAULT)

"""In which language somebody is answered, or a channel posted to."""

from __future__ import annotations

import re
from typing import Any

import discord

from bot.client.servers import Servers
from bot.discord_ui.i18n import LANGUAGES, Texts, texts_for
from index.text.languages import detect_language

_DEFAULT = "en-US"
_MARKUP = re.compile(r"<[^>\s]*>|https?://\S+|@\S+")


def read_texts(interaction: discord.Interaction[Any]) -> Texts:
    """Return the texts in the language of whoever clicks or types a command."""
    return texts_for(interaction.locale.value)


def read_message_texts(message: discord.Message, servers: Servers) -> Texts:
    """Return the texts in the language that a message is written in; where that does not show, in its server's."""
    return read_written_texts(message.content, message.guild, servers)


def read_written_texts(text: str, guild: discord.Guild | None, servers: Servers) -> Texts:
    """Return the texts in the language of a text; where that does not show, in a server's."""
    words = _MARKUP.sub(" ", text)
    if any(map(str.isalpha, words)):
        written = detect_language(words).value
        if written in LANGUAGES:
            return texts_for(written)
    return _texts_of(guild, servers)


def read_channel_texts(client: discord.Client, channel_id: int, servers: Servers) -> Texts:
    """Return the texts in the language of a channel's server."""
    channel = client.get_channel(channel_id)
    return _texts_of(channel.guild if isinstance(channel, discord.abc.GuildChannel) else None, servers)


def _texts_of(guild: discord.Guild | None, servers: Servers) -> Texts:
    if guild is None:
        return texts_for(_DEFAULT)
    return texts_for(servers.find(guild.id).language or guild.preferred_locale.value)

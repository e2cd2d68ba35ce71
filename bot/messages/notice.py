"""A message of the bot's own words, and the colours of messages."""

from __future__ import annotations

import discord

from bot.discord_ui.message import Builder, OutgoingMessage

ANSWER_COLOUR = discord.Colour(0x3B82F6)
RELATED_COLOUR = discord.Colour(0xD97706)
QUIET_COLOUR = discord.Colour(0x6B7280)
DONE_COLOUR = discord.Colour(0x16A34A)
DANGER_COLOUR = discord.Colour(0xDC2626)


def render_notice(text: str, colour: discord.Colour = QUIET_COLOUR) -> OutgoingMessage:
    """Return a message of the bot's own words."""
    builder = Builder(colour)
    builder.add_text(text)
    return builder.build()

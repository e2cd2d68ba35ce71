"""Every message that leaves the bot: mentions off, on sends and on edits."""

from __future__ import annotations

from typing import Any

import discord

from bot.discord_ui.message import NO_MENTIONS, OutgoingMessage


async def respond(interaction: discord.Interaction[Any], sheet: OutgoingMessage, *, private: bool) -> None:
    """Answer an interaction, or complete the answer that it was promised."""
    if interaction.response.is_done():
        await interaction.edit_original_response(
            view=sheet.view, attachments=list(sheet.files), allowed_mentions=NO_MENTIONS
        )
    else:
        await interaction.response.send_message(
            view=sheet.view, files=list(sheet.files), ephemeral=private, allowed_mentions=NO_MENTIONS
        )


async def add(interaction: discord.Interaction[Any], sheet: OutgoingMessage) -> None:
    """Send one more message, privately, after an interaction was answered."""
    await interaction.followup.send(
        view=sheet.view, files=list(sheet.files), ephemeral=True, allowed_mentions=NO_MENTIONS
    )


async def turn(interaction: discord.Interaction[Any], sheet: OutgoingMessage) -> None:
    """Put a page in the place of the one whose button was clicked."""
    if interaction.response.is_done():
        await interaction.edit_original_response(
            view=sheet.view, attachments=list(sheet.files), allowed_mentions=NO_MENTIONS
        )
    else:
        await interaction.response.edit_message(
            view=sheet.view, attachments=list(sheet.files), allowed_mentions=NO_MENTIONS
        )


async def place(interaction: discord.Interaction[Any], sheet: OutgoingMessage) -> None:
    """Put a message in the place of the one that was acted upon; answer privately where there is none."""
    if interaction.message is None:
        await respond(interaction, sheet, private=True)
    else:
        await turn(interaction, sheet)


async def promise(interaction: discord.Interaction[Any]) -> None:
    """Tell Discord that the message which was acted upon will change, or that a private answer will come."""
    if interaction.message is None:
        await interaction.response.defer(ephemeral=True, thinking=True)
    else:
        await interaction.response.defer()


async def reply(message: discord.Message, sheet: OutgoingMessage) -> None:
    """Reply to a message, without pinging its author; post plainly where it is gone or cannot be replied to."""
    if not _may_reply(message):
        await post(message.channel, sheet)
        return
    await message.channel.send(
        view=sheet.view,
        files=list(sheet.files),
        reference=message.to_reference(fail_if_not_exists=False),
        mention_author=False,
        allowed_mentions=NO_MENTIONS,
    )


async def post(channel: discord.abc.Messageable, sheet: OutgoingMessage) -> None:
    """Post in a channel."""
    await channel.send(view=sheet.view, files=list(sheet.files), allowed_mentions=NO_MENTIONS)


def _may_reply(message: discord.Message) -> bool:
    """Tell whether the bot may read the history here, without which Discord takes no reply."""
    if message.guild is None:
        return True
    return message.channel.permissions_for(message.guild.me).read_message_history

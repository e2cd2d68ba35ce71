"""Every message that leaves the bot: mentions off, on sends and on edits."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import discord

from bot.discord_ui.controls import Control, ControlAction
from bot.discord_ui.message import NO_MENTIONS, OutgoingMessage
from index.errors import Refusal

FAILURES = (discord.HTTPException, aiohttp.ClientError, OSError)
"""What sending raises when Discord refuses, hangs up or cannot be reached."""


def describe_failure(failure: Exception) -> str:
    """Return for the log why something was not sent."""
    if isinstance(failure, discord.HTTPException):
        return f"Discord answered {failure.status} ({failure.code})"
    return f"Discord could not be reached ({type(failure).__name__})"


@contextlib.asynccontextmanager
async def show_typing(channel: discord.abc.Messageable) -> AsyncIterator[None]:
    """Show that an answer is on its way; where that fails, the answer comes all the same."""
    async with contextlib.AsyncExitStack() as shown:
        with contextlib.suppress(*FAILURES):
            await shown.enter_async_context(channel.typing())
        yield


async def respond(interaction: discord.Interaction[Any], message: OutgoingMessage, *, private: bool) -> None:
    """Answer an interaction, or complete the answer that was deferred."""
    if interaction.response.is_done():
        await interaction.edit_original_response(
            view=message.view, attachments=list(message.files), allowed_mentions=NO_MENTIONS
        )
    else:
        await interaction.response.send_message(
            view=message.view, files=list(message.files), ephemeral=private, allowed_mentions=NO_MENTIONS
        )


async def add(interaction: discord.Interaction[Any], message: OutgoingMessage) -> None:
    """Send one more message, privately, after an interaction was answered."""
    await interaction.followup.send(
        view=message.view, files=list(message.files), ephemeral=True, allowed_mentions=NO_MENTIONS
    )


async def post_followup(interaction: discord.Interaction[Any], message: OutgoingMessage) -> None:
    """Post for all to see, after an interaction was answered."""
    await interaction.followup.send(
        view=message.view, files=list(message.files), ephemeral=False, allowed_mentions=NO_MENTIONS
    )


async def disable_button(interaction: discord.Interaction[Any], action: ControlAction, label: str) -> None:
    """Put a button that says so, and does nothing, in the place of one that has done its work."""
    assert interaction.message is not None
    view = discord.ui.LayoutView.from_message(interaction.message, timeout=None)
    for item in view.walk_children():
        if isinstance(item, discord.ui.Button) and _has_action(item.custom_id, action):
            item.label, item.disabled = label, True
    view.stop()  # as `Builder` does
    await interaction.edit_original_response(view=view, allowed_mentions=NO_MENTIONS)


async def open_form(interaction: discord.Interaction[Any], form: discord.ui.Modal) -> None:
    """Show somebody a form; what they send comes as an interaction of its own, so that nothing of it is kept here."""
    form.stop()  # discord.py would keep each that nobody sends for ever
    await interaction.response.send_modal(form)


def _has_action(custom_id: str | None, action: ControlAction) -> bool:
    try:
        return custom_id is not None and Control.from_id(custom_id).action is action
    except Refusal:
        return False


async def edit(interaction: discord.Interaction[Any], message: OutgoingMessage) -> None:
    """Put a page in the place of the one whose button was clicked."""
    if interaction.response.is_done():
        await interaction.edit_original_response(
            view=message.view, attachments=list(message.files), allowed_mentions=NO_MENTIONS
        )
    else:
        await interaction.response.edit_message(
            view=message.view, attachments=list(message.files), allowed_mentions=NO_MENTIONS
        )


async def replace(interaction: discord.Interaction[Any], message: OutgoingMessage) -> None:
    """Put a message in the place of the one that was acted upon; answer privately where there is none."""
    if interaction.message is None:
        await respond(interaction, message, private=True)
    else:
        await edit(interaction, message)


async def defer(interaction: discord.Interaction[Any]) -> None:
    """Defer the answer: the message that was acted upon will change, or a private answer will come."""
    if interaction.message is None:
        await interaction.response.defer(ephemeral=True, thinking=True)
    else:
        await interaction.response.defer()


async def edit_sent(sent: discord.Message, message: OutgoingMessage) -> None:
    """Change a message that the bot sent."""
    await sent.edit(view=message.view, attachments=list(message.files), allowed_mentions=NO_MENTIONS)


async def reply(question: discord.Message, message: OutgoingMessage) -> discord.Message:
    """Reply to a message, without pinging its author; post plainly where it is gone or cannot be replied to."""
    if not _may_reply(question):
        return await post(question.channel, message)
    return await question.channel.send(
        view=message.view,
        files=list(message.files),
        reference=question.to_reference(fail_if_not_exists=False),
        mention_author=False,
        allowed_mentions=NO_MENTIONS,
    )


async def post(channel: discord.abc.Messageable, message: OutgoingMessage) -> discord.Message:
    """Post in a channel."""
    return await channel.send(view=message.view, files=list(message.files), allowed_mentions=NO_MENTIONS)


def _may_reply(message: discord.Message) -> bool:
    """Return whether the bot may read the history here, without which Discord takes no reply."""
    if message.guild is None:
        return True
    return message.channel.permissions_for(message.guild.me).read_message_history

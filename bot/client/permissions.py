"""Who may moderate, asked anew at every call, button, menu and form.

Discord's own settings for commands are a hint: an admin can open a command to everybody,
and buttons do not know them at all.
"""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from bot.errors import ForeignServerRefusal, ModeratorsInPrivateRefusal, NotModeratorRefusal
from bot.settings import Settings

MODERATORS = "moderators"
"""In the `extras` of a group of commands: only moderators may use them."""

AnyCommand = app_commands.Command[Any, ..., Any] | app_commands.ContextMenu


def require_moderator(interaction: discord.Interaction[Any], settings: Settings) -> None:
    """Raise a refusal unless it is a moderator who acts, on a server where the corpus is moderated."""
    if interaction.guild_id is None:
        raise ModeratorsInPrivateRefusal
    if settings.guild_ids and interaction.guild_id not in settings.guild_ids:
        raise ForeignServerRefusal
    if not is_moderator(interaction, settings):
        raise NotModeratorRefusal


def is_moderator(interaction: discord.Interaction[Any], settings: Settings) -> bool:
    """Return whether somebody has a role of the settings or may manage the server, as this very call says."""
    has_role = has_moderator_role(interaction.user, settings)
    return has_role or interaction.permissions.manage_guild or interaction.permissions.administrator


def has_moderator_role(person: discord.abc.User, settings: Settings) -> bool:
    """Return whether somebody has one of the roles of the settings."""
    return any(role.id in settings.moderator_roles for role in getattr(person, "roles", ()))


def is_for_moderators(command: AnyCommand | None) -> bool:
    """Return whether a command is one of those that only moderators may use."""
    if not isinstance(command, app_commands.Command) or command.root_parent is None:
        return False
    return bool(command.root_parent.extras.get(MODERATORS))

"""Who may moderate, asked again at every call, button, menu and form.

Discord's own settings for commands are a hint: an admin can open a command to everybody,
and buttons do not know them at all. Anybody may add a public bot to a server of their own and is
its admin there, so what somebody may do on a server counts only where the settings name that server.
"""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from bot.client.servers import Servers
from bot.errors import Reason
from bot.settings import Settings
from index.errors import Refusal

MODERATORS = "moderators"
"""In the `extras` of a group of commands: only moderators may use them."""

CHANGING = "changing"
"""In the `extras` of a command: it changes the corpus, which the process that builds the index does."""

MANAGERS = "managers"
"""In the `extras` of a group of commands: only those who may manage the server may use them."""

PUBLIC = (
    "The application is public: anybody may add it to a server of theirs and ask there."
    " Switch Public Bot off in the developer portal unless that is meant"
)

AnyCommand = app_commands.Command[Any, ..., Any] | app_commands.ContextMenu

_WRITING_ROLES = {discord.TeamMemberRole.admin, discord.TeamMemberRole.developer}


def require_moderator(
    interaction: discord.Interaction[Any], settings: Settings, servers: Servers, owners: frozenset[int]
) -> None:
    """Raise a refusal unless it is a moderator who acts, on a server where the corpus is moderated."""
    if interaction.guild_id is None:
        raise Refusal(Reason.MODERATE_IN_PRIVATE)
    if settings.moderating_guilds and interaction.guild_id not in settings.moderating_guilds:
        raise Refusal(Reason.MODERATE_ELSEWHERE)
    if not is_moderator(interaction, settings, servers, owners):
        raise Refusal(Reason.MODERATE if settings.moderating_guilds else Reason.MODERATE_NOBODY)


def is_moderator(
    interaction: discord.Interaction[Any], settings: Settings, servers: Servers, owners: frozenset[int]
) -> bool:
    """Return whether somebody may moderate here, as Discord says in this very call.

    On a server that the settings name: who has a moderators' role or may manage the server.
    Where they name none: the owners of the application, on any server.
    """
    if not settings.moderating_guilds:
        return interaction.guild_id is not None and interaction.user.id in owners
    if interaction.guild_id not in settings.moderating_guilds:
        return False
    return _manages(interaction) or has_moderator_role(interaction.user, settings, servers)


def has_moderator_role(person: discord.abc.User, settings: Settings, servers: Servers) -> bool:
    """Return whether somebody has a moderators' role on a server where the corpus is moderated."""
    if not isinstance(person, discord.Member):
        return False
    moderating = servers.list_roles(settings, person.guild.id)
    return any(role.id in moderating for role in person.roles)


def find_owners(application: discord.AppInfo) -> frozenset[int]:
    """Return the ids of who owns an application: a person, or those of a team who may change it."""
    team = application.team
    if team is None:
        return frozenset({application.owner.id})
    accepted = (each for each in team.members if each.membership_state is discord.TeamMembershipState.accepted)
    writing = {each.id for each in accepted if each.role in _WRITING_ROLES}
    return frozenset(writing | ({team.owner_id} if team.owner_id else set()))


def describe_moderators(settings: Settings, owners: frozenset[int]) -> str:
    """Return who may moderate, for whoever runs the bot."""
    if settings.moderating_guilds:
        roles = f"a role of {_list(settings.moderator_roles)} or " if settings.moderator_roles else ""
        return f"who has {roles}Manage Server on the server {_list(settings.moderating_guilds)}"
    return f"the application's owner ({_list(sorted(owners))}), until DISCORD_MODERATING_GUILDS names a server"


def is_for_moderators(command: AnyCommand | None) -> bool:
    """Return whether a command is one of those that only moderators may use."""
    return _has_mark(command, MODERATORS)


def changes_the_corpus(command: AnyCommand | None) -> bool:
    """Return whether a command is one of those that only the process which builds the index can do."""
    return isinstance(command, app_commands.Command) and bool(command.extras.get(CHANGING))


def is_for_managers(command: AnyCommand | None) -> bool:
    """Return whether a command is one of those that only those who manage the server may use."""
    return _has_mark(command, MANAGERS)


def require_manager(interaction: discord.Interaction[Any]) -> None:
    """Raise a refusal unless it is somebody who may manage the server, as Discord says in this very call."""
    if interaction.guild_id is None or not _manages(interaction):
        raise Refusal(Reason.MANAGE)


def _manages(interaction: discord.Interaction[Any]) -> bool:
    return interaction.permissions.manage_guild or interaction.permissions.administrator


def _has_mark(command: AnyCommand | None, mark: str) -> bool:
    if not isinstance(command, app_commands.Command) or command.root_parent is None:
        return False
    return bool(command.root_parent.extras.get(mark))


def _list(ids: tuple[int, ...] | list[int]) -> str:
    return ", ".join(map(str, ids))

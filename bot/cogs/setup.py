"""The command /setup: what those who manage a server choose for it, checked at once."""

from __future__ import annotations

from typing import Any, Literal

import discord
from discord import app_commands
from discord.ext import commands

from bot.client.client import Client, Interaction
from bot.client.languages import read_texts
from bot.client.moderators_channel import find_missing_in
from bot.client.permissions import MANAGERS
from bot.discord_ui import send as sending
from bot.discord_ui.i18n import LANGUAGES, localized
from bot.library.journal.servers import ServerSettings
from bot.messages.setup import CHANNELS, Checks, render_setup

MOST_DAYS = 3_650
CLEARED = ("moderators", "answers_in", "forums", *CHANNELS, "language", "keep_days")

_Language = Literal["en", "uk", "ru"]
_OPTIONS = ("moderators", "answers_in", "forum", *CHANNELS, "language", "answers", "keep_days")


@app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
@app_commands.allowed_installs(guilds=True, users=False)
@app_commands.default_permissions(manage_guild=True)
class Setup(
    commands.GroupCog,
    group_name=localized("setup.name"),
    group_description=localized("setup.description"),
    group_extras={MANAGERS: True},
):
    """Shows, changes and clears what is chosen for a server."""

    def __init__(self, client: Client) -> None:
        self.client = client

    @app_commands.command(name=localized("setup.show.name"), description=localized("setup.show.description"))
    async def show(self, interaction: Interaction) -> None:
        """Show what is chosen, and whether it works."""
        assert interaction.guild_id is not None
        await self._show(interaction, self.client.servers.find(interaction.guild_id))

    @app_commands.command(name=localized("setup.change.name"), description=localized("setup.change.description"))
    @app_commands.rename(**{option: localized(f"setup.{option}.name") for option in _OPTIONS})
    @app_commands.describe(**{option: localized(f"setup.{option}.description") for option in _OPTIONS})
    @app_commands.choices(
        language=[app_commands.Choice(name=localized(f"setup.language.{each}"), value=each) for each in LANGUAGES],
        answers=[app_commands.Choice(name=localized(f"setup.{each}"), value=each) for each in ("public", "private")],
    )
    async def change(
        self,
        interaction: Interaction,
        moderators: discord.Role | None = None,
        answers_in: discord.TextChannel | discord.ForumChannel | None = None,
        forum: discord.ForumChannel | None = None,
        log: discord.TextChannel | None = None,
        reports: discord.TextChannel | None = None,
        drafts: discord.TextChannel | None = None,
        language: _Language | None = None,
        answers: Literal["public", "private"] | None = None,
        keep_days: app_commands.Range[int, 0, MOST_DAYS] | None = None,
    ) -> None:
        """Change what is given, and show all of it; a channel of a list is taken off by naming it again."""
        assert interaction.guild_id is not None
        chosen = self.client.servers.find(interaction.guild_id)
        changed: dict[str, Any] = {
            "moderators": moderators.id if moderators else None,
            "log": log.id if log else None,
            "reports": reports.id if reports else None,
            "drafts": drafts.id if drafts else None,
            "language": language,
            "keep_days": keep_days,
        }
        changed = {name: value for name, value in changed.items() if value is not None}
        if answers_in:
            changed["answers_in"] = toggle(chosen.answers_in, answers_in.id)
        if forum:
            changed["forums"] = toggle(chosen.forums, forum.id)
        if answers:
            changed["public"] = answers == "public"
        await self._save(interaction, chosen.model_copy(update=changed))

    @app_commands.command(name=localized("setup.clear.name"), description=localized("setup.clear.description"))
    @app_commands.rename(setting=localized("setup.setting.name"))
    @app_commands.describe(setting=localized("setup.setting.description"))
    @app_commands.choices(
        setting=[
            app_commands.Choice(name=localized(f"setup.{'forum' if each == 'forums' else each}.name"), value=each)
            for each in CLEARED
        ]
    )
    async def clear(self, interaction: Interaction, setting: str) -> None:
        """Take back what was chosen for one thing."""
        assert interaction.guild_id is not None
        chosen = self.client.servers.find(interaction.guild_id)
        kept = chosen.model_dump(exclude={setting})
        await self._save(interaction, ServerSettings.model_validate(kept))

    async def _save(self, interaction: Interaction, chosen: ServerSettings) -> None:
        assert interaction.guild_id is not None
        self.client.servers.save(interaction.guild_id, chosen)
        await self._show(interaction, chosen)

    async def _show(self, interaction: Interaction, chosen: ServerSettings) -> None:
        message = render_setup(chosen, self._check(interaction, chosen), read_texts(interaction))
        await sending.respond(interaction, message, private=True)

    def _check(self, interaction: Interaction, chosen: ServerSettings) -> Checks:
        """Look up whether the bot may write in each channel that was chosen."""
        guild, settings = interaction.guild, self.client.settings
        assert guild is not None
        named = [*chosen.answers_in, *chosen.forums, *(getattr(chosen, kind) for kind in CHANNELS)]
        missing = {channel: find_missing_in(self.client, channel) for channel in named if channel}
        return Checks(missing, guild.id in settings.moderating_guilds, guild.id)


def toggle(channels: tuple[int, ...], channel: int) -> tuple[int, ...]:
    """Return channels with one more, or without it where it was among them."""
    return tuple(each for each in channels if each != channel) if channel in channels else (*channels, channel)


async def add_to(client: Client) -> None:
    """Add this cog."""
    await client.add_cog(Setup(client))

"""The Discord client: intents, what is loaded, when commands are synced, and the one error handler."""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
import secrets
import sqlite3
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.client.permissions import (
    PUBLIC,
    describe_moderators,
    find_owners,
    has_moderator_role,
    is_for_moderators,
    is_moderator,
    require_moderator,
)
from bot.client.rate_limit import RateLimiter
from bot.discord_ui import send as sending
from bot.discord_ui.controls import Control, ControlButton, ControlMenu
from bot.discord_ui.i18n import CatalogueTranslator, Texts, texts_for
from bot.discord_ui.message import NO_MENTIONS
from bot.errors import DirectMessageRefusal, OutdatedControlRefusal, WithdrawnRefusal
from bot.library.journal import Journal
from bot.library.library import Library
from bot.library.search_service import SearchService
from bot.messages.answer import render_notice
from bot.messages.source_lines import write_values
from bot.settings import Settings
from index.errors import QuestionError, Refusal
from index.ingestion.fetching.fetch import Fetcher, choose_fetcher

# No voice is needed, so that nobody needs to be warned that there is none.
discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False

log = logging.getLogger(__name__)

COGS: tuple[str, ...] = (
    "bot.cogs.ask",
    "bot.cogs.answer_buttons",
    "bot.cogs.sources",
    "bot.cogs.about",
    "bot.cogs.corpus",
)
WARNING_COLOUR = discord.Colour(0xD97706)

_LONGEST_VALUE = 300
_UNKNOWN_INTERACTION = 10062
_ALREADY_ACKNOWLEDGED = 40060

Interaction = discord.Interaction["Client"]
Act = Callable[[Interaction, Control, tuple[str, ...]], Awaitable[None]]


class Tree(app_commands.CommandTree["Client"]):
    """The commands; what any of them raises goes to the client's one error handler."""

    async def interaction_check(self, interaction: Interaction, /) -> bool:
        """Refuse what the settings do not allow here, whatever the command."""
        try:
            interaction.client.require_allowed(interaction)
        except Refusal as refusal:
            if interaction.type is discord.InteractionType.autocomplete:
                await interaction.response.autocomplete([])
            else:
                await interaction.client.explain(interaction, refusal)
            return False
        return True

    async def on_error(self, interaction: Interaction, error: app_commands.AppCommandError, /) -> None:
        """Hand over to the client."""
        await interaction.client.explain(interaction, error)


@dataclass(frozen=True)
class _Registered:
    act: Act
    for_moderators: bool


class Client(commands.AutoShardedBot):
    """The bot, without anything that needs a network to be made."""

    def __init__(
        self, settings: Settings, search_service: SearchService, journal: Journal, library: Library, page_size: int
    ) -> None:
        super().__init__(
            command_prefix=(),
            help_command=None,
            tree_cls=Tree,
            intents=make_intents(settings),
            allowed_mentions=NO_MENTIONS,
            shard_count=settings.shard_count,
            shard_ids=list(settings.shard_ids) or None,  # type: ignore[arg-type]  # None is its default
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            allowed_contexts=app_commands.AppCommandContext(
                guild=True, dm_channel=settings.direct_messages, private_channel=False
            ),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
        )
        self.settings = settings
        self.search_service = search_service
        self.journal = journal
        self.library = library
        self.fetcher: Fetcher = choose_fetcher(settings.fetch)
        self.page_size = page_size
        self.rate_limiter = RateLimiter(settings.cooldown)
        self.owners: frozenset[int] = frozenset()
        self._acts: dict[str, _Registered] = {}

    async def setup_hook(self) -> None:
        """Load everything before the gateway is opened."""
        self._learn_owners()
        await self.tree.set_translator(CatalogueTranslator())
        for cog in COGS:
            await import_module(cog).add_to(self)
        self.add_dynamic_items(ControlButton, ControlMenu)
        await self._sync_commands()

    def _learn_owners(self) -> None:
        """Note who owns the application; log who may moderate, and a warning where anybody may add the bot."""
        assert self.application is not None
        self.owners = find_owners(self.application)
        log.info("The corpus is moderated by %s", describe_moderators(self.settings, self.owners))
        if self.application.bot_public:
            log.warning("%s", PUBLIC)

    def on_control(self, action: str, act: Act, *, for_moderators: bool = False) -> None:
        """Let a cog do what a button, menu or form is for."""
        self._acts[action] = _Registered(act, for_moderators)

    def list_actions(self, *, for_moderators: bool) -> tuple[str, ...]:
        """Return what buttons, menus and forms can do, for everybody or for moderators only."""
        return tuple(name for name, each in self._acts.items() if each.for_moderators == for_moderators)

    async def act(self, interaction: Interaction, custom_id: str, values: tuple[str, ...]) -> None:
        """Do what a button or menu is for."""
        await self.guard(interaction, lambda: self._act(interaction, custom_id, values))

    async def _act(self, interaction: Interaction, custom_id: str, values: tuple[str, ...]) -> None:
        self.require_allowed(interaction)
        control = Control.from_id(custom_id)
        registered = self._acts.get(control.action)
        if registered is None:
            raise OutdatedControlRefusal
        if registered.for_moderators:
            require_moderator(interaction, self.settings, self.owners)
        await registered.act(interaction, control, values)

    async def on_interaction(self, interaction: Interaction) -> None:
        """Take in a form that was sent, also one that was opened before a restart."""
        if interaction.type is discord.InteractionType.modal_submit:
            data: dict[str, Any] = dict(interaction.data or {})
            await self.act(interaction, str(data.get("custom_id")), tuple(_find_values(data)))

    def require_allowed(self, interaction: Interaction) -> None:
        """Raise a refusal of moderators' commands to others, and in direct messages that the settings do not allow."""
        if is_for_moderators(interaction.command):
            require_moderator(interaction, self.settings, self.owners)
        if interaction.guild_id is None and not self.settings.direct_messages:
            raise DirectMessageRefusal

    def is_moderator(self, interaction: Interaction) -> bool:
        """Return whether somebody may moderate where they are."""
        return is_moderator(interaction, self.settings, self.owners)

    def is_exempt(self, person: discord.abc.User) -> bool:
        """Return whether somebody need not wait between two questions."""
        return has_moderator_role(person, self.settings)

    async def guard(self, asked: Interaction | discord.Message, work: Callable[[], Awaitable[None]]) -> None:
        """Do work for somebody and tell them if it fails."""
        with self.search_service.attend():
            try:
                await work()
            except Exception as error:  # noqa: BLE001  # the one place that everything unexpected ends in
                await self.explain(asked, error)

    async def explain(self, asked: Interaction | discord.Message, error: Exception) -> None:
        """Tell somebody why something was not done: what to do, or an id under which it is in the log."""
        cause = getattr(error, "original", error)
        if _is_gone(cause):
            log.info("Somebody's interaction ended before it could be answered")
            return
        texts = read_texts(asked)
        try:
            await self._notify(asked, error_text(texts, cause) or self._log_unexpected(texts, cause))
        except discord.HTTPException as failure:
            log.warning("Nobody could be told, since Discord answered %s (%s)", failure.status, failure.code)

    async def _notify(self, asked: Interaction | discord.Message, text: str) -> None:
        message = render_notice(text, WARNING_COLOUR)
        if isinstance(asked, discord.Message):
            await sending.reply(asked, message)
        elif asked.response.type in {None, discord.InteractionResponseType.deferred_channel_message}:
            await sending.respond(asked, message, private=True)
        else:
            await sending.add(asked, message)

    def _log_unexpected(self, texts: Texts, error: Exception) -> str:
        number = secrets.token_hex(4)
        log.error("Unexpected error %s", number, exc_info=error)
        return texts("error.unexpected", id=number)

    async def record(self, write: Callable[[], None]) -> None:
        """Write to the journal off the event loop; a full disk does not keep an answer from anybody."""
        try:
            await asyncio.to_thread(write)
        except sqlite3.Error:
            log.exception("The journal could not be written")

    async def on_message(self, message: discord.Message, /) -> None:
        """Do nothing: there are no commands in messages, and cogs listen by themselves."""

    async def on_error(self, event_method: str, /, *_: object, **__: object) -> None:
        """Log what an event handler raised."""
        log.exception("Unexpected error in %s", event_method)

    async def _sync_commands(self) -> None:
        guilds = [discord.Object(guild) for guild in self.settings.guild_ids]
        digest = await self._digest_commands(guilds)
        for guild in guilds:
            self.tree.copy_global_to(guild=guild)
        if guilds:
            self.tree.clear_commands(guild=None)  # so that syncing takes away what every server had before
        remembered = self.settings.state / "commands.sha256"
        if remembered.is_file() and remembered.read_text("utf-8") == digest:
            return
        for place in (None, *guilds):
            await self.tree.sync(guild=place)
        remembered.parent.mkdir(parents=True, exist_ok=True)
        remembered.write_text(digest, "utf-8")
        log.info("Synced the commands")

    async def _digest_commands(self, guilds: Sequence[discord.abc.Snowflake]) -> str:
        commands_ = self.tree.get_commands()
        translator = self.tree.translator
        assert translator is not None
        payloads = [await command.get_translated_payload(self.tree, translator) for command in commands_]
        described: list[Any] = [self.application_id, [guild.id for guild in guilds], payloads]
        return hashlib.sha256(json.dumps(described, sort_keys=True).encode()).hexdigest()


def make_intents(settings: Settings) -> discord.Intents:
    """Return the intents: servers and messages, and what messages say only where that is asked for."""
    return discord.Intents(
        guilds=True, guild_messages=True, dm_messages=settings.direct_messages, message_content=settings.message_content
    )


def read_texts(asked: Interaction | discord.Message) -> Texts:
    """Return the texts in the language of whoever asks, or of their server."""
    if isinstance(asked, discord.Interaction):
        return texts_for(asked.locale.value)
    return texts_for(asked.guild.preferred_locale.value if asked.guild else "en-US")


def _find_values(component: object) -> Iterator[str]:
    """Return what was written into a form, however it is nested."""
    if isinstance(component, list):
        for each in component:
            yield from _find_values(each)
    elif isinstance(component, dict):
        if isinstance(component.get("value"), str):
            yield component["value"]
        for key in ("components", "component"):
            yield from _find_values(component.get(key))


def _is_gone(error: object) -> bool:
    codes = {_UNKNOWN_INTERACTION, _ALREADY_ACKNOWLEDGED}
    return isinstance(error, discord.HTTPException) and error.code in codes


def error_text(texts: Texts, error: Exception) -> str | None:
    """Return what somebody is told of an error, or None where nobody foresaw it."""
    if isinstance(error, Refusal):
        return texts(error.key, **write_values(error.values, _LONGEST_VALUE))
    if isinstance(error, QuestionError):
        return texts("refusal.blank")
    if isinstance(error, discord.Forbidden):
        return texts("error.forbidden")
    if isinstance(error, discord.NotFound):
        return texts(WithdrawnRefusal.key)
    return texts("error.discord") if isinstance(error, discord.HTTPException) else None

"""The Discord client: its intents, its start, the router of controls, and the one error handler."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Awaitable, Callable
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.client.command_mentions import CommandMentions
from bot.client.command_sync import sync_commands, sync_server
from bot.client.error_texts import error_text, is_gone
from bot.client.examples import Examples
from bot.client.gateway_events import guard_parsers
from bot.client.languages import read_message_texts, read_texts
from bot.client.permissions import (
    PUBLIC,
    changes_the_corpus,
    describe_moderators,
    find_owners,
    has_moderator_role,
    is_for_managers,
    is_for_moderators,
    is_moderator,
    require_manager,
    require_moderator,
)
from bot.client.rate_limit import RateLimiter
from bot.client.servers import Servers
from bot.discord_ui import send as sending
from bot.discord_ui.controls import PUBLIC_ACTIONS, Control, ControlAction, ControlButton, ControlMenu, find_values
from bot.discord_ui.i18n import CatalogueTranslator, Texts
from bot.discord_ui.message import NO_MENTIONS
from bot.errors import Reason
from bot.library.journal.journal import Journal
from bot.library.journal.recorder import Recorder
from bot.library.library import Library
from bot.library.serving.search_service import SearchService
from bot.messages.notice import render_notice
from bot.settings import Settings
from index.errors import Refusal
from index.ingestion.fetching.fetch import choose_fetcher
from index.ingestion.fetching.fetcher import Fetcher
from index.ingestion.limited.reader import Reader

# No voice is needed, so that nobody needs to be warned that there is none.
discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False

log = logging.getLogger(__name__)

_IDLE = 60.0
"""Seconds after which the process that reads drafts ends, so that it takes memory only while somebody adds articles."""

WARNING_COLOUR = discord.Colour(0xD97706)

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


class Client(commands.AutoShardedBot):
    """The bot, without anything that needs a network to be made."""

    def __init__(
        self,
        settings: Settings,
        search_service: SearchService,
        journal: Journal,
        library: Library,
        page_size: int,
        load_cogs: Callable[[Client], Awaitable[None]],
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
                guild=True, dm_channel=settings.direct_messages, private_channel=settings.user_install
            ),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=settings.user_install),
        )
        self.settings = settings
        self.search_service = search_service
        self.journal = journal
        self.servers = Servers(journal)
        self.library = library
        self.examples = Examples(settings.examples, library.read_questions, search_service)
        self.command_mentions = CommandMentions(self)
        self.fetcher: Fetcher = choose_fetcher(settings.fetch)
        self.reader = Reader(idle_seconds=_IDLE)
        self.page_size = page_size
        self.rate_limiter = RateLimiter(settings.cooldown)
        self.recorder = Recorder()
        self._connection.parsers = guard_parsers(self._connection.parsers)
        self.owners: frozenset[int] = frozenset()
        self.notices: list[str] = []
        """What was found when the index and the journal were opened."""

        self.recovered: str | None = None
        """What was found at the start, until the log channel has it."""

        self._load_cogs = load_cogs
        self._acts: dict[ControlAction, Act] = {}

    async def setup_hook(self) -> None:
        """Load everything before the gateway is opened."""
        self._learn_owners()
        await self.tree.set_translator(CatalogueTranslator())
        await self._load_cogs(self)
        await self._recover()
        self.add_dynamic_items(ControlButton, ControlMenu)
        await sync_commands(self.tree, self.application_id, self.settings)

    async def _recover(self) -> None:
        """Let the library finish or undo what a dead job left."""
        recovered = await self.library.recover()
        self.recovered = "\n".join([*self.notices, *([recovered] if recovered else [])]) or None
        if self.recovered:
            log.warning("%s", self.recovered)

    def _learn_owners(self) -> None:
        """Note who owns the application; log who may moderate, and a warning where anybody may add the bot."""
        assert self.application is not None
        self.owners = find_owners(self.application)
        log.info("The corpus is moderated by %s", describe_moderators(self.settings, self.owners))
        if self.application.bot_public:
            log.warning("%s", PUBLIC)

    def on_control(self, action: ControlAction, act: Act) -> None:
        """Let a cog do what a button, menu or form is for; only moderators may, unless it is a public action."""
        self._acts[action] = act

    async def act(self, interaction: Interaction, custom_id: str, values: tuple[str, ...]) -> None:
        """Do what a button or menu is for."""
        await self.guard(interaction, lambda: self._act(interaction, custom_id, values))

    async def _act(self, interaction: Interaction, custom_id: str, values: tuple[str, ...]) -> None:
        self.require_allowed(interaction)
        control = Control.from_id(custom_id)
        if control.action not in PUBLIC_ACTIONS:
            require_moderator(interaction, self.settings, self.servers, self.owners)
        await self._acts[control.action](interaction, control, values)

    async def on_interaction(self, interaction: Interaction) -> None:
        """Take in a form that was sent, also one that was opened before a restart."""
        if interaction.type is discord.InteractionType.modal_submit:
            data: dict[str, Any] = dict(interaction.data or {})
            await self.act(interaction, str(data.get("custom_id")), tuple(find_values(data)))

    def require_allowed(self, interaction: Interaction) -> None:
        """Raise a refusal of moderators' commands to others, and in direct messages that the settings do not allow."""
        if is_for_moderators(interaction.command):
            require_moderator(interaction, self.settings, self.servers, self.owners)
        if changes_the_corpus(interaction.command):
            self.library.follower.require_builder()
        if is_for_managers(interaction.command):
            require_manager(interaction)
        if interaction.guild_id is None and not self.settings.direct_messages:
            raise Refusal(Reason.DIRECT_MESSAGE)

    def is_moderator(self, interaction: Interaction) -> bool:
        """Return whether somebody may moderate where they are."""
        return is_moderator(interaction, self.settings, self.servers, self.owners)

    def is_exempt(self, person: discord.abc.User) -> bool:
        """Return whether somebody need not wait between two questions."""
        return has_moderator_role(person, self.settings, self.servers)

    async def guard(self, asked: Interaction | discord.Message, work: Callable[[], Awaitable[None]]) -> None:
        """Do work for somebody and tell them if it fails."""
        with self.search_service.attend():
            try:
                await work()
            except Exception as error:  # noqa: BLE001  # the one place that everything unexpected ends in
                await self.explain(asked, error)

    async def explain(self, asked: Interaction | discord.Message, error: Exception) -> None:
        """Reply why something was not done: what to do, or an id under which it is in the log."""
        cause = getattr(error, "original", error)
        if is_gone(cause) or self.is_closed():
            log.info("Somebody's interaction, or the bot, ended before it could be answered")
            return
        if isinstance(asked, discord.Message) and not self.rate_limiter.may_notify(asked.author.id):
            return  # told once already: a wall of refusals would be everybody's
        texts = self.read_texts(asked)
        try:
            await self._notify(asked, error_text(texts, cause) or self._log_unexpected(texts, cause))
        except sending.FAILURES as failure:
            log.warning("Nobody could be told: %s", sending.describe_failure(failure))

    def read_texts(self, asked: Interaction | discord.Message) -> Texts:
        """Return the texts in the language of whoever clicks or writes."""
        return read_message_texts(asked, self.servers) if isinstance(asked, discord.Message) else read_texts(asked)

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
        self.search_service.metrics.count_error()
        log.error("Unexpected error %s", number, exc_info=error)
        return texts("error.unexpected", id=number)

    async def close(self) -> None:
        """Leave Discord; what was not begun to be written into the journal is given up."""
        self.recorder.close()
        await super().close()

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Give a server that invites the bot again its commands again."""
        await sync_server(self.tree, self.settings, guild)

    async def on_message(self, message: discord.Message, /) -> None:
        """Do nothing: there are no commands in messages, and cogs listen by themselves."""

    async def on_error(self, event_method: str, /, *_: object, **__: object) -> None:
        """Log what an event handler raised."""
        log.exception("Unexpected error in %s", event_method)


def make_intents(settings: Settings) -> discord.Intents:
    """Return the intents: servers and messages, and what messages say only where that is asked for."""
    return discord.Intents(
        guilds=True, guild_messages=True, dm_messages=settings.direct_messages, message_content=settings.message_content
    )

"""/corpus feed: following feeds, and deciding on what is new in them."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Sequence

import discord
from discord import app_commands
from pydantic import ValidationError

from bot.client.client import Client, Interaction
from bot.client.languages import read_texts
from bot.client.moderators_channel import find_missing_in
from bot.cogs.moderation.corpus_add import CorpusAdd
from bot.cogs.moderation.feed_watch import FeedWatch
from bot.cogs.moderation.job_message import follow, name_moderator
from bot.discord_ui import send as sending
from bot.discord_ui.controls import Control, ControlAction
from bot.discord_ui.message import LONGEST_OPTION, MOST_OPTIONS, OutgoingMessage
from bot.errors import Reason
from bot.library.events import AuditAction, Moderator, OnProgress, Outcome
from bot.messages.moderation.feeds import (
    ITEMS_A_MESSAGE,
    FeedState,
    render_feeds,
    render_followed,
    render_items,
    render_left,
)
from bot.messages.moderation.jobs import JobLabel
from index.corpus.articles import Metadata
from index.errors import Refusal, VerbatimError
from index.ingestion.drafts import Draft
from index.ingestion.feeds.store import Feed, Item, ItemState
from index.ingestion.fetching.addresses import read_url
from index.ingestion.refusals import FetchingOffRefusal


class CorpusFeeds:
    """Follows feeds, and does with their items what moderators decide."""

    def __init__(self, client: Client, corpus_add: CorpusAdd, watch: FeedWatch) -> None:
        self.client = client
        self.watch = watch
        self.store = watch.store
        self._corpus_add = corpus_add
        corpus_add.on_added = self._note_added

    async def follow(self, interaction: Interaction, feed: Feed) -> None:
        """Follow a feed, and poll it now."""
        if not self.client.settings.fetch:
            raise FetchingOffRefusal
        read_url(feed.url)
        _require_sense(feed)
        channels = self.watch.find_channels(feed)
        if not channels:
            raise Refusal(Reason.NO_DRAFTS_CHANNEL)
        missing = [name for channel in channels for name in find_missing_in(self.client, channel)]
        if missing:
            raise Refusal(Reason.CHANNEL, missing=", ".join(dict.fromkeys(missing)))
        await interaction.response.defer(ephemeral=True, thinking=True)
        await asyncio.to_thread(self.store.follow, feed)
        await sending.respond(interaction, render_followed(feed, channels, read_texts(interaction)), private=True)
        await self.watch.poll_due()

    async def show_feeds(self, interaction: Interaction) -> None:
        """List the feeds."""
        states = await asyncio.to_thread(self._read_states)
        await sending.respond(interaction, render_feeds(states, read_texts(interaction)), private=True)

    def _read_states(self) -> list[FeedState]:
        return [
            FeedState(
                feed,
                self.watch.find_channels(feed),
                len(self.store.list_items(ItemState.WAITING, feed.url)),
                tuple(self.store.list_items(ItemState.FAILED, feed.url)),
            )
            for feed in self.store.list_feeds()
        ]

    async def leave(self, interaction: Interaction, url: str) -> None:
        """Follow a feed no longer."""
        was_followed = await asyncio.to_thread(self.store.leave, url)
        message = render_left(url, was_followed=was_followed, texts=read_texts(interaction))
        await sending.respond(interaction, message, private=True)

    def offer(self, typed: str) -> list[app_commands.Choice[str]]:
        """Offer the feeds whose title or address holds what was typed."""
        found = [feed for feed in self.store.list_feeds() if typed.casefold() in f"{feed.title} {feed.url}".casefold()]
        fitting = [feed for feed in found if len(feed.url) <= LONGEST_OPTION]
        return [app_commands.Choice(name=feed.name[:LONGEST_OPTION], value=feed.url) for feed in fitting[:MOST_OPTIONS]]

    async def show_waiting(self, interaction: Interaction, _: Control, __: tuple[str, ...]) -> None:
        """Show what waits, the oldest first, also where it could not be posted."""
        items = (await asyncio.to_thread(self.store.list_items, ItemState.WAITING))[:ITEMS_A_MESSAGE]
        await sending.respond(interaction, self._render(items, interaction), private=True)

    async def add(self, interaction: Interaction, control: Control, values: tuple[str, ...]) -> None:
        """Add the items that were picked, one job after the other, and show what became of each."""
        wanted = [item for item in self._find(values or control.arguments) if item.state is ItemState.WAITING]
        if not wanted:
            raise Refusal(Reason.OUTDATED)
        await interaction.response.defer(ephemeral=True, thinking=True)
        moderator, title = name_moderator(interaction), "; ".join(item.title for item in wanted)
        job = JobLabel(AuditAction.ADD, title, wanted[-1].draft.article.id if wanted[-1].draft else None)
        await follow(interaction, job, functools.partial(self._add_all, moderator, wanted))
        await self._refresh(interaction, control)

    async def _add_all(self, moderator: Moderator, items: Sequence[Item], on_progress: OnProgress) -> Outcome:
        """Add items; the first one that cannot be added ends it, and it and those after it wait on."""
        outcome: Outcome | None = None
        for item in items:
            if item.draft is None or not self.store.settle(item.id, ItemState.ADDED):
                continue
            try:
                outcome = await self.client.library.add(moderator, item.draft, on_progress)
            except (Refusal, VerbatimError):
                self.store.wait_again(item)
                raise
        if outcome is None:
            raise Refusal(Reason.OUTDATED)
        return outcome

    async def edit(self, interaction: Interaction, control: Control, values: tuple[str, ...]) -> None:
        """Show the private preview of an item, where its metadata can be changed before it is added."""
        (item, *_) = self._find(values or control.arguments)
        if item.draft is None:
            raise Refusal(Reason.OUTDATED)
        await interaction.response.defer(ephemeral=True, thinking=True)
        await self._corpus_add.preview(interaction, item.draft)

    async def discard(self, interaction: Interaction, control: Control, values: tuple[str, ...]) -> None:
        """Discard the items that were picked."""
        for item in self._find(values or control.arguments):
            self.store.settle(item.id, ItemState.DISCARDED)
        await sending.edit(interaction, self._render(self._find(control.arguments), interaction))

    def _find(self, ids: Sequence[str]) -> list[Item]:
        found = [self.store.find_item(int(each)) for each in ids if each.isdecimal()]
        items = [item for item in found if item]
        if not items:
            raise Refusal(Reason.OUTDATED)
        return items

    def _render(self, items: Sequence[Item], interaction: Interaction) -> OutgoingMessage:
        names = {feed.url: feed.name for feed in self.store.list_feeds()}
        feeds = list(dict.fromkeys(names.get(item.feed, item.feed) for item in items))
        return render_items(", ".join(feeds), items, read_texts(interaction))

    async def _refresh(self, interaction: Interaction, control: Control) -> None:
        """Let the message that was acted upon show what became of its items."""
        if interaction.message is None:
            return
        try:
            await sending.edit_sent(interaction.message, self._render(self._find(control.arguments), interaction))
        except sending.FAILURES:
            return  # it is gone, or private; what was decided is kept either way

    async def _note_added(self, draft: Draft) -> None:
        await asyncio.to_thread(self.store.settle_text, draft.article.id)


def _require_sense(feed: Feed) -> None:
    """Refuse defaults that no article could have."""
    try:
        given = {"publisher": feed.publisher, "licence": feed.licence, "language": feed.language}
        Metadata.model_validate({"title": "x", **{name: value for name, value in given.items() if value}})
    except ValidationError as error:
        raise Refusal(Reason.LIBRARY, problem=f"{error.errors()[0]['loc'][0]}: {error.errors()[0]['msg']}") from error


def make_feed(
    interaction: Interaction,
    url: str,
    channel: discord.TextChannel | None,
    publisher: str | None,
    licence: str | None,
    language: str | None,
    publish: bool,
) -> Feed:
    """Return a feed as a moderator gave it."""
    moderator = name_moderator(interaction)
    return Feed(
        url.strip(), publisher=publisher, licence=licence, language=language, publishes=publish,
        channel=channel.id if channel else None, follower_id=moderator.id, follower=moderator.name,
    )  # fmt: skip


def add_to(client: Client, corpus_add: CorpusAdd, watch: FeedWatch) -> CorpusFeeds:
    """Let the buttons and menus below new items do what they are for."""
    cog = CorpusFeeds(client, corpus_add, watch)
    client.on_control(ControlAction.FEED_ADD, cog.add)
    client.on_control(ControlAction.FEED_EDIT, cog.edit)
    client.on_control(ControlAction.FEED_DROP, cog.discard)
    client.on_control(ControlAction.FEED_WAITING, cog.show_waiting)
    return cog

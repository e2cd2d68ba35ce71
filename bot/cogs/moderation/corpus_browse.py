"""What moderators look up; every list is private and turns in place."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from discord import app_commands

from bot.client.client import Client, Interaction
from bot.client.languages import read_texts
from bot.client.moderators_channel import find_missing_in
from bot.cogs.moderation.corpus_feedback import begin_page
from bot.cogs.moderation.job_message import errors_as_refusals
from bot.cogs.moderation.metadata_forms import read_key
from bot.discord_ui import send as sending
from bot.discord_ui.controls import Control, ControlAction
from bot.discord_ui.escaping import show_on_one_line
from bot.discord_ui.i18n import Texts
from bot.discord_ui.message import LONGEST_OPTION, MOST_OPTIONS, OutgoingMessage, clip
from bot.errors import JobRefusal, Reason
from bot.library.events import SnapshotRecord
from bot.messages.moderation.check import render_check
from bot.messages.moderation.corpus_articles import (
    Listed,
    render_article,
    render_corpus,
    render_export,
    render_kept_export,
)
from bot.messages.moderation.history import render_history, write_plain_record
from bot.messages.moderation.status import render_status
from bot.messages.setup import CHANNELS
from index.corpus.articles import Article
from index.errors import Refusal
from index.ingestion.feeds.store import FeedStore
from index.ingestion.lint import lint_corpus

CHANGES = 200
"""Entries of the audit log that can be paged through; the journal has them all."""

EXPORTS = "exports"

_Found = TypeVar("_Found")


class CorpusBrowse:
    """Shows the corpus, its index and its history."""

    def __init__(self, client: Client, feeds: FeedStore) -> None:
        self.client = client
        self.feeds = feeds

    async def check(self, interaction: Interaction) -> None:
        """Say what is wrong in the articles, as `index lint` does."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        with errors_as_refusals():
            findings = await asyncio.to_thread(lint_corpus, self.client.library.corpus)
        await sending.respond(interaction, render_check(findings, read_texts(interaction)), private=True)

    async def list_articles(self, interaction: Interaction, wanted: str) -> None:
        """List the articles whose title, outlet or author holds what is wanted."""
        message = self._render_articles(show_on_one_line(wanted), 0, read_texts(interaction))
        await sending.respond(interaction, message, private=True)

    async def turn_articles(self, interaction: Interaction, control: Control, _: tuple[str, ...]) -> None:
        """Turn to another page of the articles."""
        wanted = "|".join(control.arguments[1:])
        await sending.edit(interaction, self._render_articles(wanted, control.read_number(0), read_texts(interaction)))

    def _render_articles(self, wanted: str, page: int, texts: Texts) -> OutgoingMessage:
        catalog = self.client.search_service.catalog
        listed = [
            Listed(article, catalog.count_sentences(article.id))
            for article in catalog.articles
            if _matches(article, wanted)
        ]
        return render_corpus(listed, page, wanted, texts)

    async def pick_article(self, interaction: Interaction, _: Control, values: tuple[str, ...]) -> None:
        """Show the article that was picked."""
        article = self.client.search_service.catalog.find_article(values[0]) if values else None
        if article is None:
            raise Refusal(Reason.ARTICLE)
        await self.show_article(interaction, article)

    async def open_article(self, interaction: Interaction, control: Control, _: tuple[str, ...]) -> None:
        """Show the article of a button."""
        article = self.client.search_service.catalog.find_article(read_key(control))
        if article is None:
            raise Refusal(Reason.WITHDRAWN)
        await self.show_article(interaction, article)

    async def show_article(self, interaction: Interaction, article: Article) -> None:
        """Show one article."""
        catalog = self.client.search_service.catalog
        speakers = catalog.list_speakers(article.id)
        listed = Listed(article, catalog.count_sentences(article.id))
        await sending.respond(interaction, render_article(listed, speakers, read_texts(interaction)), private=True)

    async def show_status(self, interaction: Interaction) -> None:
        """Show the state of the corpus and its index."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        with errors_as_refusals():
            status = await self.client.library.read_status()
        own = [feed.channel for feed in await asyncio.to_thread(self.feeds.list_feeds) if feed.channel]
        message = render_status(status, read_texts(interaction), self._check_channels(own))
        await sending.respond(interaction, message, private=True)

    def _check_channels(self, of_feeds: Sequence[int]) -> dict[int, list[str]]:
        """Return what the bot lacks to write in each channel that moderators read, those that feeds have among them."""
        client = self.client
        channels = [each for kind in CHANNELS for each in client.servers.list_channels(client.settings, kind)]
        return {channel: find_missing_in(client, channel) for channel in dict.fromkeys([*channels, *of_feeds])}

    async def list_history(self, interaction: Interaction, control: Control | None = None, *_: object) -> None:
        """List the snapshots, and a page of who changed what."""
        page = await begin_page(interaction, control)
        library = self.client.library
        records = await self._look_up(library.list_snapshots)
        changes = await self._look_up(lambda: library.list_changes(CHANGES))
        message = render_history(records, changes, page, read_texts(interaction))
        await sending.respond(interaction, message, private=True)

    async def export(self, interaction: Interaction) -> None:
        """Hand out the corpus as a zip, or say where it lies where it is too large for Discord."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        with errors_as_refusals():
            path = await self.client.library.export()
        name = f"verbatim-corpus-{datetime.now(UTC):%Y-%m-%d}.zip"
        texts = read_texts(interaction)
        if path.stat().st_size > interaction.filesize_limit:
            kept = await asyncio.to_thread(_keep, path, self.client.settings.state / EXPORTS / name)
            await sending.respond(interaction, render_kept_export(kept, texts), private=True)
            return
        try:
            message = render_export(path, name, texts)
            await sending.respond(interaction, message, private=True)
        finally:
            path.unlink(missing_ok=True)

    async def _look_up(self, find: Callable[[], Sequence[_Found]]) -> Sequence[_Found]:
        with errors_as_refusals():
            return await asyncio.to_thread(find)


def offer_snapshots(records: Sequence[SnapshotRecord], typed: str, texts: Texts) -> list[app_commands.Choice[str]]:
    """Return the snapshots that one could go back to, to choose from."""
    wanted = typed.casefold().strip()
    offered = [(write_plain_record(record, texts), record.name) for record in records if not record.is_serving]
    found = [(shown, value) for shown, value in offered if wanted in shown.casefold() or wanted in value.casefold()]
    return [app_commands.Choice(name=clip(shown, LONGEST_OPTION), value=value) for shown, value in found][:MOST_OPTIONS]


def _matches(article: Article, wanted: str) -> bool:
    parts = (article.title, article.publisher, article.author, article.path)
    return any(wanted.casefold() in part.casefold() for part in parts if part)


def _keep(path: Path, kept: Path) -> Path:
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(path, kept)
    except OSError as error:
        path.unlink(missing_ok=True)
        raise JobRefusal(Reason.DISK, reason=error.strerror or str(error)) from error
    return kept.resolve()


def add_to(client: Client, feeds: FeedStore) -> CorpusBrowse:
    """Let the pages and menus of what is looked up turn."""
    cog = CorpusBrowse(client, feeds)
    client.on_control(ControlAction.CORPUS_LIST, cog.turn_articles)
    client.on_control(ControlAction.CORPUS_SHOW, cog.pick_article)
    client.on_control(ControlAction.CORPUS_HISTORY, cog.list_history)
    client.on_control(ControlAction.ARTICLE_SHOW, cog.open_article)
    return cog

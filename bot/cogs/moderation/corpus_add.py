"""Adding an article: a draft, its preview, its metadata in two forms, and at last the library."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import discord

from bot.client.client import Client, Interaction
from bot.client.languages import read_texts
from bot.cogs.moderation.job_message import follow, name_moderator
from bot.cogs.moderation.metadata_forms import MetadataForms, read_form, read_key
from bot.discord_ui import send as sending
from bot.discord_ui.controls import Control, ControlAction
from bot.library.events import AuditAction
from bot.messages.moderation.confirmations import render_draft, render_dropped
from bot.messages.moderation.forms import make_paste_form, read_paste
from bot.messages.moderation.jobs import JobLabel
from index.ingestion.draft_review import review_draft
from index.ingestion.draft_store import Drafts
from index.ingestion.drafts import Draft, check_file, draft_fetched, draft_file, draft_paste

FOLDER = "drafts"

_Read = TypeVar("_Read")


class CorpusAdd:
    """Takes articles in, each by way of a private preview."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.drafts = Drafts(client.settings.state / FOLDER)
        self.on_added: Callable[[Draft], Awaitable[None]] | None = None
        self._turn = asyncio.Lock()
        self._forms = MetadataForms(ControlAction.DRAFT_FORM, ControlAction.DRAFT_TAKE)

    async def take_file(self, interaction: Interaction, file: discord.Attachment) -> None:
        """Preview an article that was attached."""
        check_file(file.filename, file.size)
        await interaction.response.defer(ephemeral=True, thinking=True)
        content = await file.read()
        await self._preview(interaction, lambda: draft_file(file.filename, content, self.client.reader))

    async def take_url(self, interaction: Interaction, url: str) -> None:
        """Preview the article of a page."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        page = await self.client.fetcher.fetch(url)
        await self._preview(interaction, lambda: draft_fetched(page, self.client.reader))

    async def open_paste(self, interaction: Interaction) -> None:
        """Ask for the text of an article."""
        await sending.open_form(
            interaction, make_paste_form(Control(ControlAction.DRAFT_PASTE), read_texts(interaction))
        )

    async def reopen_paste(self, interaction: Interaction, *_: object) -> None:
        """Ask for the text of an article, by a button."""
        await self.open_paste(interaction)

    async def take_paste(self, interaction: Interaction, _: Control, values: tuple[str, ...]) -> None:
        """Preview a text that was pasted."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await self._preview(interaction, lambda: draft_paste(read_paste(values), self.client.reader))

    async def show(self, interaction: Interaction, control: Control, _: tuple[str, ...]) -> None:
        """Go back to the preview of a draft."""
        key = read_key(control)
        draft = self.drafts.find(interaction.user.id, key)
        await sending.defer(interaction)
        await self._show(interaction, key, draft)

    async def open_form(self, interaction: Interaction, control: Control, _: tuple[str, ...]) -> None:
        """Ask for some of the metadata."""
        key, form = read_form(control)
        await self._forms.open(interaction, self.drafts.find(interaction.user.id, key).metadata, key, form)

    async def take_form(self, interaction: Interaction, control: Control, values: tuple[str, ...]) -> None:
        """Keep what was written, and show the preview with it."""
        owner, (key, _) = interaction.user.id, read_form(control)
        draft = self.drafts.find(owner, key)
        metadata = await self._forms.read(interaction, draft.metadata, control, values)
        if metadata is None:
            return
        edited = draft.edited(metadata)
        self.drafts.keep(owner, edited, key)
        await sending.defer(interaction)
        await self._show(interaction, key, edited)

    async def confirm(self, interaction: Interaction, control: Control, _: tuple[str, ...]) -> None:
        """Add the article to the corpus; a draft that could not be added is kept."""
        owner, key = interaction.user.id, read_key(control)
        draft = self.drafts.take(owner, key)
        moderator, added = name_moderator(interaction), False
        try:
            await sending.defer(interaction)
            job, again = (
                JobLabel(AuditAction.ADD, draft.metadata.title, draft.article.id),
                Control(ControlAction.DRAFT_SHOW, (key,)),
            )
            added = await follow(
                interaction, job, lambda on_progress: self.client.library.add(moderator, draft, on_progress), again
            )
        finally:
            if not added:
                self.drafts.keep(owner, draft, key)
        if added and self.on_added:
            await self.on_added(draft)

    async def discard(self, interaction: Interaction, control: Control, _: tuple[str, ...]) -> None:
        """Forget a draft."""
        self.drafts.take(interaction.user.id, read_key(control))
        await sending.replace(interaction, render_dropped(read_texts(interaction)))

    async def _preview(self, interaction: Interaction, make: Callable[[], Draft]) -> None:
        with self.client.search_service.attend():
            await self.preview(interaction, await self._read(make))

    async def preview(self, interaction: Interaction, draft: Draft) -> None:
        """Show the preview of a draft, kept for whoever asked for it."""
        await self._show(interaction, self.drafts.keep(interaction.user.id, draft), draft)

    async def _show(self, interaction: Interaction, key: str, draft: Draft) -> None:
        contents = self.client.search_service.searcher.snapshot.contents
        speakers = await self.client.library.read_speakers()
        review = await self._read(lambda: review_draft(draft, contents, self.client.reader, speakers))
        message = render_draft(key, draft, review, read_texts(interaction))
        await sending.respond(interaction, message, private=True)
        await self.client.library.build_process.prepare()  # while the moderator reads the draft

    async def _read(self, read: Callable[[], _Read]) -> _Read:
        """Read what a stranger wrote, one document at a time, so that no more than one thread waits for that."""
        async with self._turn:
            return await asyncio.to_thread(read)


def add_to(client: Client) -> CorpusAdd:
    """Let the buttons and forms of drafts do what they are for."""
    cog = CorpusAdd(client)
    client.on_control(ControlAction.DRAFT_PASTE, cog.take_paste)
    client.on_control(ControlAction.PASTE_OPEN, cog.reopen_paste)
    client.on_control(ControlAction.DRAFT_SHOW, cog.show)
    client.on_control(ControlAction.DRAFT_FORM, cog.open_form)
    client.on_control(ControlAction.DRAFT_TAKE, cog.take_form)
    client.on_control(ControlAction.DRAFT_ADD, cog.confirm)
    client.on_control(ControlAction.DRAFT_DROP, cog.discard)
    return cog

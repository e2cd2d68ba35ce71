"""Changing what is there: editing, removing, reindexing, going back, and deciding on what was held back."""

from __future__ import annotations

import asyncio

from bot.client.client import Client, Interaction
from bot.client.languages import read_texts
from bot.cogs.moderation.job_message import errors_as_refusals, follow, name_moderator
from bot.cogs.moderation.metadata_forms import MetadataForms, read_form, read_key
from bot.discord_ui import send as sending
from bot.discord_ui.controls import Control, ControlAction
from bot.discord_ui.escaping import show_on_one_line
from bot.discord_ui.message import TextId, find_text
from bot.errors import Reason
from bot.library.events import AuditAction, SnapshotRecord
from bot.messages.moderation.confirmations import render_dropped, render_removal, render_rollback
from bot.messages.moderation.forms import make_reason_form
from bot.messages.moderation.jobs import JobLabel, render_held_back, render_outcome
from bot.messages.notice import DONE_COLOUR, render_notice
from index.corpus.articles import Article, Metadata
from index.errors import Refusal

LONGEST_REASON = 300


class CorpusChange:
    """Does what changes articles that are there already, each by way of the library."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self._forms = MetadataForms(ControlAction.ARTICLE_FORM, ControlAction.ARTICLE_TAKE)

    async def open_form(self, interaction: Interaction, control: Control, _: tuple[str, ...]) -> None:
        """Ask for some of an article's metadata."""
        key, form = read_form(control)
        await self.edit(interaction, self._require_article(key), form)

    async def edit(self, interaction: Interaction, article: Article, form: str) -> None:
        """Ask for some of an article's metadata."""
        await self._forms.open(interaction, copy_metadata(article), article.id, form)

    async def take_form(self, interaction: Interaction, control: Control, values: tuple[str, ...]) -> None:
        """Change an article's metadata to what was written."""
        article = self._require_article(read_form(control)[0])
        metadata = await self._forms.read(interaction, copy_metadata(article), control, values)
        if metadata is None:
            return
        moderator, library = name_moderator(interaction), self.client.library
        await sending.defer(interaction)
        await follow(
            interaction,
            JobLabel(AuditAction.EDIT, metadata.title, article.id),
            lambda on_progress: library.edit(moderator, article.id, metadata, on_progress),
        )

    async def ask_removal(self, interaction: Interaction, article: Article, reason: str) -> None:
        """Ask whether an article is to be removed."""
        sentences = self.client.search_service.catalog.count_sentences(article.id)
        message = render_removal(article, sentences, show_on_one_line(reason) or "—", read_texts(interaction))
        await sending.respond(interaction, message, private=True)

    async def remove(self, interaction: Interaction, control: Control, _: tuple[str, ...]) -> None:
        """Remove an article."""
        article = self._require_article(read_key(control))
        reason = find_text(interaction.message, TextId.REASON)
        if reason is None:
            raise Refusal(Reason.OUTDATED)
        moderator, library = name_moderator(interaction), self.client.library
        await sending.defer(interaction)
        await follow(
            interaction,
            JobLabel(AuditAction.REMOVE, article.title),
            lambda on_progress: library.remove(moderator, article.id, reason, on_progress),
        )

    async def open_removal(self, interaction: Interaction, control: Control, _: tuple[str, ...]) -> None:
        """Ask why an article is to be removed."""
        article = self._require_article(read_key(control))
        sent = Control(ControlAction.REMOVAL_FORM, (article.id,))
        await sending.open_form(interaction, make_reason_form(sent, LONGEST_REASON, read_texts(interaction)))

    async def take_reason(self, interaction: Interaction, control: Control, values: tuple[str, ...]) -> None:
        """Ask whether an article is to be removed, for the reason that was written."""
        article = self._require_article(read_key(control))
        sentences = self.client.search_service.catalog.count_sentences(article.id)
        reason = show_on_one_line(" ".join(values)) or "—"
        await sending.replace(interaction, render_removal(article, sentences, reason, read_texts(interaction)))

    async def undo_addition(self, interaction: Interaction, control: Control, _: tuple[str, ...]) -> None:
        """Remove an article that was added by mistake."""
        article = self._require_article(read_key(control))
        moderator, library = name_moderator(interaction), self.client.library
        reason = read_texts(interaction)("removal.undone")
        await sending.defer(interaction)
        await follow(
            interaction,
            JobLabel(AuditAction.REMOVE, article.title),
            lambda on_progress: library.remove(moderator, article.id, reason, on_progress),
        )

    async def reindex_changed(self, interaction: Interaction, *_: object) -> None:
        """Reindex what changed, by a button."""
        await self.reindex(interaction, everything=False)

    async def reindex(self, interaction: Interaction, *, everything: bool) -> None:
        """Reindex what changed, or everything."""
        moderator, library = name_moderator(interaction), self.client.library
        await interaction.response.defer(ephemeral=True, thinking=True)
        job = JobLabel(AuditAction.REINDEX_ALL if everything else AuditAction.REINDEX)
        await follow(interaction, job, lambda on_progress: library.reindex(moderator, everything, on_progress))

    async def ask_rollback(self, interaction: Interaction, snapshot: str) -> None:
        """Show what going back to a snapshot changes, and ask whether to."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        record = await self._require_snapshot(snapshot)
        with errors_as_refusals():
            plan = await self.client.library.plan_rollback(record.name)
        await sending.respond(interaction, render_rollback(plan, record, read_texts(interaction)), private=True)

    async def roll_back(self, interaction: Interaction, control: Control, _: tuple[str, ...]) -> None:
        """Go back to a snapshot."""
        snapshot = read_key(control)
        moderator, library = name_moderator(interaction), self.client.library
        await sending.defer(interaction)
        await follow(
            interaction,
            JobLabel(AuditAction.ROLL_BACK),
            lambda on_progress: library.roll_back(moderator, snapshot, on_progress),
        )

    async def cancel(self, interaction: Interaction, *_: object) -> None:
        """Cancel the job that is running."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        with errors_as_refusals():
            cancelled = await self.client.library.cancel(name_moderator(interaction))
        text = read_texts(interaction)("cancelled.done" if cancelled else "cancelled.none")
        await sending.respond(interaction, render_notice(text), private=True)

    async def show_held(self, interaction: Interaction, *_: object) -> None:
        """Show again what was held back."""
        await sending.defer(interaction)
        with errors_as_refusals():
            status = await self.client.library.read_status()
        if status.held is None:
            raise Refusal(Reason.OUTDATED)
        await sending.respond(interaction, render_held_back(status.held, read_texts(interaction)), private=True)

    async def publish_held(self, interaction: Interaction, control: Control, _: tuple[str, ...]) -> None:
        """Publish what was held back."""
        await sending.defer(interaction)
        with errors_as_refusals():
            published = await self.client.library.publish_held(name_moderator(interaction), read_key(control))
        texts = read_texts(interaction)
        await sending.respond(
            interaction, render_outcome(JobLabel(AuditAction.PUBLISH), published, texts), private=True
        )

    async def discard_held(self, interaction: Interaction, control: Control, _: tuple[str, ...]) -> None:
        """Drop what was held back."""
        await sending.defer(interaction)
        with errors_as_refusals():
            await self.client.library.discard_held(name_moderator(interaction), read_key(control))
        text = read_texts(interaction)("held.discarded")
        await sending.respond(interaction, render_notice(text, DONE_COLOUR), private=True)

    async def keep(self, interaction: Interaction, *_: object) -> None:
        """Leave everything as it is."""
        await sending.replace(interaction, render_dropped(read_texts(interaction)))

    def _require_article(self, article_id: str) -> Article:
        article = self.client.search_service.catalog.find_article(article_id)
        if article is None:
            raise Refusal(Reason.WITHDRAWN)
        return article

    async def _require_snapshot(self, name: str) -> SnapshotRecord:
        with errors_as_refusals():
            records = await asyncio.to_thread(self.client.library.list_snapshots)
        found = next((record for record in records if record.name == name.strip()), None)
        if found is None:
            raise Refusal(Reason.SNAPSHOT, snapshot=name)
        return found


def copy_metadata(article: Article) -> Metadata:
    """Return what an article says of itself."""
    return Metadata.model_validate({field: getattr(article, field) for field in Metadata.model_fields})


def add_to(client: Client) -> CorpusChange:
    """Let the buttons and forms of changes do what they are for."""
    cog = CorpusChange(client)
    client.on_control(ControlAction.ARTICLE_FORM, cog.open_form)
    client.on_control(ControlAction.ARTICLE_TAKE, cog.take_form)
    client.on_control(ControlAction.ARTICLE_REMOVE, cog.open_removal)
    client.on_control(ControlAction.REMOVAL_FORM, cog.take_reason)
    client.on_control(ControlAction.ARTICLE_UNDO, cog.undo_addition)
    client.on_control(ControlAction.REINDEX, cog.reindex_changed)
    client.on_control(ControlAction.REMOVE, cog.remove)
    client.on_control(ControlAction.ROLLBACK, cog.roll_back)
    client.on_control(ControlAction.KEEP, cog.keep)
    client.on_control(ControlAction.CANCEL_JOB, cog.cancel)
    client.on_control(ControlAction.SHOW_HELD, cog.show_held)
    client.on_control(ControlAction.PUBLISH_HELD, cog.publish_held)
    client.on_control(ControlAction.DISCARD_HELD, cog.discard_held)
    return cog

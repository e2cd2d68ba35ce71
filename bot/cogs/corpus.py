"""What moderators do: /corpus and everything below it.

Whether somebody is a moderator is asked before any of this runs, in `bot/client/client.py`, for every command,
button and form.
"""

from __future__ import annotations

import asyncio
from typing import Literal

import discord
from discord import app_commands
from discord.ext import commands

from bot.client.client import Client, Interaction, read_texts
from bot.client.permissions import MODERATORS
from bot.cogs import corpus_add as adding
from bot.cogs import corpus_browse as browsing
from bot.cogs import corpus_change as changing
from bot.cogs import log_channel as auditing
from bot.cogs.corpus_change import LONGEST_REASON
from bot.discord_ui.article_choices import find_article, offer_articles
from bot.discord_ui.i18n import name
from bot.errors import OneSourceRefusal
from index.corpus.articles import Article

LONGEST_FILTER = 50


@app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
@app_commands.default_permissions(manage_guild=True)
class Corpus(
    commands.GroupCog,
    group_name=name("corpus.name"),
    group_description=name("corpus.description"),
    group_extras={MODERATORS: True},
):
    """The moderators' commands, each handed on to what does it."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.adding = adding.add_to(client)
        self.changing = changing.add_to(client)
        self.browsing = browsing.add_to(client)

    @app_commands.command(name=name("corpus.add.name"), description=name("corpus.add.description"))
    @app_commands.rename(file=name("corpus.add.file.name"), url=name("corpus.add.url.name"))
    @app_commands.describe(file=name("corpus.add.file.description"), url=name("corpus.add.url.description"))
    async def add(
        self, interaction: Interaction, file: discord.Attachment | None = None, url: str | None = None
    ) -> None:
        """Preview an article that is attached, at an address, or pasted."""
        if file and url:
            raise OneSourceRefusal
        if file:
            await self.adding.take_file(interaction, file)
        elif url:
            await self.adding.take_url(interaction, url)
        else:
            await self.adding.open_paste(interaction)

    @app_commands.command(name=name("corpus.list.name"), description=name("corpus.list.description"))
    @app_commands.rename(wanted=name("corpus.list.filter.name"))
    @app_commands.describe(wanted=name("corpus.list.filter.description"))
    async def list_articles(
        self, interaction: Interaction, wanted: app_commands.Range[str, 1, LONGEST_FILTER] | None = None
    ) -> None:
        """List the articles."""
        await self.browsing.list_articles(interaction, wanted or "")

    @app_commands.command(name=name("corpus.show.name"), description=name("corpus.show.description"))
    @app_commands.rename(article=name("corpus.article.name"))
    @app_commands.describe(article=name("corpus.article.description"))
    async def show(self, interaction: Interaction, article: str) -> None:
        """Show one article."""
        await self.browsing.show_article(interaction, self._find(article))

    @app_commands.command(name=name("corpus.edit.name"), description=name("corpus.edit.description"))
    @app_commands.rename(article=name("corpus.article.name"))
    @app_commands.describe(article=name("corpus.article.description"))
    async def edit(self, interaction: Interaction, article: str) -> None:
        """Ask for what an article says of itself."""
        await self.changing.edit(interaction, self._find(article), "details")

    @app_commands.command(name=name("corpus.remove.name"), description=name("corpus.remove.description"))
    @app_commands.rename(article=name("corpus.article.name"), reason=name("corpus.reason.name"))
    @app_commands.describe(article=name("corpus.article.description"), reason=name("corpus.reason.description"))
    async def remove(
        self, interaction: Interaction, article: str, reason: app_commands.Range[str, 1, LONGEST_REASON]
    ) -> None:
        """Ask whether an article is to be taken out."""
        await self.changing.ask_removal(interaction, self._find(article), reason)

    @app_commands.command(name=name("corpus.reindex.name"), description=name("corpus.reindex.description"))
    @app_commands.rename(scope=name("corpus.scope.name"))
    @app_commands.describe(scope=name("corpus.scope.description"))
    @app_commands.choices(
        scope=[app_commands.Choice(name=name(f"corpus.scope.{each}"), value=each) for each in ("changed", "all")]
    )
    async def reindex(self, interaction: Interaction, scope: Literal["changed", "all"] = "changed") -> None:
        """Index anew what changed, or everything."""
        await self.changing.reindex(interaction, everything=scope == "all")

    @app_commands.command(name=name("corpus.status.name"), description=name("corpus.status.description"))
    async def status(self, interaction: Interaction) -> None:
        """Show how the corpus and its index stand."""
        await self.browsing.show_status(interaction)

    @app_commands.command(name=name("corpus.history.name"), description=name("corpus.history.description"))
    async def history(self, interaction: Interaction) -> None:
        """List the snapshots, and who changed what."""
        await self.browsing.list_history(interaction)

    @app_commands.command(name=name("corpus.rollback.name"), description=name("corpus.rollback.description"))
    @app_commands.rename(snapshot=name("corpus.snapshot.name"))
    @app_commands.describe(snapshot=name("corpus.snapshot.description"))
    async def rollback(self, interaction: Interaction, snapshot: str) -> None:
        """Show what going back to a snapshot changes, and ask whether to."""
        await self.changing.ask_rollback(interaction, snapshot)

    @app_commands.command(name=name("corpus.unanswered.name"), description=name("corpus.unanswered.description"))
    async def unanswered(self, interaction: Interaction) -> None:
        """List what people asked in vain."""
        await self.browsing.list_unanswered(interaction)

    @app_commands.command(name=name("corpus.reports.name"), description=name("corpus.reports.description"))
    async def reports(self, interaction: Interaction) -> None:
        """List what people reported."""
        await self.browsing.list_reports(interaction)

    @app_commands.command(name=name("corpus.export.name"), description=name("corpus.export.description"))
    async def export(self, interaction: Interaction) -> None:
        """Hand out the corpus as a zip."""
        await self.browsing.export(interaction)

    @app_commands.command(name=name("corpus.cancel.name"), description=name("corpus.cancel.description"))
    async def cancel(self, interaction: Interaction) -> None:
        """Cancel the job that is running."""
        await self.changing.cancel(interaction)

    @show.autocomplete("article")
    @edit.autocomplete("article")
    @remove.autocomplete("article")
    async def complete_article(self, _: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Offer the articles whose titles hold what was typed."""
        return offer_articles(self.client.search_service.catalog.articles, typed)

    @rollback.autocomplete("snapshot")
    async def complete_snapshot(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Offer the snapshots that are kept but do not serve."""
        records = await asyncio.to_thread(self.client.library.list_snapshots)
        return browsing.offer_snapshots(records, typed, read_texts(interaction))

    def _find(self, given: str) -> Article:
        return find_article(self.client.search_service.catalog.articles, given)


async def add_to(client: Client) -> None:
    """Add this cog, and tell the log channel of what changes."""
    await client.add_cog(Corpus(client))
    await auditing.add_to(client)

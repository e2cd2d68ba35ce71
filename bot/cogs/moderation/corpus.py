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

from bot.client.client import Client, Interaction
from bot.client.languages import read_texts
from bot.client.permissions import CHANGING, MODERATORS
from bot.cogs.moderation import (
    corpus_add,
    corpus_browse,
    corpus_change,
    corpus_feedback,
    corpus_feeds,
    feed_watch,
    log_channel,
)
from bot.cogs.moderation.corpus_change import LONGEST_REASON
from bot.cogs.moderation.feed_watch import FeedWatch
from bot.discord_ui.article_choices import find_article, offer_articles
from bot.discord_ui.i18n import localized
from bot.errors import Reason
from index.corpus.articles import Article
from index.errors import Refusal

LONGEST_FILTER = 50


@app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
@app_commands.allowed_installs(guilds=True, users=False)
@app_commands.default_permissions(manage_guild=True)
class Corpus(
    commands.GroupCog,
    group_name=localized("corpus.name"),
    group_description=localized("corpus.description"),
    group_extras={MODERATORS: True},
):
    """The moderators' commands, each handed on to what does it."""

    feed = app_commands.Group(name=localized("corpus.feed.name"), description=localized("corpus.feed.description"))

    def __init__(self, client: Client, watch: FeedWatch) -> None:
        self.client = client
        self.corpus_add = corpus_add.add_to(client)
        self.corpus_change = corpus_change.add_to(client)
        self.corpus_browse = corpus_browse.add_to(client, watch.store)
        self.corpus_feedback = corpus_feedback.add_to(client)
        self.corpus_feeds = corpus_feeds.add_to(client, self.corpus_add, watch)

    @app_commands.command(
        name=localized("corpus.add.name"), description=localized("corpus.add.description"), extras={CHANGING: True}
    )
    @app_commands.rename(file=localized("corpus.add.file.name"), url=localized("corpus.add.url.name"))
    @app_commands.describe(file=localized("corpus.add.file.description"), url=localized("corpus.add.url.description"))
    async def add(
        self, interaction: Interaction, file: discord.Attachment | None = None, url: str | None = None
    ) -> None:
        """Preview an article that is attached, at an address, or pasted."""
        if file and url:
            raise Refusal(Reason.ONE_SOURCE)
        if file:
            await self.corpus_add.take_file(interaction, file)
        elif url:
            await self.corpus_add.take_url(interaction, url)
        else:
            await self.corpus_add.open_paste(interaction)

    @app_commands.command(name=localized("corpus.list.name"), description=localized("corpus.list.description"))
    @app_commands.rename(wanted=localized("corpus.list.filter.name"))
    @app_commands.describe(wanted=localized("corpus.list.filter.description"))
    async def list_articles(
        self, interaction: Interaction, wanted: app_commands.Range[str, 1, LONGEST_FILTER] | None = None
    ) -> None:
        """List the articles."""
        await self.corpus_browse.list_articles(interaction, wanted or "")

    @app_commands.command(name=localized("corpus.show.name"), description=localized("corpus.show.description"))
    @app_commands.rename(article=localized("corpus.article.name"))
    @app_commands.describe(article=localized("corpus.article.description"))
    async def show(self, interaction: Interaction, article: str) -> None:
        """Show one article."""
        await self.corpus_browse.show_article(interaction, self._find(article))

    @app_commands.command(
        name=localized("corpus.edit.name"), description=localized("corpus.edit.description"), extras={CHANGING: True}
    )
    @app_commands.rename(article=localized("corpus.article.name"))
    @app_commands.describe(article=localized("corpus.article.description"))
    async def edit(self, interaction: Interaction, article: str) -> None:
        """Ask for what an article says of itself."""
        await self.corpus_change.edit(interaction, self._find(article), "details")

    @app_commands.command(
        name=localized("corpus.remove.name"),
        description=localized("corpus.remove.description"),
        extras={CHANGING: True},
    )
    @app_commands.rename(article=localized("corpus.article.name"), reason=localized("corpus.reason.name"))
    @app_commands.describe(
        article=localized("corpus.article.description"), reason=localized("corpus.reason.description")
    )
    async def remove(
        self, interaction: Interaction, article: str, reason: app_commands.Range[str, 1, LONGEST_REASON]
    ) -> None:
        """Ask whether an article is to be removed."""
        await self.corpus_change.ask_removal(interaction, self._find(article), reason)

    @app_commands.command(
        name=localized("corpus.reindex.name"),
        description=localized("corpus.reindex.description"),
        extras={CHANGING: True},
    )
    @app_commands.rename(scope=localized("corpus.scope.name"))
    @app_commands.describe(scope=localized("corpus.scope.description"))
    @app_commands.choices(
        scope=[app_commands.Choice(name=localized(f"corpus.scope.{each}"), value=each) for each in ("changed", "all")]
    )
    async def reindex(self, interaction: Interaction, scope: Literal["changed", "all"] = "changed") -> None:
        """Reindex what changed, or everything."""
        await self.corpus_change.reindex(interaction, everything=scope == "all")

    @app_commands.command(name=localized("corpus.status.name"), description=localized("corpus.status.description"))
    async def status(self, interaction: Interaction) -> None:
        """Show the state of the corpus and its index."""
        await self.corpus_browse.show_status(interaction)

    @app_commands.command(name=localized("corpus.history.name"), description=localized("corpus.history.description"))
    async def history(self, interaction: Interaction) -> None:
        """List the snapshots, and who changed what."""
        await self.corpus_browse.list_history(interaction)

    @app_commands.command(
        name=localized("corpus.rollback.name"),
        description=localized("corpus.rollback.description"),
        extras={CHANGING: True},
    )
    @app_commands.rename(snapshot=localized("corpus.snapshot.name"))
    @app_commands.describe(snapshot=localized("corpus.snapshot.description"))
    async def rollback(self, interaction: Interaction, snapshot: str) -> None:
        """Show what going back to a snapshot changes, and ask whether to."""
        await self.corpus_change.ask_rollback(interaction, snapshot)

    @app_commands.command(
        name=localized("corpus.unanswered.name"), description=localized("corpus.unanswered.description")
    )
    async def unanswered(self, interaction: Interaction) -> None:
        """List the unanswered questions."""
        await self.corpus_feedback.list_unanswered(interaction)

    @app_commands.command(name=localized("corpus.reports.name"), description=localized("corpus.reports.description"))
    async def reports(self, interaction: Interaction) -> None:
        """List what people reported."""
        await self.corpus_feedback.list_reports(interaction)

    @app_commands.command(name=localized("corpus.export.name"), description=localized("corpus.export.description"))
    async def export(self, interaction: Interaction) -> None:
        """Hand out the corpus as a zip."""
        await self.corpus_browse.export(interaction)

    @app_commands.command(
        name=localized("corpus.cancel.name"),
        description=localized("corpus.cancel.description"),
        extras={CHANGING: True},
    )
    async def cancel(self, interaction: Interaction) -> None:
        """Cancel the job that is running."""
        await self.corpus_change.cancel(interaction)

    @app_commands.command(name=localized("corpus.check.name"), description=localized("corpus.check.description"))
    async def check(self, interaction: Interaction) -> None:
        """Say what is wrong in the articles."""
        await self.corpus_browse.check(interaction)

    @feed.command(
        name=localized("corpus.feed.add.name"),
        description=localized("corpus.feed.add.description"),
        extras={CHANGING: True},
    )
    @app_commands.rename(
        url=localized("corpus.feed.url.name"),
        channel=localized("corpus.feed.channel.name"),
        publisher=localized("corpus.feed.publisher.name"),
        licence=localized("corpus.feed.licence.name"),
        language=localized("corpus.feed.language.name"),
        publish=localized("corpus.feed.publish.name"),
    )
    @app_commands.describe(
        url=localized("corpus.feed.url.description"),
        channel=localized("corpus.feed.channel.description"),
        publisher=localized("corpus.feed.publisher.description"),
        licence=localized("corpus.feed.licence.description"),
        language=localized("corpus.feed.language.description"),
        publish=localized("corpus.feed.publish.description"),
    )
    async def add_feed(
        self,
        interaction: Interaction,
        url: str,
        channel: discord.TextChannel | None = None,
        publisher: str | None = None,
        licence: str | None = None,
        language: str | None = None,
        publish: bool = False,
    ) -> None:
        """Follow a feed; what is new in it is posted in a channel, to be decided on."""
        feed = corpus_feeds.make_feed(interaction, url, channel, publisher, licence, language, publish)
        await self.corpus_feeds.follow(interaction, feed)

    @feed.command(name=localized("corpus.feed.list.name"), description=localized("corpus.feed.list.description"))
    async def list_feeds(self, interaction: Interaction) -> None:
        """List the feeds, what waits of each, and what failed."""
        await self.corpus_feeds.show_feeds(interaction)

    @feed.command(
        name=localized("corpus.feed.remove.name"),
        description=localized("corpus.feed.remove.description"),
        extras={CHANGING: True},
    )
    @app_commands.rename(url=localized("corpus.feed.url.name"))
    @app_commands.describe(url=localized("corpus.feed.url.description"))
    async def remove_feed(self, interaction: Interaction, url: str) -> None:
        """Follow a feed no longer."""
        await self.corpus_feeds.leave(interaction, url)

    @remove_feed.autocomplete("url")
    async def complete_feed(self, _: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        """Offer the feeds that are followed."""
        return await asyncio.to_thread(self.corpus_feeds.offer, typed)

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
        return corpus_browse.offer_snapshots(records, typed, read_texts(interaction))

    def _find(self, given: str) -> Article:
        return find_article(self.client.search_service.catalog.articles, given)


async def add_to(client: Client) -> None:
    """Add this cog, and tell the log channel of what changes."""
    await client.add_cog(Corpus(client, await feed_watch.add_to(client)))
    await log_channel.add_to(client)

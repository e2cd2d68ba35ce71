"""The feeds that moderators follow: polled in the background, what is new posted where they decide on it."""

from __future__ import annotations

import asyncio
import functools
import logging
import threading
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from discord.ext import commands, tasks

from bot.client.client import Client
from bot.client.moderators_channel import post_to_moderators
from bot.library.corpus.backup import JOURNAL
from bot.library.events import Moderator
from bot.messages.moderation.feeds import ITEMS_A_MESSAGE, render_items
from index.errors import Refusal, VerbatimError
from index.ingestion.feeds.poll import Poller
from index.ingestion.feeds.store import Feed, FeedStore, Item, ItemState
from index.ingestion.fetching.polite import PAUSE, PoliteFetcher
from index.ingestion.limited.reader import Reader

log = logging.getLogger(__name__)

_EVERY = 60.0
"""Seconds after which it is looked whether a feed is due."""


class FeedWatch(commands.Cog):
    """Polls what is due, one feed after the other, while pages may be fetched at all."""

    def __init__(self, client: Client, pause: float = PAUSE) -> None:
        self.client = client
        self.pause = pause
        self.store = FeedStore(client.settings.state / JOURNAL)
        self._stopping = threading.Event()
        self._turn = asyncio.Lock()
        self._reader = Reader(idle_seconds=_EVERY)

    async def cog_load(self) -> None:
        """Begin to watch, where pages may be fetched and articles added."""
        if self.client.settings.fetch and self.client.library.follower.builds:
            self._watch.start()

    async def cog_unload(self) -> None:
        """Stop after the page that is being fetched."""
        self._stopping.set()
        self._watch.cancel()
        self._reader.close()
        self.store.close()

    @tasks.loop(seconds=_EVERY)
    async def _watch(self) -> None:
        await self.client.wait_until_ready()
        try:
            await self.poll_due()
        except Exception:  # the next minute tries again, and the log has why
            log.exception("The feeds could not be polled")

    async def poll_due(self) -> None:
        """Poll every feed that is due, and post or add what is new."""
        async with self._turn:
            for feed in self.store.list_feeds():
                if feed.due <= datetime.now(UTC):
                    items = await asyncio.to_thread(self._make_poller().poll, feed)
                    await self._hand_on(feed, items)

    def _make_poller(self) -> Poller:
        fetcher = PoliteFetcher(self.client.fetcher, self.pause)
        pause = timedelta(minutes=self.client.settings.feed_minutes)
        return Poller(self.store, self.client.library.corpus, fetcher, self._reader, pause, self._stopping.is_set)

    async def _hand_on(self, feed: Feed, items: Sequence[Item]) -> None:
        """Add the new items where the feed is set so, and post the others for moderators to decide on."""
        if feed.publishes:
            items = [await self._publish(feed, item) for item in items]
        name = next((each.name for each in self.store.list_feeds() if each.url == feed.url), feed.name)
        for start in range(0, len(items), ITEMS_A_MESSAGE):
            shown = items[start : start + ITEMS_A_MESSAGE]
            render = functools.partial(render_items, name, shown)
            await post_to_moderators(self.client, self.find_channels(feed), self.client.servers, render)

    def find_channels(self, feed: Feed) -> tuple[int, ...]:
        """Return where what is new in a feed is posted: in its own channel, else in those that servers chose."""
        return (feed.channel,) if feed.channel else self.client.servers.list_channels(self.client.settings, "drafts")

    async def _publish(self, feed: Feed, item: Item) -> Item:
        """Add an item in the name of who follows the feed; one that cannot be added waits for a moderator."""
        assert item.draft is not None
        if not self.store.settle(item.id, ItemState.ADDED):
            return item
        try:
            await self.client.library.add(Moderator(feed.follower_id, feed.follower), item.draft, lambda _: None)
        except (Refusal, VerbatimError) as error:
            log.warning("An article of %s could not be added: %s", feed.url, error)
            self.store.wait_again(item)
        return self.store.find_item(item.id) or item


async def add_to(client: Client) -> FeedWatch:
    """Watch the feeds from now on."""
    watch = FeedWatch(client)
    await client.add_cog(watch)
    return watch

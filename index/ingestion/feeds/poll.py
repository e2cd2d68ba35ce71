"""A feed that is followed -> drafts of its new items, each asked for as politely as any page."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from pydantic import ValidationError

from index.corpus.articles import Metadata
from index.ingestion.adding import Adding, Drafted
from index.ingestion.drafts import Draft, draft_fetched
from index.ingestion.feeds.store import Feed, FeedStore, Item, ItemState
from index.ingestion.fetching.fetcher import Validators
from index.ingestion.fetching.polite import PoliteFetcher
from index.ingestion.limited.reader import Reader
from index.ingestion.messages import explain
from index.ingestion.refusals import DraftRefusal, SitemapIndexRefusal, TooManyRequestsRefusal

FIRST = 5
"""Items of a feed that is new here that become drafts, the newest ones; those before are passed over."""

MOST = 20
"""Items of a feed that are asked for in one go; the others come the next time."""

PAUSE = timedelta(minutes=30)
"""From one poll of a feed to the next, and up to a quarter more by chance."""

_TRACKING = ("utm_", "fbclid", "gclid", "at_", "mc_")


@dataclass(frozen=True)
class Poller:
    """Polls feeds one by one; it takes as long as their servers do, and belongs off the event loop.

    `should_stop` is asked between two pages.
    """

    store: FeedStore
    corpus: Path
    fetcher: PoliteFetcher
    reader: Reader
    pause: timedelta = PAUSE
    should_stop: Callable[[], bool] = lambda: False

    def poll(self, feed: Feed) -> list[Item]:
        """Return the items that wait now, each kept; what goes wrong is kept with its feed or its item."""
        try:
            page = asyncio.run(self.fetcher.fetch_if_changed(feed.url, feed.validators))
            if page is None:
                self.store.note_polled(feed.url, "", feed.validators, self._jitter())
                return []
            found = self.reader.read("feed", page.content, url=page.url)
            if found["kind"] == "index":
                raise SitemapIndexRefusal
            return self._take(feed, found, page.validators)
        except TooManyRequestsRefusal as refusal:
            self.store.note_failure(feed, explain(refusal), self._wait_for(refusal))
        except DraftRefusal as refusal:
            self.store.note_failure(feed, explain(refusal), self._jitter())
        return []

    def _take(self, feed: Feed, found: dict[str, Any], validators: Validators) -> list[Item]:
        items = [{**each, "url": normalise(each["url"])} for each in found["items"]]
        new = [item for item in items if not self.store.is_settled(item["url"])]
        if feed.polled is None:
            self.store.pass_over(feed.url, (item["url"] for item in new[FIRST:]))
            new = new[:FIRST]
        taken = list(self._draft_all(feed, new[:MOST]))
        is_done = len(new) <= MOST and all(self.store.is_settled(item["url"]) for item in new)
        # What is left is in the feed that comes next time, which must not be told that nothing changed.
        self.store.note_polled(feed.url, found["title"], validators if is_done else Validators(), self._jitter())
        return [item for item in taken if item.state is ItemState.WAITING]

    def _draft_all(self, feed: Feed, new: list[dict[str, str]]) -> Iterator[Item]:
        adding = Adding(self.corpus) if new else None
        for waiting in self.store.list_items(ItemState.WAITING):
            if adding and waiting.draft:
                adding.remember(waiting.draft)
        for entry in new:
            if self.should_stop():
                return
            assert adding is not None
            yield self._draft(feed, entry, adding)

    def _draft(self, feed: Feed, entry: dict[str, str], adding: Adding) -> Item:
        """Return what became of an item: it waits, is known, or failed."""
        url = entry["url"]
        if adding.has_address(url):
            return self.store.keep(feed.url, url, ItemState.KNOWN, None)
        try:
            page = asyncio.run(self.fetcher.fetch(url))
            draft = complete(draft_fetched(page, self.reader), feed, entry)
        except TooManyRequestsRefusal:
            raise
        except DraftRefusal as refusal:
            return self.store.keep(feed.url, url, ItemState.FAILED, None, explain(refusal))
        found = adding.look_up(Drafted(url, draft))
        if found.refused or found.is_known or self.store.has_text(draft.article.id):
            return self.store.keep(feed.url, url, ItemState.KNOWN, draft, found.refused or found.twin)
        adding.remember(draft)
        return self.store.keep(feed.url, url, ItemState.WAITING, draft, found.twin)

    def _wait_for(self, refusal: TooManyRequestsRefusal) -> timedelta:
        return max(timedelta(seconds=refusal.seconds), self._jitter())

    def _jitter(self) -> timedelta:
        return self.pause * random.uniform(1, 1.25)  # noqa: S311  # no secret, so that hosts are not hit in step


def normalise(url: str) -> str:
    """Return an address without what only says where it was clicked."""
    parts = urlsplit(url)
    kept = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not pair[0].startswith(_TRACKING)]
    query = parts.query if len(kept) == len(parse_qsl(parts.query, keep_blank_values=True)) else urlencode(kept)
    return urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))


def complete(draft: Draft, feed: Feed, entry: dict[str, str]) -> Draft:
    """Return a draft with what its page lacks, by the feed's entry and then by the feed's defaults."""
    known = draft.metadata.model_dump(exclude_none=True)
    told = {"author": entry.get("author"), "published": entry.get("published")}
    defaults = {"publisher": feed.publisher, "licence": feed.licence}
    fields = {**defaults, **{name: value for name, value in told.items() if value}, **known}
    if feed.language:
        fields["language"] = feed.language
    try:
        return draft.edited(Metadata.model_validate({name: value for name, value in fields.items() if value}))
    except ValidationError:
        return draft

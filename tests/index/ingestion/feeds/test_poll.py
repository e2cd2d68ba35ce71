"""Feeds are polled politely; what is new becomes a draft that waits, once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.ingestion.feeds.poll import FIRST, Poller, normalise
from index.ingestion.feeds.store import Feed, FeedStore, Item, ItemState
from index.ingestion.fetching.fetch import WebFetcher
from index.ingestion.fetching.polite import PoliteFetcher
from index.ingestion.limited.reader import Reader
from tests.support.ingestion.outlet import FEED, STORIES, make_feed, make_page, open_outlet
from tests.support.ingestion.web import Reply, Web, lead_to


@dataclass
class Desk:
    """The feeds of a bot, and the web that they are on."""

    web: Web
    fetcher: WebFetcher
    reader: Reader
    folder: Path

    def __post_init__(self) -> None:
        self.store = FeedStore(self.folder / "feeds.sqlite")
        (self.folder / "corpus").mkdir(exist_ok=True)

    def poll(self, url: str = FEED) -> list[Item]:
        poller = Poller(self.store, self.folder / "corpus", PoliteFetcher(self.fetcher, pause=0), self.reader)
        return poller.poll(self.find(url))

    def find(self, url: str = FEED) -> Feed:
        return next(feed for feed in self.store.list_feeds() if feed.url == url)

    def restart(self) -> None:
        self.store.close()
        self.store = FeedStore(self.folder / "feeds.sqlite")

    def show(self, *stories: str, tag: str = '"1"') -> None:
        self.web.pages["news.example/feed"] = make_feed(*stories, tag=tag)  # type: ignore[index]  # a dict here

    def answer(self, path: str, reply: Reply) -> None:
        self.web.pages[f"news.example/{path}"] = reply  # type: ignore[index]  # a dict here


@pytest.fixture(scope="module")
def outlet() -> Iterator[tuple[Web, WebFetcher, Reader]]:
    """Return an outlet's web, for all tests of the file."""
    with open_outlet() as (web, fetcher), Reader() as reader:
        yield web, fetcher, reader


@pytest.fixture
def desk(outlet: tuple[Web, WebFetcher, Reader], tmp_path: Path) -> Iterator[Desk]:
    """Return a desk that follows the outlet's feed, which has two stories."""
    web, fetcher, reader = outlet
    found = Desk(web, fetcher, reader, tmp_path)
    for name, words in STORIES.items():
        found.answer(name, make_page(name, words))
    found.show("storm", "bridge")
    found.store.follow(Feed(FEED, publisher="Orne Post", licence="CC BY 4.0"))
    web.requests.clear()
    yield found
    found.store.close()


def test_new_items_wait_with_the_defaults_of_the_feed(desk: Desk) -> None:
    """Nothing is in the corpus; what a page does not say, the feed's entry and its defaults do."""
    items = desk.poll()
    assert [item.title for item in items] == ["storm", "bridge"]
    assert items[0].draft
    about = items[0].draft.metadata
    assert (about.publisher, about.licence, str(about.published)) == ("Orne Post", "CC BY 4.0", "2024-03-02")
    assert list((desk.folder / "corpus").iterdir()) == []


def test_what_did_not_change_is_not_sent_again(desk: Desk) -> None:
    """The second poll asks with the feed's ETag, and is told that nothing changed."""
    desk.poll()
    desk.web.requests.clear()
    assert desk.poll() == []
    assert "news.example/storm" not in desk.web.requests
    assert desk.find().failure is None


def test_each_item_waits_once_also_after_a_restart(desk: Desk) -> None:
    """A new story is the only one that is asked for."""
    desk.poll()
    desk.restart()
    desk.show("school", "storm", "bridge", tag='"2"')
    desk.web.requests.clear()
    assert [item.title for item in desk.poll()] == ["school"]
    assert "news.example/storm" not in desk.web.requests
    assert len(desk.store.list_items(ItemState.WAITING)) == 3


def test_the_backlog_of_a_new_feed_is_passed_over(desk: Desk) -> None:
    """Of a feed that is new here only the newest items are asked for, then or later."""
    desk.show("storm", *(f"old-{number}" for number in range(30)))
    desk.poll()
    asked = [each for each in desk.web.requests if "old-" in each]
    assert len(asked) == FIRST - 1
    desk.show("storm", *(f"old-{number}" for number in range(30)), tag='"2"')
    desk.web.requests.clear()
    desk.poll()
    assert not [each for each in desk.web.requests if "old-2" in each and not each.endswith("-2")]


def test_a_text_that_the_corpus_has_does_not_wait(desk: Desk) -> None:
    """Neither the same article under another address, nor one that says nearly the same."""
    desk.answer("copy", make_page("storm", STORIES["storm"]))
    desk.show("storm", "copy")
    assert [item.title for item in desk.poll()] == ["storm"]
    assert [item.url for item in desk.store.list_items(ItemState.KNOWN)] == ["http://news.example/copy"]


def test_an_article_of_that_address_does_not_wait(desk: Desk) -> None:
    """What somebody added by hand is not asked for again."""
    (desk.folder / "corpus/a.md").write_text("---\ntitle: A\nurl: http://news.example/storm\n---\nOther words.\n")
    assert [item.title for item in desk.poll()] == ["bridge"]
    assert "news.example/storm" not in desk.web.requests


@pytest.mark.parametrize("status", [429, 503])
def test_a_server_that_asks_for_a_pause_gets_it(desk: Desk, status: int) -> None:
    """Retry-After says when the feed is due again; what failed and when is kept."""
    desk.answer("feed", Reply(b"", status, headers={"Retry-After": "7200"}))
    assert desk.poll() == []
    feed = desk.find()
    assert feed.failure == f"news.example asks for a pause (status {status}). Try again later."
    assert feed.failed
    assert feed.due > datetime.now(UTC) + timedelta(seconds=7000)


@pytest.mark.parametrize(
    ("reply", "told"),
    [
        (Reply(b"<html><body><p>Welcome to the front page.</p></body></html>"), "neither a feed"),
        (Reply(status=403), "status 403"),
        (lead_to("http://127.0.0.1/feed"), "not on the public internet"),
        (Reply(b"<rss><channel>", kind="application/rss+xml"), "feed"),
    ],
    ids=["a page", "forbidden", "a private address", "broken"],
)
def test_what_is_no_feed_is_said(desk: Desk, reply: Reply, told: str) -> None:
    """The reason is kept with the feed, and it is left alone the longer the more often that happens."""
    desk.answer("feed", reply)
    desk.poll()
    first = desk.find()
    desk.poll()
    assert told in (desk.find().failure or "")
    assert desk.find().due - datetime.now(UTC) > 1.5 * (first.due - datetime.now(UTC))


def test_a_page_that_fails_does_not_stop_the_others(desk: Desk) -> None:
    """It is tried again a few times, even if the feed has not changed meanwhile, and then left alone."""
    desk.answer("storm", Reply(status=500))
    assert [item.title for item in desk.poll()] == ["bridge"]
    for _ in range(4):
        desk.poll()
    assert desk.web.requests.count("news.example/storm") == 3
    (failed,) = desk.store.list_items(ItemState.FAILED)
    assert "status 500" in (failed.reason or "")


def test_robots_txt_holds_for_feeds_and_items(desk: Desk) -> None:
    """What it forbids is not asked for."""
    desk.answer("robots.txt", Reply(b"User-agent: *\nDisallow: /storm\n", kind="text/plain"))
    assert [item.title for item in desk.poll()] == ["bridge"]
    assert "news.example/storm" not in desk.web.requests
    desk.answer("robots.txt", Reply(status=404))


def test_a_feed_of_many_items_is_read_bit_by_bit(desk: Desk) -> None:
    """5,000 items are no more than some to a poll, and no item of a feed that is known is lost."""
    desk.poll()
    desk.show(*(f"item-{number}" for number in range(5000)), tag='"2"')
    desk.web.requests.clear()
    desk.poll()
    assert len([each for each in desk.web.requests if "item-" in each]) == 20
    assert desk.find().validators.etag is None


def test_a_feed_that_is_left_takes_its_drafts_along(desk: Desk) -> None:
    """What waits of it is forgotten; what was decided is not asked again when it is followed again."""
    storm, _ = desk.poll()
    desk.store.settle(storm.id, ItemState.DISCARDED)
    assert desk.store.leave(FEED)
    assert desk.store.list_items(ItemState.WAITING) == []
    desk.store.follow(Feed(FEED))
    assert [item.title for item in desk.poll()] == ["bridge"]


def test_two_clicks_settle_an_item_once(desk: Desk) -> None:
    """Only the first one may add it."""
    storm, _ = desk.poll()
    assert desk.store.settle(storm.id, ItemState.ADDED)
    assert not desk.store.settle(storm.id, ItemState.DISCARDED)


@given(st.text())
def test_an_address_is_the_same_however_often_it_is_read(text: str) -> None:
    """What says where it was clicked goes, once and for all, and nothing else of a plain address."""
    url = normalise("http://news.example/a?utm_source=rss&id=7#top")
    assert url == normalise(url) == "http://news.example/a?id=7"
    plain = f"http://news.example/{''.join(each for each in text if each.isalnum())}"
    assert normalise(plain) == plain

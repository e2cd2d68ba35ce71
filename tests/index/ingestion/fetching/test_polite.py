"""Many pages of a host are fetched as it asks for."""

from __future__ import annotations

import asyncio
import time

import pytest

from index.ingestion.fetching.fetcher import FetchedPage
from index.ingestion.fetching.polite import PoliteFetcher
from index.ingestion.refusals import RobotsRefusal, StatusRefusal, TooManyRequestsRefusal

pytestmark = pytest.mark.asyncio

RULES = b"User-agent: *\nDisallow: /archive/\n"


class Site:
    """A site with rules, or none, that remembers what was asked for and when."""

    def __init__(self, rules: bytes | None) -> None:
        self.rules = rules
        self.asked: list[str] = []
        self.times: list[float] = []

    async def fetch(self, url: str) -> FetchedPage:
        self.asked.append(url)
        self.times.append(time.monotonic())
        if url.endswith("/robots.txt"):
            if self.rules is None:
                raise StatusRefusal(host="news.example", status=404)
            return FetchedPage(url, self.rules, "text/plain", None)
        return FetchedPage(url, b"x", "text/html", None)


async def test_the_rules_of_a_host_are_asked_for_once_and_kept() -> None:
    """What they forbid is not asked for, and told by the host's name."""
    site = Site(RULES)
    polite = PoliteFetcher(site, pause=0)
    await polite.fetch("https://news.example/a")
    with pytest.raises(RobotsRefusal) as caught:
        await polite.fetch("https://news.example/archive/b")
    assert caught.value.values == {"host": "news.example"}
    assert site.asked == ["https://news.example/robots.txt", "https://news.example/a"]


async def test_a_host_without_rules_allows_everything() -> None:
    """As every crawler reads it."""
    assert (await PoliteFetcher(Site(None), pause=0).fetch("https://news.example/archive/b")).content == b"x"


async def test_there_is_a_pause_between_two_pages_of_a_host() -> None:
    """And none between pages of different hosts."""
    site = Site(None)
    polite = PoliteFetcher(site, pause=0.1)
    await polite.fetch("https://one.example/a")
    await polite.fetch("https://one.example/b")
    pages = [at for url, at in zip(site.asked, site.times, strict=True) if not url.endswith("robots.txt")]
    assert pages[1] - pages[0] >= 0.1


async def test_a_host_that_asks_for_a_pause_is_left_alone_for_so_long() -> None:
    """What else is wanted of it meanwhile is refused with its words, and nothing more is asked."""

    class Busy(Site):
        async def fetch(self, url: str) -> FetchedPage:
            await super().fetch(url)
            if url.endswith("/a"):
                raise TooManyRequestsRefusal(host="news.example", status=429, seconds=1)
            return FetchedPage(url, b"x", "text/html", None)

    site = Busy(b"")
    polite = PoliteFetcher(site, pause=0)
    for name in ("a", "b", "c"):
        with pytest.raises(TooManyRequestsRefusal):
            await polite.fetch(f"https://news.example/{name}")
    assert site.asked == ["https://news.example/robots.txt", "https://news.example/a"]
    assert (await polite.fetch("https://other.example/b")).content == b"x"
    await asyncio.sleep(1)
    assert (await polite.fetch("https://news.example/b")).content == b"x"

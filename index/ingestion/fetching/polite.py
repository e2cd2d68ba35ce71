"""Many pages of one outlet, fetched as its server asks for: one at a time, with pauses, and by its robots.txt."""

from __future__ import annotations

import asyncio
import random
import threading
import time
from collections import defaultdict
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from index.ingestion.fetching.fetch import FetchedPage, Fetcher
from index.ingestion.refusals import DraftRefusal, RobotsRefusal

AGENT = "Verbatim"
PAUSE = 1.0
"""Seconds between two pages of a host, and up to half of it more by chance."""

_LONGEST_PAUSE = 30.0


class PoliteFetcher:
    """Fetches through another fetcher; safe to use from several threads."""

    def __init__(self, fetcher: Fetcher, pause: float = PAUSE) -> None:
        self._fetcher = fetcher
        self._pause = pause
        self._turns: dict[str, threading.Lock] = defaultdict(threading.Lock)
        self._last: dict[str, float] = {}
        self._rules: dict[str, RobotFileParser] = {}

    async def fetch(self, url: str) -> FetchedPage:
        """Return the page at an address.

        Raises RobotsRefusal where the host asks not to be asked for it, and what the other fetcher raises.
        """
        parts = urlsplit(url)
        host = f"{parts.scheme}://{parts.netloc}"
        with self._turns[host]:
            rules = await self._read_rules(host)
            if not rules.can_fetch(AGENT, url):
                raise RobotsRefusal(host=parts.netloc)
            await self._wait(host, rules)
            try:
                return await self._fetcher.fetch(url)
            finally:
                self._last[host] = time.monotonic()

    async def _read_rules(self, host: str) -> RobotFileParser:
        """Return the host's rules, asked for once; where there are none everything is allowed."""
        if host not in self._rules:
            rules = RobotFileParser()
            try:
                page = await self._fetcher.fetch(f"{host}/robots.txt")
                rules.parse(page.content.decode("utf-8", "replace").splitlines())
            except DraftRefusal:
                rules.parse([])
            self._rules[host] = rules
        return self._rules[host]

    async def _wait(self, host: str, rules: RobotFileParser) -> None:
        wanted = min(float(rules.crawl_delay(AGENT) or 0), _LONGEST_PAUSE)
        pause = max(wanted, self._pause) * random.uniform(1, 1.5)  # noqa: S311  # no secret, so that hosts are not hit in step
        rest = self._last.get(host, 0.0) + pause - time.monotonic()
        if host in self._last and rest > 0:
            await asyncio.sleep(rest)

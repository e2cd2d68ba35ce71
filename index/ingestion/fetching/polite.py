"""Many pages of one outlet, fetched as its server asks for: one at a time, with pauses, and by its robots.txt."""

from __future__ import annotations

import asyncio
import random
import threading
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable
from typing import TypeVar
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from index.ingestion.fetching.fetcher import ConditionalFetcher, FetchedPage, Fetcher, Validators
from index.ingestion.refusals import DraftRefusal, RobotsRefusal, TooManyRequestsRefusal

AGENT = "Verbatim"
PAUSE = 1.0
"""Seconds between two pages of a host, and up to half of it more by chance."""

_LONGEST_PAUSE = 30.0
_UNSAID_PAUSE = 60
"""Seconds for which a host that asks for a pause without saying how long is left alone."""

_RULES_HOLD = 86_400.0

_Answer = TypeVar("_Answer")


class PoliteFetcher:
    """Fetches through another fetcher; safe to use from several threads."""

    def __init__(self, fetcher: Fetcher, pause: float = PAUSE) -> None:
        self._fetcher = fetcher
        self._pause = pause
        self._turns: dict[str, threading.Lock] = defaultdict(threading.Lock)
        self._last: dict[str, float] = {}
        self._rules: dict[str, RobotFileParser] = {}
        self._closed: dict[str, tuple[float, TooManyRequestsRefusal]] = {}

    async def fetch(self, url: str) -> FetchedPage:
        """Return the page at an address.

        Raises RobotsRefusal where the host asks not to be asked for it, TooManyRequestsRefusal until a pause is over
        that it asked for, and what the other fetcher raises.
        """
        return await self._take_turn(url, lambda: self._fetcher.fetch(url))

    async def fetch_if_changed(self, url: str, validators: Validators) -> FetchedPage | None:
        """Return the page at an address, or None where it is still as it was; raises what `fetch` does."""
        fetcher = self._fetcher
        if not isinstance(fetcher, ConditionalFetcher):
            return await self.fetch(url)
        return await self._take_turn(url, lambda: fetcher.fetch_if_changed(url, validators))

    async def _take_turn(self, url: str, ask: Callable[[], Awaitable[_Answer]]) -> _Answer:
        parts = urlsplit(url)
        host = f"{parts.scheme}://{parts.netloc}"
        with self._turns[host]:
            self._require_open(host)
            rules = await self._read_rules(host)
            if not rules.can_fetch(AGENT, url):
                raise RobotsRefusal(host=parts.netloc)
            await self._wait(host, rules)
            try:
                return await ask()
            except TooManyRequestsRefusal as refusal:
                self._closed[host] = time.monotonic() + (refusal.seconds or _UNSAID_PAUSE), refusal
                raise
            finally:
                self._last[host] = time.monotonic()

    def _require_open(self, host: str) -> None:
        """Raise what a host that asked for a pause said, until that is over."""
        until, refusal = self._closed.get(host, (0.0, None))
        if refusal and time.monotonic() < until:
            raise refusal

    async def _read_rules(self, host: str) -> RobotFileParser:
        """Return the host's rules, asked for once a day; where there are none everything is allowed."""
        if host not in self._rules or time.time() - self._rules[host].mtime() > _RULES_HOLD:
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

"""Give the fetcher 250 hostile addresses over a web on the loopback and count where it would have connected.

    python -m benchmarks.safety.hostile_urls

Every socket notes the address that it was to connect to before it is diverted to the loopback; an audit hook counts
the connections that the process made past those sockets. Look-ups are answered by a resolver that reads numbers as
generously as the C library's and gives another answer the second time.
"""

from __future__ import annotations

import asyncio
import sys
from collections import Counter
from typing import Any

from index.errors import Refusal
from tests.support.ingestion.hostile import PUBLIC_ADDRESSES, Hostile, make_hostile_urls
from tests.support.ingestion.web import Web, make_fetcher, open_web

SECONDS = 1


class Figures:
    """What was counted, for each class of addresses."""

    def __init__(self) -> None:
        self.urls: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self.public: Counter[str] = Counter()
        self.private: Counter[str] = Counter()
        self.made = 0

    def audit(self, event: str, _: tuple[Any, ...]) -> None:
        """Count what the process really connects."""
        self.made += event == "socket.connect"

    def add(self, hostile: Hostile, web: Web, is_refused: bool) -> None:
        """Count one address."""
        self.urls[hostile.kind] += 1
        self.refused[hostile.kind] += is_refused
        public = sum(address in PUBLIC_ADDRESSES for address, _ in web.connections)
        self.public[hostile.kind] += public
        self.private[hostile.kind] += len(web.connections) - public


async def try_all(figures: Figures) -> None:
    """Fetch every address."""
    for number, hostile in enumerate(make_hostile_urls(), 1):
        if sys.stderr.isatty():
            print(f"\r{number}", end="", file=sys.stderr, flush=True)
        async with open_web(hostile.names, hostile.pages) as web:
            figures.add(hostile, web, await is_refused(hostile, web))


async def is_refused(hostile: Hostile, web: Web) -> bool:
    """Return whether an address is refused; anything but a refusal or a page ends the benchmark."""
    try:
        await make_fetcher(web, SECONDS).fetch(hostile.url)
    except Refusal:
        return True
    return False


def main() -> None:
    """Print the figures."""
    figures = Figures()
    sys.addaudithook(figures.audit)
    asyncio.run(try_all(figures))
    print(f"{'':20}{'URLs':>6}{'refused':>9}{'connections: public':>21}{'not public':>12}")
    for kind in (*figures.urls, "all"):
        counts = (each.total() if kind == "all" else each[kind] for each in _columns(figures))
        print("{:20}{:6}{:9}{:21}{:12}".format(kind, *counts))
    print(f"connections past the noting sockets: {figures.made - figures.public.total() - figures.private.total()}")
    sys.exit(bool(figures.private.total()))


def _columns(figures: Figures) -> tuple[Counter[str], ...]:
    return figures.urls, figures.refused, figures.public, figures.private


if __name__ == "__main__":
    main()

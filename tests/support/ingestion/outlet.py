"""An outlet with a feed and its articles, on a web of the loopback that is served from a thread."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from index.ingestion.fetching.fetch import WebFetcher
from tests.support.ingestion.web import PUBLIC, Reply, Web, make_fetcher, open_web

FEED = "http://news.example/feed"


def make_page(title: str, words: str) -> Reply:
    """Return an article's page."""
    body = "".join(f"<p>{words} This is paragraph {number} of what the {title} story tells.</p>" for number in range(4))
    return Reply(
        f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{body}</article></body></html>".encode()
    )


def make_feed(*stories: str, tag: str = '"1"') -> Reply:
    """Return an RSS feed of stories, newest first."""
    items = "".join(
        f"<item><title>{each}</title><link>http://news.example/{each}?utm_source=rss</link>"
        "<pubDate>Sat, 02 Mar 2024 10:00:00 GMT</pubDate></item>" for each in stories
    )  # fmt: skip
    rss = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Orne Post</title>{items}</channel></rss>'
    return Reply(rss.encode(), kind="application/rss+xml", headers={"ETag": tag})


STORIES = {
    "storm": "The storm of Tuesday sank nine boats in the harbour of Velm, said Ada Brandt.",
    "bridge": "A bridge over the river will cost forty million crowns, the ministry announced.",
    "school": "Two schools of the district were closed when the heating failed in January.",
}


@contextmanager
def open_outlet() -> Iterator[tuple[Web, WebFetcher]]:
    """Serve the outlet until the block ends; its pages may be changed meanwhile."""
    pages = {f"news.example/{name}": make_page(name, words) for name, words in STORIES.items()}
    ready, stop = threading.Event(), asyncio.Event()
    found: list[Web] = []
    loop = asyncio.new_event_loop()

    async def serve() -> None:
        async with open_web({"news.example": [[PUBLIC]]}, pages) as web:
            found.append(web)
            ready.set()
            await stop.wait()

    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),))
    thread.start()
    ready.wait(10)
    try:
        yield found[0], make_fetcher(found[0])
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()
        loop.close()

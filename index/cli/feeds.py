"""python -m index feeds: new items of the feeds that are followed, shown, asked about, added."""

from __future__ import annotations

import argparse
import contextlib
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.text import Text

from index.cli.add import ask, saying_what_is_kept
from index.cli.console import count, make_console
from index.errors import QuestionError
from index.ingestion.adding import Adding, Drafted
from index.ingestion.feeds.poll import Poller
from index.ingestion.feeds.store import Feed, FeedStore, ItemState
from index.ingestion.fetching.fetcher import Fetcher, LateWebFetcher
from index.ingestion.fetching.polite import PoliteFetcher
from index.ingestion.limited.reader import Reader
from index.snapshots.store import hold_lock

STORE = "feeds.sqlite"
"""What is known of the feeds, beside the index."""


def follow_feeds(
    arguments: argparse.Namespace,
    addresses: Sequence[str],
    corpus: Path,
    index: Path,
    build: Callable[[], int],
    fetcher: Fetcher | None = None,
) -> int:
    """Ask every feed that is due for new items, let somebody choose, index what was added; return the exit code.

    Raises StoppedAfterAdding for Ctrl-C.
    """
    if not addresses:
        raise QuestionError("no feed is followed", "Name addresses in VERBATIM_FEEDS, with blanks between them")
    console = make_console(stderr=True)
    store = FeedStore(index.parent / STORE)
    with contextlib.closing(store):
        for url in addresses:
            store.follow(Feed(url))
        if arguments.list:
            _print_feeds(console, store)
            return 0
        feeds = [feed for feed in store.list_feeds() if feed.url in addresses]
        with Reader(is_nice=False) as reader:
            poller = Poller(store, corpus, PoliteFetcher(fetcher or LateWebFetcher()), reader)
            for feed in feeds:
                _poll(console, poller, feed)
        failed = any(feed.failure for feed in store.list_feeds() if feed.url in addresses)
        with saying_what_is_kept(), contextlib.redirect_stdout(sys.stderr):
            added = _offer(console, store, corpus, index, takes_all=arguments.yes)
            return max(int(failed), build() if added else 0)


def _poll(console: Console, poller: Poller, feed: Feed) -> None:
    """Ask one feed; one that asked for a pause, or failed, is left alone until that is over."""
    if feed.failure and feed.due > datetime.now(UTC):
        console.print(Text(f"{feed.name}: not asked before {_moment(feed.due)}: {feed.failure}", "yellow"))
        return
    poller.poll(feed)
    after = next(each for each in poller.store.list_feeds() if each.url == feed.url)
    waiting = len(poller.store.list_items(ItemState.WAITING, feed.url))
    told = after.failure or f"{count(waiting, 'new article')}"
    console.print(Text(f"{after.name}: {told}", "red" if after.failure else ""))


def _offer(console: Console, store: FeedStore, corpus: Path, index: Path, *, takes_all: bool) -> int:
    """Let somebody choose what is added; return how many articles were."""
    waiting = store.list_items(ItemState.WAITING)
    if waiting and not takes_all and not sys.stdin.isatty():
        for item in waiting:
            console.print(Text(f"  waits: {item.title}  {item.url}"))
        console.print(f"{count(len(waiting), 'article')} to decide on: run it on a terminal, or with --yes.")
        return 0
    added = 0
    with hold_lock(index):
        adding = Adding(corpus, index)
        for item in waiting:
            assert item.draft is not None
            drafted = adding.look_up(Drafted(item.url, item.draft))
            if drafted.refused or drafted.is_known:
                store.settle(item.id, ItemState.KNOWN)
            elif takes_all or ask(console, drafted):
                console.print(Text(f"added {adding.add(item.draft)}"))
                store.settle(item.id, ItemState.ADDED)
                added += 1
            else:
                store.settle(item.id, ItemState.DISCARDED)
    return added


def _print_feeds(console: Console, store: FeedStore) -> None:
    for feed in store.list_feeds():
        waiting = len(store.list_items(ItemState.WAITING, feed.url))
        asked = f"asked {_moment(feed.polled)}" if feed.polled else "not asked yet"
        console.print(Text(f"{feed.name}  {feed.url}", "bold"))
        console.print(f"  {asked}, {count(waiting, 'article')} to decide on")
        if feed.failure and feed.failed:
            console.print(Text(f"  failed {_moment(feed.failed)}: {feed.failure}", "red"))
        for item in store.list_items(ItemState.FAILED, feed.url)[-3:]:
            console.print(Text(f"  failed {_moment(item.at)}: {item.url}: {item.reason}", "yellow"))


def _moment(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"

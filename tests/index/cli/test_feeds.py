"""python -m index feeds: what is new in the feeds of VERBATIM_FEEDS."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.__main__ import main
from index.cli.feeds import follow_feeds
from index.errors import StoppedAfterAdding
from index.ingestion.fetching.fetch import WebFetcher
from tests.support.ingestion.outlet import FEED, make_feed, open_outlet
from tests.support.ingestion.web import Reply


@pytest.fixture(scope="module")
def fetcher() -> Iterator[WebFetcher]:
    """Return what fetches from an outlet with two stories."""
    with open_outlet() as (web, found):
        web.pages["news.example/feed"] = make_feed("storm", "bridge")  # type: ignore[index]  # a dict here
        web.pages["news.example/robots.txt"] = Reply(b"", 404)  # type: ignore[index]  # a dict here
        yield found


def run(fetcher: WebFetcher, **given: bool) -> tuple[int, list[str]]:
    """Run the command; return its exit code, and the articles that the corpus has when it is to be indexed."""
    indexed: list[str] = []

    def build() -> int:
        indexed.extend(sorted(path.name.partition("-")[0] for path in Path("corpus").iterdir()))
        return 0

    arguments = argparse.Namespace(**{"yes": False, "list": False, **given})
    return follow_feeds(arguments, [FEED], Path("corpus"), Path("var/index"), build, fetcher), indexed


def test_new_articles_wait_until_somebody_decides(fetcher: WebFetcher, capsys: pytest.CaptureFixture[str]) -> None:
    """Where nobody can be asked nothing is added, and it is said how to; `--yes` then adds what waits, once."""
    assert run(fetcher) == (0, [])
    told = capsys.readouterr().err
    assert "waits: storm  http://news.example/storm" in told
    assert "2 articles to decide on: run it on a terminal, or with --yes." in told
    assert run(fetcher, yes=True) == (0, ["bridge", "storm"])
    assert run(fetcher, yes=True) == (0, [])


def test_whoever_stops_the_indexing_is_told_what_is_in_the_corpus(fetcher: WebFetcher) -> None:
    """What was confirmed stays, so nobody reads that nothing was changed."""

    def stop() -> int:
        raise KeyboardInterrupt

    arguments = argparse.Namespace(yes=True, list=False)
    with pytest.raises(StoppedAfterAdding):
        follow_feeds(arguments, [FEED], Path("corpus"), Path("var/index"), stop, fetcher)
    assert len(list(Path("corpus").iterdir())) == 2


def test_the_list_says_what_waits(fetcher: WebFetcher, capsys: pytest.CaptureFixture[str]) -> None:
    """Each feed by its title, when it was asked, and how many articles wait; nothing is asked for."""
    run(fetcher)
    capsys.readouterr()
    assert run(fetcher, list=True) == (0, [])
    told = capsys.readouterr().err
    assert f"Orne Post  {FEED}" in told
    assert "2 articles to decide on" in told


def test_a_feed_that_fails_is_said_by_name(fetcher: WebFetcher, capsys: pytest.CaptureFixture[str]) -> None:
    """The exit code says that something failed."""
    arguments = argparse.Namespace(yes=True, list=False)
    address = "http://news.example/nowhere"
    assert follow_feeds(arguments, [address], Path("corpus"), Path("var/index"), lambda: 0, fetcher) == 1
    assert f"{address}: news.example does not return that page (status 404)" in capsys.readouterr().err


def test_without_feeds_it_is_said_where_they_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    """An empty setting is a question without an answer."""
    assert main(["feeds", "--yes"]) == 2
    assert "VERBATIM_FEEDS" in capsys.readouterr().err


def test_the_feeds_are_those_of_the_settings(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One that was never asked is listed too, and nothing is asked for that."""
    monkeypatch.setenv("VERBATIM_FEEDS", f"{FEED} http://news.example/other")
    assert main(["feeds", "--list"]) == 0
    assert capsys.readouterr().err.count("not asked yet, 0 articles to decide on") == 2

"""Pages of the public web, and of nothing else."""

from __future__ import annotations

import gzip
import os
import tracemalloc
import zlib
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress

import pytest

from index.errors import Refusal
from index.ingestion.fetching import fetch as fetch_module
from index.ingestion.fetching.bodies import LARGEST_PAGE
from index.ingestion.fetching.fetch import WebFetcher
from index.ingestion.fetching.fetcher import FetchedPage, NoFetcher
from index.ingestion.refusals import (
    CertificateRefusal,
    ContentTypeRefusal,
    FetchingOffRefusal,
    LargeFileRefusal,
    PrivateAddressRefusal,
    RedirectsRefusal,
    SlowPageRefusal,
    StatusRefusal,
    UnknownHostRefusal,
    UnreachableRefusal,
    UrlRefusal,
)
from tests.support.ingestion.hostile import PUBLIC_ADDRESSES, make_hostile_urls
from tests.support.ingestion.web import PUBLIC, PUBLIC_TOO, Reply, lead_to, make_fetcher, open_web

pytestmark = pytest.mark.asyncio

NAMES = {"news.example": [[PUBLIC]], "other.example": [[PUBLIC_TOO]]}


async def fetch(url: str, pages: Mapping[str, Reply], seconds: float = 5) -> FetchedPage:
    async with open_web(NAMES, pages) as web:
        return await make_fetcher(web, seconds).fetch(url)


async def refuse(kind: type[Refusal], url: str, pages: Mapping[str, Reply] = {}, seconds: float = 5) -> Refusal:
    with pytest.raises(kind) as caught:
        await fetch(url, pages, seconds)
    return caught.value


async def test_a_page_is_fetched_from_the_address_that_was_looked_up() -> None:
    """The name is looked up once, the connection goes to that address, the request is for the name."""
    async with open_web(NAMES, {"news.example/a": Reply(b"<p>Hi</p>")}) as web:
        page = await make_fetcher(web).fetch("http://news.example/a#part")
    assert page == FetchedPage("http://news.example/a", b"<p>Hi</p>", "text/html", "utf-8")
    assert (web.lookups, web.connections, web.requests) == (["news.example"], [(PUBLIC, 80)], ["news.example/a"])


async def test_a_certificate_has_to_be_for_the_host() -> None:
    """The host is named to the server, and another host's certificate is refused."""
    async with open_web(NAMES, {"news.example/": Reply()}) as web:
        page = await make_fetcher(web).fetch("https://news.example/")
        assert (page.url, web.indicated, web.connections) == (
            "https://news.example/",
            ["news.example"],
            [(PUBLIC, 443)],
        )
        with pytest.raises(CertificateRefusal):
            await make_fetcher(web).fetch("https://other.example/")


async def test_an_unknown_authority_is_not_trusted() -> None:
    """What ships with the system decides."""
    async with open_web(NAMES, {"news.example/": Reply()}) as web:
        with pytest.raises(CertificateRefusal):
            await WebFetcher(web.resolve, web.open_socket).fetch("https://news.example/")


async def test_an_answer_that_changes_does_not_matter() -> None:
    """Whoever answers the second look-up with a private address is never asked a second time."""
    async with open_web({"news.example": [[PUBLIC], ["127.0.0.1"]]}, {"news.example/": Reply()}) as web:
        await make_fetcher(web).fetch("http://news.example/")
        assert web.connections == [(PUBLIC, 80)]


async def test_a_redirect_is_looked_at_like_the_first_address() -> None:
    """A page that leads to itself and then answers with a private address leads nowhere."""
    async with open_web({"news.example": [[PUBLIC], ["10.0.0.1"]]}, {"news.example/": lead_to("/there")}) as web:
        with pytest.raises(PrivateAddressRefusal):
            await make_fetcher(web).fetch("http://news.example/")
        assert web.connections == [(PUBLIC, 80)]


async def test_one_private_address_among_others_is_enough() -> None:
    """A host with a public and a private address is refused."""
    async with open_web({"news.example": [[PUBLIC, "192.168.0.1"]]}, {}) as web:
        with pytest.raises(PrivateAddressRefusal):
            await make_fetcher(web).fetch("http://news.example/")
        assert web.connections == []


async def test_redirects_are_followed_to_the_third() -> None:
    """Three lead to the page, whose own address is told; four are too many."""
    pages = {f"news.example/{number}": lead_to(f"/{number + 1}") for number in range(4)}
    found = await fetch("http://news.example/1", {**pages, "news.example/4": Reply(b"there")})
    assert (found.url, found.content) == ("http://news.example/4", b"there")
    await refuse(RedirectsRefusal, "http://news.example/0", {**pages, "news.example/4": Reply(b"there")})


@pytest.mark.parametrize("location", ["", "http://[", "http://a.example:x/"])
async def test_a_redirect_to_nowhere_is_refused(location: str) -> None:
    """A location that is none ends it."""
    await refuse(RedirectsRefusal, "http://news.example/", {"news.example/": lead_to(location)})


@pytest.mark.parametrize(
    "location", ["file:///etc/passwd", "ftp://news.example/", "http://news.example:22/", "data:,x"]
)
async def test_a_redirect_to_another_kind_of_address_is_refused(location: str) -> None:
    """Only http and https on their ports."""
    await refuse(UrlRefusal, "http://news.example/", {"news.example/": lead_to(location)})


async def test_no_proxy_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """The variables that other programs follow are not for this one."""
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert (await fetch("http://news.example/", {"news.example/": Reply()})).content


@pytest.mark.parametrize(
    ("kind", "read_as"),
    [
        ("text/html", "text/html"),
        ("application/xhtml+xml", "text/html"),
        ("text/plain; charset=koi8-u", "text/plain"),
        ("text/markdown", "text/markdown"),
        ("application/pdf", "application/pdf"),
        ("application/rss+xml; charset=utf-8", "feed"),
        ("text/xml", "feed"),
    ],
)
async def test_pages_and_plain_texts_are_read(kind: str, read_as: str) -> None:
    """HTML, plain text and Markdown are what an article can be."""
    page = await fetch("http://news.example/", {"news.example/": Reply(kind=kind)})
    assert page.content_type == read_as


@pytest.mark.parametrize(
    ("reply", "refusal"),
    [
        (Reply(kind="image/png"), ContentTypeRefusal),
        (Reply(kind=None), ContentTypeRefusal),
        (Reply(headers={"Content-Encoding": "br"}), ContentTypeRefusal),
        (Reply(headers={"Content-Encoding": "zstd"}), ContentTypeRefusal),
        (Reply(headers={"Content-Encoding": "gzip, gzip"}), ContentTypeRefusal),
        (Reply(headers={"Content-Encoding": "gzip"}), UnreachableRefusal),
        (Reply(gzip.compress(b"a" * 1000)[:-9], headers={"Content-Encoding": "gzip"}), UnreachableRefusal),
        (Reply(status=404), StatusRefusal),
        (Reply(status=503), StatusRefusal),
    ],
    ids=["image", "untold", "br", "zstd", "twice", "no gzip", "cut off", "404", "503"],
)
async def test_what_is_no_page_is_refused(reply: Reply, refusal: type[Refusal]) -> None:
    """One clear reason for each."""
    await refuse(refusal, "http://news.example/", {"news.example/": reply})


async def test_gzip_is_read() -> None:
    """In one member or several."""
    body = gzip.compress(b"one ") + gzip.compress(b"two")
    page = await fetch("http://news.example/", {"news.example/": Reply(body, headers={"Content-Encoding": "gzip"})})
    assert page.content == b"one two"


@pytest.mark.parametrize(
    "reply",
    [
        Reply(gzip.compress(b"\0" * (LARGEST_PAGE + 1)), headers={"Content-Encoding": "gzip"}),
        Reply(gzip.compress(b"\0" * 600_000) * 10, headers={"Content-Encoding": "gzip"}),
        Reply(os.urandom(100_000), times=100),
        Reply(b"a", headers={"Content-Length": str(LARGEST_PAGE + 1)}),
    ],
    ids=["bomb", "bomb of several", "without an end", "declared"],
)
async def test_too_much_is_not_read(reply: Reply) -> None:
    """Bytes are counted after they are decompressed, as they come."""
    refusal = await refuse(LargeFileRefusal, "http://news.example/", {"news.example/": reply})
    assert refusal.values == {"most": 5}


async def test_a_slow_page_is_given_up() -> None:
    """The time is for all of it, however often a byte comes."""
    reply = Reply(b"a", times=100, pause=0.02)
    refusal = await refuse(SlowPageRefusal, "http://news.example/", {"news.example/": reply}, seconds=0.2)
    assert refusal.values["host"] == "news.example"


async def test_an_unknown_host_is_named() -> None:
    """A name that nobody knows is not an error of ours."""
    refusal = await refuse(UnknownHostRefusal, "http://nobody.example/")
    assert refusal.values == {"host": "nobody.example"}


async def test_a_server_that_breaks_off_is_named() -> None:
    """Nothing of half a page is kept."""
    async with open_web(NAMES, {}) as web:
        web.ports[80] = 1
        with pytest.raises(UnreachableRefusal):
            await make_fetcher(web).fetch("http://news.example/")


async def test_fetching_is_off_unless_it_is_switched_on() -> None:
    """The one that fetches nothing says so."""
    with pytest.raises(FetchingOffRefusal):
        await NoFetcher().fetch("http://news.example/")


async def test_no_hostile_address_leads_anywhere_private() -> None:
    """Every fifth of the benchmark's: whatever is refused or fetched, nothing but public addresses is connected to."""
    kinds = Counter[str]()
    for hostile in make_hostile_urls()[::5]:
        async with open_web(hostile.names, hostile.pages) as web:
            with suppress(Refusal):
                await make_fetcher(web, 0.5).fetch(hostile.url)
        assert {address for address, _ in web.connections} <= PUBLIC_ADDRESSES, hostile.url
        kinds[hostile.kind] += 1
    assert len(kinds) == 7


async def test_what_is_connected_to_is_looked_at_once_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """If the look at what a name led to were passed by, the socket would still not be opened."""
    monkeypatch.setattr(fetch_module, "require_public", lambda *_: None)
    async with open_web({"news.example": [["127.0.0.1"]]}, {"news.example/": Reply()}) as web:
        with pytest.raises(UnreachableRefusal):
            await make_fetcher(web).fetch("http://news.example/")
        assert web.connections == []


async def test_a_bomb_takes_no_memory() -> None:
    """Of 60 MB that come as 60 kB, no more is decompressed than a page may have."""
    bomb = zlib.compressobj(wbits=31)
    body = b"".join([bomb.compress(bytes(1_000_000)) for _ in range(60)]) + bomb.flush()
    async with open_web(NAMES, {"news.example/": Reply(body, headers={"Content-Encoding": "gzip"})}) as web:
        tracemalloc.start()
        try:
            with pytest.raises(LargeFileRefusal):
                await make_fetcher(web).fetch("http://news.example/")
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert peak < 4 * LARGEST_PAGE

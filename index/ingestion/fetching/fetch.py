"""An address on the public web -> the bytes of the page, and nothing of any other network.

A host is looked up once; what is connected to is an address that was looked at, or nothing.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import ssl
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any

import aiohttp
from yarl import URL

from index.ingestion.fetching.addresses import Address, Target, is_public, read_url, require_public
from index.ingestion.fetching.bodies import read_body
from index.ingestion.fetching.fetcher import FEED, FetchedPage, Fetcher, NoFetcher, Validators
from index.ingestion.fetching.pinned_resolver import PinnedResolver
from index.ingestion.refusals import (
    CertificateRefusal,
    ContentTypeRefusal,
    RedirectsRefusal,
    SlowPageRefusal,
    StatusRefusal,
    TooManyRequestsRefusal,
    UnknownHostRefusal,
    UnreachableRefusal,
)

SECONDS = 15
"""What a page may take in all: every look-up, every redirect and the page itself."""

MOST_REDIRECTS = 3

KINDS = {
    "text/html": "text/html",
    "application/xhtml+xml": "text/html",
    "text/plain": "text/plain",
    "text/markdown": "text/markdown",
    "text/x-markdown": "text/markdown",
    "application/pdf": "application/pdf",
    "application/rss+xml": FEED,
    "application/atom+xml": FEED,
    "application/xml": FEED,
    "text/xml": FEED,
    "application/feed+json": FEED,
    "application/json": FEED,
}
"""The content types that are read, and what each is read as."""

_ACCEPT = (
    "text/html, text/markdown, application/pdf;q=0.9, application/rss+xml;q=0.9, application/atom+xml;q=0.9, "
    "application/feed+json;q=0.9, */*;q=0.1"
)
_HEADERS = {"Accept": _ACCEPT, "Accept-Encoding": "gzip", "User-Agent": "Verbatim"}
_MOST_ADDRESSES = 8
_BUSY = {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}
_LONGEST_PAUSE = 86_400

Resolve = Callable[[str], Awaitable[Sequence[str]]]
"""Looks a host up: every address that it has, as text. Raises OSError where there is none."""

AddressInfo = tuple[Any, Any, int, str, Any]
OpenSocket = Callable[[AddressInfo], socket.socket]


async def resolve_by_system(host: str) -> list[str]:
    """Look a host up as the system does."""
    found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return [str(each[4][0]) for each in found]


def open_system_socket(info: AddressInfo) -> socket.socket:
    """Return a socket that is not connected yet."""
    return socket.socket(info[0], info[1], info[2])


class WebFetcher:
    """Fetches pages of the public web."""

    def __init__(
        self,
        resolve: Resolve = resolve_by_system,
        open_socket: OpenSocket = open_system_socket,
        certificates: ssl.SSLContext | None = None,
        seconds: float = SECONDS,
    ) -> None:
        self._resolve = resolve
        self._open_socket = open_socket
        self._certificates = certificates or ssl.create_default_context()
        self._seconds = seconds

    async def fetch(self, url: str) -> FetchedPage:
        """Return the page at an address, following redirects by hand.

        Raises FetchRefusal, LargeFileRefusal.
        """
        page = await self.fetch_if_changed(url, Validators())
        if page is None:
            raise StatusRefusal(host=read_url(url).host, status=HTTPStatus.NOT_MODIFIED)
        return page

    async def fetch_if_changed(self, url: str, validators: Validators) -> FetchedPage | None:
        """Return the page at an address, or None where it is still as it was; raises what `fetch` does."""
        target = read_url(url)
        try:
            async with asyncio.timeout(self._seconds):
                for _ in range(MOST_REDIRECTS + 1):
                    found = await self._fetch_one(target, validators)
                    if not isinstance(found, Target):
                        return found
                    target = found
        except TimeoutError:
            raise SlowPageRefusal(host=target.host, seconds=self._seconds) from None
        raise RedirectsRefusal(most=MOST_REDIRECTS)

    async def _fetch_one(self, target: Target, validators: Validators) -> FetchedPage | Target | None:
        """Return a page, where it leads on to, or None where it has not changed."""
        addresses = await self._look_up(target)
        require_public(target.host, addresses)
        with _explain(target.host):
            async with self._ask(target, addresses, validators) as response:
                if response.status == HTTPStatus.NOT_MODIFIED and validators != Validators():
                    return None
                if response.status in {301, 302, 303, 307, 308}:
                    return _read_location(target, response)
                return await _read_page(target, response)

    async def _look_up(self, target: Target) -> tuple[Address, ...]:
        if target.literal is not None:
            return (target.literal,)
        try:
            found = await self._resolve(target.host)
            addresses = tuple(ipaddress.ip_address(each) for each in found)
        except (OSError, ValueError) as error:
            raise UnknownHostRefusal(host=target.host) from error
        if not addresses:
            raise UnknownHostRefusal(host=target.host)
        return addresses

    @asynccontextmanager
    async def _ask(
        self, target: Target, addresses: tuple[Address, ...], validators: Validators
    ) -> AsyncIterator[aiohttp.ClientResponse]:
        known = {"If-None-Match": validators.etag, "If-Modified-Since": validators.modified}
        headers = _HEADERS | {name: value for name, value in known.items() if value}
        connector = aiohttp.TCPConnector(
            resolver=PinnedResolver(target.host, addresses[:_MOST_ADDRESSES]),
            socket_factory=self._open_public_socket,
            ssl=self._certificates,
            use_dns_cache=False,
            force_close=True,
        )
        async with (
            aiohttp.ClientSession(
                connector=connector,
                cookie_jar=aiohttp.DummyCookieJar(),
                trust_env=False,
                auto_decompress=False,
                timeout=aiohttp.ClientTimeout(total=None),
            ) as session,
            session.get(target.url, headers=headers, allow_redirects=False) as response,
        ):
            yield response

    def _open_public_socket(self, info: AddressInfo) -> socket.socket:
        """Open a socket for an address, which is looked at once more where nothing can come between."""
        if not is_public(ipaddress.ip_address(info[4][0])):
            raise OSError(f"{info[4][0]} is not on the public internet")
        return self._open_socket(info)


def choose_fetcher(is_allowed: bool) -> Fetcher:
    """Return what fetches pages where the settings allow it."""
    return WebFetcher() if is_allowed else NoFetcher()


def _read_location(target: Target, response: aiohttp.ClientResponse) -> Target:
    location = response.headers.get("Location", "").strip()
    if not location:
        raise RedirectsRefusal(most=MOST_REDIRECTS)
    try:
        following = target.url.join(URL(location))
    except ValueError as error:
        raise RedirectsRefusal(most=MOST_REDIRECTS) from error
    return read_url(str(following))


async def _read_page(target: Target, response: aiohttp.ClientResponse) -> FetchedPage:
    if response.status in _BUSY and (response.status == HTTPStatus.TOO_MANY_REQUESTS or _read_pause(response)):
        raise TooManyRequestsRefusal(host=target.host, status=response.status, seconds=_read_pause(response))
    if response.status != HTTPStatus.OK:
        raise StatusRefusal(host=target.host, status=response.status)
    kind = response.content_type.lower()
    if kind not in KINDS:
        raise ContentTypeRefusal(kind=kind)
    validators = Validators(response.headers.get("ETag"), response.headers.get("Last-Modified"))
    return FetchedPage(str(target.url), await read_body(response), KINDS[kind], response.charset, validators)


def _read_pause(response: aiohttp.ClientResponse) -> int:
    """Return the seconds that a server asks to be left alone for, a day at most; 0 where it does not say."""
    told = response.headers.get("Retry-After", "").strip()
    if told.isdecimal():
        return min(int(told[:9]), _LONGEST_PAUSE)
    try:
        wanted = (parsedate_to_datetime(told) - datetime.now(UTC)).total_seconds()
    except (TypeError, ValueError):
        return 0
    return int(min(max(wanted, 0), _LONGEST_PAUSE))


@contextmanager
def _explain(host: str) -> Iterator[None]:
    """Return what the client raises in the words of a refusal."""
    try:
        yield
    except aiohttp.ClientConnectorCertificateError as error:
        raise CertificateRefusal(host=host) from error
    except (aiohttp.ClientError, OSError, zlib.error) as error:
        raise UnreachableRefusal(host=host) from error

"""Who fetches pages, and what a page is; nothing here opens a connection or imports what does."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from index.ingestion.refusals import FetchingOffRefusal

if TYPE_CHECKING:
    from index.ingestion.fetching.fetch import WebFetcher

FEED = "feed"
"""What feeds and sitemaps are read as, whatever their servers call them."""


@dataclass(frozen=True)
class Validators:
    """What a server calls this state of a page, by which it says that nothing has changed."""

    etag: str | None = None
    modified: str | None = None


@dataclass(frozen=True)
class FetchedPage:
    """What an address led to: the last address of all redirects, the bytes and what the server says they are.

    `content_type` is one of text/html, text/plain, text/markdown, application/pdf and feed.
    """

    url: str
    content: bytes
    content_type: str
    charset: str | None
    validators: Validators = Validators()


class Fetcher(Protocol):
    """Fetches pages, or refuses to."""

    async def fetch(self, url: str) -> FetchedPage:
        """Return the page at an address.

        Raises FetchRefusal, or another DraftRefusal for what is no page.
        """
        ...


@runtime_checkable
class ConditionalFetcher(Fetcher, Protocol):
    """Can be told what is known of a page."""

    async def fetch_if_changed(self, url: str, validators: Validators) -> FetchedPage | None:
        """Return the page at an address, or None where it is still as it was; raises what `fetch` does."""
        ...


class NoFetcher:
    """Fetches nothing."""

    async def fetch(self, url: str) -> FetchedPage:  # noqa: ARG002  # the protocol's
        """Raise FetchingOffRefusal."""
        raise FetchingOffRefusal


class LateWebFetcher:
    """Fetches pages of the public web; what does it is imported at the first one."""

    async def fetch(self, url: str) -> FetchedPage:
        """Return the page at an address; raises what WebFetcher does."""
        return await self._fetcher.fetch(url)

    async def fetch_if_changed(self, url: str, validators: Validators) -> FetchedPage | None:
        """Return the page at an address, or None where it is still as it was; raises what WebFetcher does."""
        return await self._fetcher.fetch_if_changed(url, validators)

    @cached_property
    def _fetcher(self) -> WebFetcher:
        from index.ingestion.fetching.fetch import WebFetcher

        return WebFetcher()

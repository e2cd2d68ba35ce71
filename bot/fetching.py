"""An address on the public web -> the bytes of the page, and nothing of any other network."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class FetchedPage:
    """What an address led to: the last address of all redirects, the bytes and what the server says they are."""

    url: str
    content: bytes
    content_type: str
    charset: str | None


class Fetcher(Protocol):
    """Fetches pages, or refuses to."""

    async def fetch(self, url: str) -> FetchedPage:
        """Return the page at an address.

        Raises FetchRefusal.
        """
        ...

"""What a server sends -> its bytes, decompressed, and never more of them than are read."""

from __future__ import annotations

import zlib

import aiohttp

from index.ingestion.refusals import ContentTypeRefusal, LargeFileRefusal

LARGEST_PAGE = 5 * 1024 * 1024
"""Bytes of a page, before and after decompression, that are read at most."""

_GZIP = 16 + zlib.MAX_WBITS


async def read_body(response: aiohttp.ClientResponse) -> bytes:
    """Return the body of a response whose session does not decompress.

    Raises LargeFileRefusal as soon as there is too much, ContentTypeRefusal for an encoding that was not asked for.
    """
    encoding = response.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding not in {"identity", "gzip", "x-gzip", ""}:
        raise ContentTypeRefusal(kind=encoding)
    if (response.content_length or 0) > LARGEST_PAGE:
        raise _too_large()
    body = _Gunzip() if "gzip" in encoding else _Plain()
    received = 0
    async for chunk in response.content.iter_any():
        received += len(chunk)
        body.take(chunk)
        if received > LARGEST_PAGE or len(body.content) > LARGEST_PAGE:
            raise _too_large()
    body.end()
    return bytes(body.content)


class _Plain:
    """Bytes as they come."""

    def __init__(self) -> None:
        self.content = bytearray()

    def take(self, chunk: bytes) -> None:
        self.content += chunk

    def end(self) -> None:
        pass


class _Gunzip(_Plain):
    """Decompresses gzip, of one member or several, and stops at the first byte too many."""

    def __init__(self) -> None:
        super().__init__()
        self._member = zlib.decompressobj(_GZIP)
        self._is_open = False

    def take(self, chunk: bytes) -> None:
        while chunk and len(self.content) <= LARGEST_PAGE:
            self._is_open = True
            self.content += self._member.decompress(chunk, LARGEST_PAGE + 1 - len(self.content))
            chunk = self._member.unconsumed_tail
            if self._member.eof:
                chunk = self._member.unused_data
                self._member = zlib.decompressobj(_GZIP)
                self._is_open = False

    def end(self) -> None:
        if self._is_open:
            raise zlib.error("the body breaks off")


def _too_large() -> LargeFileRefusal:
    return LargeFileRefusal(most=LARGEST_PAGE // 1024**2)

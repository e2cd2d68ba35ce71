"""A web on the loopback that stands for the whole internet, and a record of everything that is asked of it."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiohttp import web

from index.ingestion.fetching.fetch import AddressInfo, WebFetcher

TLS = Path(__file__).parent / "tls"
"""A certificate for news.example with its key, and the authority that signed it: for tests, and no secret."""

PUBLIC = "93.184.216.34"
PUBLIC_TOO = "151.101.1.6"
PUBLIC_V6 = "2606:2800:220:1::1946"


@dataclass(frozen=True)
class Reply:
    """What the server answers; the body is sent `times` times, with a pause after each."""

    body: bytes = b"<html><body><p>Hello.</p></body></html>"
    status: int = 200
    kind: str | None = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    times: int = 1
    pause: float = 0


def lead_to(location: str, status: int = 302) -> Reply:
    return Reply(b"", status, headers={"Location": location})


@dataclass
class Web:
    """The names that exist with what a look-up of them gives, one answer after the other, and the pages by address."""

    names: Mapping[str, Sequence[Sequence[str]]]
    pages: Mapping[str, Reply]
    lookups: list[str] = field(default_factory=list)
    connections: list[tuple[str, int]] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    indicated: list[str] = field(default_factory=list)
    ports: dict[int, int] = field(default_factory=dict)

    async def resolve(self, host: str) -> list[str]:
        """Answer as a resolver does that reads numbers generously and whose answers change."""
        self.lookups.append(host)
        if host in self.names:
            answers = self.names[host]
            return list(answers[min(self.lookups.count(host), len(answers)) - 1])
        return [socket.inet_ntoa(socket.inet_aton(host))]

    def open_socket(self, info: AddressInfo) -> socket.socket:
        """Return a socket that notes where it was to connect, and connects to the loopback."""
        return _DivertedSocket(self, socket.AF_INET if info[0] == socket.AF_INET else info[0], info[1])

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answer one request."""
        address = f"{request.host}{request.path}"
        self.requests.append(address)
        reply = self.pages.get(address, Reply(status=404))
        known = request.headers.get("If-None-Match") or request.headers.get("If-Modified-Since")
        if known and known in {reply.headers.get("ETag"), reply.headers.get("Last-Modified")}:
            reply = Reply(b"", 304)
        response = web.StreamResponse(status=reply.status, headers=reply.headers)
        if reply.kind:
            response.headers["Content-Type"] = reply.kind
        with suppress(ConnectionError):
            await response.prepare(request)
            for _ in range(reply.times):
                await response.write(reply.body)
                await asyncio.sleep(reply.pause)
            await response.write_eof()
        return response


class _DivertedSocket(socket.socket):
    def __init__(self, web: Web, *args: Any) -> None:
        super().__init__(*args)
        self._web = web

    def connect(self, address: Any) -> None:
        self._web.connections.append((address[0], address[1]))
        super().connect(("127.0.0.1" if self.family == socket.AF_INET else "::1", self._web.ports[address[1]]))


@asynccontextmanager
async def open_web(names: Mapping[str, Sequence[Sequence[str]]], pages: Mapping[str, Reply]) -> AsyncIterator[Web]:
    """Serve pages over http and https until the block ends."""
    found = Web(names, pages)
    runner = web.ServerRunner(web.Server(found.answer))
    await runner.setup()
    for port, certificates in ((80, None), (443, _load_server_certificates(found))):
        listening = socket.create_server(("127.0.0.1", 0))
        found.ports[port] = listening.getsockname()[1]
        await web.SockSite(runner, listening, ssl_context=certificates).start()
    try:
        yield found
    finally:
        await runner.cleanup()


def make_fetcher(found: Web, seconds: float = 5) -> WebFetcher:
    """Return the fetcher that is used, over this web."""
    return WebFetcher(found.resolve, found.open_socket, trust_test_authority(), seconds)


def trust_test_authority() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(TLS / "authority.pem"))


def _load_server_certificates(found: Web) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(TLS / "news.example.pem")
    context.sni_callback = lambda _, name, __: found.indicated.append(name) if name else None
    return context

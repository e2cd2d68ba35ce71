"""What the client asks for the address of a host: it knows what was looked at, so that nothing else is connected to."""

from __future__ import annotations

import socket

from aiohttp.abc import AbstractResolver, ResolveResult

from index.ingestion.fetching.addresses import Address


class PinnedResolver(AbstractResolver):
    """Knows the addresses of one host, which were looked at, and of no other."""

    def __init__(self, host: str, addresses: tuple[Address, ...]) -> None:
        self._host = host
        self._addresses = addresses

    async def resolve(
        self,
        host: str,
        port: int = 0,
        family: socket.AddressFamily = socket.AF_UNSPEC,  # noqa: ARG002  # every family is tried
    ) -> list[ResolveResult]:
        """Return the addresses that were looked at.

        Raises OSError for any other host.
        """
        if host != self._host:
            raise OSError(f"{host} was not looked up")
        return [
            ResolveResult(
                hostname=host,
                host=str(address),
                port=port,
                family=socket.AF_INET if address.version == 4 else socket.AF_INET6,
                proto=socket.IPPROTO_TCP,
                flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
            )
            for address in self._addresses
        ]

    async def close(self) -> None:
        """Hold nothing that would have to be closed."""

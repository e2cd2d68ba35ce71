"""Which addresses are on the public internet, and how one that a person wrote is read."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass

from yarl import URL

from index.ingestion.refusals import PrivateAddressRefusal, UrlRefusal

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

LONGEST_URL = 2_000

_SHAPE = re.compile(r"https?://(?P<authority>[^/?#@\\]+)(?:[/?#].*)?", re.IGNORECASE)
_UNSAFE = re.compile(r"[\x00-\x20\x7f\\]")
_NAME = re.compile(r"(?=.{1,253}\Z)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_NUMBER = re.compile(r"(?:.*\.)?(?:\d+|0x[0-9a-f]*)")
_PORTS = {80, 443}

_GLOBAL_V6 = ipaddress.ip_network("2000::/3")
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
_RESERVED = tuple(
    ipaddress.ip_network(each)
    for each in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
        "224.0.0.0/3", "168.63.129.16/32", "2001::/23", "2001:db8::/32", "3fff::/20",
    )
)  # fmt: skip
"""Never public by IANA's registries, whatever Python's version says, and the one by which Azure talks to its own."""


@dataclass(frozen=True)
class Target:
    """A page to be fetched: its address as it is asked for, and the host in it."""

    url: URL
    host: str

    @property
    def literal(self) -> Address | None:
        """Return the address that the host is, where it is one."""
        try:
            return ipaddress.ip_address(self.host)
        except ValueError:
            return None


def read_url(text: str) -> Target:
    """Return what an address written by a person leads to.

    Raises UrlRefusal for anything but a plain http or https address with a host, on port 80 or 443.
    """
    given = text.strip()
    if len(given) > LONGEST_URL or _UNSAFE.search(given) or not _SHAPE.fullmatch(given):
        raise UrlRefusal
    try:
        url = URL(given).with_fragment(None)
        host = (url.raw_host or "").removesuffix(".")
        url = url.with_host(host)
    except ValueError as error:
        raise UrlRefusal from error
    if url.port not in _PORTS or not _is_host(host):
        raise UrlRefusal
    return Target(url, host)


def require_public(host: str, addresses: tuple[Address, ...]) -> None:
    """Raise PrivateAddressRefusal if any address of a host is not on the public internet."""
    if not all(is_public(address) for address in addresses):
        raise PrivateAddressRefusal(host=host)


def is_public(address: Address) -> bool:
    """Return whether an address, and the one that may be wrapped in it, is on the public internet."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.scope_id:
            return False
        if address in _TRANSLATED:
            return is_public(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        wrapped = address.ipv4_mapped or address.sixtofour
        if wrapped is not None:
            return is_public(wrapped)
        if address not in _GLOBAL_V6:
            return False
    return address.is_global and not any(address in network for network in _RESERVED)


def _is_host(host: str) -> bool:
    """Return whether a host is a name with a dot or an address as it is usually written."""
    if ":" in host or _NUMBER.fullmatch(host):
        try:
            return "%" not in host and bool(ipaddress.ip_address(host))
        except ValueError:
            return False
    return bool(_NAME.fullmatch(host))

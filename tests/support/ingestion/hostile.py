"""Addresses that are meant to lead a fetcher into a network that is not public, made in code, 250 of them."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from ipaddress import IPv4Address
from itertools import cycle, islice

from tests.support.ingestion.web import PUBLIC, PUBLIC_TOO, PUBLIC_V6, Reply, lead_to

PUBLIC_ADDRESSES = {PUBLIC, PUBLIC_TOO, PUBLIC_V6}
"""What stands for the public internet here; a connection to anything else is one too many."""

PRIVATE = (
    "127.0.0.1", "127.8.9.10", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "100.100.100.200", "0.0.0.0", "192.0.0.1", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1",
    "240.0.0.1", "255.255.255.255", "192.88.99.1", "168.63.129.16",
)  # fmt: skip
PRIVATE_V6 = (
    "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:a00:1", "::ffff:0:127.0.0.1", "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "64:ff9b:1:7f00:0:100::", "2002:7f00:1::", "2002:c0a8:101::1",
    "2001:0:53aa:64c:0:0:80ff:fffe", "2001:db8::1", "3fff::1", "100::1", "fc00::1", "fd00:ec2::254", "fe80::1",
    "fec0::1", "ff02::1", "5f00::1",
)  # fmt: skip


@dataclass(frozen=True)
class Hostile:
    """An address, and the part of the web that makes it hostile."""

    kind: str
    url: str
    names: Mapping[str, Sequence[Sequence[str]]] = field(default_factory=dict)
    pages: Mapping[str, Reply] = field(default_factory=dict)


def make_hostile_urls() -> tuple[Hostile, ...]:
    """Return all of them."""
    return (
        *_spell_numbers(),
        *_spell_v6(),
        *_break_shapes(),
        *_name_private(),
        *_redirect(),
        *islice(_rebind(), 30),
        *_answer_badly(),
    )


def _spell_numbers() -> Iterator[Hostile]:
    """Write private addresses as resolvers and browsers read them, though nobody writes them so."""
    spellings = cycle(_SPELLINGS)
    for address in PRIVATE:
        for spell in islice(spellings, 4):
            yield Hostile("numeric spellings", f"http://{spell(IPv4Address(address))}/")


def _parts(address: IPv4Address) -> list[int]:
    return list(address.packed)


_SPELLINGS: tuple[Callable[[IPv4Address], str], ...] = (
    str,
    lambda address: f"{address}.",
    lambda address: f"{int(address)}",
    lambda address: f"0x{int(address):08X}",
    lambda address: f"0{int(address):o}",
    lambda address: ".".join(f"0{part:03o}" for part in _parts(address)),
    lambda address: ".".join(f"0x{part:x}" for part in _parts(address)),
    lambda address: f"{_parts(address)[0]}.{int(address) & 0xFFFFFF}",
    lambda address: f"0x{_parts(address)[0]:x}.0{_parts(address)[1]:o}.{int(address) & 0xFFFF}",
    lambda address: str(address).translate({ord("0") + digit: 0xFF10 + digit for digit in range(10)}),
    lambda address: str(address).replace(".", "。"),
    lambda address: str(address).replace(".", "%2e"),
    lambda address: f"[::ffff:{address}]",
)


def _spell_v6() -> Iterator[Hostile]:
    for address in PRIVATE_V6:
        yield Hostile("IPv6 literals", f"https://[{address}]/")
    yield Hostile("IPv6 literals", "http://[fe80::1%25lo]/")
    yield Hostile("IPv6 literals", "http://[::1%lo]/")
    yield Hostile("IPv6 literals", f"http://[{PUBLIC_V6}%25lo]/")
    yield Hostile("IPv6 literals", "http://[0:0:0:0:0:0:0:1]:80/")
    yield Hostile("IPv6 literals", "http://[::1/")


def _break_shapes() -> Iterator[Hostile]:
    """Write addresses that two readers understand in two ways, or that are of another kind."""
    for url in (
        "http://news.example@127.0.0.1/", "http://127.0.0.1@news.example/", "http://a:b@news.example/",
        "http://@news.example/", r"http://news.example\@127.0.0.1/", r"http:\\127.0.0.1\x", "http:127.0.0.1",
        "http:///127.0.0.1/", "//127.0.0.1/", "file:///etc/passwd", "gopher://127.0.0.1:80/_x", "ftp://news.example/",
        "dict://127.0.0.1:11211/stats", "data:text/html,x", "javascript:0", "http://news.example:22/",
        "http://news.example:8080/", "http://news.example:65536/", "http://news.example:-80/", "http://localhost/",
        "http://localhost./", "http://intranet/", "http://news.example\r\nHost: 127.0.0.1/", "http://news.ex\tample/",
        "http://127.0.0.1\u200b/", "http://ⓛocalhost/", "http://%6c%6f%63%61%6c%68%6f%73%74/", "http://[v1.a]/",
        "http://-a.example/", "http://" + "a." * 200 + "example/",
    ):  # fmt: skip
        yield Hostile("broken shapes", url, {"news.example": [[PUBLIC]]})


def _name_private() -> Iterator[Hostile]:
    """Let a name of somebody's own lead into a private network, alone or hidden among public addresses."""
    for number, address in enumerate((*PRIVATE[:12], *PRIVATE_V6[:12])):
        among = ([address], [PUBLIC, address], [PUBLIC, PUBLIC_V6, address])[number % 3]
        yield Hostile("private names", f"http://n{number}.example/", {f"n{number}.example": [among]})


def _redirect() -> Iterator[Hostile]:
    """Let a public page lead into a private network."""
    statuses = cycle((301, 302, 303, 307, 308))
    names: dict[str, Sequence[Sequence[str]]] = {"news.example": [[PUBLIC]], "inside.example": [["10.0.0.1"]]}
    targets = [
        *(f"http://{address}/" for address in PRIVATE),
        *(f"//[{address}]/" for address in PRIVATE_V6),
        "http://inside.example/", "//inside.example/", "http://2130706433/", "http://0x7f.1/", "file:///etc/passwd",
        "gopher://127.0.0.1/", "http://news.example:22/", "/loop", "http://a@inside.example/",
    ]  # fmt: skip
    for target, status in zip(targets, statuses, strict=False):
        pages = {"news.example/": lead_to(target, status), "news.example/loop": lead_to("/loop")}
        yield Hostile("redirects", "http://news.example/", names, pages)


def _rebind() -> Iterator[Hostile]:
    """Answer the first look-up with a public address and every later one with a private one."""
    for number, address in enumerate((*PRIVATE, *PRIVATE_V6)):
        names = {"news.example": [[PUBLIC], [address]]}
        pages = {"news.example/": lead_to("/again"), "news.example/again": Reply()}
        start = "http://news.example/" if number % 2 else "http://news.example/again"
        yield Hostile("rebinding", start, names, pages)


def _answer_badly() -> Iterator[Hostile]:
    """Answer with more, slower or other things than a page."""
    packed = {"Content-Encoding": "gzip"}
    for reply in (
        Reply(gzip.compress(b"\0" * 20_000_000), headers=packed),
        Reply(gzip.compress(b"\0" * 5_000_000) * 2, headers=packed),
        Reply(gzip.compress(gzip.compress(b"\0" * 20_000_000)), headers={"Content-Encoding": "gzip, gzip"}),
        Reply(headers={"Content-Encoding": "br"}),
        Reply(headers={"Content-Encoding": "zstd"}),
        Reply(b"a" * 65_536, times=1_000),
        Reply(b"a", times=1_000, pause=0.05),
        Reply(b"%PDF-1.7", kind="application/pdf"),
        Reply(b"\x7fELF", kind="application/octet-stream"),
        Reply(b"", status=204),
    ):
        yield Hostile("bad answers", "http://news.example/", {"news.example": [[PUBLIC]]}, {"news.example/": reply})
    for location in ("", "http://[", "http://news.example:x/"):
        yield Hostile(
            "bad answers", "http://news.example/", {"news.example": [[PUBLIC]]}, {"news.example/": lead_to(location)}
        )

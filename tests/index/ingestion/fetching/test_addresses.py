"""Which addresses are public, and how what a person wrote is read."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.ingestion.fetching.addresses import LONGEST_URL, is_public, read_url
from index.ingestion.refusals import UrlRefusal
from tests.support.ingestion.hostile import PRIVATE, PRIVATE_V6, make_hostile_urls


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "93.184.216.34", "2606:2800:220:1::1", "64:ff9b::808:808", "2002:808:808::1"]
)
def test_public_addresses(address: str) -> None:
    """Also where one is wrapped in another."""
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", [*PRIVATE, *PRIVATE_V6, "2606:2800:220:1::1%eth0"])
def test_addresses_that_are_not_public(address: str) -> None:
    """Private, reserved, translated, tunnelled, for many or for examples."""
    assert not is_public(ipaddress.ip_address(address))


@given(st.ip_addresses(v=4))
def test_an_address_is_as_public_as_what_it_wraps(address: ipaddress.IPv4Address) -> None:
    """Mapped, translated and 6to4 forms of an address are judged by the address."""
    wrapped = [int(ipaddress.ip_address("::ffff:0:0")), int(ipaddress.ip_address("64:ff9b::"))]
    forms = [ipaddress.IPv6Address(prefix + int(address)) for prefix in wrapped]
    forms.append(ipaddress.IPv6Address((0x2002 << 112) + (int(address) << 80)))
    assert {is_public(form) for form in forms} == {is_public(address)}


@pytest.mark.parametrize(
    ("given_url", "read"),
    [
        ("HTTP://News.Example/A?b=c#d", "http://news.example/A?b=c"),
        (" https://news.example:443/ ", "https://news.example/"),
        ("http://news.example./", "http://news.example/"),
        ("http://новини.example/а", "http://xn--b1amarcd.example/%D0%B0"),
        ("https://[2606:2800:220:1::1]/", "https://[2606:2800:220:1::1]/"),
        ("http://n_1.news.example/", "http://n_1.news.example/"),
    ],
)
def test_an_address_is_asked_for_as_servers_know_it(given_url: str, read: str) -> None:
    """Case, port, dot, script and fragment are tidied."""
    assert str(read_url(given_url).url) == read


def test_no_hostile_address_is_read_as_a_public_one() -> None:
    """Those that name an address are refused, or read as the private one that they mean."""
    for hostile in make_hostile_urls():
        try:
            literal = read_url(hostile.url).literal
        except UrlRefusal:
            continue
        assert literal is None or not is_public(literal), hostile.url


@pytest.mark.parametrize("url", ["http://news.example:22/", "https://news.example:8080/a", "http://93.184.216.34:0/"])
def test_only_the_ports_of_the_web_are_asked(url: str) -> None:
    """Behind any other port stands something else than a page for readers."""
    with pytest.raises(UrlRefusal):
        read_url(url)


def test_an_address_has_a_length() -> None:
    """What no browser would take is not taken."""
    with pytest.raises(UrlRefusal):
        read_url("http://news.example/" + "a" * LONGEST_URL)


@given(st.text() | st.builds("http://{}/{}".format, st.text(), st.text()))
def test_anything_else_is_refused_by_name(text: str) -> None:
    """No text raises anything but a refusal, and what is read asks for the host that was looked at."""
    try:
        target = read_url(text)
    except UrlRefusal:
        return
    assert target.url.raw_host == target.host
    assert target.url.port in {80, 443}

"""What people find in a folder or at an address that is no article: a clear line each, and the others go on."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.__main__ import main
from index.cli.add import add
from index.cli.parser import make_parser
from index.ingestion.fetching.fetch import WebFetcher
from index.ingestion.formats.docx import make_sample
from index.ingestion.limited.reader import Reader
from tests.support.ingestion.documents import make_pdf
from tests.support.ingestion.outlet import open_outlet
from tests.support.ingestion.pages import ORDINARY
from tests.support.ingestion.web import Reply, lead_to

LOCKED = b"/ID [<00> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>" % (b"11" * 32, b"22" * 32)


def make_docx_with_macros() -> bytes:
    """Return a document of Word that brings a program along."""
    content = io.BytesIO(make_sample())
    with zipfile.ZipFile(content, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"\xd0\xcf\x11\xe0" + bytes(600))
    return content.getvalue()


DOCUMENTS = {
    "a-large.html": b"<html><body><p>" + b"x" * 11_000_000,
    "b-300-pages.pdf": make_pdf(300),
    "c-encrypted.pdf": make_pdf(encrypt=LOCKED),
    "d-scanned.pdf": make_pdf().replace(b"Tj ET", b"   ET"),
    "e-broken.pdf": b"%PDF-1.7\n" + bytes(range(256)) * 20,
    "f-macros.docm": make_docx_with_macros(),
    "g-consent.html": b"<title>Privacy</title><h1>Your choice</h1><p>%b</p>"
    % (b"We and our 812 partners use cookies with your consent. " * 4),
    "h-good.html": ORDINARY.encode(),
}


def test_each_is_told_and_the_others_go_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every refusal is one line that says what is wrong; a document's macros are never run."""
    for name, content in DOCUMENTS.items():
        (tmp_path / name).write_bytes(content)
    assert main(["add", str(tmp_path), "--dry-run", "--json"]) == 1
    told = {Path(str(each["source"])).name: each for each in map(json.loads, capsys.readouterr().out.splitlines())}
    refused = {name: str(each["refused"]) for name, each in told.items() if each["refused"]}
    assert {name[0] for name in refused} == set("abcdeg")
    assert "10 MB" in refused["a-large.html"]
    assert "password" in refused["c-encrypted.pdf"]
    assert "300 pages" in refused["b-300-pages.pdf"]
    assert "no text layer" in refused["d-scanned.pdf"]
    assert "damaged" in refused["e-broken.pdf"]
    assert "consent" in refused["g-consent.html"]
    assert all("\n" not in why for why in refused.values())
    assert told["f-macros.docm"]["title"] == "The harbour"
    assert told["h-good.html"]["sentences"]


@pytest.fixture
def outlet() -> Iterator[WebFetcher]:
    """Return what fetches from a site on which nearly everything goes wrong."""
    pages = {
        "forbidden": Reply(status=403),
        "busy": Reply(b"", 429, headers={"Retry-After": "120"}),
        "consent": Reply(DOCUMENTS["g-consent.html"]),
        "inside": lead_to("http://10.0.0.1/admin"),
        "large": Reply(b"<p>" + b"x" * 65_536, times=160),
        "feed": Reply(b"<html><body><p>Welcome to the front page.</p></body></html>", kind="application/rss+xml"),
        "broken": Reply(b"<rss><channel><item>", kind="application/rss+xml"),
        "report": Reply(make_pdf(300), kind="application/pdf"),
        "picture": Reply(b"\x89PNG", kind="image/png"),
    }
    with open_outlet() as (web, found):
        web.pages.update({f"news.example/{name}": reply for name, reply in pages.items()})  # type: ignore[attr-defined]  # a dict here
        yield found


def test_each_address_is_told_and_the_others_go_on(
    outlet: WebFetcher, tmp_path: Path, capsys: pytest.CaptureFixture[str], reader: Reader
) -> None:
    """Of ten addresses one is an article, which is added; nothing private is ever connected to."""
    wanted = {
        "forbidden": "status 403", "busy": "asks for a pause", "consent": "consent", "inside": "not on the public",
        "large": "5 MB", "feed": "neither a feed", "broken": "feed", "report": "300 pages", "picture": "image/png",
    }  # fmt: skip
    addresses = [f"http://news.example/{name}" for name in [*wanted, "storm"]]
    arguments = make_parser().parse_args(["add", *addresses, "--yes", "--json"])
    assert add(arguments, tmp_path / "corpus", tmp_path / "index", (reader,), outlet) == (1, 1)
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [each["source"] for each in told] == addresses
    assert [each["title"] for each in told if not each["refused"]] == ["storm"]
    for each, why in zip(told, wanted.values(), strict=False):
        assert why in each["refused"]
        assert "\n" not in each["refused"]

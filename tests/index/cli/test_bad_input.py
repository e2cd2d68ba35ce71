"""What people find in a folder or at an address that is no article: a clear line each, and the others go on."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from index.__main__ import main
from index.ingestion.formats.docx import make_sample
from tests.support.ingestion.pages import ORDINARY


def make_pdf(pages: int = 1, encrypt: bytes = b"") -> bytes:
    """Return a PDF of so many pages that all show the same words; `encrypt` is put into its trailer."""
    words = b"BT /F1 12 Tf 72 700 Td (The harbour of Veldra burned for three days.) Tj ET"
    kids = b" ".join(b"%d 0 R" % (5 + number) for number in range(pages))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>" % (pages, kids),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(words), words),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        *[b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 3 0 R/Resources<</Font<</F1 4 0 R>>>>>>"] * pages,
    ]
    body = b"%PDF-1.4\n"
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    rows = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    table = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, rows)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        encrypt,
        len(body),
    )
    return body + table + trailer


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

"""Documents that are made to be expensive or impossible to read, one after another, of every kind."""

from __future__ import annotations

import io
import itertools
import zipfile
from collections.abc import Iterator, Sequence

from benchmarks.safety.chaos.stand_in import File
from tests.support.doubling import UNITS
from tests.support.ingestion.pages import make_hostile_pages

_PAGE = 2_000_000
_TEXT = 400_000
_LARGE = 8_000_000


def make_hostile_files() -> Sequence[File]:
    """Return pages, texts and Markdown of every hostile unit, and files that are not what they say; takes seconds."""
    return _mix(list(_make_pages()), list(_make_texts()), list(_make_broken()))


def _mix(*kinds: list[File]) -> list[File]:
    """Return files of all kinds in turn."""
    return [file for row in itertools.zip_longest(*kinds) for file in row if file]


def _make_pages() -> Iterator[File]:
    for name, page in make_hostile_pages(_PAGE).items():
        yield File(f"{name.replace(' ', '-')}.html", page.encode())


def _make_texts() -> Iterator[File]:
    for number, (name, unit) in enumerate(UNITS.items()):
        text = f"It is said. {unit * (_TEXT // len(unit))}"
        yield File(f"{name.replace(' ', '-')}.{('txt', 'md')[number % 2]}", text.encode())
    yield File("blanks.txt", f"{' ' * _LARGE}It is said.".encode())
    yield File("sentences.txt", (b"The dam held. " * (_LARGE // 14)))


def _make_broken() -> Iterator[File]:
    yield File("brackets.md", f"---\ntitle: {'[' * 16_000}\n---\nIt is said.".encode())
    yield File("nested.md", f"+++\na = {'[' * 5_000}\n+++\nIt is said.".encode())
    yield File("aliases.md", b"---\na: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]\n---\nIt is said.")
    yield File("cut-off.pdf", b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog")
    yield File("not-one.pdf", bytes(range(256)) * 4_000)
    yield File("not-one.docx", b"PK\x03\x04" + bytes(1_000))
    yield File("bomb.docx", _make_bomb())
    yield File("nothing.html", b"<html><body></body></html>")
    yield File("zeros.txt", bytes(1_000_000))
    yield File("surrogates.md", b"---\ntitle: \xed\xa0\x80\n---\nIt is said.")


def _make_bomb() -> bytes:
    """Return a document that is 500 times as large as its file."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w:t>" + "a" * 200_000_000)
    return packed.getvalue()

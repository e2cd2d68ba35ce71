"""What cannot become a draft is refused in one clear line, by what it is."""

from __future__ import annotations

import gzip

import pytest

from index.corpus.articles import LARGEST
from index.errors import Refusal
from index.ingestion.drafts import check_file, draft_file
from index.ingestion.refusals import (
    ControlCharacterRefusal,
    EmptyTextRefusal,
    EncodingRefusal,
    FileKindRefusal,
    FileNameRefusal,
    FrontMatterRefusal,
    LargeFileRefusal,
    NoArticleRefusal,
    NoSentenceRefusal,
    PdfRefusal,
)
from tests.support.ingestion.pages import LONG, UKRAINIAN


def refuse(kind: type[Refusal], name: str, content: bytes) -> Refusal:
    with pytest.raises(kind) as caught:
        draft_file(name, content)
    return caught.value


@pytest.mark.parametrize(
    ("name", "refusal"),
    [
        ("../x.md", FileNameRefusal),
        ("/etc/x.md", FileNameRefusal),
        ("..\\x.md", FileNameRefusal),
        ("x\n.md", FileNameRefusal),
        ("x\0.md", FileNameRefusal),
        ("\u202exfdp.md", FileNameRefusal),
        ("", FileNameRefusal),
        ("..", FileNameRefusal),
        ("x.pdf", PdfRefusal),
        ("x.PDF", PdfRefusal),
        ("x.docx", FileKindRefusal),
        ("x", FileKindRefusal),
        (".md", FileKindRefusal),
    ],
)
def test_a_name_is_refused_before_anything_is_read(name: str, refusal: type[Refusal]) -> None:
    """Paths, what cannot be seen, and kinds that are not read."""
    with pytest.raises(refusal):
        check_file(name, 1)


def test_a_size_is_refused_before_anything_is_downloaded() -> None:
    """By what Discord says of the attachment."""
    with pytest.raises(LargeFileRefusal):
        check_file("x.md", 100 * 1024**2)
    refuse(LargeFileRefusal, "x.md", b"a" * (LARGEST + 1))


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("Die See.".encode("utf-16"), "UTF-16"),
        ("Die See ist blau.".encode("utf-16-le"), "UTF-16"),
        ("Die See.".encode("utf-32"), "UTF-32"),
        ("Die See ist sch\xf6n und weit.".encode("latin-1"), "Windows-1252 (Latin-1)"),
        (UKRAINIAN.encode("cp1251"), "Windows-1251"),
    ],
    ids=["utf-16", "utf-16 without a mark", "utf-32", "latin-1", "cp1251"],
)
@pytest.mark.parametrize("name", ["x.md", "x.txt", "x.html"])
def test_another_encoding_is_named(name: str, content: bytes, encoding: str) -> None:
    """Guessing characters would change what was written."""
    assert refuse(EncodingRefusal, name, content).values == {"encoding": encoding}


@pytest.mark.parametrize("declared", ["utf-7", "rot13", "nonsense", "unicode_escape"])
def test_a_declaration_that_no_page_has_is_refused(declared: str) -> None:
    """Not every codec of Python's is an encoding of the web."""
    refuse(EncodingRefusal, "x.html", f"<meta charset={declared}><p>{LONG}".encode())


@pytest.mark.parametrize("name", ["x.md", "x.txt", "x.html"])
def test_a_nul_byte_is_refused_with_its_line(name: str) -> None:
    """So is every other control character."""
    assert refuse(ControlCharacterRefusal, name, b"It is blue.\nIt is \0 wide.").values == {"line": 2, "code": "U+0000"}


BOMB = b"---\na: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n---\nIt is blue."


@pytest.mark.parametrize(
    "content", [b"---\ntitle: T\nIt is blue.", BOMB, b"---\ntitle: {a: b}\n---\nIt is blue.", b"---\n\t\n---\n"]
)
def test_front_matter_that_cannot_be_read_is_refused(content: bytes) -> None:
    """Unclosed, a bomb of anchors, values in values."""
    assert refuse(FrontMatterRefusal, "x.md", content).values["problem"]


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", EmptyTextRefusal),
        (b" \n\t\n", EmptyTextRefusal),
        (b"---\ntitle: T\n---\n", EmptyTextRefusal),
        (b"# Only a heading\n", NoSentenceRefusal),
        (b"---\n***\n___", FrontMatterRefusal),
        (b"1234 5678 !!!", NoSentenceRefusal),
        (b"%PDF-1.4 It is blue.", PdfRefusal),
    ],
)
def test_what_has_nothing_to_quote_is_refused(content: bytes, refusal: type[Refusal]) -> None:
    """Empty, or without a sentence."""
    refuse(refusal, "x.md", content)


@pytest.mark.parametrize("content", [b"", b"<html></html>", gzip.compress(b"<p>It is blue."), b"<div>" * 100_000])
def test_a_page_without_an_article_is_refused(content: bytes) -> None:
    """One line, whatever it is."""
    with pytest.raises((NoArticleRefusal, EncodingRefusal)):
        draft_file("x.html", content)

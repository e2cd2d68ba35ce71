"""What cannot become a draft is refused in one clear line, by what it is."""

from __future__ import annotations

import gzip

import pytest

from index.corpus.articles import LARGEST
from index.errors import Refusal
from index.ingestion.drafts import check_file, draft_file
from index.ingestion.formats.pdf import SAMPLE as PDF
from index.ingestion.limited.reader import Reader
from index.ingestion.messages import explain, read_messages
from index.ingestion.refusals import (
    ConsentPageRefusal,
    ControlCharacterRefusal,
    DamagedFileRefusal,
    DraftRefusal,
    EmptyTextRefusal,
    EncryptedFileRefusal,
    FileKindRefusal,
    FileNameRefusal,
    FrontMatterRefusal,
    LargeFileRefusal,
    NoSentenceRefusal,
    PaywallRefusal,
    ScannedPdfRefusal,
    ScriptPageRefusal,
    StatusRefusal,
)
from tests.support.ingestion.pages import UKRAINIAN


def refuse(kind: type[Refusal], name: str, content: bytes, reader: Reader) -> Refusal:
    with pytest.raises(kind) as caught:
        draft_file(name, content, reader)
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
        ("x.doc", FileKindRefusal),
        ("x", FileKindRefusal),
        (".md", FileKindRefusal),
    ],
)
def test_a_name_is_refused_before_anything_is_read(name: str, refusal: type[Refusal]) -> None:
    """Paths, what cannot be seen, and kinds that are not read."""
    with pytest.raises(refusal):
        check_file(name, 1)


def test_a_size_is_refused_before_anything_is_downloaded(reader: Reader) -> None:
    """By what Discord says of the attachment."""
    with pytest.raises(LargeFileRefusal):
        check_file("x.md", 100 * 1024**2)
    refuse(LargeFileRefusal, "x.md", b"a" * (LARGEST + 1), reader)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Die See.", "utf-16"),
        ("Die See ist blau.", "utf-16-le"),
        ("Die See.", "utf-32"),
        ("Die See ist sch\xf6n und weit, sagte der M\xfcller.", "latin-1"),
        (UKRAINIAN, "cp1251"),
        (UKRAINIAN, "koi8-u"),
    ],
)
@pytest.mark.parametrize("name", ["x.md", "x.txt"])
def test_a_text_in_another_encoding_is_read(reader: Reader, name: str, text: str, encoding: str) -> None:
    """Every letter of it, and that it was is told."""
    draft = draft_file(name, text.encode(encoding), reader)
    assert draft.text.strip() == text.strip()
    assert "note.encoding" in [note.key for note in draft.notes]


@pytest.mark.parametrize("name", ["x.md", "x.txt", "x.html"])
def test_a_nul_byte_is_refused_with_its_line(reader: Reader, name: str) -> None:
    """So is every other control character."""
    refusal = refuse(ControlCharacterRefusal, name, b"It is blue.\nIt is \0 wide.", reader)
    assert refusal.values == {"line": 2, "code": "U+0000"}


BOMB = b"---\na: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n---\nIt is blue."


@pytest.mark.parametrize("content", [b"---\ntitle: T\nIt is blue.", BOMB, b"---\n\t\n---\n"])
def test_front_matter_that_cannot_be_read_is_refused(reader: Reader, content: bytes) -> None:
    """Unclosed, a bomb of anchors, values in values."""
    assert refuse(FrontMatterRefusal, "x.md", content, reader).values["problem"]


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", EmptyTextRefusal),
        (b" \n\t\n", EmptyTextRefusal),
        (b"---\ntitle: T\n---\n", EmptyTextRefusal),
        (b"# Only a heading\n", NoSentenceRefusal),
        (b"---\n***\n___", FrontMatterRefusal),
        (b"1234 5678 !!!", NoSentenceRefusal),
    ],
)
def test_what_has_nothing_to_quote_is_refused(reader: Reader, content: bytes, refusal: type[Refusal]) -> None:
    """Empty, or without a sentence."""
    refuse(refusal, "x.md", content, reader)


@pytest.mark.parametrize(
    "content", [b"", b"<html></html>", gzip.compress(b"<p>It is blue.", mtime=0), b"<div>" * 100_000]
)
def test_a_page_without_an_article_is_refused(reader: Reader, content: bytes) -> None:
    """One line, whatever it is."""
    with pytest.raises(DraftRefusal):
        draft_file("x.html", content, reader)


CONSENT = (
    "Мы и наши партнёры используем файлы cookie. Продолжая, вы даёте согласие на обработку данных. ",
    "Ми та наші партнери використовуємо файли cookie. Натисніть «Погоджуюся», щоб надати згоду. ",
    "Wir und unsere 211 Partner verarbeiten Ihre Daten. Dafür brauchen wir Ihre Einwilligung. ",
)


@pytest.mark.parametrize(
    ("page", "refusal"),
    [
        (
            '<title>T</title><div id="root"></div><noscript>Enable JavaScript.</noscript><script src="a.js"></script>',
            ScriptPageRefusal,
        ),
        ('<title>T</title><div class="paywall">Subscribe to read.</div>', PaywallRefusal),
        (
            f"<title>Cookies</title><h1>Your privacy</h1><p>{'We and our partners use cookies with your consent. ' * 4}</p>",
            ConsentPageRefusal,
        ),
        *((f"<title>Cookies</title><h1>Cookies</h1><p>{words * 3}</p>", ConsentPageRefusal) for words in CONSENT),
    ],
)
def test_why_there_is_no_article_is_told(reader: Reader, page: str, refusal: type[Refusal]) -> None:
    """So that whoever adds it knows what to do instead."""
    refuse(refusal, "x.html", f"<html><body>{page}</body></html>".encode(), reader)


@pytest.mark.parametrize(
    ("name", "content", "refusal"),
    [
        ("x.pdf", b"%PDF-1.4\n%", DamagedFileRefusal),
        ("x.pdf", PDF.replace(b"Tj ET", b"   ET"), ScannedPdfRefusal),
        ("x.pdf", b"no PDF at all", DamagedFileRefusal),
        ("x.docx", b"PK\x03\x04", DamagedFileRefusal),
        ("x.docx", b"\xd0\xcf\x11\xe0" + bytes(600), EncryptedFileRefusal),
    ],
)
def test_what_is_wrong_with_a_document_is_told(
    reader: Reader, name: str, content: bytes, refusal: type[Refusal]
) -> None:
    """Damaged, encrypted or without text."""
    refuse(refusal, name, content, reader)


def test_every_refusal_has_its_text() -> None:
    """In English for the terminal; the bot has it in its other languages."""
    kinds: list[type[DraftRefusal]] = [DraftRefusal]
    for kind in kinds:
        kinds += kind.__subclasses__()
    assert [kind.key for kind in kinds if "key" in vars(kind) and kind.key not in read_messages()] == []
    assert explain(StatusRefusal(host="news.example", status=403)).startswith("news.example does not return")

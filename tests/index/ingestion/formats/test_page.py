"""A page is read in the encoding that it is in, also as the one file that browsers save."""

from __future__ import annotations

import base64

import pytest

from index.ingestion.drafts import Draft, draft_file
from index.ingestion.limited.reader import Reader
from index.ingestion.refusals import EmptyArchiveRefusal
from tests.support.ingestion.pages import ORDINARY, ORDINARY_TEXT, UKRAINIAN, make_article_page


def keys(draft: Draft) -> list[str]:
    return [note.key for note in draft.notes]


DECLARING = make_article_page(UKRAINIAN * 8).replace("<head>", "<head><meta charset={}>")


@pytest.mark.parametrize(
    ("declared", "encoding", "told"),
    [
        ("windows-1251", "cp1251", False),
        ("windows-1251", "utf-8", True),
        ("utf-8", "cp1251", True),
        ("koi8-u", "koi8-u", False),
        ("nonsense", "utf-8", False),
    ],
)
def test_a_page_is_read_in_the_encoding_that_it_is_in(reader: Reader, declared: str, encoding: str, told: bool) -> None:
    """Also where it declares another one, which is told."""
    draft = draft_file("x.htm", DECLARING.format(declared).encode(encoding), reader)
    assert "Порт Вельдри закрили" in draft.text
    assert ("note.misdeclared_encoding" in keys(draft)) == told


def test_broken_characters_are_told(reader: Reader) -> None:
    """A page that is UTF-8 but for a few bytes stays so."""
    page = DECLARING.format("utf-8").encode().replace("постраждав".encode(), b"\xff\xfe")
    assert "note.broken_characters" in keys(draft_file("x.html", page, reader))


ARCHIVE = """From: <Saved by Blink>
Snapshot-Content-Location: https://post.example/harbour
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="--x"

----x
Content-Type: text/html
Content-Transfer-Encoding: base64
Content-Location: https://post.example/harbour

{}
----x--
"""


def test_a_web_archive_is_a_page(reader: Reader) -> None:
    """Browsers save one as .mhtml, and some people call it .html."""
    archive = ARCHIVE.format(base64.encodebytes(ORDINARY.encode()).decode()).encode()
    assert [draft_file(name, archive, reader).text for name in ("x.mhtml", "x.html")] == [ORDINARY_TEXT] * 2
    with pytest.raises(EmptyArchiveRefusal):
        draft_file("x.mht", ARCHIVE.replace("text/html", "image/png").format("").encode(), reader)

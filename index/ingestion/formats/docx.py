"""A Word document -> headings, paragraphs, lists and quotations as Markdown, and its properties."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from index.ingestion.formats.press_release import find_release
from index.ingestion.refusals import DamagedFileRefusal, EncryptedFileRefusal, NoDocumentTextRefusal

_OLD = b"\xd0\xcf\x11\xe0"
_HEADING = re.compile(r"(?:heading|title|subtitle|überschrift|заголовок)\s*(?P<level>\d)?", re.I)
_LIST = re.compile(r"list|список", re.I)
_QUOTE = re.compile(r"quote|цитата", re.I)
_NO_TITLE = re.compile(r"(?:document|dokument|документ|doc|untitled|без назви|без имени)\s*\d*|microsoft word.*", re.I)
_NO_AUTHOR = re.compile(r"python-docx|microsoft.*|user\d*|admin\w*|author|[^\s]*[\\\d@][^\s]*", re.I)
_LONGEST_HEADING = 150
_MOST_BYTES = 100 * 1024**2


def parse_docx(content: bytes, options: dict[str, Any]) -> dict[str, Any]:  # noqa: ARG001  # every parser takes both
    """Return the text and the properties of a document; tables, notes and macros are left out.

    Raises EncryptedFileRefusal, DamagedFileRefusal, NoDocumentTextRefusal.
    """
    import docx
    from docx.opc.exceptions import OpcError

    if content.startswith(_OLD):
        raise EncryptedFileRefusal(kind="Word")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            if sum(each.file_size for each in archive.infolist()) > _MOST_BYTES:
                raise DamagedFileRefusal(kind="docx")
        document = docx.Document(io.BytesIO(content))
    except (zipfile.BadZipFile, KeyError, ValueError, OpcError, SyntaxError) as error:
        raise DamagedFileRefusal(kind="docx") from error
    given = list(_find_blocks(document))
    blocks, published = _drop_release_lines(given)
    if not any(kind != "title" and words for kind, words in blocks):
        raise NoDocumentTextRefusal(kind="Word")
    shown = _find_title(blocks)
    about = document.core_properties
    declared = (about.title or "").strip()
    fields = {
        "title": shown or ("" if _NO_TITLE.fullmatch(declared) else declared),
        "author": _read_author(about.author),
        "published": published,
    }
    notes: list[tuple[str, dict[str, Any]]] = (
        [("note.macros", {})] if any("vbaProject" in name for name in names) else []
    )
    if around := len(given) - len(blocks):
        notes.append(("note.furniture", {"number": around}))
    if document.tables:
        notes.append(("note.tables", {"number": len(document.tables)}))
    return {
        "text": "\n".join(_write(blocks, shown)) + "\n",
        "fields": {name: value for name, value in fields.items() if value},
        "notes": notes,
    }


def _find_blocks(document: Any) -> Iterator[tuple[str, str]]:
    for paragraph in document.paragraphs:
        words = " ".join(paragraph.text.split())
        style = (paragraph.style.name if paragraph.style is not None else "") or ""
        if not words:
            continue
        if style.lower() == "title":
            yield "title", words
        elif _HEADING.match(style):
            yield "heading", words
        elif _LIST.search(style) or (paragraph._p.pPr is not None and paragraph._p.pPr.numPr is not None):
            yield "item", words
        elif _is_bold(paragraph) and len(words) <= _LONGEST_HEADING and not words.endswith((".", "!", "”", "»", ":")):
            yield "heading", words
        else:
            yield ("quote" if _QUOTE.search(style) else "paragraph"), words


def _is_bold(paragraph: Any) -> bool:
    """Return whether all words of a paragraph are bold, as headings are that nobody marked."""
    runs = [run for run in paragraph.runs if run.text.strip()]
    return bool(runs) and all(run.bold for run in runs)


def _find_title(blocks: list[tuple[str, str]]) -> str | None:
    """Return the words that are styled as the title, or the heading that the document begins with."""
    marked = next((words for kind, words in blocks if kind == "title"), None)
    starts_with_heading = len(blocks) > 1 and blocks[0][0] == "heading" and blocks[1][0] != "heading"
    return marked or (blocks[0][1] if starts_with_heading else None)


def _drop_release_lines(blocks: list[tuple[str, str]]) -> tuple[list[tuple[str, str]], str | None]:
    """Leave out what a statement to the press has above and below its text; return the day that is there, too."""
    found = find_release([words for _, words in blocks])
    titles = [block for block in blocks[: found.start] if block[0] in {"title", "heading"}]
    return [*titles, *blocks[found.start : found.end]], found.published


def _write(blocks: list[tuple[str, str]], title: str | None) -> Iterator[str]:
    before = ""
    marks = {"heading": "## ", "item": "- ", "quote": "> "}
    for kind, words in blocks:
        if words == title and kind in {"title", "heading"}:
            title = None  # as a heading further down it stands
            continue
        if before and not (kind == before == "item"):
            yield ""
        yield f"{marks.get(kind, '')}{words}"
        before = kind


def _read_author(given: str | None) -> str:
    """Return the author's name; that of a program or an account is none."""
    name = (given or "").strip()
    return "" if _NO_AUTHOR.fullmatch(name) else name


def make_sample() -> bytes:
    """Return a document that has what documents have."""
    import docx

    document = docx.Document()
    document.core_properties.author = "Jo Lind"
    document.add_heading("The harbour", 0)
    document.add_paragraph("The harbour of Veldra burned for three days.")
    document.add_heading("Losses", 1)
    document.add_paragraph("One boat sank.", style="List Bullet")
    document.add_paragraph("It burned.", style="Quote")
    document.add_table(1, 1).cell(0, 0).text = "Boats"
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()

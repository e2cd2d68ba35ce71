"""A PDF with a text layer -> its paragraphs in reading order, without what every page repeats."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from index.ingestion.formats.press_release import find_release
from index.ingestion.page.dates import is_date_line
from index.ingestion.refusals import DamagedFileRefusal, EncryptedFileRefusal, LongPdfRefusal, ScannedPdfRefusal

MOST_PAGES = 100

_MARGIN = 0.09
"""Share of a page's height at its head and foot in which running heads and page numbers stand."""

_PAGE_NUMBER = re.compile(
    r"\W*(?:page|p\.|seite|стор(?:інка|\.)?|стр(?:аница|\.)?)?\s*[\divxlc]{1,5}\s*(?:(?:of|/|von|з|из)\s*\d{1,5})?\W*",
    re.I,
)
_SENTENCE_END = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_HYPHENS = "-\u2010\u00ad"
_HEADING_SIZE = 1.12
_LONGEST_HEADING = 150
_SCANNED = 40
"""Characters a page below which a PDF is taken for pictures of pages."""


@dataclass(frozen=True)
class Line:
    """A line of a page: its words, where it stands (points from the lower left corner) and how large it is."""

    page: int
    box: int
    words: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    is_bold: bool


@dataclass(frozen=True)
class Page:
    """A page's height and its lines, column by column."""

    number: int
    height: float
    lines: tuple[Line, ...]


def parse_pdf(content: bytes, options: dict[str, Any]) -> dict[str, Any]:  # noqa: ARG001  # every parser takes both
    """Return the text of a PDF and what it says of itself.

    Raises EncryptedFileRefusal, DamagedFileRefusal, ScannedPdfRefusal, LongPdfRefusal.
    """
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect, PDFTextExtractionNotAllowed
    from pdfminer.pdfexceptions import PDFException
    from pdfminer.psexceptions import PSException

    try:
        about, pages = _read(content)
    except (PDFPasswordIncorrect, PDFEncryptionError, PDFTextExtractionNotAllowed) as error:
        raise EncryptedFileRefusal(kind="PDF") from error
    except (
        PDFException,
        PSException,
        ValueError,
        KeyError,
        TypeError,
        IndexError,
        AttributeError,
        AssertionError,
        RecursionError,
    ) as error:
        raise DamagedFileRefusal(kind="PDF") from error
    if sum(len(line.words) for page in pages for line in page.lines) < _SCANNED * max(1, len(pages)):
        raise ScannedPdfRefusal
    kept, dropped = _drop_repeated(pages)
    size = median(line.size for line in kept for _ in range(len(line.words))) if kept else 0.0
    title, lines = _take_title(kept, size)
    release = find_release([line.words for line in lines])
    notes: list[tuple[str, dict[str, Any]]] = [("note.pdf", {"pages": len(pages), "number": dropped})]
    if around := len(lines) - release.end + release.start:
        notes.append(("note.furniture", {"number": around}))
    fields = {"title": title or about.get("title"), "author": about.get("author"), "published": release.published}
    return {
        "text": _write(_join(lines[release.start : release.end], size), size),
        "fields": {name: value for name, value in fields.items() if value},
        "notes": notes,
    }


def _read(content: bytes) -> tuple[dict[str, str], list[Page]]:
    from pdfminer.converter import PDFPageAggregator
    from pdfminer.layout import LAParams
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdfparser import PDFParser

    document = PDFDocument(PDFParser(io.BytesIO(content)))
    found = list(PDFPage.create_pages(document))
    if not found:
        raise DamagedFileRefusal(kind="PDF")
    if len(found) > MOST_PAGES:
        raise LongPdfRefusal(pages=len(found), most=MOST_PAGES)
    resources = PDFResourceManager()
    device = PDFPageAggregator(resources, laparams=LAParams(boxes_flow=0.5))
    interpreter = PDFPageInterpreter(resources, device)
    pages = []
    for number, page in enumerate(found):
        interpreter.process_page(page)
        layout = device.get_result()
        pages.append(Page(number, layout.height, tuple(_find_lines(number, layout))))
    return _read_about(document.info), pages


def _read_about(info: Sequence[dict[str, Any]]) -> dict[str, str]:
    from pdfminer.utils import decode_text

    about = {}
    for entry in info:
        for key, name in (("Title", "title"), ("Author", "author")):
            value = entry.get(key)
            text = decode_text(value) if isinstance(value, bytes) else value if isinstance(value, str) else ""
            if (
                text.strip()
                and text.isprintable()
                and not re.search(r"\.(?:docx?|indd|qxd|pdf)\b|^untitled", text, re.I)
            ):
                about[name] = " ".join(text.split())
    return about


def _find_lines(page: int, layout: Any) -> Iterator[Line]:
    from pdfminer.layout import LTChar, LTTextBox, LTTextLine

    for number, box in enumerate(layout):
        if not isinstance(box, LTTextBox):
            continue
        for line in box:
            words = " ".join(line.get_text().split()) if isinstance(line, LTTextLine) else ""
            if not words:
                continue
            letters = [each for each in line if isinstance(each, LTChar)]
            size = median(each.size for each in letters)
            bold = sum("bold" in each.fontname.lower() for each in letters) > len(letters) / 2
            yield Line(
                page=page,
                box=number,
                words=words,
                left=line.x0,
                right=line.x1,
                top=line.y1,
                bottom=line.y0,
                size=size,
                is_bold=bold,
            )


def _drop_repeated(pages: Sequence[Page]) -> tuple[list[Line], int]:
    """Return the lines without page numbers and without what stands at the head or foot of several pages."""
    margins = Counter(_shape(line) for page in pages for line in page.lines if _is_in_margin(line, page))
    kept, dropped = [], 0
    for page in pages:
        for line in page.lines:
            repeated = margins[_shape(line)] >= 2 or _PAGE_NUMBER.fullmatch(line.words) or is_date_line(line.words)
            if _is_in_margin(line, page) and repeated:
                dropped += 1
            else:
                kept.append(line)
    return kept, dropped


def _shape(line: Line) -> str:
    return re.sub(r"\d+", "0", line.words).casefold()


def _is_in_margin(line: Line, page: Page) -> bool:
    return line.bottom > page.height * (1 - _MARGIN) or line.top < page.height * _MARGIN


def _take_title(lines: list[Line], size: float) -> tuple[str | None, list[Line]]:
    """Return the largest lines at the top of the first page, and the lines without them."""
    first = [line for line in lines if line.page == 0][:12]
    largest = max((line.size for line in first), default=0.0)
    title = [line for line in first if line.size >= 0.95 * largest]
    if largest < _HEADING_SIZE * size or sum(len(line.words) for line in title) > 300:
        return None, lines
    return " ".join(line.words for line in title), [line for line in lines if line not in title]


def _join(lines: Iterable[Line], size: float) -> Iterator[list[Line]]:
    """Return the lines of each paragraph: one that goes on in the next column or page is one."""
    paragraph: list[Line] = []
    for line in lines:
        if paragraph and not _goes_on(paragraph[-1], line, size):
            yield paragraph
            paragraph = []
        paragraph.append(line)
    if paragraph:
        yield paragraph


def _goes_on(before: Line, line: Line, size: float) -> bool:
    if abs(before.size - line.size) > 0.6 or (
        before.is_bold != line.is_bold and _is_heading([before], size) != _is_heading([line], size)
    ):
        return False
    if before.page == line.page and before.box == line.box:
        gap = before.bottom - line.top
        is_indented = line.left > before.left + 0.8 * size and _SENTENCE_END.search(before.words)
        return gap < 0.75 * size and not is_indented
    return (
        not _SENTENCE_END.search(before.words)
        and not _is_heading([before], size)
        and (line.words[:1].islower() or before.words[-1:] in _HYPHENS or _is_full(before))
    )


def _is_full(line: Line) -> bool:
    """Return whether a line is long enough for the text to go on in the next column."""
    return len(line.words) > 30


def _is_heading(lines: Sequence[Line], size: float) -> bool:
    words = " ".join(line.words for line in lines)
    is_marked = lines[0].size > _HEADING_SIZE * size or lines[0].is_bold
    return is_marked and len(words) <= _LONGEST_HEADING and not _SENTENCE_END.search(words)


def _write(paragraphs: Iterable[list[Line]], size: float) -> str:
    written = []
    for lines in paragraphs:
        words = _join_words([line.words for line in lines])
        written.append(f"## {words}" if _is_heading(lines, size) else words)
    return "\n\n".join(written) + "\n"


def _join_words(lines: Sequence[str]) -> str:
    """Return lines as one, with words that were parted at their ends whole again."""
    joined = lines[0]
    for line in lines[1:]:
        if joined[-1:] in _HYPHENS and joined[-2:-1].isalpha() and line[:1].islower():
            joined = joined[:-1] + line
        elif joined[-1:] in _HYPHENS and joined[-2:-1].isalnum():
            joined += line
        else:
            joined += f" {line}"
    return joined.replace("\u00ad", "")


def _make_sample() -> bytes:
    words = b"BT /F1 12 Tf 72 700 Td (The harbour of Veldra burned for three days, and nobody said what for.) Tj ET"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>\nstream\n%b\nendstream" % (len(words), words),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]  # fmt: skip
    written, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%b\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(written)
    return written + b"xref\n0 6\n0000000000 65535 f \n%btrailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        table,
        start,
    )


SAMPLE = _make_sample()

"""What is handed in -> a draft of an article, exact, or one clear reason why not."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import PurePath
from typing import Literal

from index.corpus.articles import LARGEST, Article, Metadata, make_article, write_article
from index.corpus.sentences import Sentence, split_article
from index.errors import ArticleError
from index.ingestion.extracted import Extracted
from index.ingestion.extracted import Note as Note  # what a draft has is imported from here
from index.ingestion.fetching.fetch import FEED, FetchedPage, Fetcher
from index.ingestion.formats.decoding import require_no_control_character
from index.ingestion.formats.markdown import is_markdown, read_markdown
from index.ingestion.formats.plain_text import read_plain
from index.ingestion.limited.reader import Reader
from index.ingestion.metadata import MISSING_TITLE, complete_metadata, name_file
from index.ingestion.refusals import (
    ContentTypeRefusal,
    EmptyTextRefusal,
    FileKindRefusal,
    FileNameRefusal,
    LargeFileRefusal,
    MetadataRefusal,
    NoSentenceRefusal,
)

Origin = Literal["file", "url", "paste"]

KINDS: Mapping[str, str] = {
    **dict.fromkeys((".html", ".htm", ".xhtml", ".mhtml", ".mht"), "page"),
    **dict.fromkeys((".md", ".markdown"), "markdown"),
    **dict.fromkeys((".txt", ".text"), "text"),
    **dict.fromkeys((".docx", ".docm"), "docx"),
    ".pdf": "pdf",
}
"""What the endings of files are read as."""

_PDF = b"%PDF-"
_PDF_WITHIN = 1024
_MOST = LARGEST // 1024**2
_LINE_END = re.compile(r"\r(?!\n)")


@dataclass(frozen=True)
class Draft:
    """An article that is not yet in the corpus: its file's name, exact text and metadata.

    `notes` tell what was dropped, assumed or is missing; where the title is, the one here is proposed.
    """

    name: str
    text: str
    metadata: Metadata
    origin: Origin
    notes: tuple[Note, ...] = ()

    @cached_property
    def article(self) -> Article:
        """Return the article as the index would read it."""
        return make_article(self.name, self.text, self.metadata)

    def edited(self, metadata: Metadata) -> Draft:
        """Return the draft with other metadata, and the file name that goes with it."""
        notes = tuple(note for note in self.notes if note != MISSING_TITLE)
        return replace(self, name=name_file(metadata.title, self.text), metadata=metadata, notes=notes)

    def source(self) -> str:
        """Return the file: reading it gives this text and metadata again, to the character.

        Raises MetadataRefusal for what no file can hold.
        """
        try:
            return write_article(self.name, self.text, self.metadata)
        except ArticleError as error:
            problem = error.problems[0]
            raise MetadataRefusal(field=problem.field or "text", problem=problem.message) from error


def check_file(name: str, size: int) -> None:
    """Refuse by name and declared size, before anything is downloaded."""
    if name != PurePath(name).name or "\\" in name or name in {"", ".", ".."} or not name.isprintable():
        raise FileNameRefusal
    kind = PurePath(name).suffix.lower()
    if kind not in KINDS:
        raise FileKindRefusal(kind=kind or name)
    if size > LARGEST:
        raise LargeFileRefusal(most=_MOST)


def draft_file(name: str, content: bytes, reader: Reader | None = None) -> Draft:
    """Make a draft of a file by its ending; it may take seconds, in a process of its own or in the reader's.

    Raises DraftRefusal.
    """
    check_file(name, len(content))
    return draft_bytes(KINDS[PurePath(name).suffix.lower()], content, "file", reader)


def draft_bytes(
    kind: str,
    content: bytes,
    origin: Origin,
    reader: Reader | None = None,
    *,
    charset: str | None = None,
    url: str | None = None,
) -> Draft:
    """Make a draft of the bytes of a page, markdown, text, pdf or docx; a PDF is one whatever it is called.

    Raises DraftRefusal.
    """
    if _PDF in content[:_PDF_WITHIN]:
        kind = "pdf"
    if not content.strip():
        raise EmptyTextRefusal
    parser = "text" if kind == "markdown" else kind
    if parser == "text" and (text := _read_utf8(content)) is not None:
        return _draft_text(kind, Extracted(text), origin, url)
    result = reader.read(parser, content, charset=charset) if reader else _read_once(parser, content, charset)
    found = Extracted.from_result(result)
    return _draft_text(kind, found, origin, url) if parser == "text" else _make(found, origin, url)


def draft_paste(text: str) -> Draft:
    """Make a draft of a text that was pasted.

    Raises DraftRefusal.
    """
    if len(text) > LARGEST:
        raise LargeFileRefusal(most=_MOST)
    require_no_control_character(text)
    return _draft_text("markdown" if is_markdown(text) else "text", Extracted(_LINE_END.sub("\n", text)), "paste")


async def draft_url(url: str, fetcher: Fetcher, reader: Reader | None = None) -> Draft:
    """Fetch a page and make a draft of the article on it.

    Raises DraftRefusal.
    """
    page = await fetcher.fetch(url)
    return await asyncio.to_thread(draft_fetched, page, reader)


def draft_fetched(page: FetchedPage, reader: Reader | None = None) -> Draft:
    """Make a draft of what an address led to.

    Raises DraftRefusal.
    """
    if page.content_type == FEED:
        raise ContentTypeRefusal(kind="a feed or data")
    kind = {"text/html": "page", "text/markdown": "markdown", "application/pdf": "pdf"}.get(page.content_type, "text")
    return draft_bytes(kind, page.content, "url", reader, charset=page.charset, url=page.url)


def _read_utf8(content: bytes) -> str | None:
    """Return a text that is plainly UTF-8; what is not is read in the limited process."""
    if b"\0" in content[:1000]:
        return None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    require_no_control_character(text)
    return _LINE_END.sub("\n", text)


def _read_once(parser: str, content: bytes, charset: str | None) -> dict[str, object]:
    with Reader() as reader:
        return reader.read(parser, content, charset=charset)


def _draft_text(kind: str, found: Extracted, origin: Origin, url: str | None = None) -> Draft:
    if not found.text.strip():
        raise EmptyTextRefusal
    read = read_markdown(found.text) if kind == "markdown" else read_plain(found.text)
    return _make(replace(read, notes=(*found.notes, *read.notes)), origin, url)


def _make(found: Extracted, origin: Origin, url: str | None = None) -> Draft:
    require_no_control_character(found.text)
    if not found.text.strip():
        raise EmptyTextRefusal
    given = {**found.fields, "url": url} if url else found.fields
    about = complete_metadata(given, found.text)
    name = name_file(about.metadata.title, found.text)
    draft = Draft(name, found.text, about.metadata, origin, (*found.notes, *about.notes))
    if not any(_has_words(sentence, draft.text) for sentence in split_article(draft.article)):
        raise NoSentenceRefusal
    draft.source()
    return draft


def _has_words(sentence: Sentence, text: str) -> bool:
    return not sentence.is_heading and any(character.isalpha() for character in sentence.span.of(text))

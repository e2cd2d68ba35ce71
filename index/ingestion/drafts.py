"""What is handed in -> a draft of an article, exact, or one clear reason why not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import PurePath
from typing import Literal

from index.corpus.articles import LARGEST, Article, Metadata, make_article, write_article
from index.errors import ArticleError
from index.ingestion.extracted import Note as Note  # what a draft has is imported from here
from index.ingestion.fetching.fetcher import FEED, FetchedPage
from index.ingestion.limited.kinds import KINDS as KINDS  # what reads files by their endings imports it from here
from index.ingestion.limited.reader import Reader
from index.ingestion.metadata import MISSING_TITLE, name_file
from index.ingestion.refusals import (
    ContentTypeRefusal,
    EmptyTextRefusal,
    FileKindRefusal,
    FileNameRefusal,
    LargeFileRefusal,
    MetadataRefusal,
)

Origin = Literal["file", "url", "paste"]

_PDF = b"%PDF-"
_PDF_WITHIN = 1024
_MOST = LARGEST // 1024**2


@dataclass(frozen=True)
class Draft:
    """An article that is not yet in the corpus: its file's name, exact text and metadata.

    `notes` tell what was dropped, assumed or is missing; where the title is, the one here is proposed.
    `sentences` can be quoted.
    """

    name: str
    text: str
    metadata: Metadata
    origin: Origin
    notes: tuple[Note, ...] = ()
    sentences: int = 0

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


def draft_file(name: str, content: bytes, reader: Reader) -> Draft:
    """Make a draft of a file by its ending; it may take seconds, in the reader's process.

    Raises DraftRefusal.
    """
    check_file(name, len(content))
    return draft_bytes(KINDS[PurePath(name).suffix.lower()], content, "file", reader)


def draft_bytes(
    kind: str, content: bytes, origin: Origin, reader: Reader, *, charset: str | None = None, url: str | None = None
) -> Draft:
    """Make a draft of the bytes of a page, markdown, text, pdf or docx; a PDF is one whatever it is called.

    Raises DraftRefusal.
    """
    if _PDF in content[:_PDF_WITHIN]:
        kind = "pdf"
    if not content.strip():
        raise EmptyTextRefusal
    read = reader.read(kind, content, charset=charset, url=url)
    text, metadata = str(read["text"]), Metadata.model_validate(read["metadata"])
    notes = tuple(Note(str(key), dict(values)) for key, values in read["notes"])
    return Draft(name_file(metadata.title, text), text, metadata, origin, notes, int(read["sentences"]))


def draft_paste(text: str, reader: Reader) -> Draft:
    """Make a draft of a text that was pasted.

    Raises DraftRefusal.
    """
    if len(text) > LARGEST:
        raise LargeFileRefusal(most=_MOST)
    return draft_bytes("paste", text.encode("utf-8", "surrogatepass"), "paste", reader)


def draft_fetched(page: FetchedPage, reader: Reader) -> Draft:
    """Make a draft of what an address led to.

    Raises DraftRefusal.
    """
    if page.content_type == FEED:
        raise ContentTypeRefusal(kind="a feed or data")
    kind = {"text/html": "page", "text/markdown": "markdown", "application/pdf": "pdf"}.get(page.content_type, "text")
    return draft_bytes(kind, page.content, "url", reader, charset=page.charset, url=page.url)

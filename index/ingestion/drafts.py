"""What a moderator hands in -> a draft of an article, exact, or one clear reason why not."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from pathlib import PurePath
from typing import Literal

from index.corpus.articles import LARGEST, Article, Metadata, make_article, write_article
from index.corpus.front_matter import FrontMatterError, read_front_matter
from index.corpus.sections import split_plain
from index.corpus.sentences import Sentence, split_article
from index.errors import ArticleError
from index.ingestion.decoding import decode_page, decode_text, require_no_control_character
from index.ingestion.extraction import ExtractedPage, extract_article
from index.ingestion.fetching.fetch import FetchedPage, Fetcher
from index.ingestion.metadata import MISSING_TITLE, complete_metadata, name_file, read_language
from index.ingestion.metadata import Note as Note  # what a draft has is imported from here
from index.ingestion.refusals import (
    EmptyTextRefusal,
    FileKindRefusal,
    FileNameRefusal,
    FrontMatterRefusal,
    LargeFileRefusal,
    MetadataRefusal,
    NoSentenceRefusal,
    PdfRefusal,
)

Origin = Literal["file", "url", "paste"]

_PDF = b"%PDF-"
_PDF_WITHIN = 1024
_LONGEST_TITLE = 200
_MOST = LARGEST // 1024**2
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*$")
_MARKDOWN = re.compile(r"\A---[ \t]*\r?\n|^#{1,6}[ \t]+\S", re.MULTILINE)


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
    if kind == ".pdf":
        raise PdfRefusal
    if kind not in _READERS:
        raise FileKindRefusal(kind=kind or name)
    if size > LARGEST:
        raise LargeFileRefusal(most=_MOST)


def draft_file(name: str, content: bytes) -> Draft:
    """Make a draft of a Markdown, plain-text or HTML file; HTML takes seconds and a process of its own.

    Raises DraftRefusal.
    """
    check_file(name, len(content))
    if _PDF in content[:_PDF_WITHIN]:
        raise PdfRefusal
    return _READERS[PurePath(name).suffix.lower()](content)


def draft_paste(text: str) -> Draft:
    """Make a draft of a text that was pasted.

    Raises DraftRefusal.
    """
    if len(text) > LARGEST:
        raise LargeFileRefusal(most=_MOST)
    require_no_control_character(text)
    return _draft_markdown(text, "paste") if _is_markdown(text) else _draft_plain(text, "paste")


async def draft_url(url: str, fetcher: Fetcher) -> Draft:
    """Fetch a page and make a draft of the article on it.

    Raises DraftRefusal.
    """
    page = await fetcher.fetch(url)
    if _PDF in page.content[:_PDF_WITHIN]:
        raise PdfRefusal
    return await asyncio.to_thread(_draft_fetched, page)


def _draft_fetched(page: FetchedPage) -> Draft:
    if page.content_type == "text/html":
        return _draft_page(decode_page(page.content, page.charset), "url", page.url)
    text = decode_text(page.content)
    draft = _draft_markdown if page.content_type == "text/markdown" else _draft_plain
    return draft(text, "url", page.url)


def _draft_page(page: str, origin: Origin, url: str | None = None) -> Draft:
    if "\0" in page:
        require_no_control_character(page)
    found = extract_article(page)
    given = {
        "title": found.title,
        "publisher": found.publisher,
        "author": found.author,
        "published": found.published,
        "url": url or found.url,
        "language": read_language(found.language),
    }
    notes = _describe_page(found)
    return _make(found.text, {name: value for name, value in given.items() if value}, origin, notes)


def _describe_page(found: ExtractedPage) -> Iterable[Note]:
    """Return what a moderator should know of how a page was read."""
    yield Note("note.kept_characters", {"kept": f"{found.kept:,}", "all": f"{found.visible:,}"})
    left_out = {name: getattr(found, name) for name in ("links", "images", "captions", "tables")}
    if any(left_out.values()):
        yield Note("note.dropped_blocks", left_out)
    if found.unproven:
        yield Note("note.unproven_paragraphs", {"number": found.unproven})
    if broken := found.text.count("\ufffd"):
        yield Note("note.broken_characters", {"number": broken})


def _draft_markdown(source: str, origin: Origin, url: str | None = None) -> Draft:
    try:
        front_matter = read_front_matter(source)
    except FrontMatterError as error:
        line = f"line {error.problem.line}: " if error.problem.line else ""
        raise FrontMatterRefusal(problem=line + error.problem.message) from error
    given = {name: value for name, value in front_matter.values.items() if value is not None}
    return _make(source[front_matter.body_start :], _with_url(given, url), origin)


def _draft_plain(source: str, origin: Origin, url: str | None = None) -> Draft:
    """Take the first line for the title where it looks like one."""
    first, _, rest = source.lstrip().partition("\n")
    if not _is_title(first.strip(), rest):
        return _make_from_plain(source, _with_url({}, url), origin)
    return _make_from_plain(rest, _with_url({"title": first.strip()}, url), origin, Note("note.title_from_first_line"))


def _is_title(line: str, rest: str) -> bool:
    """Return whether a first line is a title: short, and ending unlike a sentence or standing alone."""
    stands_alone = not rest.partition("\n")[0].strip()
    return bool(rest.strip()) and len(line) <= _LONGEST_TITLE and (stands_alone or not _SENTENCE_END.search(line))


def _make_from_plain(text: str, given: Mapping[str, str], origin: Origin, *notes: Note) -> Draft:
    """Mark what is a heading in the eyes of the index as Markdown does, and make the draft."""
    starts = [section.heading.start for section in split_plain(text) if section.heading]
    pieces = [text[start:end] for start, end in pairwise([0, *starts, len(text)])]
    marked = (Note("note.marked_headings", {"number": len(starts)}),) if starts else ()
    return _make("## ".join(pieces), given, origin, (*notes, *marked))


def _make(text: str, given: Mapping[str, str], origin: Origin, notes: Iterable[Note] = ()) -> Draft:
    require_no_control_character(text)
    if not text.strip():
        raise EmptyTextRefusal
    about = complete_metadata(given, text)
    draft = Draft(name_file(about.metadata.title, text), text, about.metadata, origin, (*notes, *about.notes))
    if not any(_has_words(sentence, text) for sentence in split_article(draft.article)):
        raise NoSentenceRefusal
    draft.source()
    return draft


def _with_url(given: Mapping[str, str], url: str | None) -> Mapping[str, str]:
    return {**given, "url": url} if url else given


def _has_words(sentence: Sentence, text: str) -> bool:
    return not sentence.is_heading and any(character.isalpha() for character in sentence.span.of(text))


def _is_markdown(text: str) -> bool:
    return bool(_MARKDOWN.search(text))


_READERS: Mapping[str, Callable[[bytes], Draft]] = {
    ".md": lambda content: _draft_markdown(decode_text(content), "file"),
    ".txt": lambda content: _draft_plain(decode_text(content), "file"),
    ".html": lambda content: _draft_page(decode_page(content, None), "file"),
    ".htm": lambda content: _draft_page(decode_page(content, None), "file"),
}

"""What somebody names, files, folders, zips, addresses, feeds and sitemaps -> documents, one by one."""

from __future__ import annotations

import asyncio
import io
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from index.corpus.articles import LARGEST
from index.corpus.source_files import NO_ARTICLE, QUESTIONS, SPEAKERS
from index.ingestion.drafts import KINDS, Draft, draft_fetched, draft_file
from index.ingestion.feeds.parse import MOST_ITEMS
from index.ingestion.fetching.fetcher import FEED, FetchedPage, Fetcher
from index.ingestion.fetching.polite import PoliteFetcher
from index.ingestion.limited.reader import Reader
from index.ingestion.refusals import (
    ArchiveKindRefusal,
    DraftRefusal,
    EmptyFolderRefusal,
    FileKindRefusal,
    LargeFileRefusal,
    LongFeedRefusal,
    MissingFileRefusal,
    UnreadableFileRefusal,
)

FEED_KINDS = {".xml", ".rss", ".atom", ".json"}
_MOST_OF_A_ZIP = 10_000
_NOT_ARTICLES = {SPEAKERS, QUESTIONS, NO_ARTICLE}
_DEEPEST = 2
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+://", re.I)

Make = Callable[[Reader], Draft]


@dataclass(frozen=True)
class Document:
    """One document by the name that is shown for it, and what makes a draft of it or raises DraftRefusal."""

    source: str
    make: Make


def list_documents(sources: Sequence[str], fetcher: Fetcher, reader: Reader) -> Iterator[Document]:
    """Return the documents of all sources in order; what cannot be opened is one that refuses itself."""
    for source in sources:
        try:
            if _SCHEME.match(source):
                yield from _open_address(source, fetcher, reader)
            else:
                yield from _open_path(Path(source), fetcher, reader)
        except DraftRefusal as refusal:
            yield _refuse(source, refusal)


def _open_path(path: Path, fetcher: Fetcher, reader: Reader) -> Iterator[Document]:
    if path.is_dir():
        yield from _open_folder(path, fetcher, reader)
    elif not path.exists():
        raise MissingFileRefusal
    elif path.suffix.lower() == ".zip":
        yield from _open_zip(path)
    elif path.suffix.lower() in FEED_KINDS:
        yield from _open_feed(_read(path), "", fetcher, reader, 0)
    else:
        yield Document(str(path), lambda reader: draft_file(path.name, _read(path), reader))


def _open_folder(folder: Path, fetcher: Fetcher, reader: Reader) -> Iterator[Document]:
    """Return every file below a folder; hidden ones, and what a corpus has besides articles, are passed over."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and not _is_hidden(path, folder)]
    files = [path for path in files if path.name not in _NOT_ARTICLES]
    if not files:
        raise EmptyFolderRefusal
    for path in files:
        try:
            yield from _open_path(path, fetcher, reader)
        except DraftRefusal as refusal:
            yield _refuse(str(path), refusal)


def _is_hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(folder).parts)


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise LargeFileRefusal(most=LARGEST // 1024**2)
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFileRefusal(problem=error.strerror or str(error)) from error


def _open_zip(path: Path) -> Iterator[Document]:
    """Return the articles of an export."""
    try:
        with zipfile.ZipFile(io.BytesIO(_read_zip(path))) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if len(entries) > _MOST_OF_A_ZIP or sum(entry.file_size for entry in entries) > 50 * LARGEST:
                raise ArchiveKindRefusal(problem="it holds too much")
            for entry in entries:
                if PurePath(entry.filename).name not in _NOT_ARTICLES:
                    yield _open_entry(f"{path}/{entry.filename}", entry, archive)
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError) as error:
        raise ArchiveKindRefusal(problem=str(error)) from error


def _read_zip(path: Path) -> bytes:
    if path.stat().st_size > 10 * LARGEST:
        raise LargeFileRefusal(most=10 * LARGEST // 1024**2)
    return path.read_bytes()


def _open_entry(source: str, entry: zipfile.ZipInfo, archive: zipfile.ZipFile) -> Document:
    name = PurePath(entry.filename).name
    if PurePath(name).suffix.lower() not in KINDS:
        return _refuse(source, FileKindRefusal(kind=PurePath(name).suffix or name))
    if entry.file_size > LARGEST:
        return _refuse(source, LargeFileRefusal(most=LARGEST // 1024**2))
    content = archive.read(entry)
    return Document(source, lambda reader: draft_file(name, content, reader))


def _open_address(url: str, fetcher: Fetcher, reader: Reader, depth: int = 0) -> Iterator[Document]:
    page = asyncio.run(fetcher.fetch(url))
    if page.content_type == FEED or _looks_like_feed(page):
        yield from _open_feed(page.content, page.url, fetcher, reader, depth)
    else:
        yield Document(url, lambda reader: draft_fetched(page, reader))


def _looks_like_feed(page: FetchedPage) -> bool:
    """Return whether a server calls a feed a page or a text."""
    head = page.content[:500].lstrip().lower()
    return head.startswith((b"<?xml", b"<rss", b"<feed", b"<urlset")) and any(
        name in head for name in (b"<rss", b"<feed", b"<urlset", b"<sitemapindex", b"<rdf:rdf")
    )


def _open_feed(content: bytes, url: str, fetcher: Fetcher, reader: Reader, depth: int) -> Iterator[Document]:
    """Return the documents that a feed or a sitemap leads to, each fetched when its turn comes."""
    found = reader.read("feed", content, url=url)
    fetcher = fetcher if isinstance(fetcher, PoliteFetcher) else PoliteFetcher(fetcher)
    for item in found["items"]:
        if found["kind"] == "index" and depth < _DEEPEST:
            try:
                yield from _open_address(item["url"], fetcher, reader, depth + 1)
            except DraftRefusal as refusal:
                yield _refuse(item["url"], refusal)
        else:
            yield _fetch_later(item["url"], fetcher)
    if found["count"] > MOST_ITEMS:
        yield _refuse(url or "feed", LongFeedRefusal(items=found["count"], most=MOST_ITEMS))


def _fetch_later(url: str, fetcher: Fetcher) -> Document:
    def make(reader: Reader) -> Draft:
        return draft_fetched(asyncio.run(fetcher.fetch(url)), reader)

    return Document(url, make)


def _refuse(source: str, refusal: DraftRefusal) -> Document:
    def make(reader: Reader) -> Draft:  # noqa: ARG001  # every document takes one
        raise refusal

    return Document(source, make)

"""Documents -> articles of a corpus: drafted side by side, shown one by one, written whole or not at all."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path, PurePath

from index.corpus.articles import read_corpus
from index.ingestion.drafts import Draft
from index.ingestion.limited.reader import Reader
from index.ingestion.messages import explain, write_message
from index.ingestion.near_duplicates import KnownTexts
from index.ingestion.refusals import DraftRefusal
from index.ingestion.sources import Document
from index.snapshots.atomic_files import write_file
from index.snapshots.store import read_known_articles

_AHEAD = 6
_SAFE = re.compile(r"[^\w.-]+")


@dataclass(frozen=True)
class Drafted:
    """What became of a document: a draft, or why there is none; `twin` is an article that says nearly the same."""

    source: str
    draft: Draft | None = None
    refused: str | None = None
    twin: str | None = None
    is_known: bool = False

    @property
    def sentences(self) -> int:
        """Return how many sentences can be quoted."""
        return self.draft.sentences if self.draft else 0

    @property
    def notes(self) -> list[str]:
        """Return what should be known of how it was read, in English."""
        notes = [write_message(note.key, note.values) for note in self.draft.notes] if self.draft else []
        return [*notes, *([self.twin] if self.twin else [])]


def draft_all(documents: Iterable[Document], readers: Sequence[Reader]) -> Iterator[Drafted]:
    """Return what became of each document, in order; as many are read at once as there are readers, a few ahead."""
    free = deque(readers)
    waiting: deque[tuple[Document, Future[Draft]]] = deque()

    def work(document: Document) -> Draft:
        reader = free.popleft()
        try:
            return document.make(reader)
        finally:
            free.append(reader)

    pool = ThreadPoolExecutor(len(readers))
    try:
        for document in documents:
            waiting.append((document, pool.submit(work, document)))
            if len(waiting) > _AHEAD:
                yield _conclude(*waiting.popleft())
        while waiting:
            yield _conclude(*waiting.popleft())
    finally:
        for reader in readers:
            reader.close()  # so that none that is stopped waits for the document that it reads
        pool.shutdown(cancel_futures=True)


def _conclude(document: Document, future: Future[Draft]) -> Drafted:
    try:
        return Drafted(document.source, future.result())
    except DraftRefusal as refusal:
        return Drafted(document.source, refused=explain(refusal))


class Adding:
    """Adds drafts to a corpus, each as a file that is there whole; knows every text that it has."""

    def __init__(self, corpus: Path, index: Path | None = None) -> None:
        """Read the corpus; articles that did not change since the index was built are taken from there."""
        self._corpus = corpus
        self._known = KnownTexts()
        self._taken: set[str] = set()
        self._addresses: set[str] = set()
        if corpus.is_dir():
            self._taken = {path.stem.casefold() for path in corpus.iterdir()}
            for article in read_corpus(corpus, read_known_articles(index) if index else {}).articles:
                self._known.add(article)
                self._addresses.add(article.url or "")

    def has_address(self, url: str) -> bool:
        """Return whether an article of the corpus has this link."""
        return url in self._addresses

    def look_up(self, drafted: Drafted) -> Drafted:
        """Return what became of a document with the article that it repeats, if it does."""
        if drafted.draft is None:
            return drafted
        article = drafted.draft.article
        if article.id in self._known.titles:
            refused = write_message("refusal.duplicate_text", {"title": self._known.titles[article.id]})
            return Drafted(drafted.source, drafted.draft, refused, is_known=True)
        nearest = self._known.find_nearest(article)
        if nearest is None:
            return drafted
        twin = write_message("note.near_duplicate", {"title": nearest.title, "share": f"{nearest.share:.0%}"})
        return Drafted(drafted.source, drafted.draft, None, twin, is_known=nearest.is_same)

    def add(self, draft: Draft) -> Path:
        """Write a draft as a file of the corpus, and return it.

        Raises MetadataRefusal, OSError.
        """
        name = next(name for name in self._propose_names(draft) if Path(name).stem.casefold() not in self._taken)
        self._corpus.mkdir(parents=True, exist_ok=True)
        write_file(self._corpus / name, draft.source().encode())
        self._taken.add(Path(name).stem.casefold())
        self.remember(draft)
        return self._corpus / name

    def remember(self, draft: Draft) -> None:
        """Take a text for known from now on."""
        self._known.add(draft.article)

    def _propose_names(self, draft: Draft) -> Iterator[str]:
        yield draft.name
        yield f"{PurePath(draft.name).stem}-{draft.article.id}.md"
        number = 2
        while True:
            yield f"{draft.article.id}-{number}.md"
            number += 1


class DraftFolder:
    """A folder into which drafts are written, each by the name of its source."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._taken: set[str] = set()

    def write(self, source: str, draft: Draft) -> Path:
        """Write a draft and return its file."""
        self._folder.mkdir(parents=True, exist_ok=True)
        is_file = not source.lower().startswith(("http://", "https://"))
        stem = _SAFE.sub("-", PurePath(source).stem).strip("-") if is_file else PurePath(draft.name).stem
        path = self._folder / f"{self._free(stem or draft.article.id)}.md"
        path.write_text(draft.source(), "utf-8", newline="")
        return path

    def _free(self, stem: str) -> str:
        name, number = stem, 2
        while name.casefold() in self._taken:
            name, number = f"{stem}-{number}", number + 1
        self._taken.add(name.casefold())
        return name

"""The moderators' library over a small corpus on disk, with a build process that works in this process."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bot.library.corpus.corpus_files import CorpusFiles
from bot.library.events import Moderator, OnProgress, Progress, Published
from bot.library.jobs.build_process import BuildProcess, WorkerProcess
from bot.library.journal.journal import Journal
from bot.library.library import Library
from bot.library.serving.search_service import SearchService
from bot.library.serving.snapshots import find_withdrawn
from index.building.build import build
from index.building.build_job import JobRequest, JobResult, run_job
from index.building.stages import Stage
from index.corpus.articles import Metadata, parse_article
from index.corpus.source_files import SourceFile
from index.ingestion.drafts import Draft
from index.ingestion.metadata import name_file
from index.search.searcher import Searcher
from index.settings import Settings
from tests.support.index.embedders import WordEmbedder

OLHA, IHOR = Moderator(1, "olha"), Moderator(2, "ihor")

BRIDGE = "Engineers reopened the Orlan bridge in 2019. Traffic is limited to 40 trucks an hour.\n"
HARBOUR = "The port of Veldra was closed on Monday. Officials counted 340 damaged ships.\n"
TOWER = "The lighthouse of Orlan is 40 metres high. It was built by sailors.\n"


@dataclass
class InlineBuildProcess:
    """Implements `BuildProcess` in a thread; what a test puts into `hindrance` is raised or awaited first."""

    embedder: WordEmbedder = field(default_factory=WordEmbedder)
    requests: list[JobRequest] = field(default_factory=list)
    hindrance: Exception | asyncio.Event | None = None
    started: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self, request: JobRequest, on_progress: OnProgress) -> JobResult:
        self.requests.append(request)
        self.started.set()
        if isinstance(self.hindrance, Exception):
            raise self.hindrance
        if self.hindrance:
            on_progress(Progress(Stage.EMBEDDING, 1, 2))
            await self.hindrance.wait()
        return await asyncio.to_thread(run_job, request, self.embedder, lambda *_: None)

    async def prepare(self) -> None: ...

    async def close(self) -> None: ...


@dataclass
class Shelf:
    """A library that is open, and what is around it."""

    library: Library
    search_service: SearchService
    journal: Journal
    settings: Settings
    build_process: InlineBuildProcess

    async def add(self, title: str = "The tower", text: str = TOWER) -> Published:
        """Add an article as Olha, and require that it serves."""
        outcome = await self.library.add(OLHA, make_draft(title, text), ignore)
        assert isinstance(outcome, Published)
        return outcome

    async def ask(self, question: str) -> list[str]:
        """Return what is quoted."""
        return [quotation.text for quotation in (await self.search_service.ask(question, 9)).quotations]

    def find(self, name: str) -> str:
        """Return the id of an article by its file's name."""
        path = self.settings.corpus / f"{name}.md"
        return parse_article(SourceFile(path.name, path.read_bytes())).id

    @property
    def files(self) -> dict[str, bytes]:
        """Return every file of the corpus."""
        return {path.name: path.read_bytes() for path in self.settings.corpus.iterdir()}


def make_settings(folder: Path) -> Settings:
    """Return settings of a corpus and an index in a folder."""
    return Settings(corpus=folder / "corpus", index=folder / "index", threshold=0, snapshots=3, gate=0)


def write(settings: Settings, name: str, text: str, title: str | None = None) -> None:
    """Write an article file by hand."""
    settings.corpus.mkdir(exist_ok=True)
    (settings.corpus / f"{name}.md").write_text(f"---\ntitle: {title or name}\n---\n{text}")


def make_draft(title: str, text: str) -> Draft:
    """Return a draft as a moderator confirms it."""
    return Draft(name_file(title, text), text, Metadata(title=title), "paste")


def ignore(_: Progress) -> None:
    """Be told of progress and do nothing."""


def make_corpus(folder: Path) -> Settings:
    """Write two articles and index them."""
    settings = make_settings(folder)
    write(settings, "bridge", BRIDGE, "The bridge")
    write(settings, "harbour", HARBOUR, "The harbour")
    build(settings.corpus, settings.index, WordEmbedder(), 3, lambda *_: None)
    return settings


@asynccontextmanager
async def open_library(
    settings: Settings, build_process: BuildProcess | None = None, state: Path | None = None
) -> AsyncIterator[Shelf]:
    """Open the library as the bot does at its start."""
    journal = Journal((state or settings.index.parent / "state") / "journal.sqlite")
    CorpusFiles(settings.corpus, settings.index, journal).recover()
    searcher = Searcher.open(settings.index, WordEmbedder(), settings.threshold)
    withdrawn = find_withdrawn(journal.list_pending_changes())
    search_service = SearchService(searcher.over(searcher.snapshot, withdrawn), 50, 30)
    inline = InlineBuildProcess()
    library = Library(search_service, journal, settings, build_process or inline)
    try:
        yield Shelf(library, search_service, journal, settings, inline)
    finally:
        await library.close()
        await search_service.close(1)
        journal.close()


def make_build_process(time_limit: float = 60, memory: int = 4096) -> WorkerProcess:
    """Return a build process of processes that need no model."""
    return WorkerProcess(time_limit, memory, "tests.support.library.worker")

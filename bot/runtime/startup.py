"""From settings to a bot that could connect: everything is opened and verified, nothing is sent."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

from bot.client.client import Client
from bot.cogs import about, answer_buttons, ask, corpus, sources
from bot.library.build_process import WORKER, WorkerProcess
from bot.library.corpus_files import CorpusFiles
from bot.library.journal import Journal
from bot.library.library import Library
from bot.library.search_service import SearchService
from bot.library.serving import find_withdrawn
from bot.settings import Settings
from index.building.worker import make_embedder
from index.errors import OtherBuildError
from index.models.embedder import Embedder
from index.models.rerankers import make_reranker
from index.search.searcher import Searcher
from index.settings import Settings as IndexSettings
from index.snapshots.store import hold_lock

log = logging.getLogger(__name__)

COGS: tuple[ModuleType, ...] = (ask, answer_buttons, sources, about, corpus)
JOURNAL = "journal.sqlite"
_WARM_UP = "what is known"

MakeEmbedder = Callable[[IndexSettings], Embedder]


def open_client(
    settings: Settings, index_settings: IndexSettings, make: MakeEmbedder = make_embedder, worker: str = WORKER
) -> Client:
    """Open the model, the index and the journal, ask a first question, and make the client.

    `worker` is the module that builds indexes in a process of its own.
    Raises VerbatimError when any of them cannot serve.
    """
    journal = Journal(settings.state / JOURNAL)
    with contextlib.ExitStack() as opened:
        opened.callback(journal.close)
        _recover(index_settings, journal)
        search_service = open_search_service(
            settings, index_settings, make, find_withdrawn(journal.list_pending_changes())
        )
        build_process = WorkerProcess(settings.job_time_limit, settings.job_memory, worker)
        library = Library(search_service, journal, index_settings, build_process)
        opened.pop_all()
    return Client(settings, search_service, journal, library, index_settings.limit, add_cogs)


async def add_cogs(client: Client) -> None:
    """Let the client do what every cog is for."""
    for cog in COGS:
        await cog.add_to(client)


def _recover(settings: IndexSettings, journal: Journal) -> None:
    """Finish a change of the corpus that was cut off, before anything is read; another program may be at it."""
    with contextlib.suppress(OtherBuildError), hold_lock(settings.index):
        CorpusFiles(settings.corpus, settings.index, journal).recover()


def open_search_service(
    settings: Settings, index_settings: IndexSettings, make: MakeEmbedder, withdrawn: frozenset[str] = frozenset()
) -> SearchService:
    """Open the model and the index, and ask a first question so that nobody waits for the model to load."""
    searcher = open_searcher(index_settings.index, index_settings, make)
    searcher.ask(_WARM_UP, 1)
    if withdrawn:
        searcher = searcher.over(searcher.snapshot, withdrawn)
    return SearchService(searcher, settings.queue, settings.time_limit)


def open_searcher(index: Path, settings: IndexSettings, make: MakeEmbedder) -> Searcher:
    """Open the snapshot that serves, verified."""
    reranker = make_reranker(settings.reranker)
    searcher = Searcher.open(index, make(settings), settings.threshold, settings.candidates, reranker)
    log.info("Opened the index %s", searcher.snapshot.name)
    return searcher

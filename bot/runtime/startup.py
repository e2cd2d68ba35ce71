"""From settings to a bot that could connect: everything is opened and verified, nothing is sent."""

from __future__ import annotations

import contextlib
import itertools
import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

from bot.client.client import Client
from bot.cogs import about, joining, setup, sources
from bot.cogs.asking import answer_buttons, ask, ask_by_message, claims, reports
from bot.cogs.moderation import corpus
from bot.library.corpus.corpus_files import CorpusFiles
from bot.library.events import AuditAction, Change
from bot.library.jobs.build_process import WORKER, WorkerProcess
from bot.library.journal.journal import Journal
from bot.library.library import Library
from bot.library.serving.search_service import SearchService
from bot.library.serving.snapshots import find_withdrawn
from bot.settings import Settings
from index.errors import DamagedSnapshotError, OtherBuildError, SnapshotError, UnreachableEngineError
from index.models.embedder import Embedder
from index.models.exported_model import make_embedder
from index.models.rerankers import make_reranker
from index.search.searcher import Searcher
from index.settings import Role
from index.settings import Settings as IndexSettings
from index.snapshots.engine_store import open_store
from index.snapshots.snapshot import Snapshot
from index.snapshots.store import hold_lock, is_current, list_published

log = logging.getLogger(__name__)

COGS: tuple[ModuleType, ...] = (
    ask,
    ask_by_message,
    claims,
    answer_buttons,
    reports,
    sources,
    about,
    joining,
    setup,
    corpus,
)
JOURNAL = "journal.sqlite"
_MOST_CHANGES = 1_000
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
        if index_settings.role is Role.BUILDER:
            _recover(index_settings, journal)
        searcher = open_whole_searcher(index_settings.index, index_settings, make)
        withdrawn = find_withdrawn(list_missing_changes(journal, index_settings.index, searcher.snapshot))
        search_service = make_search_service(settings, searcher, withdrawn)
        build_process = WorkerProcess(settings.job_time_limit, settings.job_memory, worker)
        library = Library(search_service, journal, index_settings, build_process)
        opened.pop_all()
    client = Client(settings, search_service, journal, library, index_settings.limit, add_cogs)
    client.notices += _describe_start(index_settings.index, searcher, journal)
    return client


def _describe_start(index: Path, searcher: Searcher, journal: Journal) -> Iterator[str]:
    """Yield what moderators should know of how the bot started."""
    if journal.set_aside:
        yield f"The journal was damaged. It is kept as {journal.set_aside.name}, and a new one has begun."
    if not is_current(index, searcher.snapshot.name):
        yield f"The index was damaged, so the snapshot {searcher.snapshot.name} serves. Rebuild it: /corpus reindex."


def list_missing_changes(journal: Journal, index: Path, snapshot: Snapshot) -> tuple[Change, ...]:
    """Return the changes that a snapshot does not have, oldest first: those that are pending.

    Where it serves in the place of a damaged one, also all later ones, up to the last time that somebody went back.
    """
    pending = journal.list_pending_changes()
    if is_current(index, snapshot.name):
        return pending
    changes = itertools.takewhile(
        lambda each: each.action != AuditAction.ROLL_BACK, journal.list_changes(_MOST_CHANGES)
    )
    later = [each for each in changes if each.at > snapshot.manifest.created and not each.undone]
    return tuple(dict.fromkeys((*reversed(later), *pending)))


async def add_cogs(client: Client) -> None:
    """Let the client do what every cog is for."""
    for cog in COGS:
        await cog.add_to(client)


def _recover(settings: IndexSettings, journal: Journal) -> None:
    """Finish a change of the corpus that was cut off, before anything is read; another program may be at it."""
    with contextlib.suppress(OtherBuildError), hold_lock(settings.index):
        CorpusFiles(settings.corpus, settings.index, journal).recover()


def make_search_service(
    settings: Settings, searcher: Searcher, withdrawn: frozenset[str] = frozenset()
) -> SearchService:
    """Ask a first question so that nobody waits for the model to load, and let the others come."""
    try:
        searcher.ask(_WARM_UP, 1)
        searcher.warm_up()
    except UnreachableEngineError as error:
        log.error("%s", error)  # whoever asks is told so, until it is back
    if withdrawn:
        searcher = searcher.over(searcher.snapshot, withdrawn)
    return SearchService(searcher, settings.queue, settings.time_limit)


def open_whole_searcher(index: Path, settings: IndexSettings, make: MakeEmbedder) -> Searcher:
    """Open the snapshot that serves, or where it is damaged the newest that is kept and whole.

    Raises SnapshotError where there is none.
    """
    try:
        return open_searcher(index, settings, make)
    except DamagedSnapshotError as damage:
        log.error("%s", damage)
        for name in reversed(list_published(index)):
            with contextlib.suppress(SnapshotError):
                return open_searcher(index, settings, make, index / name)
        raise


def open_searcher(index: Path, settings: IndexSettings, make: MakeEmbedder, folder: Path | None = None) -> Searcher:
    """Open the snapshot that serves, or that of a folder, verified."""
    reranker = make_reranker(settings.reranker)
    store = open_store(settings, index)
    searcher = Searcher.open(index, make(settings), settings.threshold, settings.candidates, reranker, folder, store)
    log.info("Opened the index %s", searcher.snapshot.name)
    return searcher

"""The snapshots behind a search service: which one serves, which is held back, what is listed and swept."""

from __future__ import annotations

import asyncio
import logging
import shutil
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.library.events import AuditAction, Change, HeldBack, Progress, SnapshotRecord, Status
from bot.library.journal.journal import Journal
from bot.library.serving.following import read_withdrawn, write_withdrawn
from bot.library.serving.search_service import SearchService
from index.building.build_job import JobResult
from index.errors import SnapshotError
from index.search.catalog import Catalog
from index.search.searcher import Searcher
from index.settings import Settings
from index.snapshots.engine_store import keep_published, open_store
from index.snapshots.held import HeldSnapshot, clear_held, hold_snapshot, read_held
from index.snapshots.manifest import Manifest, peek_manifest
from index.snapshots.snapshot import open_snapshot
from index.snapshots.store import find_current, has_unfinished, list_published, publish, staged_path, sweep

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Opened:
    """A snapshot that could serve at once."""

    searcher: Searcher
    catalog: Catalog


class Snapshots:
    """Lets snapshots serve, and keeps the search service, the disk and the journal consistent."""

    def __init__(self, settings: Settings, search_service: SearchService, journal: Journal) -> None:
        self._settings = settings
        self._index = settings.index
        self._search_service = search_service
        self._journal = journal

    @property
    def held(self) -> HeldSnapshot | None:
        """Return the staged snapshot that is held back."""
        return read_held(self._index)

    async def open(self, folder: Path) -> Opened:
        """Open a snapshot, verified, away from the event loop.

        Raises SnapshotError.
        """
        searcher = self._search_service.searcher

        def work() -> Opened:
            opened = searcher.over(open_snapshot(folder, searcher.model, open_store(self._settings)))
            return Opened(opened, Catalog(opened.snapshot.contents))

        return await asyncio.to_thread(work)

    def serve(self, opened: Opened) -> None:
        """Answer from a snapshot from the next question on."""
        self._search_service.serve(opened.searcher, opened.catalog)
        log.info("Serving the index %s", opened.searcher.snapshot.name)

    async def publish(self, name: str, resolved: Mapping[str, str]) -> None:
        """Let a staged snapshot serve: verified first, then on the disk, then in the service, then in the journal.

        Raises SnapshotError, after which the snapshot before serves.
        """
        staged = staged_path(self._index, name)
        opened = await self.open(staged)
        await asyncio.to_thread(publish, self._index, name)
        self.serve(opened)
        await asyncio.to_thread(self._tidy, name, resolved)

    def _tell_withdrawn(self) -> frozenset[str]:
        """Write down for those who follow what is no longer quoted, and return it."""
        withdrawn = find_withdrawn(self._journal.list_pending_changes())
        write_withdrawn(self._index, withdrawn)
        return withdrawn

    def _tidy(self, name: str, resolved: Mapping[str, str]) -> None:
        """Write down what serves now; what fails here is made up for at the next start."""
        try:
            self._journal.mark_published(name, resolved)
            self._tell_withdrawn()
            clear_held(self._index)
            self.sweep()
        except (sqlite3.Error, SnapshotError, OSError):
            log.exception("The snapshot %s serves, but not all of it could be written down", name)

    async def serve_current(self) -> str:
        """Serve what CURRENT names, if another program has published it; return its name.

        Raises SnapshotError.
        """
        current = await asyncio.to_thread(find_current, self._index)
        if current.name != self._search_service.searcher.snapshot.name or self._search_service.searcher.withdrawn:
            self.serve(await self.open(current))
        return current.name

    async def withdraw(self) -> None:
        """Stop quoting the articles whose removal is not published yet."""
        withdrawn = await asyncio.to_thread(self._tell_withdrawn)
        if withdrawn != self._search_service.searcher.withdrawn:
            await self._leave_out(withdrawn)

    async def catch_up(self) -> None:
        """Serve what another process has published, and stop quoting what it withdrew.

        Raises SnapshotError.
        """
        current = await asyncio.to_thread(find_current, self._index)
        withdrawn = await asyncio.to_thread(read_withdrawn, self._index)
        serving = self._search_service.searcher
        if current.name != serving.snapshot.name:
            opened = await self.open(current)
            self.serve(opened)
            serving = opened.searcher
        if withdrawn != serving.withdrawn:
            await self._leave_out(withdrawn)

    async def _leave_out(self, withdrawn: frozenset[str]) -> None:
        searcher = self._search_service.searcher
        over = searcher.over(searcher.snapshot, withdrawn)
        self.serve(Opened(over, await asyncio.to_thread(Catalog, over.snapshot.contents, withdrawn)))

    def hold_snapshot(self, result: JobResult) -> None:
        """Keep a staged snapshot for a moderator to decide on."""
        assert result.staged is not None
        hold_snapshot(self._index, HeldSnapshot(snapshot=result.staged, worse=result.worse, resolved=result.resolved))
        self.sweep()

    def sweep(self) -> None:
        """Remove what is kept no longer."""
        held = self.held
        name = held.snapshot if held else None
        sweep(self._index, self._settings.snapshots, name)
        keep_published(open_store(self._settings), self._index, name)

    def has_leftovers(self) -> bool:
        """Return whether a build was cut off."""
        held = self.held
        return has_unfinished(self._index, held.snapshot if held else None)

    def list_unbuilt(self) -> tuple[Change, ...]:
        """Return the changes that are in no snapshot, not even in one that is held back."""
        pending, held = self._journal.list_pending_changes(), self.held
        if held is None:
            return pending
        try:
            created = peek_manifest(held.find(self._index)).created
        except SnapshotError:
            return pending
        return tuple(change for change in pending if change.at > created)

    def is_kept(self, name: str) -> bool:
        """Return whether a snapshot can be gone back to."""
        return name in list_published(self._index)

    def list(self) -> tuple[SnapshotRecord, ...]:
        """Return the snapshots on disk, newest first; damaged ones are left out."""
        held, origins = self.held, self._journal.find_origins()
        pending = self._journal.list_pending_changes()
        records = [self._describe(self._index / name, origins.get(name)) for name in list_published(self._index)]
        if held:
            change = pending[-1] if pending else None
            records.append(self._describe(held.find(self._index), change, held.snapshot))
        return tuple(record for record in reversed(records) if record)

    def _describe(self, folder: Path, change: Change | None, held: str | None = None) -> SnapshotRecord | None:
        try:
            manifest = peek_manifest(folder)
        except SnapshotError:
            return None
        name, serving = held or folder.name, self._search_service.searcher.snapshot.name
        return SnapshotRecord(
            name=name,
            created=manifest.created,
            articles=len(manifest.articles),
            sentences=manifest.sentences,
            change=change,
            is_serving=name == serving,
            is_held=bool(held),
        )

    def read_status(self, running: Progress | None, last_error: str | None) -> Status:
        """Return the state of the library."""
        snapshot, held = self._search_service.searcher.snapshot, self.held
        manifest: Manifest = snapshot.manifest
        return Status(
            snapshot=snapshot.name,
            created=manifest.created,
            articles=len(manifest.articles),
            sentences=manifest.sentences,
            model=manifest.model.id,
            held=HeldBack(held.snapshot, held.worse) if held else None,
            pending=len(self._journal.list_pending_changes()),
            running=running,
            last_error=last_error,
            disk_used=sum(_size(path) for folder in (self._settings.corpus, self._index) for path in folder.rglob("*")),
            disk_free=shutil.disk_usage(self._index).free,
        )


def find_withdrawn(pending: Sequence[Change]) -> frozenset[str]:
    """Return the ids of the articles that were removed, and not added again, by changes that do not serve yet."""
    withdrawn: set[str] = set()
    for change in pending:
        if change.article_id and change.action == AuditAction.REMOVE:
            withdrawn.add(change.article_id)
        elif change.article_id:
            withdrawn.discard(change.article_id)
    return frozenset(withdrawn)


def _size(path: Path) -> int:
    try:
        return path.lstat().st_size
    except OSError:
        return 0  # it was swept meanwhile

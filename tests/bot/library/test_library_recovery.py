"""What a bot that died left is finished or undone by the next start; a disk without room changes nothing."""

from __future__ import annotations

import asyncio
import contextlib
import resource
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from bot.library.corpus.corpus_files import CorpusFiles
from bot.library.events import Change, Published
from index.errors import Refusal
from index.snapshots.store import find_current
from index.snapshots.transaction import DONE, TRANSACTION, commit
from tests.support.library.real_library import (
    IHOR,
    OLHA,
    TOWER,
    Shelf,
    ignore,
    make_corpus,
    make_draft,
    make_settings,
    open_library,
)

pytestmark = pytest.mark.asyncio

HEIGHT = "how high is the lighthouse"


async def leave_addition(shelf: Shelf) -> None:
    """Add an article, and die while it is indexed."""
    shelf.build_process.hindrance = asyncio.Event()
    task = asyncio.create_task(shelf.library.add(OLHA, make_draft("The tower", TOWER), ignore))
    await shelf.build_process.started.wait()
    await shelf.library.close()
    with pytest.raises(Refusal):
        await task


async def test_an_addition_that_was_cut_off_is_taken_up(tmp_path: Path) -> None:
    """The next start says whose it was, indexes it and announces it."""
    settings = make_corpus(tmp_path)
    async with open_library(settings) as shelf:
        await leave_addition(shelf)
    async with open_library(settings) as shelf:
        announced: list[Change] = []

        async def post(change: Change) -> None:
            announced.append(change)

        shelf.library.on_change = post
        told = await shelf.library.recover()
        assert told is not None
        assert "add by olha (The tower)" in told
        await shelf.library.reindex(IHOR, False, ignore)  # waits for its turn
        assert "40 metres" in (await shelf.ask(HEIGHT))[0]
        assert [change.article for change in announced] == ["The tower"]
        assert (await shelf.library.read_status()).pending == 0


async def test_there_is_nothing_to_say_when_nothing_was_left(tmp_path: Path) -> None:
    """A start after a clean end is quiet."""
    settings = make_corpus(tmp_path)
    async with open_library(settings) as shelf:
        await shelf.library.add(OLHA, make_draft("The tower", TOWER), ignore)
    async with open_library(settings) as shelf:
        assert await shelf.library.recover() is None


async def test_a_build_that_was_cut_off_is_swept(tmp_path: Path) -> None:
    """What a killed build left is removed, and it is said that nothing was lost."""
    settings = make_corpus(tmp_path)
    (settings.index / ".building-left").mkdir()
    async with open_library(settings) as shelf:
        told = await shelf.library.recover()
        assert told is not None
        assert "Nothing was lost" in told
        await shelf.library.reindex(OLHA, False, ignore)
        assert not (settings.index / ".building-left").exists()


async def test_a_rollback_that_was_cut_off_is_finished(tmp_path: Path) -> None:
    """Files and pointer go together, and the log has who it was."""
    settings = make_corpus(tmp_path)
    async with open_library(settings) as shelf:
        before, snapshot = shelf.files, shelf.search_service.searcher.snapshot.name
        await shelf.library.add(OLHA, make_draft("The tower", TOWER), ignore)
        added = {path.name: path.read_bytes() for path in settings.corpus.iterdir()}
        serving = find_current(settings.index).name
        await shelf.library.roll_back(IHOR, snapshot, ignore)
        plan = CorpusFiles(settings.corpus, settings.index, shelf.journal).plan_return(IHOR, serving)
    note = TypeAdapter(Change).dump_json(plan.change).decode()
    commit(settings.corpus, settings.index, plan.edits, note, serving)
    (settings.index / DONE).rename(settings.index / TRANSACTION)
    async with open_library(settings) as shelf:
        assert shelf.files == added != before
        assert shelf.search_service.searcher.snapshot.name == serving
        assert shelf.library.list_changes(1) == (plan.change,)
        assert await shelf.library.recover() is None


@contextlib.contextmanager
def leave_room(size: int) -> Iterator[None]:
    """Let no file grow beyond a size."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("room", [0, 200, 1500, 5000])
async def test_a_full_disk_changes_nothing(tmp_path: Path, room: int) -> None:
    """Wherever it is noticed, the corpus is as before, the bot answers, and the next command works."""
    async with open_library(make_corpus(tmp_path)) as shelf:
        before = shelf.files
        with leave_room(room), pytest.raises(Refusal) as refused:
            await shelf.library.add(OLHA, make_draft("The tower", TOWER * 3), ignore)
        assert refused.value.key in {"refusal.disk", "refusal.job_failed"}
        assert shelf.files == before
        assert await shelf.ask("trucks")
        assert isinstance(await shelf.library.add(OLHA, make_draft("The tower", TOWER * 3), ignore), Published)


def fill(path: Path) -> None:
    """Write a file until there is no room."""
    with contextlib.suppress(OSError), path.open("wb", buffering=0) as file:
        while True:
            file.write(b"\0" * 512)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Mount a disk in memory, where that is permitted."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(place)]
    mounted = subprocess.run(command, capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("mounting is not permitted here")
    yield place
    subprocess.run(["umount", "--lazy", place], check=True)


async def test_a_disk_that_is_full_or_cannot_be_written(small_disk: Path, tmp_path: Path) -> None:
    """A real one: each time one line, nothing half-visible, and the next command works."""
    make_corpus(small_disk)
    async with open_library(make_settings(small_disk), state=tmp_path / "state") as shelf:
        before = shelf.files
        filler = small_disk / "filler"
        fill(filler)
        with pytest.raises(Refusal) as full:
            await shelf.library.add(OLHA, make_draft("The tower", TOWER), ignore)
        filler.unlink()
        subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
        with pytest.raises(Refusal) as read_only:
            await shelf.library.add(OLHA, make_draft("The tower", TOWER), ignore)
        subprocess.run(["mount", "-o", "remount,rw", small_disk], check=True)
        assert (full.value.key, read_only.value.key) == ("refusal.disk", "refusal.disk")
        assert shelf.files == before
        assert isinstance(await shelf.library.add(OLHA, make_draft("The tower", TOWER), ignore), Published)

"""A new index that the golden questions hold back: published anyway, or discarded."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.errors import JobRefusal, NotIndexedRefusal, Reason
from bot.library.events import HeldBack, Published
from index.building.build import build
from index.errors import Refusal
from index.snapshots.store import find_current
from tests.support.index.embedders import WordEmbedder
from tests.support.library.real_library import (
    IHOR,
    OLHA,
    TOWER,
    Shelf,
    ignore,
    make_corpus,
    make_draft,
    open_library,
    write,
)

pytestmark = pytest.mark.asyncio

GOLD = {"article": "bridge", "text": "Traffic is limited to 40 trucks an hour."}
GOLDEN = {"question": "how many trucks an hour", "gold": [GOLD]}
RIVAL = "Traffic of 7 trucks: how many trucks an hour, an hour of trucks, many trucks an hour are there.\n"


@asynccontextmanager
async def open_held(folder: Path) -> AsyncIterator[tuple[Shelf, HeldBack]]:
    """Open a library in which an addition was held back."""
    settings = make_corpus(folder).model_copy(update={"limit": 1})
    (settings.corpus / "questions.jsonl").write_text(json.dumps(GOLDEN))
    async with open_library(settings) as shelf:
        outcome = await shelf.library.add(OLHA, make_draft("A rival", RIVAL), ignore)
        assert isinstance(outcome, HeldBack)
        yield shelf, outcome


async def test_it_does_not_serve_and_is_named(tmp_path: Path) -> None:
    """The snapshot before serves; status and history say what is held back and why."""
    async with open_held(tmp_path) as (shelf, held):
        assert find_current(shelf.settings.index).name == shelf.search_service.searcher.snapshot.name != held.snapshot
        assert [change.question for change in held.worse] == [GOLDEN["question"]]
        status = await shelf.library.read_status()
        assert status.held == held
        assert status.pending == 1
        first = shelf.library.list_snapshots()[0]
        assert (first.name, first.is_held, first.is_serving) == (held.snapshot, True, False)
        assert await shelf.library.reindex(IHOR, False, ignore) == held


async def test_it_can_be_published_anyway(tmp_path: Path) -> None:
    """It serves, and both who made it and who published it are in the log."""
    async with open_held(tmp_path) as (shelf, held):
        outcome = await shelf.library.publish_held(IHOR, held.snapshot)
        assert isinstance(outcome, Published)
        assert find_current(shelf.settings.index).name == shelf.search_service.searcher.snapshot.name == held.snapshot
        assert [(change.moderator, change.action) for change in shelf.library.list_changes(9)] == [
            (IHOR, "publish"),
            (OLHA, "add"),
        ]
        assert (await shelf.library.read_status()).held is None
        with pytest.raises(Refusal, match=Reason.NOT_HELD):
            await shelf.library.publish_held(IHOR, held.snapshot)


async def test_it_can_be_discarded(tmp_path: Path) -> None:
    """The corpus is as it serves, and the log says that the addition was taken back."""
    async with open_held(tmp_path) as (shelf, held):
        await shelf.library.discard_held(IHOR, held.snapshot)
        assert set(shelf.files) == {"bridge.md", "harbour.md", "questions.jsonl"}
        assert (await shelf.library.read_status()).held is None
        assert [(change.action, change.undone) for change in shelf.library.list_changes(9)] == [
            ("discard", False),
            ("add", True),
        ]
        assert held.snapshot not in {record.name for record in shelf.library.list_snapshots()}


async def test_it_survives_a_restart_and_the_command_line(tmp_path: Path) -> None:
    """Neither a start nor `python -m index build` publishes what is held back."""
    async with open_held(tmp_path) as (shelf, held):
        settings = shelf.settings
    built = build(settings.corpus, settings.index, WordEmbedder(), 3, ignore_progress)
    assert (built.snapshot, built.held) == (None, held.snapshot)
    async with open_library(settings) as shelf:
        assert await shelf.library.recover() is None
        assert (await shelf.library.read_status()).held == held


async def test_a_later_change_takes_its_place(tmp_path: Path) -> None:
    """There is one candidate that is held back, of the corpus as it is."""
    async with open_held(tmp_path) as (shelf, held):
        outcome = await shelf.library.add(OLHA, make_draft("The tower", TOWER), ignore)
        assert isinstance(outcome, HeldBack)
        assert outcome.snapshot != held.snapshot
        assert [record.is_held for record in shelf.library.list_snapshots()] == [True, False]


async def test_a_removal_that_is_held_back_stays_withdrawn(tmp_path: Path) -> None:
    """Its words are quoted again only when it is discarded."""
    async with open_held(tmp_path) as (shelf, _):
        harbour = shelf.find("harbour")
        await shelf.library.remove(IHOR, harbour, "wrong", ignore)
        assert shelf.search_service.catalog.find_article(harbour) is None
        status = await shelf.library.read_status()
        assert status.held is not None
        await shelf.library.discard_held(IHOR, status.held.snapshot)
        assert shelf.search_service.catalog.find_article(harbour) is not None


def ignore_progress(stage: str, done: int, total: int) -> None:
    """Be told of progress and do nothing."""


async def test_discarding_takes_back_no_later_removal(tmp_path: Path) -> None:
    """What was removed since, and could not be indexed, stays withdrawn."""
    async with open_held(tmp_path) as (shelf, held):
        shelf.build_process.hindrance = JobRefusal(Reason.JOB_FAILED, reason="no room")
        harbour = shelf.find("harbour")
        with pytest.raises(NotIndexedRefusal):
            await shelf.library.remove(IHOR, harbour, "wrong", ignore)
        await shelf.library.discard_held(OLHA, held.snapshot)
        assert shelf.search_service.catalog.find_article(harbour) is None
        assert set(shelf.files) == {"bridge.md", "questions.jsonl"}


async def test_discarding_leaves_a_file_that_was_changed_since(tmp_path: Path) -> None:
    """Whoever edited it by hand after the addition loses nothing."""
    async with open_held(tmp_path) as (shelf, held):
        (added,) = set(shelf.files) - {"bridge.md", "harbour.md", "questions.jsonl"}
        write(shelf.settings, Path(added).stem, "Written by hand, after all that.", "By hand")
        by_hand = shelf.files[added]
        await shelf.library.discard_held(IHOR, held.snapshot)
        assert shelf.files[added] == by_hand

"""What moderators look back on: snapshots, the log, questions in vain; and going back."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from bot.errors import Reason
from bot.library.events import Change, Published, Unchanged
from index.errors import Refusal
from index.snapshots.store import find_current
from tests.support.library.real_library import (
    IHOR,
    OLHA,
    ignore,
    make_corpus,
    open_library,
    write,
)

pytestmark = pytest.mark.asyncio

TRUCKS = "how many trucks an hour"


async def test_rolling_back_brings_files_and_answers_back(tmp_path: Path) -> None:
    """Every file is as it was to the byte, what was added is gone, what was removed is quoted again."""
    settings = make_corpus(tmp_path)
    (settings.corpus / "speakers.toml").write_bytes(b'[[speaker]]\r\nname = "Anna Karr"\r\n')
    async with open_library(settings) as shelf:
        await shelf.library.reindex(OLHA, False, ignore)
        before, snapshot = shelf.files, shelf.search_service.searcher.snapshot.name
        await shelf.add()
        await shelf.library.remove(OLHA, shelf.find("bridge"), "", ignore)
        (settings.corpus / "speakers.toml").unlink()
        plan = await shelf.library.plan_rollback(snapshot)
        assert (plan.added, plan.removed, plan.changed) == (("The bridge", "speakers.toml"), ("The tower",), ())
        outcome = await shelf.library.roll_back(IHOR, snapshot, ignore)
        assert isinstance(outcome, Published)
        assert outcome.snapshot == snapshot == find_current(settings.index).name
        assert shelf.files == before
        assert "trucks" in (await shelf.ask(TRUCKS))[0]
        assert await shelf.library.reindex(OLHA, False, ignore) == Unchanged(snapshot)
        assert shelf.library.list_changes(1)[0].action == "roll_back"


async def test_going_back_loses_nothing_that_no_snapshot_has(tmp_path: Path) -> None:
    """A file that was put in by hand and never indexed is named, and stays; so is a snapshot that is gone."""
    settings = make_corpus(tmp_path)
    async with open_library(settings) as shelf:
        snapshot = shelf.search_service.searcher.snapshot.name
        await shelf.add()
        write(settings, "mine", "Written by hand at night.")
        before = shelf.files
        with pytest.raises(Refusal, match=Reason.UNINDEXED) as refused:
            await shelf.library.roll_back(OLHA, snapshot, ignore)
        assert refused.value.values == {"name": "mine.md"}
        assert shelf.files == before
        with pytest.raises(Refusal, match=Reason.SNAPSHOT):
            await shelf.library.plan_rollback("20200101T000000000000-0123456789abcdef")


async def test_snapshots_say_who_made_them(tmp_path: Path) -> None:
    """The list is newest first, and says which one serves; old ones are swept."""
    async with open_library(make_corpus(tmp_path)) as shelf:
        for number in range(3):
            await shelf.add(f"Number {number}", f"The road number {number} of Velm is closed.")
        records = shelf.library.list_snapshots()
        assert [record.articles for record in records] == [5, 4, 3]
        assert [record.is_serving for record in records] == [True, False, False]
        assert [record.change.article for record in records if record.change] == ["Number 2", "Number 1", "Number 0"]
        status = await shelf.library.read_status()
        assert (status.articles, status.model, status.pending, status.running) == (5, "words", 0, None)
        assert status.disk_used > 1000
        assert status.disk_free > 0


async def test_the_corpus_is_exported(tmp_path: Path) -> None:
    """A zip of every file, links left out."""
    settings = make_corpus(tmp_path)
    (settings.corpus / "link.md").symlink_to(tmp_path / "state" / "journal.sqlite")
    async with open_library(settings) as shelf:
        path = await shelf.library.export()
        with zipfile.ZipFile(path) as archive:
            assert {name: archive.read(name) for name in archive.namelist()} == {
                name: content for name, content in shelf.files.items() if name != "link.md"
            }
        path.unlink()


async def test_a_question_in_vain_is_resolved_by_a_later_article(tmp_path: Path) -> None:
    """Questions in the same words are one group; once an article answers them, it is named until it is removed."""
    settings = make_corpus(tmp_path).model_copy(update={"threshold": 0.5})
    async with open_library(settings) as shelf:
        for question in ("Was the lighthouse built by sailors?", "was it sailors that built the lighthouse"):
            shelf.journal.record_unanswered(question)
        (group,) = shelf.library.list_unanswered()
        assert (group.times, group.resolved_by) == (2, None)
        await shelf.add()
        (group,) = shelf.library.list_unanswered()
        assert group.resolved_by == "The tower"
        (article,) = [each for each in shelf.search_service.catalog.articles if each.title == "The tower"]
        await shelf.library.remove(OLHA, article.id, "", ignore)
        (group,) = shelf.library.list_unanswered()
        assert group.resolved_by is None


async def test_every_change_is_announced_once(tmp_path: Path) -> None:
    """What the log channel gets; a refusal is none."""
    async with open_library(make_corpus(tmp_path)) as shelf:
        announced: list[Change] = []

        async def post(change: Change) -> None:
            announced.append(change)

        shelf.library.on_change = post
        await shelf.add()
        with pytest.raises(Refusal, match=Reason.DUPLICATE):
            await shelf.add()
        await shelf.library.remove(OLHA, shelf.find("bridge"), "wrong", ignore)
        await shelf.library.reindex(IHOR, True, ignore)
        assert [(change.moderator, change.action) for change in announced] == [
            (OLHA, "add"),
            (OLHA, "remove"),
            (IHOR, "reindex_all"),
        ]

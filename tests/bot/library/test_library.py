"""What moderators do to the corpus, through the library."""

from __future__ import annotations

import asyncio
import gc
import sqlite3
import weakref
from dataclasses import replace
from pathlib import Path

import pytest

from bot.errors import JobRefusal, NotIndexedRefusal, Reason
from bot.library.events import Change, Progress, Published, Unchanged
from index.building.stages import Stage
from index.corpus.articles import Metadata
from index.errors import Refusal
from index.snapshots.store import find_current, hold_lock
from tests.support.library.real_library import (
    BRIDGE,
    IHOR,
    OLHA,
    TOWER,
    InlineBuildProcess,
    ignore,
    make_corpus,
    make_draft,
    open_library,
    write,
)

pytestmark = pytest.mark.asyncio

HEIGHT = "how high is the lighthouse"
TRUCKS = "how many trucks an hour"


async def test_what_is_added_serves(tmp_path: Path) -> None:
    """The file is in the corpus, the search service answers from it, and the audit log says who."""
    async with open_library(make_corpus(tmp_path)) as shelf:
        outcome = await shelf.add()
        assert (outcome.articles, outcome.sentences) == (3, 6)
        assert (
            outcome.snapshot == find_current(shelf.settings.index).name == shelf.search_service.searcher.snapshot.name
        )
        assert "40 metres" in (await shelf.ask(HEIGHT))[0]
        (change,) = shelf.library.list_changes(9)
        assert (change.moderator, change.action, change.article) == (OLHA, "add", "The tower")
        assert change.snapshot == outcome.snapshot
        assert change.digest_after
        assert len(shelf.files) == 3


async def test_what_is_replaced_leaves_memory(tmp_path: Path) -> None:
    """The snapshot before is let go of by itself: the bot's garbage collector does not look at it."""
    async with open_library(make_corpus(tmp_path)) as shelf:
        await shelf.add()
        await shelf.ask(HEIGHT)
        contents = weakref.ref(shelf.search_service.searcher.snapshot.contents)
        gc.disable()
        try:
            await shelf.add("The mill", "The mill is 12 metres high.\n")
            await shelf.ask(HEIGHT)
            assert contents() is None
        finally:
            gc.enable()


async def test_a_text_that_is_there_is_refused(tmp_path: Path) -> None:
    """By the title of the article that has it, whatever the new one is called; nothing changes."""
    async with open_library(make_corpus(tmp_path)) as shelf:
        with pytest.raises(Refusal, match=Reason.DUPLICATE) as refused:
            await shelf.add("Another title", BRIDGE)
        assert refused.value.values == {"title": "The bridge"}
        assert len(shelf.files) == 2
        assert shelf.library.list_changes(9) == ()


async def test_two_who_add_at_once_both_succeed(tmp_path: Path) -> None:
    """The second waits for its turn and is told so; the same text twice is refused to one of them."""
    async with open_library(make_corpus(tmp_path)) as shelf:
        told: list[Progress] = []
        outcomes = await asyncio.gather(
            shelf.add("One", TOWER),
            shelf.library.add(IHOR, make_draft("Two", "A new road of gravel leads to Velm."), told.append),
            shelf.library.add(IHOR, make_draft("Three", TOWER), ignore),
            return_exceptions=True,
        )
        assert [type(outcome) for outcome in outcomes] == [Published, Published, Refusal]
        assert told[0] == Progress(Stage.QUEUED, 0, 0)
        assert len(shelf.files) == 4


async def test_a_name_that_is_taken_is_not_used_again(tmp_path: Path) -> None:
    """Neither an article nor another file is written over, in whatever case its name is."""
    settings = make_corpus(tmp_path)
    async with open_library(settings) as shelf:
        for name in ("bridge.md", "README.md", "../x.md", "a/b.md"):
            before = shelf.files
            draft = replace(make_draft("T", f"A text for {name} that is new."), name=name)
            assert isinstance(await shelf.library.add(OLHA, draft, ignore), Published)
            assert {**shelf.files, **before} == shelf.files
            assert len(shelf.files) == len(before) + 1
    assert not (tmp_path / "x.md").exists()


async def test_metadata_is_edited(tmp_path: Path) -> None:
    """The text and its id stay, the fields are new, and only what holds the title is embedded."""
    async with open_library(make_corpus(tmp_path)) as shelf:
        article_id = shelf.find("bridge")
        outcome = await shelf.library.edit(OLHA, article_id, Metadata(title="Open", publisher="Velm Post"), ignore)
        assert isinstance(outcome, Published)
        assert outcome.embedded < outcome.sentences
        article = shelf.search_service.catalog.find_article(article_id)
        assert article is not None
        assert (article.title, article.publisher, article.text) == ("Open", "Velm Post", BRIDGE)
        (change,) = shelf.library.list_changes(9)
        assert change.digest_before != change.digest_after


async def test_editing_plain_text_makes_it_markdown(tmp_path: Path) -> None:
    """Plain text has no field but its title; the article keeps its text and id."""
    settings = make_corpus(tmp_path)
    (settings.corpus / "plain.txt").write_text("A title\n\nThe mill of Velm burned down in 1990.\n")
    async with open_library(settings) as shelf:
        await shelf.library.reindex(OLHA, False, ignore)
        (article,) = [each for each in shelf.search_service.catalog.articles if each.path == "plain.txt"]
        await shelf.library.edit(OLHA, article.id, Metadata(title="B", author="C"), ignore)
        edited = shelf.search_service.catalog.find_article(article.id)
        assert edited is not None
        assert (edited.path, edited.author, edited.text) == ("plain.md", "C", article.text)
        assert "plain.txt" not in shelf.files


async def test_what_is_removed_is_quoted_no_more_before_the_index_is_built(tmp_path: Path) -> None:
    """The search_service leaves it out as soon as the file is gone."""
    async with open_library(make_corpus(tmp_path)) as shelf:
        bridge = shelf.find("bridge")
        shelf.build_process.hindrance = asyncio.Event()
        task = asyncio.create_task(shelf.library.remove(OLHA, bridge, "wrong", ignore))
        await shelf.build_process.started.wait()
        assert not any("trucks" in text for text in await shelf.ask(TRUCKS))
        assert shelf.search_service.catalog.find_article(bridge) is None
        assert "bridge.md" not in shelf.files
        shelf.build_process.hindrance.set()
        assert isinstance(await task, Published)
        assert not any("trucks" in text for text in await shelf.ask(TRUCKS))
        assert shelf.library.list_changes(1)[0].reason == "wrong"


async def test_a_removal_stands_when_indexing_fails(tmp_path: Path) -> None:
    """It is said, the article stays withdrawn, also after a restart, and the next reindex makes up for it."""
    settings = make_corpus(tmp_path)
    async with open_library(settings) as shelf:
        shelf.build_process.hindrance = JobRefusal(Reason.JOB_FAILED, reason="no room")
        with pytest.raises(NotIndexedRefusal) as refused:
            await shelf.library.remove(OLHA, shelf.find("bridge"), "wrong", ignore)
        assert refused.value.values == {"reason": "no room"}
        assert not any("trucks" in text for text in await shelf.ask(TRUCKS))
        assert (await shelf.library.read_status()).last_error == "no room"
    async with open_library(settings) as shelf:
        assert not any("trucks" in text for text in await shelf.ask(TRUCKS))
        assert isinstance(await shelf.library.reindex(OLHA, False, ignore), Published)
        assert (await shelf.library.read_status()).pending == 0


async def test_the_last_article_stays(tmp_path: Path) -> None:
    """A corpus without an article cannot be indexed, so the last one is not taken out."""
    async with open_library(make_corpus(tmp_path)) as shelf:
        await shelf.library.remove(OLHA, shelf.find("bridge"), "", ignore)
        with pytest.raises(Refusal, match=Reason.LAST_ARTICLE):
            await shelf.library.remove(OLHA, shelf.find("harbour"), "", ignore)
        with pytest.raises(Refusal, match=Reason.ARTICLE):
            await shelf.library.remove(OLHA, "0" * 16, "", ignore)


@pytest.mark.parametrize(
    "failure", [JobRefusal(Reason.JOB_FAILED, reason="no room"), None], ids=["failed", "cancelled"]
)
async def test_an_addition_that_does_not_end_leaves_nothing(tmp_path: Path, failure: Refusal | None) -> None:
    """The file is gone again, the audit log says that it was undone, and the next addition works."""
    async with open_library(make_corpus(tmp_path)) as shelf:
        before = shelf.files
        shelf.build_process.hindrance = failure or asyncio.Event()
        task = asyncio.create_task(shelf.add())
        if not failure:
            await shelf.build_process.started.wait()
            assert await shelf.library.cancel(IHOR)
        with pytest.raises(JobRefusal, match=Reason.JOB_FAILED if failure else Reason.JOB_CANCELLED):
            await task
        assert shelf.files == before
        assert [change.undone for change in shelf.library.list_changes(9)] == [True]
        assert not await shelf.library.cancel(IHOR)
        shelf.build_process.hindrance = None
        await shelf.add()
        assert "40 metres" in (await shelf.ask(HEIGHT))[0]


async def test_a_second_reindex_joins_the_first(tmp_path: Path) -> None:
    """Both are told of progress and get the outcome of one job."""
    settings = make_corpus(tmp_path)
    async with open_library(settings) as shelf:
        write(settings, "tower", TOWER)
        told: list[Progress] = []
        shelf.build_process.hindrance = asyncio.Event()
        first = asyncio.create_task(shelf.library.reindex(OLHA, False, ignore))
        await shelf.build_process.started.wait()
        second = asyncio.create_task(shelf.library.reindex(IHOR, False, told.append))
        await asyncio.sleep(0)
        shelf.build_process.hindrance.set()
        assert await first is await second
        assert len(shelf.build_process.requests) == 1
        assert Progress(Stage.PUBLISHING, 0, 0) in told


async def test_reindexing_everything_uses_no_vector_again(tmp_path: Path) -> None:
    """What changed embeds what changed, everything embeds all, and nothing changed publishes nothing."""
    async with open_library(make_corpus(tmp_path)) as shelf:
        before = shelf.search_service.searcher.snapshot.name
        assert await shelf.library.reindex(OLHA, False, ignore) == Unchanged(before)
        assert shelf.build_process.embedder.embedded == []
        outcome = await shelf.library.reindex(OLHA, True, ignore)
        assert isinstance(outcome, Published)
        assert outcome.embedded == len(shelf.build_process.embedder.embedded) > 4


async def test_another_build_is_waited_for(tmp_path: Path) -> None:
    """While the command line builds, moderators are told so."""
    async with open_library(make_corpus(tmp_path)) as shelf:
        with hold_lock(shelf.settings.index), pytest.raises(Refusal, match=Reason.OTHER_BUILD):
            await shelf.add()
        assert len(shelf.files) == 2


async def test_a_journal_that_cannot_be_written_changes_nothing(tmp_path: Path) -> None:
    """Without an entry in the audit log no file is changed."""
    async with open_library(make_corpus(tmp_path)) as shelf:
        before = shelf.files
        other = sqlite3.connect(tmp_path / "state" / "journal.sqlite", isolation_level=None)
        other.execute("DROP TABLE change")
        with pytest.raises(Refusal) as refused:
            await shelf.add()
        other.close()
        assert refused.value.key == "refusal.disk"
        assert shelf.files == before


async def test_answers_during_a_swap_come_whole_from_one_snapshot(tmp_path: Path) -> None:
    """While snapshots change, no answer is empty or mixed, and none waits for the building."""
    settings = make_corpus(tmp_path)
    async with open_library(settings, InlineBuildProcess()) as shelf:
        done = asyncio.Event()

        async def ask_on() -> int:
            count = 0
            while not done.is_set():
                answer = await shelf.search_service.ask(TRUCKS, 9)
                places = {(each.article.id, each.entry.digest) for each in answer.quotations}
                assert len(places) == len(answer.quotations) > 0
                count += 1
            return count

        asking = asyncio.create_task(ask_on())
        for number in range(3):
            await shelf.add(f"Number {number}", f"The road number {number} of Velm is closed to trucks.")
        done.set()
        assert await asking > 3


@pytest.mark.parametrize(("content", "known"), [('[[speaker]]\nname = "Anna Karr"\n', 1), ("[[speaker]", 0)])
async def test_curated_speakers_are_read_anew(tmp_path: Path, content: str, known: int) -> None:
    """A moderator's preview knows who is curated now; a file that is wrong spoils no preview."""
    settings = make_corpus(tmp_path)
    async with open_library(settings) as shelf:
        (settings.corpus / "speakers.toml").write_text(content, "utf-8")
        assert len((await shelf.library.read_speakers()).entries) == known


@pytest.mark.parametrize("kind", ["add", "remove"])
async def test_an_announcement_that_fails_breaks_nothing(tmp_path: Path, kind: str) -> None:
    """A log channel that hangs up has no say in whether an article is in the corpus."""

    async def hang_up(_: Change) -> None:
        raise ConnectionResetError

    async with open_library(make_corpus(tmp_path)) as shelf:
        shelf.library.on_change = hang_up
        if kind == "add":
            await shelf.add()
            assert await shelf.ask("How high is the lighthouse?")
        else:
            assert isinstance(await shelf.library.remove(OLHA, shelf.find("harbour"), "wrong", ignore), Published)

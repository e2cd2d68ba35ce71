"""/corpus list, show, status, history, unanswered, reports and export, and the log channel."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.discord_ui.controls import Control, ControlAction
from bot.library.events import AuditAction, HeldBack, Progress
from bot.messages.moderation.corpus_articles import ARTICLES_A_PAGE
from bot.messages.moderation.history import CHANGES_A_PAGE
from index.building.stages import Stage
from index.corpus.articles import Metadata, make_article
from index.errors import DamagedSnapshotError
from tests.support.discord.moderation import EnterRoom, read_reply
from tests.support.discord.stage import (
    ADA,
    BRIDGE,
    ECHO,
    HARBOUR,
    make_client,
    make_searcher,
    read_message,
    read_response,
    require_response,
)
from tests.support.library.fake_library import CHANGE, NOW, OLHA, SNAPSHOT, FakeLibrary, make_records, make_status

pytestmark = pytest.mark.asyncio

EVIL = "[Cats](https://evil.example) **and** @everyone"
MANY = [
    make_article(f"a{n}.md", f"Text number {n} of many.", Metadata(title=f"Title {n:02}", publisher="Post"))
    for n in range(ARTICLES_A_PAGE + 3)
]


async def test_the_list_has_every_article(enter: EnterRoom) -> None:
    """With outlet, date and how many sentences; titles can do nothing."""
    async with enter() as room:
        listed = await room.run("list")
        text = read_response(listed).text
        assert listed.ephemeral
        assert "**4 articles**" in text
        assert f"- **{HARBOUR.title}**\n-# Velm Courier · 2 May 2023 · 4 sentences" in text
        assert r"\[Cats\](https\://evil.example) \*\*and\*\* \@everyone" in text


async def test_the_list_is_filtered_and_turns_with_its_filter(enter: EnterRoom) -> None:
    """By title, outlet, author or file; also when the filter holds what parts a control's arguments."""
    async with enter() as room:
        room.client.search_service.serve(make_searcher([*MANY, BRIDGE]))
        listed = await room.run("list", filter="title |x"[:5])
        assert "**11 articles**\n-# that contain “title”" in read_response(listed).text
        turned = await room.click(listed, "Next →")
        assert "Title 10" in read_response(turned).text
        assert "**No" not in read_response(await room.run("list", filter="a|b")).text


async def test_an_article_is_picked_from_the_list(enter: EnterRoom) -> None:
    """The menu shows it."""
    async with enter() as room:
        listed = await room.run("list", filter="courier")
        shown = await room.moderator.select(require_response(listed), [HARBOUR.id])
        assert f"### {HARBOUR.title}" in read_response(shown).text


async def test_show_tells_all_of_an_article(enter: EnterRoom) -> None:
    """What it says of itself, who is quoted, its file, and what can be done with it."""
    async with enter() as room:
        shown = read_response(await room.run("show", article=HARBOUR.title))
        text = shown.text
        assert "**Outlet** · Velm Courier\n**Author** · Jo Lind\n**Date** · 2 May 2023" in text
        assert "[courier.example](<https://courier.example/storm?id=7>)" in text
        assert f"4 sentences\n**Quoted** · {ADA} (2)" in text
        assert text.endswith("-# File harbour.md")
        assert shown.labels == ["Edit details", "Language, licence", "Reindex", "Take out"]


async def test_an_unknown_article_is_refused(enter: EnterRoom) -> None:
    """It says where to look."""
    async with enter() as room:
        assert "**/sources**" in read_reply(await room.run("show", article="../etc"))
        assert room.stage.env.errors


async def test_articles_are_offered(enter: EnterRoom) -> None:
    """By a part of their title."""
    async with enter() as room:
        for command in ("show", "edit", "remove"):
            choices = await room.moderator.autocomplete(room.stage.channel, f"corpus {command}", "article", "orne")
            assert choices == [{"name": BRIDGE.title, "value": BRIDGE.id}]


async def test_status(enter: EnterRoom) -> None:
    """Snapshot, age, size, model and disk."""
    async with enter() as room:
        shown = read_response(await room.run("status"))
        assert f"**Snapshot** · <t:{int(NOW.timestamp())}:f> (<t:{int(NOW.timestamp())}:R>)" in shown.text
        assert "**Size** · 4 articles, 12 sentences" in shown.text
        assert "**Model** · words" in shown.text
        assert "**Disk** · 3.0 MiB used, 5.0 GiB free" in shown.text
        assert shown.labels == []


async def test_status_tells_what_is_the_matter(enter: EnterRoom) -> None:
    """What is running, waiting, held back and failed, each with what can be done."""
    held = HeldBack(SNAPSHOT, ())
    status = make_status(held=held, pending=2, running=Progress(Stage.GATE, 1, 2), last_error="disk *full*")
    async with enter(FakeLibrary(status=status)) as room:
        result = await room.run("status")
        shown = read_response(result)
        assert "A job is running: Asking the golden questions" in shown.text
        assert "2 changes are not live yet" in shown.text
        assert r"The last job failed: disk \*full\*" in shown.text
        assert shown.labels == ["Cancel", "See what was held back"]
        assert "Publish anyway" in read_response(await room.click(result, "See what was held back")).labels


async def test_a_library_that_cannot_say_is_told_in_one_line(enter: EnterRoom) -> None:
    """What is wrong and what to do."""
    broken = DamagedSnapshotError("the index var/index is damaged", "Run: python -m index build")
    async with enter(FakeLibrary(outcome=broken)) as room:
        assert "the index var/index is damaged. Run" in read_reply(await room.run("status"))
        assert room.stage.env.errors


async def test_history(enter: EnterRoom) -> None:
    """Which snapshots are kept, and who changed what, when and why."""
    removal = replace(
        CHANGE, action=AuditAction.REMOVE, article=EVIL, reason="**retracted**\nby the outlet", undone=True
    )
    async with enter(FakeLibrary(records=make_records(), changes=(removal, CHANGE))) as room:
        text = read_response(await room.run("history")).text
        when = f"<t:{int(NOW.timestamp())}:f>"
        assert f"- {when} · 4 articles · **live**\n-# added “A title” · olha\n- {when} · 3 articles" in text
        assert r"- **olha** · removed “\[Cats\](https\://evil.example) \*\*and\*\* \@everyone” · **reverted**" in text
        assert rf"-# {when}" + "\n" + r"-# Reason: \*\*retracted\*\* by the outlet" in text
        assert "- **olha** · added “A title”" in text


async def test_history_turns(enter: EnterRoom) -> None:
    """Older changes are on the next pages."""
    changes = tuple(replace(CHANGE, article=f"Title {n:02}") for n in range(CHANGES_A_PAGE + 1))
    async with enter(FakeLibrary(changes=changes)) as room:
        first = await room.run("history")
        assert "Title 08" not in read_response(first).text
        assert "Title 08" in read_response(await room.click(first, "Next →")).text


async def test_nothing_in_history(enter: EnterRoom) -> None:
    """A new corpus has none."""
    async with enter() as room:
        assert "No changes yet." in read_reply(await room.run("history"))


async def test_export_hands_out_the_zip(enter: EnterRoom, tmp_path: Path) -> None:
    """To the moderator alone; the temporary file is gone afterwards."""
    archive = tmp_path / "made.zip"
    archive.write_bytes(b"PK zip")
    async with enter(FakeLibrary(archive=archive)) as room:
        result = await room.run("export")
        assert result.ephemeral
        (attachment,) = require_response(result).attachments
        assert attachment.filename.startswith("verbatim-corpus-20")
        assert await attachment.read() == b"PK zip"
        assert not archive.exists()


async def test_an_export_that_is_too_large_says_where_it_lies(enter: EnterRoom, tmp_path: Path) -> None:
    """Discord takes so much and no more."""
    archive = tmp_path / "made.zip"
    archive.touch()
    with archive.open("r+b") as file:
        file.truncate(26 * 1024**2)
    async with enter(FakeLibrary(archive=archive)) as room:
        result = await room.run("export")
        assert require_response(result).attachments == []
        (kept,) = (room.client.settings.state / "exports").iterdir()
        assert str(kept.name) in read_reply(result).replace("\\", "")


async def test_every_change_is_posted_in_the_log_channel(enter: EnterRoom) -> None:
    """Who did what and why; nobody is pinged."""
    async with enter() as room:
        log = room.stage.guild.create_text_channel("log")
        room.client.settings = room.client.settings.model_copy(update={"log_channel": log.id})
        assert room.library.on_change is not None
        await room.library.on_change(replace(CHANGE, article=EVIL, reason="@everyone"))
        text = read_message(log.last_message).text
        assert r"**olha** · added “\[Cats\](https\://evil.example) \*\*and\*\* \@everyone”" in text
        assert r"-# Reason: \@everyone" in text
        assert f"-# member {OLHA.id}" in text


@pytest.mark.parametrize("channel", [None, 1])
async def test_a_missing_log_channel_loses_nothing(enter: EnterRoom, channel: int | None) -> None:
    """The journal has the change either way."""
    async with enter() as room:
        room.client.settings = room.client.settings.model_copy(update={"log_channel": channel})
        assert room.library.on_change is not None
        await room.library.on_change(CHANGE)


async def test_what_was_found_at_the_start_is_posted(
    enter: EnterRoom, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """And logged: what became of a job that a crash interrupted."""
    async with enter() as room:
        log = room.stage.guild.create_text_channel("log")
        told = "The bot stopped while olha added A title; it was finished."
        client = make_client(tmp_path / "again", library=FakeLibrary(recovered=told), log_channel=log.id)
        await room.stage.env.restart_bot(client)
        await room.stage.env.settle()
        assert told in read_message(log.last_message).text
        assert told in caplog.text
        client.journal.close()


async def test_moderators_are_answered_in_their_language(enter: EnterRoom) -> None:
    """The bot's own words are translated; titles are not."""
    async with enter() as room:
        room.stage.use_locale("uk")
        text = read_reply(await room.run("list"))
        assert "**4 статті**" in text
        assert ECHO.title in text


async def test_a_control_of_another_version_is_told(enter: EnterRoom) -> None:
    """A button without what it needs says to ask again."""
    async with enter() as room:
        shown = await room.run("list")
        message = room.stage.env.backend.get_message(room.stage.channel.id, require_response(shown).id)
        button = message.components[1]["components"][0]
        button["custom_id"] = "menu-" + Control(ControlAction.DRAFT_ADD, ("a", "b")).to_id()
        picked = await room.moderator.select(require_response(shown), [HARBOUR.id])
        assert "out of date" in read_reply(picked)

"""/corpus unanswered and reports: listed, opened, acted upon and closed."""

from __future__ import annotations

import pytest

from bot.library.events import UnansweredGroup
from bot.library.journal.feedback import Report
from bot.messages.moderation.reader_feedback import group_reports
from tests.support.discord.moderation import EnterRoom, read_reply
from tests.support.discord.stage import HARBOUR, read_response, require_response
from tests.support.library.fake_library import NOW, FakeLibrary

pytestmark = pytest.mark.asyncio

EVIL = "[Cats](https://evil.example) **and** @everyone"


async def test_unanswered(enter: EnterRoom) -> None:
    """Grouped, most often asked first, with what answers it now."""
    groups = (
        UnansweredGroup(("Who won?", "who won the cup"), 5, NOW, None),
        UnansweredGroup(("Where is @everyone?",), 1, NOW, EVIL),
    )
    async with enter(FakeLibrary(unanswered=groups)) as room:
        text = read_response(await room.run("unanswered")).text
        ago = f"<t:{int(NOW.timestamp())}:R>"
        assert "**2 questions had no answer**" in text
        assert f"**Who won?**\n-# asked 5 times · {ago} · in one other wording" in text
        assert f"**Where is \\@everyone?**\n-# asked once · {ago}" in text
        assert r"-# ✓ now answered by \[Cats\](https\://evil.example)" in text


async def test_nothing_unanswered_and_nothing_reported(enter: EnterRoom) -> None:
    """Each says so."""
    async with enter() as room:
        assert "No unanswered questions" in read_reply(await room.run("unanswered"))
        assert "No reports." in read_reply(await room.run("reports"))


async def test_reports(enter: EnterRoom) -> None:
    """The reasons by quotation, and when; of an article that is gone, that it is."""
    start = HARBOUR.text.index("The storm sank")
    place = (HARBOUR.id, start, start + len("The storm sank nine boats in the harbour of Velm."))
    reports = (
        Report("It were **ten**", "How many boats?", "harbour.md", *place, number=3, at=NOW),
        Report("eleven", "", "harbour.md", *place, number=2, at=NOW),
        Report("old", "", "gone.md", "0" * 16, 1, 2, number=1, at=NOW),
    )
    async with enter(FakeLibrary(reports=reports)) as room:
        listed = await room.run("reports")
        text = read_response(listed).text
        ago = f"<t:{int(NOW.timestamp())}:R>"
        assert r"**It were \*\*ten\*\***" + f"\n-# {HARBOUR.title} · {ago} · 2 reports" in text
        assert f"-# gone.md · withdrawn or changed since · {ago}" in text
        key = group_reports(reports)[0].key
        opened = await room.moderator.click(require_response(listed), custom_id=f"v1|reportopen|{key}")
        shown = read_response(opened)
        assert shown.quotations == ["The storm sank nine boats in the harbour of Velm."]
        assert "-# It answered: How many boats?" in shown.text
        assert shown.labels == ["Context", "Show", "Add an article", "Done"]
        await room.click(opened, "Done")
        assert "**One report**" in read_response(await room.run("reports")).text


async def test_long_reports_are_all_on_some_page(enter: EnterRoom) -> None:
    """However much has to be escaped, none is left out."""
    reports = tuple(Report("*" * 280 + f" number {n}", "*" * 200, "x", "y", n, n + 1) for n in range(12))
    async with enter(FakeLibrary(reports=reports)) as room:
        page, text = await room.run("reports"), ""
        while True:
            shown = read_response(page)
            text += shown.text
            if "Next →" not in shown.labels:
                break
            page = await room.click(page, "Next →")
        assert all(f" number {n}**" in text for n in range(12))


async def test_an_unanswered_question_is_opened_and_done_with(enter: EnterRoom) -> None:
    """With all its wordings; an article can be added from there, and it is listed no longer once it is done."""
    groups = (UnansweredGroup(("Who won?", "who won the cup"), 5, NOW, None),)
    async with enter(FakeLibrary(unanswered=groups)) as room:
        opened = await room.click(await room.run("unanswered"), "Open")
        shown = read_response(opened)
        assert "- who won the cup" in shown.text
        assert shown.labels == ["Add an article", "Done"]
        form = await room.click(opened, "Add an article")
        assert form.modal is not None
        await room.click(opened, "Done")
        assert "No unanswered questions" in read_reply(await room.run("unanswered"))

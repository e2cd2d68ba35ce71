"""The buttons below an article that was added or shown: Show, Undo, Edit details, Reindex and Take out."""

from __future__ import annotations

import pytest
import simcord

from tests.bot.cogs.moderation.test_corpus_add import ADD
from tests.support.discord.moderation import EnterRoom, Room, read_reply, read_values
from tests.support.discord.stage import HARBOUR, read_response

pytestmark = pytest.mark.asyncio

FILE = f"---\ntitle: {HARBOUR.title}\n---\n{HARBOUR.text}".encode()


async def add_harbour(room: Room) -> simcord.InteractionResult:
    """Add an article as a moderator does, and return the message that says so."""
    return await room.click(await room.add("harbour.md", FILE), ADD)


async def show_harbour(room: Room) -> simcord.InteractionResult:
    """Show an article that was added, by the button below."""
    return await room.click(await add_harbour(room), "Show")


async def test_what_was_added_is_undone_at_once(enter: EnterRoom) -> None:
    """It is removed in the name of who clicked, with the reason that the history says."""
    async with enter() as room:
        undone = await room.click(await add_harbour(room), "Undo")
        assert room.library.called == ["add", "remove"]
        assert room.library.calls[1].arguments == (HARBOUR.id, "Undone right after it was added")
        assert room.library.calls[1].moderator.name == "olha"
        assert f"**Removed: “{HARBOUR.title}”**" in read_reply(undone)


async def test_what_was_added_is_shown_with_all_that_can_be_done_to_it(enter: EnterRoom) -> None:
    """A form of its details, and a reindex, each one click away."""
    async with enter() as room:
        shown = await show_harbour(room)
        assert f"### {HARBOUR.title}" in read_response(shown).text
        assert read_values(await room.click(shown, "Edit details"))[0] == HARBOUR.title
        await room.click(shown, "Reindex")
        assert (room.library.called, room.library.calls[1].arguments) == (["add", "reindex"], (False,))


async def test_what_is_shown_is_taken_out_for_a_reason_and_only_when_confirmed(enter: EnterRoom) -> None:
    """The reason is asked for in a form, and nothing goes before it was shown what goes."""
    async with enter() as room:
        asked = await room.fill(await room.click(await show_harbour(room), "Take out"), "It was retracted")
        assert "It was retracted" in read_response(asked).text
        assert room.library.called == ["add"]
        await room.click(asked, "Remove it")
        assert room.library.calls[1].arguments == (HARBOUR.id, "It was retracted")

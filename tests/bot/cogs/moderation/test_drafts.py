"""What becomes of a draft of an article: its forms, and who takes it when."""

from __future__ import annotations

import os
import time

import pytest

from bot.discord_ui.controls import Control, ControlAction
from bot.errors import Reason
from index.errors import Refusal
from index.ingestion.draft_store import LIFETIME
from tests.support.discord.moderation import ARTICLE, EnterRoom, drafts_of, read_reply, read_values
from tests.support.discord.stage import make_client, read_response, require_response
from tests.support.library.fake_library import FakeLibrary

pytestmark = pytest.mark.asyncio

ADD = "Add to the corpus"


async def test_details_are_edited_in_a_form(enter: EnterRoom) -> None:
    """It is filled in with what is known; the preview then shows what was written, and the library gets it."""
    async with enter() as room:
        preview = await room.add()
        form = await room.click(preview, "Edit details")
        assert read_values(form) == ["The dam of Orsk held", "Orne Post", "", "", ""]
        shown = await room.fill(form, "The dam", "", "Ann Ott", "2024-05-02", "https://orne.example/dam")
        assert require_response(shown).id == require_response(preview).id
        text = read_response(shown).text
        assert "### The dam\n**Author** · Ann Ott\n**Date** · 2 May 2024" in text
        await room.click(shown, ADD)
        assert room.library.calls[0].arguments[0].metadata.author == "Ann Ott"


async def test_language_and_licence_have_a_form_of_their_own(enter: EnterRoom) -> None:
    """Discord takes five fields in a form, and an article has seven."""
    async with enter() as room:
        preview = await room.add()
        shown = await room.fill(await room.click(preview, "Language, licence"), "uk", "CC BY 4.0")
        assert "**Language** · uk\n**Licence** · CC BY 4.0" in read_response(shown).text


@pytest.mark.parametrize(
    ("values", "told"),
    [
        (("The dam", "", "", "2 May", ""), "Write the date as 2023-05-31"),
        (("The dam", "", "", "", "orne.example"), "begins with http"),
        (("   ", "", "", "", ""), "needs a title"),
    ],
)
async def test_what_cannot_be_kept_is_named_and_offered_again(
    enter: EnterRoom, values: tuple[str, ...], told: str
) -> None:
    """Nothing that was typed is lost, and the draft is as it was."""
    async with enter() as room:
        refused = await room.fill(await room.click(await room.add(), "Edit details"), *values)
        assert told in read_response(refused).text
        again = await room.click(refused, "Try again")
        assert read_values(again) == list(values)
        shown = await room.fill(again, "The dam", "", "", "2024-05-02", "")
        assert "**Date** · 2 May 2024" in read_response(shown).text


async def test_a_discarded_draft_is_gone(enter: EnterRoom) -> None:
    """Its preview says so, and nothing was asked of the library."""
    async with enter() as room:
        dropped = await room.click(await room.add(), "Discard")
        assert read_response(dropped).text == "Nothing was changed."
        assert drafts_of(room) == []
        assert room.library.calls == []


async def test_an_expired_draft_says_so(enter: EnterRoom) -> None:
    """After an hour the preview no longer works, and says what to do."""
    async with enter() as room:
        preview = await room.add()
        (name,) = drafts_of(room)
        past = time.time() - LIFETIME - 1
        os.utime(room.client.settings.state / "drafts" / name, (past, past))
        for label in (ADD, "Edit details", "Discard"):
            assert "no longer exists" in read_reply(await room.click(preview, label))
        assert room.library.calls == []


async def test_a_draft_outlives_a_restart(enter: EnterRoom) -> None:
    """The preview's buttons go on working over the same folder."""
    async with enter() as room:
        preview = await room.add()
        library = FakeLibrary()
        client = make_client(
            room.client.settings.state,
            library=library,
            moderating_guilds=str(room.stage.guild.id),
            moderator_roles=str(room.role.id),
            direct_messages=True,
        )
        await room.stage.env.restart_bot(client)
        await room.click(preview, ADD)
        assert library.called == ["add"]
        client.journal.close()


async def test_a_draft_is_its_moderators_alone(enter: EnterRoom) -> None:
    """Nobody else can confirm it, even with its id."""
    async with enter() as room:
        preview = await room.add()
        (name,) = drafts_of(room)
        other = room.stage.guild.add_member(room.stage.env.create_user("ivan"), roles=[room.role])
        mine = await other.slash(room.stage.channel, "corpus add", file=("other.md", ARTICLE.encode()))
        message = room.stage.env.backend.get_message(room.stage.channel.id, require_response(mine).id)
        button = message.components[1]["components"][0]
        button["custom_id"] = Control(ControlAction.DRAFT_ADD, (name.removesuffix(".json"),)).to_id()
        assert "no longer exists" in read_reply(await other.click(require_response(mine), label=ADD))
        assert room.library.calls == []
        assert read_response(preview).labels[0] == ADD


async def test_two_clicks_add_once(enter: EnterRoom) -> None:
    """The second one finds the draft taken."""
    async with enter() as room:
        preview = await room.add()
        message = require_response(preview)
        before = room.stage.env.backend.get_message(room.stage.channel.id, message.id).components
        await room.click(preview, ADD)
        room.stage.env.backend.get_message(room.stage.channel.id, message.id).components = before
        assert "no longer exists" in read_reply(await room.click(preview, ADD))
        assert room.library.called == ["add"]


async def test_an_article_that_is_there_already_gets_one_line_and_keeps_the_draft(enter: EnterRoom) -> None:
    """A second moderator who adds the same meanwhile is told; the preview is one click away."""
    async with enter(FakeLibrary(outcome=Refusal(Reason.DUPLICATE, title="[The](https://evil.example) dam"))) as room:
        refused = await room.click(await room.add(), ADD)
        assert read_reply(refused) == r"The corpus has this text already: \[The\](https\://evil.example) dam"
        back = await room.click(refused, "Try again")
        assert read_response(back).labels[0] == ADD

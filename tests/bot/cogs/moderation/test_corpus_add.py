"""/corpus add: what is handed in, the preview, the forms, and what becomes of it."""

from __future__ import annotations

import os
import time

import pytest

from bot.discord_ui.controls import Control, ControlAction
from bot.errors import JobRefusal, Reason
from index.corpus.curated_speakers import parse_speakers
from index.corpus.source_files import SourceFile
from index.errors import PublicationError, Refusal
from index.ingestion.draft_store import LIFETIME
from index.ingestion.drafts import Draft
from index.ingestion.fetching.fetch import FetchedPage
from index.ingestion.limited.reader import Reader
from tests.support.discord.moderation import ARTICLE, EnterRoom, Room, read_reply, read_values
from tests.support.discord.stage import BRIDGE, make_client, read_response, require_response
from tests.support.library.fake_library import FakeLibrary, Gate

pytestmark = pytest.mark.asyncio

ADD = "Add to the corpus"
CURATED = SourceFile("speakers.toml", b'[[speaker]]\nname = "I. Falk"\naliases = ["Ida Falk"]\n')


def drafts_of(room: Room) -> list[str]:
    return [path.name for path in (room.client.settings.state / "drafts").glob("*.json")]


async def test_a_preview_shows_what_was_found(enter: EnterRoom) -> None:
    """Title, outlet, language, sentences, who is quoted and what is not known; to the moderator alone."""
    async with enter() as room:
        preview = await room.add()
        assert preview.ephemeral
        text = read_response(preview).text
        assert "### The dam of Orsk held" in text
        assert "**Outlet** · Orne Post" in text
        assert "**Language** · en" in text
        assert "2 sentences" in text
        assert "**Quoted** · Ida Falk (1)" in text
        assert "⚠️ Not known: Author, Date, Link" in text
        assert read_response(preview).labels == [ADD, "Edit details", "Language, licence", "Discard"]
        assert room.library.calls == []


async def test_a_preview_names_curated_speakers(enter: EnterRoom) -> None:
    """Who is quoted stands under the name that `speakers.toml` knows."""
    async with enter() as room:
        room.library.speakers = parse_speakers(CURATED)
        assert "**Quoted** · I. Falk (1)" in read_response(await room.add()).text


async def test_a_near_duplicate_is_told(enter: EnterRoom) -> None:
    """The moderator sees that the corpus has this text already."""
    async with enter() as room:
        preview = await room.add("bridge.md", f"---\ntitle: Again\n---\n{BRIDGE.text}".encode())
        assert f"The corpus already has exactly this text: {BRIDGE.title}" in read_response(preview).text


async def test_confirming_adds_what_was_shown(enter: EnterRoom) -> None:
    """The library gets the draft and who confirmed; the message says what came of it."""
    async with enter() as room:
        done = await room.click(await room.add(), ADD)
        (call,) = room.library.calls
        (draft,) = call.arguments
        assert isinstance(draft, Draft)
        assert ARTICLE.endswith(f"---\n{draft.text}")
        assert draft.metadata.publisher == "Orne Post"
        assert (call.moderator.id, call.moderator.name) == (room.moderator.id, "olha")
        assert "**Added: “The dam of Orsk held”**\n-# 5 articles, 20 sentences · 3 texts embedded" in read_reply(done)
        assert drafts_of(room) == []


async def test_without_file_or_url_a_text_is_pasted(enter: EnterRoom) -> None:
    """A form asks for it, in parts; the first line is the title."""
    async with enter() as room:
        form = await room.run("add")
        preview = await room.fill(form, "A night at the dam\n\nThe dam held.", "It rained for days.")
        assert "### A night at the dam" in read_response(preview).text
        assert "2 sentences" in read_response(preview).text


class Page:
    """Fetches one page."""

    async def fetch(self, url: str) -> FetchedPage:
        return FetchedPage(url, b"The dam held\n\nThe dam held through the night.\n", "text/plain", "utf-8")


async def test_an_address_is_fetched(enter: EnterRoom) -> None:
    """The page's address is kept as the link."""
    async with enter() as room:
        room.client.fetcher = Page()
        preview = await room.run("add", url="https://orne.example/dam")
        assert "[orne.example](<https://orne.example/dam>)" in read_response(preview).text


async def test_a_file_and_an_address_are_one_too_many(enter: EnterRoom) -> None:
    """Only one of them can be meant."""
    async with enter() as room:
        refused = await room.run("add", url="https://orne.example/dam", file=("dam.md", b"x"))
        assert "not both" in read_reply(refused)
        assert room.stage.env.errors


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
    """After an hour the preview is there no more, and says what to do."""
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


@pytest.mark.parametrize(
    ("failure", "told"),
    [
        (JobRefusal(Reason.DISK, reason="No space left on device"), "nothing was changed: No space left on device"),
        (
            PublicationError("the index var/index cannot be written: Read-only file system", "Make it writable"),
            "That could not be done: the index var/index cannot be written\\: Read-only file system. Make it writable",
        ),
    ],
)
async def test_a_disk_that_is_full_or_read_only_gets_one_line(enter: EnterRoom, failure: Exception, told: str) -> None:
    """Nothing is half there, the draft is kept, and the next command works."""
    async with enter(FakeLibrary(outcome=failure)) as room:
        refused = await room.click(await room.add(), ADD)
        assert told.replace("\\:", ":") in read_reply(refused)
        assert len(drafts_of(room)) == 1
        assert "**One article**" not in read_reply(await room.run("list"))


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("../../etc/passwd.md", b"x", "name is a path"),
        ("dam\u202e.md", b"x", "name is a path or has invisible characters"),
        ("dam.exe", b"x", "files are not read"),
        ("dam.pdf", b"%PDF-1.7", "That PDF is damaged"),
        ("dam.md", b"The dam\n\nheld\x00.", "control character"),
        ("dam.md", b"---\ntitle: The dam\n\nIt held.", "fields at the head of the file"),
        ("dam.md", b"", "no text"),
    ],
)
async def test_a_bad_file_gets_one_line(enter: EnterRoom, name: str, content: bytes, told: str) -> None:
    """It says what is wrong; nothing is kept, and the next one is previewed."""
    async with enter() as room:
        refused = await room.add(name, content)
        assert refused.ephemeral
        assert told in read_reply(refused)
        assert "\n" not in read_reply(refused)
        assert drafts_of(room) == []
        assert read_response(await room.add()).labels
        assert room.stage.env.errors


async def test_a_text_whose_reading_costs_too_much_gets_one_line(enter: EnterRoom) -> None:
    """The kernel ends the process that reads it, and the bot goes on."""
    async with enter() as room:
        with Reader(seconds=1) as impatient:
            room.client.reader = impatient
            told = read_reply(await room.add("dam.txt", b"The dam held. " * 200_000))
        assert "more than 1 s of the processor" in told
        assert drafts_of(room) == []
        assert room.stage.env.errors


async def test_a_file_of_100_megabytes_is_refused_before_it_is_read(enter: EnterRoom) -> None:
    """Its declared size is enough."""
    async with enter() as room:
        emit = room.stage.env.backend.emit

        def enlarge(event: str, payload: dict, *rest: object, **options: object) -> object:  # type: ignore[type-arg]
            if event == "INTERACTION_CREATE":
                for each in payload["data"].get("resolved", {}).get("attachments", {}).values():
                    each["size"] = 100 * 1024**2
            return emit(event, payload, *rest, **options)

        room.stage.env.backend.emit = enlarge  # type: ignore[assignment,method-assign]
        assert "larger than" in read_reply(await room.add())
        assert not any("attachments" in each.path for each in room.stage.env.http_requests)
        assert room.stage.env.errors


async def test_a_hostile_title_can_do_nothing(enter: EnterRoom) -> None:
    """What stands in the file is shown and not acted upon."""
    title = "[Cats](https://evil.example) **and** @everyone"
    async with enter() as room:
        preview = await room.add("cats.md", f"---\ntitle: '{title}'\n---\nCats sleep by day.\n".encode())
        assert r"### \[Cats\](https\://evil.example) \*\*and\*\* \@everyone" in read_response(preview).text


async def test_the_progress_of_adding_can_be_seen(enter: EnterRoom) -> None:
    """While the library works, the message has a bar and a button that cancels."""
    async with enter() as room:
        room.library.gate = gate = Gate(room.stage.env)
        doing = await room.click(await room.add(), ADD)
        shown = read_response(doing)
        assert "**Adding “The dam of Orsk held”**" in shown.text
        assert "▰▰▰▰▱▱▱▱▱▱ 40% · 120 of 300" in shown.text
        await room.click(doing, "Cancel")
        assert room.library.called == ["add", "cancel"]
        await gate.open()
        assert "**Added: “The dam of Orsk held”**" in read_response(doing).text

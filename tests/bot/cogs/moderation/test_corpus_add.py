"""/corpus add: what is handed in, the preview, the forms, and what becomes of it."""

from __future__ import annotations

import pytest

from bot.errors import JobRefusal, Reason
from index.corpus.curated_speakers import parse_speakers
from index.corpus.source_files import SourceFile
from index.errors import PublicationError
from index.ingestion.drafts import Draft
from index.ingestion.fetching.fetcher import FetchedPage
from index.ingestion.limited.reader import Reader
from tests.support.discord.moderation import ARTICLE, EnterRoom, drafts_of, read_reply
from tests.support.discord.stage import BRIDGE, read_response
from tests.support.library.fake_library import FakeLibrary, Gate

pytestmark = pytest.mark.asyncio

ADD = "Add to the corpus"
CURATED = SourceFile("speakers.toml", b'[[speaker]]\nname = "I. Falk"\naliases = ["Ida Falk"]\n')


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
        assert "⚠️ Not known: Date, Link\n-# Not known: Author" in text
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
        assert "**Added: “The dam of Orsk held”**\n-# 5 articles, 20 sentences" in read_reply(done)
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

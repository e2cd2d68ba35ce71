"""The bot in a browser."""

from __future__ import annotations

import asyncio
import os
import signal
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import pytest

from bot.runtime.preview import copy_library, open_preview, show_preview
from index.errors import MissingSnapshotError
from index.settings import Settings as IndexSettings
from index.snapshots.store import find_current
from tests.support.discord.stage import make_client, read_message, read_response
from tests.support.index.corpus import Library


@pytest.mark.asyncio
async def test_it_welcomes_with_questions_that_can_be_clicked(tmp_path: Path) -> None:
    """A newcomer sees three questions; a click on one is answered by the bot as it is."""
    client = make_client(tmp_path, examples=("How many boats?", "Who?", "When?"))
    async with open_preview(client, 0) as stage:
        welcome, guild = stage.channel.last_message, stage.channel.guild
        assert welcome is not None
        assert guild is not None
        assert read_message(welcome).labels == ["How many boats?", "Who?", "When?"]
        answer = await stage.member.click(welcome, label="How many boats?")
        assert read_response(answer).quotations
        assert client.settings.moderator_roles == (guild.roles["Moderators"].id,)
    client.journal.close()


@pytest.mark.asyncio
async def test_typing_the_name_and_replying_ask_there_too(tmp_path: Path) -> None:
    """As on Discord, though the page makes no mention of a name; what it has not is said in the welcome."""
    client = make_client(tmp_path, message_content=True)
    async with open_preview(client, 0) as stage:
        welcome = stage.channel.last_message
        assert "The menu of a message (**Find what sources say**)" in read_message(welcome).text
        await stage.member.send(stage.channel, "@Verbatim how many boats did the storm sink?")
        answer = stage.channel.last_message
        assert read_message(answer).quotations
        await stage.member.send(stage.channel, "and why?", reply_to=answer)
        assert "read as" in read_message(stage.channel.last_message).text
    client.journal.close()


@pytest.mark.asyncio
async def test_its_clock_is_now(tmp_path: Path) -> None:
    """Messages bear the time of day, not that of the simulation."""
    client = make_client(tmp_path)
    async with open_preview(client, 0) as stage:
        sent = await stage.member.send(stage.channel, "hello everybody")
        assert abs((datetime.now(UTC) - sent.created_at).total_seconds()) < 600
    client.journal.close()


@pytest.mark.asyncio
async def test_it_serves_a_page(tmp_path: Path) -> None:
    """The address that is printed opens, on this computer only."""
    client = make_client(tmp_path)
    async with open_preview(client, 0) as stage, aiohttp.ClientSession() as session:
        assert stage.preview.url.startswith("http://127.0.0.1:")
        async with session.get(stage.preview.url) as response:
            assert response.status == 200
    client.journal.close()


@pytest.mark.asyncio
async def test_it_stops_on_a_signal(tmp_path: Path) -> None:
    """Ctrl-C ends it without a traceback."""
    client = make_client(tmp_path)
    printed: list[str] = []

    def announce(url: str) -> None:
        printed.append(url)
        asyncio.get_running_loop().call_later(0.05, os.kill, os.getpid(), signal.SIGINT)

    await asyncio.wait_for(show_preview(client, 0, announce), 20)
    assert len(printed) == 1
    client.journal.close()


def test_it_works_on_copies(built: Library, tmp_path: Path) -> None:
    """What a moderator changes in it never touches the corpus and the index that it was opened from."""
    settings = IndexSettings(corpus=built.corpus, index=built.index)
    copied = copy_library(settings, tmp_path / "preview")
    assert find_current(copied.index).name == find_current(built.index).name
    (copied.corpus / "bridge.md").unlink()
    (copied.index / "CURRENT").unlink()
    assert (built.corpus / "bridge.md").is_file()
    assert find_current(built.index).is_dir()


def test_a_missing_index_is_named(tmp_path: Path) -> None:
    """The one that the settings name, and not a copy of it."""
    settings = IndexSettings(corpus=tmp_path / "corpus", index=tmp_path / "nowhere")
    with pytest.raises(MissingSnapshotError, match="nowhere"):
        copy_library(settings, tmp_path / "preview")

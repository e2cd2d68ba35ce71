"""The real process, from its start to SIGTERM, against a stand-in of Discord on the loopback."""

from __future__ import annotations

import asyncio
import re
import signal
import time
from pathlib import Path

import pytest

from bot.discord_ui.escaping import unescape
from index.building.build import build
from index.snapshots.store import find_current
from tests.support.discord.command_line import CommandLine
from tests.support.discord.loopback import TOKEN, Asked, StandIn
from tests.support.discord.payloads import APPLICATION, CHANNEL, GUILD, PERSON
from tests.support.discord.processes import PATIENCE, start
from tests.support.discord.stage import Shown
from tests.support.index.embedders import WordEmbedder
from tests.support.library.worker import SLOW

pytestmark = pytest.mark.asyncio


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return a folder with a small corpus and its index."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "harbour.md").write_text("---\ntitle: Harbour\n---\n\nThe storm sank nine boats. Nobody was hurt.\n")
    build(corpus, tmp_path / "var/index", WordEmbedder(), 2, lambda *_: None)
    return tmp_path


async def finish(process: asyncio.subprocess.Process) -> str:
    """Return what the process wrote, once it has ended."""
    out, errors = await asyncio.wait_for(process.communicate(), PATIENCE)
    return (out + errors).decode()


def read_last(asked: Asked) -> Shown:
    """Return what the answer to an interaction shows now."""
    return Shown(asked.callbacks[-1].get("components", ()) if asked.callbacks else ())


async def test_it_connects_answers_and_stops(home: Path) -> None:
    """It syncs, defers at once, answers, and leaves on SIGTERM with 0 and nothing secret in its log."""
    async with StandIn() as standin, start(standin, home, DISCORD_LOG_LEVEL="DEBUG") as process:
        await asyncio.wait_for(standin.identified.wait(), PATIENCE)
        assert {command["name"] for command in standin.synced} >= {"ask", "sources", "speakers", "help", "about"}
        asked = await standin.ask("How many boats did the storm sink?")
        await asyncio.wait_for(asked.deferred, PATIENCE)
        body = await asyncio.wait_for(asked.answered, PATIENCE)
        assert Shown(body["components"]).quotations == ["The storm sank nine boats."]
        assert body["allowed_mentions"]["parse"] == []
        told = time.monotonic()
        process.send_signal(signal.SIGTERM)
        log = await finish(process)
        assert time.monotonic() - told < 10
        assert process.returncode == 0, log
        assert "Stopped" in log
        assert TOKEN not in log
        assert "aW50ZXJhY3Rpb246" not in log
        assert "How many boats" not in log


async def test_mentions_and_replies_ask_without_the_content_intent(home: Path) -> None:
    """Discord hands over what pings the bot; it replies, and pings nobody."""
    async with StandIn() as standin, start(standin, home, DISCORD_COOLDOWN="0") as process:
        await asyncio.wait_for(standin.identified.wait(), PATIENCE)
        for content, replying in ((f"<@{APPLICATION}> how many boats?", False), ("And how many boats?", True)):
            await standin.say(content, replying=replying)
            body = await asyncio.wait_for(standin.posted.get(), PATIENCE)
            assert Shown(body["components"]).quotations == ["The storm sank nine boats."]
            assert int(body["message_reference"]["channel_id"]) == CHANNEL
            assert body["allowed_mentions"] == {"parse": [], "replied_user": False}
        process.send_signal(signal.SIGTERM)
        await finish(process)


async def test_what_is_in_flight_is_answered_before_it_stops(home: Path) -> None:
    """SIGTERM right after a question does not leave it thinking."""
    async with StandIn() as standin, start(standin, home) as process:
        await asyncio.wait_for(standin.identified.wait(), PATIENCE)
        asked = [await standin.ask("boats", person) for person in range(1, 20)]
        process.send_signal(signal.SIGTERM)
        log = await finish(process)
        assert process.returncode == 0, log
        assert all(each.answered.done() for each in asked if each.deferred.done())


async def test_whoever_follows_a_job_is_told_that_the_bot_stops(home: Path) -> None:
    """SIGTERM during a reindex gives the job up at once, says so in its message, and leaves no error in the log."""
    settings = {SLOW: "1", "DISCORD_MODERATING_GUILDS": str(GUILD)}
    async with StandIn() as standin, start(standin, home, **settings) as process:
        await asyncio.wait_for(standin.identified.wait(), PATIENCE)
        asked = await standin.use_corpus("reindex", [{"name": "scope", "type": 3, "value": "all"}], PERSON)
        async with asyncio.timeout(PATIENCE):
            while not re.search("Reading the articles|Embedding the sentences", read_last(asked).text):
                await asyncio.sleep(0.05)
        standin.edits_take = 0.5
        process.send_signal(signal.SIGTERM)
        log = await finish(process)
    assert process.returncode == 0, log
    assert "The bot is restarting" in read_last(asked).text
    assert "Error" not in log


async def test_commands_are_synced_only_when_they_changed(home: Path) -> None:
    """A second start with the same commands does not send them again."""
    for expected in (True, False):
        async with StandIn() as standin, start(standin, home) as process:
            await asyncio.wait_for(standin.identified.wait(), PATIENCE)
            assert bool(standin.synced) is expected
            process.send_signal(signal.SIGINT)
            await finish(process)
            assert process.returncode == 0


async def test_a_token_that_discord_does_not_know_ends_it(home: Path) -> None:
    """401 stops with 78, one line and no second try."""
    async with StandIn(refuse=True) as standin, start(standin, home, DISCORD_LOG_LEVEL="ERROR") as process:
        log = await finish(process)
        assert process.returncode == 78
        assert log.strip().splitlines() == [
            "error: Discord does not know this token. Copy it again from the developer portal into DISCORD_TOKEN"
        ]


@pytest.mark.parametrize(("code", "told"), [(4004, "does not know this token"), (4014, "message-content intent")])
async def test_a_closed_gateway_ends_it(home: Path, code: int, told: str) -> None:
    """Codes that mean no stop with 78 and say what to do."""
    async with StandIn(close_with=code) as standin, start(standin, home, DISCORD_LOG_LEVEL="ERROR") as process:
        log = await finish(process)
        assert process.returncode == 78, log
        assert told in log


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"DISCORD_TOKEN": "nonsense"}, "does not have the shape"),
        ({"DISCORD_COOLDOWN": "soon"}, "DISCORD_COOLDOWN"),
        ({"DISCORD_MODERATING_GUILDS": "Velm"}, "Developer Mode"),
    ],
)
async def test_a_wrong_setting_ends_it_before_anything_is_sent(
    home: Path, command_line: CommandLine, settings: dict[str, str], told: str
) -> None:
    """78, one line, no request, and never what was given."""
    async with StandIn() as standin:
        ended = await command_line.run(standin, "run", **settings)
        assert ended.code == 78
        assert told in ended.errors
        assert len(ended.errors.strip().splitlines()) == 1
        assert "nonsense" not in ended.printed + ended.errors
        assert not standin.synced


async def test_without_an_index_nothing_is_sent(home: Path, command_line: CommandLine) -> None:
    """A missing index ends it with the command that mends it."""
    async with StandIn() as standin:
        ended = await command_line.run(standin, "run", VERBATIM_INDEX="nowhere")
        assert ended.code == 1
        assert "python -m index build" in ended.errors
        assert not standin.identified.is_set()


async def test_a_server_that_removed_the_bot_costs_the_others_nothing(home: Path) -> None:
    """It is named and passed over; when it invites the bot again it gets its commands again.

    An event in between that nobody can read is skipped.
    """
    elsewhere = 100000000000000099
    async with StandIn() as standin:
        standin.without = {elsewhere}
        async with start(standin, home, DISCORD_GUILD_IDS=f"{GUILD},{elsewhere}") as process:
            await asyncio.wait_for(standin.identified.wait(), PATIENCE)
            assert not standin.synced_to[GUILD].empty()
            await standin.garble("MESSAGE_CREATE")
            await standin.invite(elsewhere)
            assert await asyncio.wait_for(standin.synced_to[elsewhere].get(), PATIENCE)
            process.send_signal(signal.SIGTERM)
            log = await finish(process)
        assert process.returncode == 0, log
        assert f"The server {elsewhere}" in log
        assert "MESSAGE_CREATE" in log


async def test_a_damaged_index_is_told_in_the_log_channel(home: Path) -> None:
    """The newest snapshot that is kept and whole serves; moderators read which, and that it has to be rebuilt."""
    first = find_current(home / "var/index")
    (home / "corpus/bridge.md").write_text("---\ntitle: Bridge\n---\n\nThe bridge is open.\n")
    build(home / "corpus", home / "var/index", WordEmbedder(), 2, lambda *_: None)
    (find_current(home / "var/index") / "articles.json").write_bytes(b"[]")
    async with StandIn() as standin, start(standin, home, DISCORD_LOG_CHANNEL=str(CHANNEL)) as process:
        told = Shown((await asyncio.wait_for(standin.posted.get(), PATIENCE))["components"]).text
        assert f"the snapshot {first.name} serves" in unescape(told)
        assert "Rebuild it: /corpus reindex" in unescape(told)
        asked = await standin.ask("How many boats did the storm sink?")
        body = await asyncio.wait_for(asked.answered, PATIENCE)
        assert Shown(body["components"]).quotations == ["The storm sank nine boats."]
        process.send_signal(signal.SIGTERM)
        assert (await finish(process)).count("damaged") >= 1

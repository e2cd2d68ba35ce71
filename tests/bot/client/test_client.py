"""Errors, permissions, and when commands are synced."""

from __future__ import annotations

import logging
import re
from pathlib import Path

import discord
import pytest
import simcord

from bot.client.command_sync import sync_commands
from bot.discord_ui.i18n import localized
from index.errors import QuestionError
from tests.support.discord.stage import Open, make_client, make_searcher, read_message, read_response

pytestmark = pytest.mark.asyncio


class Broken:
    """Searches, and fails in a way that nobody foresaw."""

    def __init__(self) -> None:
        self.snapshot = make_searcher().snapshot
        self.withdrawn: frozenset[str] = frozenset()

    def ask(self, *_: object) -> None:
        raise RuntimeError("the secret of /etc/passwd")


async def test_the_unexpected_gets_an_id_that_is_in_the_log(open_stage: Open, caplog: pytest.LogCaptureFixture) -> None:
    """People see a number and no more; the log has the traceback under it."""
    async with open_stage() as stage:
        stage.client.search_service.serve(Broken())  # type: ignore[arg-type]  # it is what breaks
        text = read_response(await stage.ask("boats")).text
        found = re.search(r"`(\w{8})`", text)
        assert found
        assert "secret" not in text
        assert "Traceback" not in text
        record = next(each for each in caplog.records if found[1] in each.getMessage())
        assert record.exc_info
        assert stage.env.errors


async def test_a_failing_mention_is_answered_too(open_stage: Open) -> None:
    """Somebody who mentioned the bot is not left without an answer."""
    async with open_stage() as stage:
        stage.client.search_service.serve(Broken())  # type: ignore[arg-type]
        await stage.member.send(stage.channel, f"{stage.mention} boats?")
        assert "Something went wrong" in read_message(stage.last).text


async def test_a_failing_button_is_answered_too(open_stage: Open) -> None:
    """A click ends in an answer as well, to who clicked only."""
    async with open_stage() as stage:
        answer = await stage.ask("boats")
        stage.client.search_service.serve(Broken())  # type: ignore[arg-type]
        result = await stage.click(answer, "Related passages")
        assert result.ephemeral
        assert "Something went wrong" in read_response(result).text


@pytest.mark.parametrize(
    ("status", "told"),
    [(403, "may not do this here"), (404, "did not accept"), (500, "did not accept"), (429, "did not accept")],
)
async def test_a_refusal_of_discord_is_told(open_stage: Open, status: int, told: str) -> None:
    """When the answer is refused, what comes in its place says what to do."""
    async with open_stage() as stage:
        stage.env.inject_error("PATCH", "/webhooks/*", status=status)
        result = await stage.ask("boats")
        assert told in read_response(result).text
        assert stage.env.errors


async def test_an_expired_interaction_is_let_go(open_stage: Open, caplog: pytest.LogCaptureFixture) -> None:
    """Nobody can be told, and nothing is broken."""
    async with open_stage() as stage:
        stage.env.inject_error(
            "POST", "/interactions/*/callback", status=404, code=10062, message="Unknown interaction"
        )
        result = await stage.ask("boats")
        assert not result.acknowledged
        assert stage.env.errors
        assert not [each for each in caplog.records if each.levelno >= logging.ERROR]
        assert read_response(await stage.ask("boats")).quotations


async def test_a_failure_to_tell_is_logged(open_stage: Open, caplog: pytest.LogCaptureFixture) -> None:
    """Where not even the error can be told, the log has it, and the next question is answered."""
    async with open_stage() as stage:
        stage.env.inject_error("PATCH", "/webhooks/*", status=500, times=2)
        await stage.ask("boats")
        assert stage.env.errors
        assert "Nobody could be told" in caplog.text
        assert read_response(await stage.ask("boats")).quotations


async def test_a_reply_that_discord_refuses_is_let_go(open_stage: Open, caplog: pytest.LogCaptureFixture) -> None:
    """A channel that was closed in the meantime is no reason to fail."""
    async with open_stage() as stage:
        stage.env.inject_error("POST", "/channels/*/messages", status=403, code=50013, times=None)
        await stage.member.send(stage.channel, f"{stage.mention} boats?")
        assert "Nobody could be told" in caplog.text


async def test_other_servers_are_answered_alike(open_stage: Open) -> None:
    """Nothing depends on which server it is."""
    async with open_stage() as stage:
        guild = stage.env.create_guild("Elsewhere")
        channel = guild.create_text_channel("talk")
        member = guild.add_member(stage.env.create_user("ann"))
        assert read_response(await member.slash(channel, "ask", question="boats")).quotations


async def test_commands_can_be_kept_to_some_servers(tmp_path: Path) -> None:
    """With servers in the settings, the others do not get the commands; also after a start that syncs nothing."""
    client = make_client(tmp_path, guild_ids=(77 << 22,))
    env = simcord.Env(client)
    guild = simcord.builders.GuildHandle(env, env.backend.create_guild("Velm", id=77 << 22))
    await env.start()
    try:
        other = env.create_guild("Elsewhere")
        person = env.create_user("ann")
        member, channel = guild.add_member(person), guild.create_text_channel("a")
        assert other.add_member(person).available_commands(other.create_text_channel("b")) == ()
        for _ in range(2):
            assert read_response(await member.slash(channel, "ask", question="boats")).quotations
            client.journal.close()
            client = make_client(tmp_path, guild_ids=(77 << 22,))
            await env.restart_bot(client)
    finally:
        await env.shutdown()
        client.journal.close()


async def test_the_commands_are_synced_once(tmp_path: Path) -> None:
    """A start with the same commands sends nothing; another command does."""
    client = make_client(tmp_path)
    async with simcord.run(client) as env:
        again = make_client(tmp_path)
        await env.restart_bot(again)
        assert len([each for each in env.http_requests if each.path.endswith("/commands")]) == 1
        again.tree.add_command(discord.app_commands.ContextMenu(name=localized("sources.name"), callback=_ignore))
        await sync_commands(again.tree, again.application_id, again.settings)
        assert len([each for each in env.http_requests if each.path.endswith("/commands")]) == 2
    client.journal.close()
    again.journal.close()


async def _ignore(_: discord.Interaction, __: discord.Message) -> None: ...


async def test_a_full_disk_keeps_no_answer_from_anybody(open_stage: Open, caplog: pytest.LogCaptureFixture) -> None:
    """A journal that cannot be written is in the log, and the question is answered."""
    async with open_stage(make_searcher(threshold=1.0)) as stage:
        stage.client.journal.close()
        assert "no answer" in read_response(await stage.ask("boats")).text
        assert "journal could not be written" in caplog.text


async def test_an_unsearchable_question_is_told(open_stage: Open) -> None:
    """What the index refuses is told in the bot's own words."""

    class Choosy(Broken):
        def ask(self, *_: object) -> None:
            raise QuestionError("the question is blank")

    async with open_stage() as stage:
        stage.client.search_service.serve(Choosy())  # type: ignore[arg-type]
        assert "nothing to search for" in read_response(await stage.ask("boats")).text
        assert stage.env.errors

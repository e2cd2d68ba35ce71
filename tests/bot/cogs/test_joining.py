"""Joining a server."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import discord
import pytest

from bot.cogs.joining import Joining
from bot.errors import Reason
from index.errors import Refusal
from index.evaluation.question_file import Gold, Question
from tests.support.discord.stage import Open, Stage, read_message, read_response
from tests.support.library.fake_library import FakeLibrary

pytestmark = pytest.mark.asyncio

QUESTIONS = tuple(
    Question(question=text, gold=(Gold(article="harbour.md", text="x"),))
    for text in ("How many boats sank?", "When will the bridge open?", "What did the bridge cost?")
)


async def join(stage: Stage, guild: discord.Guild) -> None:
    """Tell the bot that it was added to a server."""
    cog = stage.client.get_cog("Joining")
    assert isinstance(cog, Joining)
    await cog.on_guild_join(guild)


async def test_the_bot_says_what_it_does_where_it_may_write(open_stage: Open) -> None:
    """With three questions to click, and how it is set up; in the first channel where it may."""
    async with open_stage(library=FakeLibrary(questions=QUESTIONS), examples=()) as stage:
        assert stage.guild.me is not None
        silenced = discord.PermissionOverwrite(send_messages=False)
        guild = stage.client.get_guild(stage.guild.id)
        assert guild is not None
        stage.guild.create_text_channel("mute", overwrites={stage.guild.me: silenced})
        await join(stage, guild)
        shown = read_message(stage.last)
        assert "**Welcome.**" in shown.text
        assert "</setup show:" in shown.text
        assert shown.labels == [question.question for question in QUESTIONS]
        answer = await stage.member.click(stage.last, label="How many boats sank?")
        assert read_response(answer).quotations


@pytest.mark.parametrize("turns", [0, 1])
async def test_a_bot_that_is_busy_offers_what_it_found(
    turns: int, open_stage: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each question is tried in a turn of its own; without any, none is said to be there."""
    async with open_stage(library=FakeLibrary(questions=QUESTIONS), examples=()) as stage:
        service = stage.client.search_service
        run, left = service.run, [None] * turns

        async def run_some(work: Callable[[], Any], person: int = 0) -> Any:
            if not left:
                raise Refusal(Reason.TOO_SLOW)
            left.pop()
            return await run(work, person)

        monkeypatch.setattr(service, "run", run_some)
        guild = stage.client.get_guild(stage.guild.id)
        assert guild is not None
        await join(stage, guild)
        shown = read_message(stage.last)
        assert shown.labels == [question.question for question in QUESTIONS[:turns]]
        assert ("Try one of these" in shown.text) is bool(turns)


async def test_a_server_without_a_channel_to_write_in_is_told_by_its_owner(open_stage: Open) -> None:
    """In a direct message."""
    async with open_stage(library=FakeLibrary(questions=QUESTIONS), examples=()) as stage:
        stage.env.inject_error("POST", f"/channels/{stage.channel.id}/messages", status=403, code=50013)
        guild = stage.client.get_guild(stage.guild.id)
        assert guild is not None
        await join(stage, guild)
        sent = [each for each in stage.env.http_requests if each.path.endswith("/users/@me/channels")]
        assert len(sent) == 1


async def test_a_server_that_the_settings_leave_out_is_told_nothing(open_stage: Open) -> None:
    """It has no commands either."""
    async with open_stage(library=FakeLibrary(questions=QUESTIONS), examples=()) as stage:
        stage.client.settings = stage.client.settings.model_copy(update={"guild_ids": (1,)})
        guild = stage.client.get_guild(stage.guild.id)
        assert guild is not None
        await join(stage, guild)
        assert stage.channel.last_message is None

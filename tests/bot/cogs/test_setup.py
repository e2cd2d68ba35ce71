"""/setup: what those who manage a server choose for it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import discord
import pytest
import simcord

from tests.support.discord.stage import Open, Stage, make_client, make_searcher, read_message, read_response

pytestmark = pytest.mark.asyncio


@asynccontextmanager
async def manage(open_stage: Open, **settings: Any) -> AsyncIterator[tuple[Stage, simcord.MemberActor]]:
    """Open a server that moderates the corpus, with somebody who manages it."""
    async with open_stage(**settings) as stage:
        moderating = {"moderating_guilds": (stage.guild.id,)}
        stage.client.settings = stage.client.settings.model_copy(update=moderating)
        role = stage.guild.create_role("Managers", permissions=discord.Permissions(manage_guild=True))
        yield stage, stage.guild.add_member(stage.env.create_user("olha"), roles=[role])


async def change(stage: Stage, manager: simcord.MemberActor, **options: Any) -> str:
    named = {name.replace("_", "-"): value for name, value in options.items()}
    return read_response(await manager.slash(stage.channel, "setup change", **named)).text


async def test_what_is_chosen_is_shown_and_checked_at_once(open_stage: Open) -> None:
    """Each channel with whether the bot can write there, and what it lacks where it cannot."""
    async with manage(open_stage) as (stage, manager):
        assert stage.guild.me is not None
        silenced = discord.PermissionOverwrite(send_messages=False)
        mute = stage.guild.create_text_channel("mute", overwrites={stage.guild.me: silenced})
        text = await change(stage, manager, log=stage.channel, reports=mute, language="uk")
        assert f"**log** · <#{stage.channel.id}> ✓" in text
        assert f"**reports** · <#{mute.id}> ⚠️ lacks: send messages" in text
        assert "**language** · Ukrainian" in text
        assert "The bot cannot write in every channel" in text
        shown = await manager.slash(stage.channel, "setup show")
        assert shown.ephemeral
        assert read_response(shown).text == text


async def test_only_those_who_manage_the_server_may(open_stage: Open) -> None:
    """Also where an admin has opened the command to everybody."""
    async with manage(open_stage) as (stage, _):
        command = stage.env.backend.find_command("setup", stage.guild.id, type=1)
        assert command is not None
        stage.guild.set_command_permissions(int(command["id"]), {stage.guild.default_role: True})
        result = await stage.member.slash(stage.channel, "setup change", language="uk")
        assert "Only those who may manage this server" in read_response(result).text
        assert stage.client.servers.find(stage.guild.id).language is None


async def test_it_outlives_a_restart(open_stage: Open) -> None:
    """The journal has it."""
    async with manage(open_stage) as (stage, manager):
        await change(stage, manager, language="ru", keep_days=7)
        again = make_client(stage.client.settings.state)
        chosen = again.servers.find(stage.guild.id)
        assert (chosen.language, chosen.keep_days) == ("ru", 7)
        again.journal.close()


async def test_one_thing_is_cleared(open_stage: Open) -> None:
    """The rest stays."""
    async with manage(open_stage) as (stage, manager):
        await change(stage, manager, language="ru", keep_days=7)
        await manager.slash(stage.channel, "setup clear", setting="language")
        chosen = stage.client.servers.find(stage.guild.id)
        assert (chosen.language, chosen.keep_days) == (None, 7)


async def test_mentions_elsewhere_are_left_alone(open_stage: Open) -> None:
    """Where channels are chosen; /ask answers privately in the others."""
    async with manage(open_stage) as (stage, manager):
        chosen = stage.guild.create_text_channel("ask-here")
        await change(stage, manager, answers_in=chosen)
        asked = await stage.member.send(stage.channel, f"{stage.mention} how many boats?")
        assert stage.last.id == asked.id
        assert (await stage.ask("boats")).ephemeral
        await stage.member.send(chosen, f"{stage.mention} how many boats?")
        assert read_message(chosen.last_message).quotations
        await change(stage, manager, answers_in=chosen)
        assert not (await stage.ask("boats")).ephemeral


async def test_answers_can_be_private(open_stage: Open) -> None:
    """A mention is told how to ask then."""
    async with manage(open_stage) as (stage, manager):
        await change(stage, manager, answers="private")
        assert (await stage.ask("boats")).ephemeral
        await stage.member.send(stage.channel, f"{stage.mention} how many boats?")
        assert "Answers are private on this server" in read_message(stage.last).text


async def test_a_chosen_role_moderates(open_stage: Open) -> None:
    """On a server that moderates the corpus; on another one it does nothing, and /setup says why."""
    async with manage(open_stage) as (stage, manager):
        role = stage.guild.create_role("Editors")
        await change(stage, manager, moderators=role)
        editor = stage.guild.add_member(stage.env.create_user("ed"), roles=[role])
        command = stage.env.backend.find_command("corpus", stage.guild.id, type=1)
        assert command is not None
        stage.guild.set_command_permissions(int(command["id"]), {stage.guild.default_role: True})
        assert "**4 articles**" in read_response(await editor.slash(stage.channel, "corpus list")).text
        none = {"moderating_guilds": (1,)}
        stage.client.settings = stage.client.settings.model_copy(update=none)
        assert "not moderated on this server" in read_response(await editor.slash(stage.channel, "corpus list")).text
        assert "DISCORD_MODERATING_GUILDS" in read_response(await manager.slash(stage.channel, "setup show")).text


async def test_the_chosen_log_and_reports_are_posted_to(open_stage: Open) -> None:
    """In the language that is chosen for the server."""
    async with manage(open_stage) as (stage, manager):
        reports = stage.guild.create_text_channel("reports")
        await change(stage, manager, reports=reports, language="uk")
        form = await stage.click(await stage.ask("boats"), "Report")
        assert form.modal is not None
        field = form.modal["components"][0]["component"]["custom_id"]
        await stage.member.submit_modal(form, {field: "wrong"})
        assert "Хтось скаржиться на цю цитату" in read_message(reports.last_message).text


async def test_no_question_is_kept_where_a_server_keeps_none(open_stage: Open) -> None:
    """And none beyond its days."""
    async with manage(open_stage, searcher=make_searcher(threshold=1.0)) as (stage, manager):
        await change(stage, manager, keep_days=0)
        await stage.ask("Who won the cup?")
        assert stage.client.journal.list_unanswered() == ()


async def test_a_new_post_of_a_chosen_forum_is_answered_by_itself(open_stage: Open) -> None:
    """Where the articles answer its title; in other forums the bot is silent."""
    async with manage(open_stage) as (stage, manager):
        forum = stage.guild.create_forum_channel("questions")
        other = stage.guild.create_forum_channel("others")
        await change(stage, manager, forum=forum)
        for place, answers in ((forum, 1), (other, 0)):
            post = stage.env.backend.create_thread(
                place.id, "How many boats did the storm sink?", stage.member.id, broadcast=False
            )
            stage.env.backend.announce_thread_create(post)
            await stage.env.settle()
            assert len(stage.env.backend.messages[post.id]) == answers

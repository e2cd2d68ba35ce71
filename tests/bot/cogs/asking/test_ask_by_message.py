"""Asking by a mention, a reply or a direct message."""

from __future__ import annotations

import discord
import pytest

from bot.cogs.asking.ask_by_message import MAY_NOT_WRITE, SMALL_TALK
from tests.support.discord.stage import Open, Stage, make_searcher, read_message, read_response

pytestmark = pytest.mark.asyncio


async def test_a_mention_asks(open_stage: Open) -> None:
    """A message that mentions the bot is answered by a reply."""
    async with open_stage() as stage:
        asked = await stage.member.send(stage.channel, f"{stage.mention} how many boats?")
        answer = stage.last
        assert read_message(answer).texts[0] == "**how many boats?**"
        assert answer.reference is not None
        assert answer.reference.message_id == asked.id


async def test_a_bare_mention_gets_short_help(open_stage: Open) -> None:
    """There is nothing to answer, so it says how to ask."""
    async with open_stage() as stage:
        await stage.member.send(stage.channel, f"{stage.mention}")
        assert "Mention me together with a question" in read_message(stage.last).text


async def test_a_reply_with_a_question_asks(open_stage: Open) -> None:
    """Replying to an answer asks the next question, without a mention in the text.

    Discord pings who is replied to, and so sends the content; simcord does not, hence the intent.
    """
    async with open_stage(message_content=True) as stage:
        await stage.ask("boats")
        await stage.member.send(stage.channel, "What did the bridge cost?", reply_to=stage.last)
        assert read_message(stage.last).texts[0] == "**What did the bridge cost?**"


async def test_a_reply_that_asks_nothing_is_left_alone(open_stage: Open) -> None:
    """Thanks need no answer."""
    async with open_stage(message_content=True) as stage:
        await stage.ask("boats")
        thanks = await stage.member.send(stage.channel, "thanks a lot", reply_to=stage.last)
        assert stage.last.id == thanks.id


async def test_everyone_bots_and_others_are_left_alone(open_stage: Open) -> None:
    """@everyone, other bots, webhooks and talk among people are not for the bot."""
    async with open_stage() as stage:
        other = stage.guild.add_member(stage.env.create_user("robot", bot=True))
        await other.send(stage.channel, f"{stage.mention} how many boats?")
        await stage.guild.create_webhook(stage.channel).send(f"{stage.mention} how many boats?")
        await stage.member.send(stage.channel, "@everyone how many boats?")
        last = await stage.member.send(stage.channel, "how many boats?")
        assert stage.last.id == last.id


async def test_a_direct_message_asks(open_stage: Open) -> None:
    """In a direct message, every message is a question."""
    async with open_stage() as stage:
        user = stage.env.create_user("ann")
        await user.send_dm("how many boats?")
        assert read_message(user.dm_channel.last_message).texts[0] == "**how many boats?**"
        assert read_response(await user.slash("ask", question="boats")).quotations


async def test_direct_messages_can_be_switched_off(open_stage: Open) -> None:
    """With the setting off, there is neither an answer nor a command."""
    async with open_stage(direct_messages=False) as stage:
        user = stage.env.create_user("ann")
        await user.send_dm("how many boats?")
        assert len(user.dm_channel.history()) == 1
        assert user.available_commands() == ()


async def test_a_reply_is_posted_plainly_where_history_is_hidden(open_stage: Open) -> None:
    """Discord takes no reply from who may not read the history."""
    async with open_stage() as stage:
        assert stage.guild.me is not None
        hidden = discord.PermissionOverwrite(read_message_history=False)
        channel = stage.guild.create_text_channel("hidden", overwrites={stage.guild.me: hidden})
        await stage.member.send(channel, f"{stage.mention} how many boats?")
        answer = channel.history()[-1]
        assert answer.reference is None
        assert read_message(answer).quotations


async def test_a_channel_where_it_may_not_send_gets_a_reaction(open_stage: Open) -> None:
    """Without the permission there is nothing that it could say."""
    async with open_stage() as stage:
        assert stage.guild.me is not None
        silenced = discord.PermissionOverwrite(send_messages=False)
        mute = stage.guild.create_text_channel("mute", overwrites={stage.guild.me: silenced})
        asked = await stage.member.send(mute, f"{stage.mention} how many boats?")
        assert [each.id for each in mute.history()] == [asked.id]
        assert read_reactions(stage, asked) == [MAY_NOT_WRITE]


def read_reactions(stage: Stage, message: discord.Message) -> list[str]:
    """Return the emoji that are under a message."""
    stored = stage.env.backend.get_message(message.channel.id, message.id)
    return [reaction.emoji for reaction in stored.reactions]


async def test_small_talk_gets_a_reaction(open_stage: Open) -> None:
    """It is neither searched for nor kept; help shows how to ask."""
    async with open_stage(make_searcher(threshold=1.0)) as stage:
        thanks = await stage.member.send(stage.channel, f"{stage.mention} thanks!")
        assert stage.last.id == thanks.id
        assert read_reactions(stage, thanks) == [SMALL_TALK]
        await stage.member.send(stage.channel, f"{stage.mention} help")
        assert "Mention me together with a question" in read_message(stage.last).text
        assert stage.client.journal.list_unanswered() == ()


async def test_a_reply_to_an_answer_asks_on(open_stage: Open) -> None:
    """A question that leans on the one before is completed from it, and what it was read as is shown."""
    async with open_stage(message_content=True) as stage:
        await stage.member.send(stage.channel, f"{stage.mention} how many boats did the storm sink in Velm?")
        await stage.member.send(stage.channel, "and why?", reply_to=stage.last)
        shown = read_message(stage.last)
        assert shown.texts[0] == "**and why?**"
        assert "-# read as: why boats did the storm sink in Velm" in shown.text


async def test_a_question_that_leans_on_nothing_says_so(open_stage: Open) -> None:
    """It asks for the missing word, and keeps nothing."""
    async with open_stage(make_searcher(threshold=1.0)) as stage:
        await stage.member.send(stage.channel, f"{stage.mention} when did he die?")
        assert "It is not clear who or what is meant." in read_message(stage.last).text
        assert stage.client.journal.list_unanswered() == ()


async def test_a_mention_that_is_corrected_is_answered_again(open_stage: Open) -> None:
    """Within a minute, in the place of the first answer; later it is left alone."""
    async with open_stage() as stage:
        asked = await stage.member.send(stage.channel, f"{stage.mention} how many goats?")
        first = stage.last
        await stage.member.edit(asked, f"{stage.mention} what did the bridge cost?")
        assert stage.last.id == first.id
        assert read_message(stage.last).texts[0] == "**what did the bridge cost?**"
        await stage.env.advance_time(120)
        await stage.member.edit(asked, f"{stage.mention} how many boats?")
        assert read_message(stage.last).texts[0] == "**what did the bridge cost?**"


async def test_a_thread_is_answered_in(open_stage: Open) -> None:
    """Mentions in threads are questions like others."""
    async with open_stage() as stage:
        await stage.ask("boats")
        await stage.click(await stage.ask("how many boats"), "Answer in a thread")
        (thread,) = stage.channel.threads
        await stage.member.send(thread, f"{stage.mention} what did the bridge cost?")
        assert read_message(thread.last_message).texts[0] == "**what did the bridge cost?**"


async def test_a_thread_in_no_cache_is_answered_in(open_stage: Open) -> None:
    """A thread that was not active when the bot started is looked up when somebody asks in it."""
    async with open_stage() as stage:
        await stage.click(await stage.ask("how many boats"), "Answer in a thread")
        (thread,) = stage.channel.threads
        guild = stage.client.get_guild(stage.guild.id)
        known = guild.get_thread(thread.id) if guild else None
        assert guild is not None
        assert known is not None
        guild._remove_thread(known)
        await stage.member.send(thread, f"{stage.mention} what did the bridge cost?")
        assert read_message(thread.last_message).texts[0] == "**what did the bridge cost?**"


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("скільки човнів?", "Чітка відповідь"),
        ("сколько лодок утонуло?", "Ясный ответ"),
        ("how many boats?", "Clear answer"),
    ],
)
async def test_a_mention_is_answered_in_its_own_language(open_stage: Open, question: str, told: str) -> None:
    """As its text shows, whatever the server's language is."""
    async with open_stage() as stage:
        await stage.member.send(stage.channel, f"{stage.mention} {question}")
        likely = {"Чітка відповідь": "Імовірна", "Ясный ответ": "Вероятный", "Clear answer": "Likely"}
        text = read_message(stage.last).text
        assert told in text or likely[told] in text


async def test_a_mention_that_is_only_typed_asks_too(open_stage: Open) -> None:
    """The bot's name with an @ before it, where the client did not make a mention of it."""
    async with open_stage(message_content=True) as stage:
        assert stage.client.user is not None
        await stage.member.send(stage.channel, f"@{stage.client.user.name} how many boats?")
        assert read_message(stage.last).texts[0] == "**how many boats?**"


@pytest.mark.parametrize("said", ["how many boats?", ""], ids=["questions", "bare mentions"])
async def test_one_person_cannot_fill_a_channel(open_stage: Open, said: str) -> None:
    """Of many mentions within a cooldown one is answered, one is told to wait, and the others pass in silence."""
    async with open_stage(cooldown=60) as stage:
        for _ in range(20):
            await stage.member.send(stage.channel, f"{stage.mention} {said}")
        assert stage.client.user is not None
        ours = [each for each in stage.channel.history() if each.author.id == stage.client.user.id]
        assert len(ours) == 2
        assert "wait" in read_message(ours[1]).text


async def test_typing_that_fails_costs_no_answer(open_stage: Open) -> None:
    """Where Discord refuses to show it, the answer comes all the same."""
    async with open_stage() as stage:
        stage.env.inject_error("POST", "/channels/*/typing", status=403, code=50013)
        await stage.member.send(stage.channel, f"{stage.mention} how many boats?")
        assert read_message(stage.last).quotations


async def test_an_answer_says_noted_only_when_it_was(open_stage: Open) -> None:
    """The answer comes first; a journal that cannot be written costs the remark, not the answer."""
    async with open_stage(make_searcher(threshold=1)) as stage:
        await stage.member.send(stage.channel, f"{stage.mention} boats?")
        assert "noted" in read_message(stage.last).text
        stage.client.journal.close()
        ann = stage.guild.add_member(stage.env.create_user("ann"))
        await ann.send(stage.channel, f"{stage.mention} boats?")
        assert "no answer" in read_message(stage.last).text
        assert "noted" not in read_message(stage.last).text

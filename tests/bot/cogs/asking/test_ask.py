"""Asking by /ask, by an example and by the menu of a message."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import replace

import discord
import pytest

from index.engines.embedded import EmbeddedEngine
from index.engines.engine import Engine
from index.errors import UnreachableEngineError
from tests.support.discord.stage import ADA, BRIDGE, HARBOUR, Open, make_searcher, read_response

pytestmark = pytest.mark.asyncio

BOATS = "The storm sank nine boats in the harbour of Velm."


async def test_ask_quotes_word_for_word(open_stage: Open) -> None:
    """The answer is a sentence of an article, below the question."""
    async with open_stage() as stage:
        result = await stage.ask("How many boats did the storm sink in the harbour?")
        shown = read_response(result)
        assert result.deferred or result.acknowledged
        assert not result.ephemeral
        assert shown.texts[0] == "**How many boats did the storm sink in the harbour?**"
        assert shown.quotations == [BOATS]


async def test_the_first_response_is_a_deferral(open_stage: Open) -> None:
    """Discord waits three seconds only, so the bot first promises an answer."""
    async with open_stage() as stage:
        await stage.ask("boats")
        callback = next(each for each in stage.env.http_requests if each.path.endswith("/callback"))
        assert dict(callback.json or {})["type"] == discord.InteractionResponseType.deferred_channel_message.value


async def test_mentions_are_off_on_every_send_and_edit(open_stage: Open) -> None:
    """Nobody can be pinged, whatever a source says."""
    async with open_stage() as stage:
        await stage.ask("the @everyone cat hid here")
        await stage.member.send(stage.channel, f"{stage.mention} the @everyone cat hid here?")
        sent = [each.json for each in stage.env.http_requests if isinstance(each.json, dict)]
        bodies = [body.get("data", body) for body in sent]
        bodies = [body for body in bodies if isinstance(body, dict) and body.get("components")]
        assert len(bodies) == 2
        assert all(body["allowed_mentions"].get("parse") == [] for body in bodies)
        assert not any(body["allowed_mentions"].get("replied_user") for body in bodies)


async def test_agreement_is_told(open_stage: Open) -> None:
    """An answer says in how many other articles the same words stand."""
    async with open_stage() as stage:
        shown = read_response(await stage.ask("How many boats did the storm sink in the harbour?"))
        assert "The same words appear in one other article: " in shown.text


async def test_an_index_that_cannot_be_reached_is_told(open_stage: Open) -> None:
    """Nobody reads that the articles do not say so, and it is not kept as a question without an answer."""

    def fail(_: EmbeddedEngine) -> Engine:
        raise UnreachableEngineError

    searcher = make_searcher()
    snapshot = searcher.snapshot
    away = searcher.over(replace(snapshot, contents=replace(snapshot.contents, open_engine=fail)))
    async with open_stage(away) as stage:
        shown = read_response(await stage.ask("How many boats did the storm sink?"))
        assert "The index cannot be reached" in shown.text
        assert not shown.quotations
        assert not stage.client.journal.list_unanswered()
        assert stage.env.errors  # the log of whoever runs the bot has it too


async def test_no_answer_is_told_and_noted(open_stage: Open) -> None:
    """Where the corpus has no answer, it says so; the question is kept, and nobody's name."""
    async with open_stage(make_searcher(threshold=1.0)) as stage:
        shown = read_response(await stage.ask("Who won the cup?"))
        assert "The articles have no answer to this." in shown.text
        assert shown.quotations == []
        assert shown.labels == ["Related passages"]
        assert [each.question for each in stage.client.journal.list_unanswered()] == ["Who won the cup?"]


async def test_noting_can_be_switched_off(open_stage: Open) -> None:
    """With the setting off, no question is kept, and none is said to be."""
    async with open_stage(make_searcher(threshold=1.0), record_unanswered=False) as stage:
        shown = read_response(await stage.ask("Who won the cup?"))
        assert "noted" not in shown.text
        assert stage.client.journal.list_unanswered() == ()


async def test_a_speaker_narrows(open_stage: Open) -> None:
    """Only what this person said is quoted, and the answer says so."""
    async with open_stage() as stage:
        shown = read_response(await stage.ask("boats harbour Velm", speaker="ada"))
        assert f"only {ADA}" in shown.text
        assert f"**{ADA}**, harbour master" in shown.text


async def test_an_article_narrows(open_stage: Open) -> None:
    """Only this article is quoted."""
    async with open_stage() as stage:
        shown = read_response(await stage.ask("boats", article=BRIDGE.title))
        assert "only in A bridge over the Orne" in shown.text
        assert "— the article itself · 9 January 2022\n-# A bridge over the Orne" in shown.text


async def test_dates_narrow(open_stage: Open) -> None:
    """Only articles of these days are quoted; the undated ones are of none."""
    async with open_stage() as stage:
        shown = read_response(await stage.ask("boats", after="2023-01-01", before="2023-12-31"))
        assert "from 1 January 2023 · until 31 December 2023" in shown.text
        assert HARBOUR.title in shown.text


async def test_a_day_that_is_none_is_refused(open_stage: Open) -> None:
    """The refusal names the option and what was typed, and says how a day is written."""
    async with open_stage() as stage:
        result = await stage.ask("boats", after="soonish")
        assert result.ephemeral
        assert "**after**: “soonish” is not a day" in read_response(result).text
        assert "12.04.2024" in read_response(result).text
        assert stage.env.errors


async def test_an_unknown_speaker_is_refused(open_stage: Open) -> None:
    """The refusal says where to look."""
    async with open_stage() as stage:
        assert "**/speakers**" in read_response(await stage.ask("boats", speaker="Nobody")).text
        assert "**/sources**" in read_response(await stage.ask("boats", article="Nothing")).text
        assert stage.env.errors


async def test_a_blank_question_is_refused(open_stage: Open) -> None:
    """Characters that nobody sees are no question."""
    async with open_stage() as stage:
        assert "nothing to search for" in read_response(await stage.ask("\u200b \u202e")).text
        assert stage.env.errors


async def test_a_private_answer_can_be_shared(open_stage: Open) -> None:
    """It is shown to who asked only, with a button that posts it."""
    async with open_stage() as stage:
        result = await stage.ask("boats", private=True)
        assert result.ephemeral
        assert "Share" in read_response(result).labels


async def test_speakers_are_completed(open_stage: Open) -> None:
    """Typing a part of a name offers it."""
    async with open_stage() as stage:
        choices = await stage.member.autocomplete(stage.channel, "ask", "speaker", "bran", question="x")
        assert [each["value"] for each in choices] == [ADA]


async def test_articles_are_completed(open_stage: Open) -> None:
    """Typing a part of a title offers it; picking it narrows to this article."""
    async with open_stage() as stage:
        choices = await stage.member.autocomplete(stage.channel, "ask", "article", "orne", question="x")
        assert [each["name"] for each in choices] == [BRIDGE.title]
        assert BRIDGE.title in read_response(await stage.ask("boats", article=choices[0]["value"])).text


async def test_the_menu_checks_a_claim_privately(open_stage: Open) -> None:
    """The message is taken as the claim; the answer is private, can be shared, and is not noted."""
    async with open_stage() as stage:
        claim = await stage.member.send(stage.channel, "The storm sank **nine** boats")
        result = await stage.member.context_menu(stage.channel, "Find what sources say", claim)
        shown = read_response(result)
        assert result.ephemeral
        assert "What sources say about" in shown.text
        assert shown.quotations == [BOATS]
        assert "Share" in shown.labels


async def test_an_empty_message_is_no_claim(open_stage: Open) -> None:
    """A message without words has nothing to look up."""
    async with open_stage() as stage:
        picture = await stage.member.send(stage.channel, attachments=[("cat.png", b"x")])
        result = await stage.member.context_menu(stage.channel, "Find what sources say", picture)
        assert "nothing to search for" in read_response(result).text
        assert stage.env.errors


async def test_answers_are_in_the_language_of_who_asks(open_stage: Open) -> None:
    """The bot's own words are translated, and the quotation is not."""
    async with open_stage() as stage:
        stage.use_locale("uk")
        shown = read_response(await stage.ask("How many boats did the storm sink in the harbour?"))
        assert "Ті самі слова є ще в 1 статті" in shown.text
        assert "Контекст" in shown.labels
        assert shown.quotations == [BOATS]


async def test_a_cooldown_is_told_with_its_seconds(open_stage: Open) -> None:
    """Who asks again at once is told when to come back; moderators are not."""
    async with open_stage(cooldown=60) as stage:
        await stage.ask("boats")
        result = await stage.ask("bridge")
        assert result.ephemeral
        assert "Please wait 60 s" in read_response(result).text
        assert stage.env.errors


async def test_a_full_queue_is_told(open_stage: Open) -> None:
    """Who comes when too many wait is told when to come back, before anything is promised."""
    gate = threading.Event()
    async with open_stage(queue=1) as stage:
        waiting = asyncio.ensure_future(stage.client.search_service.run(gate.wait))
        await asyncio.sleep(0)
        result = await stage.ask("boats")
        gate.set()
        await waiting
        assert result.ephemeral
        assert "Try again in 1 s" in read_response(result).text
        assert stage.env.errors


async def test_moderators_need_not_wait(open_stage: Open) -> None:
    """A role of the settings is exempt from the cooldown."""
    async with open_stage(cooldown=60) as stage:
        role = stage.guild.create_role("Moderators")
        moderation = {"moderating_guilds": (stage.guild.id,), "moderator_roles": (role.id,)}
        stage.client.settings = stage.client.settings.model_copy(update=moderation)
        moderator = stage.guild.add_member(stage.env.create_user("olha"), roles=[role])
        for _ in range(2):
            assert read_response(await moderator.slash(stage.channel, "ask", question="boats")).quotations


async def test_an_example_asks_its_question(open_stage: Open) -> None:
    """A click on an example in /help is answered for everybody."""
    async with open_stage(examples=("How many boats?",)) as stage:
        help_ = await stage.member.slash(stage.channel, "help")
        result = await stage.click(help_, "How many boats?")
        assert read_response(result).texts[0] == "**How many boats?**"
        assert not result.ephemeral


async def test_small_talk_is_neither_searched_nor_kept(open_stage: Open) -> None:
    """Whoever greets the bot is told how to ask."""
    async with open_stage(make_searcher(threshold=1.0)) as stage:
        for said in ("help", "thanks!", "hello", "?", "good bot"):
            result = await stage.ask(said)
            assert result.ephemeral
            assert "/ask" in read_response(result).text
        assert stage.client.journal.list_unanswered() == ()


async def test_what_a_range_of_dates_leaves_out_is_told(open_stage: Open) -> None:
    """An undated article is in no range; questions that were narrowed are not kept as unanswered."""
    async with open_stage(make_searcher(threshold=1.0)) as stage:
        shown = read_response(await stage.ask("how many boats", after="2023-01-01"))
        assert "2 undated articles were left out" in shown.text
        assert "noted" not in shown.text
        assert stage.client.journal.list_unanswered() == ()


async def test_dates_are_taken_as_people_type_them(open_stage: Open) -> None:
    """A month is from its first day to its last."""
    async with open_stage() as stage:
        shown = read_response(await stage.ask("boats", after="May 2023", before="May 2023"))
        assert "from 1 May 2023 · until 31 May 2023" in shown.text


async def test_dates_that_are_the_wrong_way_round_are_refused(open_stage: Open) -> None:
    """With both, so that it shows which to change."""
    async with open_stage() as stage:
        told = read_response(await stage.ask("boats", after="2024-01-01", before="01.01.2023")).text
        assert "**after** (1 January 2024) is later than **before** (1 January 2023)" in told
        assert stage.env.errors


async def test_private_questions_are_not_kept(open_stage: Open) -> None:
    """Whoever asks for themselves alone leaves nothing behind."""
    async with open_stage(make_searcher(threshold=1.0)) as stage:
        await stage.ask("Who won the cup?", private=True)
        assert stage.client.journal.list_unanswered() == ()


async def test_who_added_the_bot_to_their_account_is_answered_privately(open_stage: Open) -> None:
    """On a server that has not taken it in, nobody else sees the answer."""
    async with open_stage() as stage:
        stage.use_own_install()
        assert (await stage.ask("boats")).ephemeral


async def test_adding_the_bot_to_an_account_can_be_switched_off(open_stage: Open) -> None:
    """Then no command is offered for that."""
    async with open_stage(user_install=False) as stage:
        command = stage.env.backend.find_command("ask", stage.guild.id, type=1)
        assert command is not None
        assert command["integration_types"] == [0]

"""What sources say about a message: by its menu, or by a reply that mentions the bot."""

from __future__ import annotations

import discord
import pytest
import simcord

from bot.cogs.asking.claims import MOST_SENTENCES, say_the_same
from tests.support.discord.stage import Open, Shown, Stage, make_searcher, read_message, read_response

pytestmark = pytest.mark.asyncio

BOATS = "The storm sank nine boats in the harbour of Velm."
BRIDGE = "The bridge over the Orne will open in June."


async def check(stage: Stage, message: discord.Message) -> simcord.InteractionResult:
    return await stage.member.context_menu(stage.channel, "Find what sources say", message)


async def test_a_forwarded_message_is_checked_by_what_it_forwards(open_stage: Open) -> None:
    """The forward itself has no text."""
    async with open_stage() as stage:
        original = await stage.member.send(stage.channel, "The storm sank nine boats in the harbour of Velm")
        forward = await stage.member.forward(original, stage.channel)
        shown = read_response(await check(stage, forward))
        assert shown.quotations == [BOATS]


async def test_a_long_message_is_checked_by_its_sentences(open_stage: Open) -> None:
    """The claim is found behind a thousand characters of other things; which one it answers is said."""
    async with open_stage() as stage:
        lorem = "Lorem ipsum dolor sit amet and so on. " * 10
        claim = await stage.member.send(
            stage.channel, f"{lorem}The storm sank nine boats. The bridge will open in June."
        )
        shown = read_response(await check(stage, claim))
        assert "3 sentences of it were looked up" in shown.text
        assert "**The storm sank nine boats.**" in shown.text
        assert {BOATS, BRIDGE} <= set(shown.quotations)


async def test_no_more_than_so_many_sentences_are_looked_up(open_stage: Open) -> None:
    """And the answer says where it stopped."""
    async with open_stage() as stage:
        said = ["The storm sank nine boats.", "The bridge will open in June."]
        said += [f"Boat number {number} sank." for number in range(MOST_SENTENCES)]
        text = " ".join(said)
        shown = read_response(await check(stage, await stage.member.send(stage.channel, text)))
        assert f"Only its first {MOST_SENTENCES} sentences were read." in shown.text
        assert 0 < len(shown.quotations) <= 3


async def test_an_answer_of_the_bot_is_checked_by_its_quotation(open_stage: Open) -> None:
    """Not by its buttons or the bot's own words."""
    async with open_stage() as stage:
        await stage.ask("How many boats did the storm sink in the harbour?")
        shown = read_response(await check(stage, stage.last))
        assert f"**{BOATS}**" in shown.text
        assert shown.quotations == [BOATS]


async def test_a_message_that_no_article_bears_on_is_told_so(open_stage: Open) -> None:
    """Once, however many sentences it has; and nothing of it is kept."""
    async with open_stage(make_searcher(threshold=1.0)) as stage:
        claim = await stage.member.send(stage.channel, "The moon is green. The sun is blue.")
        shown = read_response(await check(stage, claim))
        assert shown.text.count("no answer") == 1
        assert stage.client.journal.list_unanswered() == ()


async def test_a_reply_that_mentions_the_bot_checks_what_it_replies_to(open_stage: Open) -> None:
    """For all to see, by a mention alone or with "is this true?"."""
    async with open_stage(message_content=True) as stage:
        for said in ("", "is this true?", "це правда?"):
            claim = await stage.member.send(stage.channel, "The storm sank nine boats in the harbour of Velm")
            await stage.member.send(stage.channel, f"{stage.mention} {said}", reply_to=claim)
            assert read_message(stage.last).quotations == [BOATS], said


async def test_a_reply_with_a_question_of_its_own_is_answered(open_stage: Open) -> None:
    """Whoever asks more than whether it is so gets an answer to that."""
    async with open_stage(message_content=True) as stage:
        claim = await stage.member.send(stage.channel, "The storm sank nine boats in the harbour of Velm")
        await stage.member.send(stage.channel, f"{stage.mention} when will the bridge open?", reply_to=claim)
        assert read_message(stage.last).texts[0] == "**when will the bridge open?**"


async def test_a_message_whose_text_discord_keeps_back_is_told(open_stage: Open) -> None:
    """Without the message-content intent, a reply does not bring along what it replies to: the menu does."""
    async with open_stage() as stage:
        claim = await stage.member.send(stage.channel, "The storm sank nine boats")
        await stage.member.send(stage.channel, f"{stage.mention} is this true?", reply_to=claim)
        shown: Shown = read_message(stage.last)
        assert shown.quotations == [BOATS] or "**Find what sources say**" in shown.text


@pytest.mark.parametrize(
    ("claim", "sentence", "is_same"),
    [
        ("The storm sank nine boats in the harbour", BOATS, True),
        ("the storm did not sink nine boats in the harbour of velm", BOATS, False),
        ("The bridge over the Orne will not open in June", BRIDGE, False),
        ("the bridge won't open in june over the orne", BRIDGE, False),
        ("Tavria never signed the treaty with Belmar", "Tavria has never signed the treaty with Belmar.", True),
        ("Tavria attacked Belmar on Monday", "Belmar attacked Tavria on Monday.", False),
        ("Tavria shelled the port", "Tavria denied that it had shelled the port.", False),
    ],
)
async def test_only_what_says_the_same_bears_a_claim_out(claim: str, sentence: str, is_same: bool) -> None:
    """A sentence that denies the claim, or says it the other way round, has nearly its words, too."""
    assert say_the_same(claim, sentence) == is_same


async def test_a_claim_is_no_surer_than_its_reading(open_stage: Open) -> None:
    """The same words are shown, and not called clear for it."""
    async with open_stage() as stage:
        claim = await stage.member.send(stage.channel, "The storm sank nine boats in the harbour of Velm")
        shown = read_response(await check(stage, claim))
        answer = stage.client.search_service.searcher.ask("The storm sank nine boats in the harbour of Velm", 3)
        is_clear = answer.confidence >= (1 + stage.client.search_service.searcher.threshold) / 2
        assert ("Clear answer" in shown.text) == is_clear

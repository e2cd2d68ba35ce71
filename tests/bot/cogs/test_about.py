"""/help and /about."""

from __future__ import annotations

import pytest

from index.evaluation.question_file import Gold, Question
from tests.support.discord.stage import BRIDGE, Open, make_searcher, read_response
from tests.support.library.fake_library import FakeLibrary

pytestmark = pytest.mark.asyncio


async def test_help_names_every_command(open_stage: Open) -> None:
    """Whoever reads it knows all that there is."""
    async with open_stage() as stage:
        shown = read_response(await stage.member.slash(stage.channel, "help"))
        for command in stage.member.available_commands(stage.channel):
            assert f"</{command}:" in shown.text
        assert "Find what sources say" in shown.text


async def test_help_offers_questions_that_the_corpus_answers(open_stage: Open) -> None:
    """Golden questions with an answer, in the reader's language where there are some; each can be clicked."""
    gold = (Gold(article="harbour.md", text="x"),)
    questions = (
        Question(question="How many boats sank?", gold=gold),
        Question(question="Скільки човнів затонуло?", gold=gold),
        Question(question="Who asked nothing?"),
    )
    async with open_stage(library=FakeLibrary(questions=questions), examples=()) as stage:
        help_ = await stage.member.slash(stage.channel, "help")
        assert read_response(help_).labels == ["How many boats sank?"]
        answer = await stage.click(help_, "How many boats sank?")
        assert read_response(answer).texts[0] == "**How many boats sank?**"
        stage.use_locale("uk")
        in_ukrainian = await stage.member.slash(stage.channel, "help")
        assert read_response(in_ukrainian).labels == ["Скільки човнів затонуло?"]


async def test_an_only_source_is_told_once(open_stage: Open) -> None:
    """With one article, nothing could confirm what it says: /about says so, and not every answer."""
    async with open_stage(make_searcher([BRIDGE])) as stage:
        assert "one article only" in read_response(await stage.member.slash(stage.channel, "about")).text
        assert "one article only" not in read_response(await stage.ask("bridge")).text


async def test_about_tells_the_size_and_the_newest(open_stage: Open) -> None:
    """The corpus is described as it is."""
    async with open_stage() as stage:
        text = read_response(await stage.member.slash(stage.channel, "about")).text
        assert "The corpus has 4 articles and quotes one person." in text
        assert "The newest is Storm closes the harbour of Velm, 2 May 2023." in text


@pytest.mark.parametrize(("keeps", "told"), [(True, "is kept for the moderators"), (False, "Questions are not kept")])
async def test_about_tells_what_is_kept(open_stage: Open, keeps: bool, told: str) -> None:
    """Privacy is told as the settings are."""
    async with open_stage(record_unanswered=keeps) as stage:
        assert told in read_response(await stage.member.slash(stage.channel, "about")).text


async def test_about_is_translated(open_stage: Open) -> None:
    """The bot's own words are in the language of who asks; a title is not."""
    async with open_stage() as stage:
        stage.use_locale("ru")
        text = read_response(await stage.member.slash(stage.channel, "about")).text
        assert "В корпусе 4 статьи, цитируют 1 человека." in text
        assert BRIDGE.title not in text

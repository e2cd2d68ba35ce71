"""/sources and /speakers."""

from __future__ import annotations

from datetime import date

import pytest

from bot.discord_ui.controls import key_speaker
from bot.messages.lists import ARTICLES_A_PAGE
from index.corpus.articles import Metadata, make_article
from tests.support.discord.stage import ADA, BRIDGE, Open, make_searcher, read_response, require_response

pytestmark = pytest.mark.asyncio

LIVES = "“We lost everything but our lives,” said Ada Brandt, the harbour master."
NOBODY = "Nobody was hurt, she added."


async def test_sources_lists_articles_newest_first(open_stage: Open) -> None:
    """Each with its outlet and its date, or that it has none; the list is private."""
    async with open_stage() as stage:
        result = await stage.member.slash(stage.channel, "sources")
        text = read_response(result).text
        assert result.ephemeral
        assert text.index("Storm closes") < text.index("A bridge") < text.index("What the storm left")
        assert "Velm Courier · 2 May 2023" in text
        assert "Orne Post · undated" in text


async def test_a_title_cannot_link_or_ping(open_stage: Open) -> None:
    """Titles are escaped as quotations are."""
    async with open_stage() as stage:
        text = read_response(await stage.member.slash(stage.channel, "sources")).text
        assert r"\[Cats\](https\://evil.example) \*\*and\*\* \@everyone" in text


async def test_sources_are_paged(open_stage: Open) -> None:
    """A long list turns in place."""
    articles = [
        make_article(
            f"a{n}.md", f"Text number {n} of many.", Metadata(title=f"Title {n}", published=date(2023, 1, n + 1))
        )
        for n in range(ARTICLES_A_PAGE + 1)
    ]
    async with open_stage(make_searcher(articles)) as stage:
        listed = await stage.member.slash(stage.channel, "sources")
        assert "Title 0" not in read_response(listed).text
        await stage.click(listed, "Next →")
        assert "Title 0" in read_response(listed).text


async def test_speakers_lists_who_is_quoted(open_stage: Open) -> None:
    """With how often, most often first."""
    async with open_stage() as stage:
        text = read_response(await stage.member.slash(stage.channel, "speakers")).text
        assert f"- **{ADA}** · 2 sentences" in text


async def test_picking_a_speaker_shows_their_quotations(open_stage: Open) -> None:
    """Each with how we know that they said it."""
    async with open_stage() as stage:
        listed = await stage.member.slash(stage.channel, "speakers")
        picked = await stage.member.select(require_response(listed), [key_speaker(ADA)])
        shown = read_response(picked)
        assert shown.quotations == [LIVES, NOBODY]
        assert "said" in shown.text
        assert "reported in the article · named elsewhere in the article · Velm Courier" in shown.text


async def test_a_speaker_who_is_there_no_more_is_told(open_stage: Open) -> None:
    """A menu may be older than the corpus."""
    async with open_stage() as stage:
        listed = await stage.member.slash(stage.channel, "speakers")
        stage.client.search_service.serve(make_searcher([BRIDGE]))
        picked = await stage.member.select(require_response(listed), [key_speaker(ADA)])
        assert "withdrawn" in read_response(picked).text


async def test_no_speakers_is_told(open_stage: Open) -> None:
    """Where nobody is named there is nothing to pick."""
    async with open_stage(make_searcher([BRIDGE])) as stage:
        assert "No article names anybody" in read_response(await stage.member.slash(stage.channel, "speakers")).text

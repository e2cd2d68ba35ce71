"""/help and /about."""

from __future__ import annotations

import pytest

from tests.support.discord.stage import BRIDGE, Open, read_response

pytestmark = pytest.mark.asyncio


async def test_help_names_every_command(open_stage: Open) -> None:
    """Whoever reads it knows all that there is."""
    async with open_stage() as stage:
        shown = read_response(await stage.member.slash(stage.channel, "help"))
        for command in stage.member.available_commands(stage.channel):
            assert f"**/{command}**" in shown.text
        assert "Find what sources say" in shown.text
        assert shown.labels == list(stage.client.settings.examples)


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

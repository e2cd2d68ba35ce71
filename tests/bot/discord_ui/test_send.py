"""What was sent is not kept: messages and forms of the bot are read from their custom ids."""

from __future__ import annotations

import gc

import discord
import pytest

from tests.support.discord.stage import Open

pytestmark = pytest.mark.asyncio


def count_kept() -> int:
    """Return how many messages and forms are still in memory."""
    gc.collect()
    kept = (discord.ui.LayoutView, discord.ui.Modal)
    return sum(issubclass(type(each), kept) for each in gc.get_objects())


async def test_private_notices_are_not_kept(open_stage: Open) -> None:
    """Somebody who asks again and again during a cooldown takes no memory; discord.py would keep each for minutes."""
    async with open_stage(cooldown=60) as stage:
        await stage.ask("boats")
        before = count_kept()
        for _ in range(3):
            assert (await stage.ask("boats")).ephemeral
        assert stage.env.errors
        assert count_kept() == before


async def test_forms_that_nobody_sends_are_not_kept(open_stage: Open) -> None:
    """Forms that are opened and dismissed take no memory, however many sentences they are about."""
    async with open_stage() as stage:
        answers = [await stage.ask(question) for question in ("boats", "bridge", "mayor")]
        before = count_kept()
        for answer in answers:
            assert (await stage.click(answer, "Report")).modal
        assert count_kept() == before

"""One bot as two processes, a shard each, over one folder of the index: one builds, the other follows."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from index.building.build import build
from tests.support.discord.loopback import StandIn
from tests.support.discord.payloads import OWNER
from tests.support.discord.processes import PATIENCE, start
from tests.support.discord.stage import Shown
from tests.support.index.embedders import WordEmbedder

pytestmark = pytest.mark.asyncio

QUESTION = "How many boats did the storm sink?"


def write_and_build(home: Path, boats: str) -> None:
    (home / "corpus").mkdir(exist_ok=True)
    (home / "corpus/harbour.md").write_text(f"---\ntitle: Harbour\n---\n\nThe storm sank {boats} boats.\n")
    build(home / "corpus", home / "var/index", WordEmbedder(), 2, lambda *_: None)


async def ask(standin: StandIn) -> list[str]:
    asked = await standin.ask(QUESTION)
    body = await asyncio.wait_for(asked.answered, PATIENCE)
    return list(Shown(body["components"]).quotations)


async def test_both_serve_what_one_publishes(tmp_path: Path) -> None:
    """And a moderator who reaches the one that follows is told that another process changes the corpus."""
    write_and_build(tmp_path, "nine")
    shards = {"DISCORD_SHARD_COUNT": "2", "DISCORD_COOLDOWN": "0"}
    follows = {"VERBATIM_ROLE": "follower", "DISCORD_SHARD_IDS": "1", "DISCORD_STATE": "var/second"}
    async with (
        StandIn() as first,
        StandIn() as second,
        start(first, tmp_path, DISCORD_SHARD_IDS="0", **shards),
        start(second, tmp_path, **shards, **follows),
    ):
        for standin in (first, second):
            await asyncio.wait_for(standin.identified.wait(), PATIENCE)
            assert await ask(standin) == ["The storm sank nine boats."]
        data = {"id": "2", "name": "corpus", "type": 1, "options": [{"name": "reindex", "type": 1}]}
        told = await asyncio.wait_for((await second.interact(2, data, OWNER)).answered, PATIENCE)
        assert "VERBATIM_ROLE=builder" in str(told)
        await asyncio.to_thread(write_and_build, tmp_path, "ten")
        async with asyncio.timeout(PATIENCE):
            while await ask(second) != ["The storm sank ten boats."]:
                await asyncio.sleep(0.1)

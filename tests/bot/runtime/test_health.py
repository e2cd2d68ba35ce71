"""What supervisors see."""

from __future__ import annotations

import asyncio
import socket
from pathlib import Path
from unittest.mock import Mock

import aiohttp
import pytest

from bot.runtime.health import report_health
from index.errors import ConfigurationError
from tests.support.discord.processes import find_port
from tests.support.discord.stage import Open, make_client

pytestmark = pytest.mark.asyncio


async def fetch(port: int) -> int:
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}/healthz") as response:
        return response.status


async def test_healthz_tells_that_it_is_not_connected(tmp_path: Path) -> None:
    """Before it is connected, it is not healthy, and it leaves no file."""
    client, port = make_client(tmp_path), find_port()
    async with report_health(client, tmp_path / "health", port, beat=0.01):
        await asyncio.sleep(0.05)
        assert await fetch(port) == 503
        assert not (tmp_path / "health").exists()
    client.journal.close()


async def test_the_file_is_renewed_while_connected(open_stage: Open, tmp_path: Path) -> None:
    """A connected bot touches its file again and again."""
    async with open_stage() as stage, report_health(stage.client, tmp_path / "health", None, beat=0.01):
        await asyncio.sleep(0.05)
        assert (tmp_path / "health").exists()


async def test_a_port_that_is_taken_is_a_configuration_error(tmp_path: Path) -> None:
    """It names the setting."""
    client, port = make_client(tmp_path), find_port()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        with pytest.raises(ConfigurationError, match="DISCORD_HEALTH_PORT"):
            async with report_health(client, None, port):
                pass
    client.journal.close()


@pytest.mark.parametrize(("closed", "status"), [(False, 200), (True, 503)])
async def test_one_closed_shard_is_enough(
    open_stage: Open, monkeypatch: pytest.MonkeyPatch, closed: bool, status: int
) -> None:
    """A bot that some servers cannot reach is not healthy."""
    shards = {0: Mock(is_closed=lambda: False), 1: Mock(is_closed=lambda: closed)}
    async with open_stage() as stage:
        monkeypatch.setattr(type(stage.client), "shards", shards)
        port = find_port()
        async with report_health(stage.client, None, port):
            assert await fetch(port) == status

"""The bot as a process, pointed at a stand-in of Discord on the loopback."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.support.discord.loopback import TOKEN, StandIn

ROOT = Path(__file__).parents[3]

PATIENCE = 60
"""Seconds that a test waits for a process at most; a machine that is busy takes many to start one."""


def find_port() -> int:
    """Return a port of the loopback that is free."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


@asynccontextmanager
async def start(
    standin: StandIn, home: Path, command: str = "run", **settings: str
) -> AsyncIterator[asyncio.subprocess.Process]:
    """Start the bot in a folder that has its corpus and index."""
    environment = {
        "PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path]), "DISCORD_TOKEN": TOKEN,
        "VERBATIM_THRESHOLD": "0", "PYTHONWARNINGS": "ignore", **settings,
    }  # fmt: skip
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.support.discord.child", standin.rest, standin.gateway, command,
        cwd=home, env=environment, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()

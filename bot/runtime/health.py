"""Whether the bot is connected, for supervisors."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from pathlib import Path

from aiohttp import web

from bot.client.client import Client
from bot.runtime.metrics import CONTENT_TYPE, write_metrics
from index.errors import ConfigurationError

log = logging.getLogger(__name__)

BEAT = 15


def is_connected(client: Client) -> bool:
    """Return whether every shard is connected."""
    shards = client.shards.values()
    return client.is_ready() and not client.is_closed() and not any(shard.is_closed() for shard in shards)


@contextlib.asynccontextmanager
async def report_health(client: Client, file: Path | None, port: int | None, beat: float = BEAT) -> AsyncIterator[None]:
    """Renew the health file and answer /healthz, and /metrics where the settings say so, while the block runs.

    Raises ConfigurationError when the port is taken or the file cannot be written.
    """
    async with contextlib.AsyncExitStack() as stack:
        if file is not None:
            _touch(file, connected=False)
            task = asyncio.create_task(_beat(client, file, beat))
            stack.push_async_callback(_cancel, task)
        if port is not None:
            await stack.enter_async_context(_serve(client, port))
        yield


async def _beat(client: Client, file: Path, beat: float) -> None:
    while True:
        try:
            _touch(file, connected=is_connected(client))
        except ConfigurationError as error:
            log.warning("%s", error)
        await asyncio.sleep(beat)


def _touch(file: Path, *, connected: bool) -> None:
    """Renew the file while connected; while not, it grows old and the supervisor sees it."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        if connected:
            file.touch()
    except OSError as error:
        raise ConfigurationError(
            f"the health file cannot be written: {error.strerror}", "See DISCORD_HEALTH_FILE"
        ) from error


@contextlib.asynccontextmanager
async def _serve(client: Client, port: int) -> AsyncIterator[None]:
    async def answer(_: web.Request) -> web.Response:
        connected = is_connected(client)
        return web.Response(status=200 if connected else 503, text="connected\n" if connected else "not connected\n")

    async def answer_metrics(_: web.Request) -> web.Response:
        return web.Response(body=await write_metrics(client), headers={"Content-Type": CONTENT_TYPE})

    app = web.Application()
    app.router.add_get("/healthz", answer)
    if client.settings.metrics:
        app.router.add_get("/metrics", answer_metrics)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, client.settings.health_host, port).start()
    except OSError as error:
        await runner.cleanup()
        raise ConfigurationError(
            f"the port {port} cannot be used: {error.strerror}", "See DISCORD_HEALTH_PORT and DISCORD_HEALTH_HOST"
        ) from error
    try:
        yield
    finally:
        await runner.cleanup()


async def _cancel(task: asyncio.Task[None]) -> None:
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task

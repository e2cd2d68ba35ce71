"""The same bot in a local browser, with a simulated Discord around it: no token, no network."""

from __future__ import annotations

import asyncio
import contextlib
import importlib.util
import logging
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import discord

from bot.client.client import Client
from bot.discord_ui import send as sending
from bot.discord_ui.i18n import LANGUAGES, texts_for
from bot.library.events import OnProgress, Progress
from bot.library.jobs.build_process import BuildProcess
from bot.messages.welcome import render_welcome
from bot.runtime.run import catch_signals
from index.building.build_job import JobRequest, JobResult
from index.errors import ConfigurationError
from index.settings import Settings as IndexSettings
from index.snapshots.store import find_current

if TYPE_CHECKING:
    from simcord import ChannelHandle, Env, MemberActor
    from simcord.preview import Preview

log = logging.getLogger(__name__)

NEEDED = ("simcord", "aiohttp", "markdown_it", "linkify_it", "regex", "PIL", "av")
NAME = "Verbatim"
_WIDTH, _HEIGHT = 1100, 860
_PATIENCE = 60.0
"""Seconds that a click may take; a machine that is busy is no error."""

_FRESH = 2.0
"""Seconds between two renewals of the page while a job is running."""

_RENEWALS = 10
"""Renewals after a snapshot was built, while it is being published; the simulated time is no measure of it."""


@dataclass(frozen=True)
class OpenPreview:
    """A preview that is open: its address, who acts in it and where."""

    env: Env
    preview: Preview
    channel: ChannelHandle
    member: MemberActor
    moderator: MemberActor
    build_process: AwaitedBuildProcess


def require_preview() -> None:
    """Raise ConfigurationError when what the preview runs on is not installed."""
    missing = [module for module in NEEDED if importlib.util.find_spec(module) is None]
    if missing:
        raise ConfigurationError(f"the preview needs {', '.join(missing)}", "Run: make setup")


async def show_preview(client: Client, port: int, announce: Callable[[str], None]) -> None:
    """Serve the preview until it is closed in the browser or a signal comes."""
    with catch_signals() as stop:
        async with open_preview(client, port) as stage:
            announce(stage.preview.url)
            ends = [asyncio.create_task(stop.wait()), asyncio.create_task(stage.preview.wait_closed())]
            freshener = asyncio.create_task(_keep_fresh(stage))
            _, pending = await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
            for task in (*pending, freshener):
                task.cancel()
            await client.library.close()
        await client.search_service.close(0)
        await client.library.close()


class AwaitedBuildProcess:
    """Tells the simulated Discord that a job goes on by itself, so that nobody has to wait for its end."""

    def __init__(self, env: Env, build_process: BuildProcess) -> None:
        self._env = env
        self._build_process = build_process
        self._is_running = False
        self._renewals = 0

    def needs_renewal(self) -> bool:
        """Return whether the page is to be renewed: while a job is running, and some times afterwards."""
        self._renewals -= 1
        return self._is_running or self._renewals >= 0

    async def run(self, request: JobRequest, on_progress: OnProgress) -> JobResult:
        """Let the build process do a job."""
        self._is_running = True
        try:
            # Told outside of what waits: its own timers would not run while the simulated time is stopped.
            work = self._build_process.run(request, _report_soon(on_progress))
            result: JobResult = await self._env.external_wait(work, reason="a job of the library")
        finally:
            self._is_running = False
            self._renewals = _RENEWALS
        return result

    async def prepare(self) -> None:
        """Leave it: nothing is started outside of a job."""

    async def close(self) -> None:
        """End what waits for a job."""
        await self._build_process.close()


def _report_soon(on_progress: OnProgress) -> OnProgress:
    loop = asyncio.get_running_loop()

    def report_soon(progress: Progress) -> None:
        loop.call_soon(on_progress, progress)

    return report_soon


async def _keep_fresh(stage: OpenPreview) -> None:
    """Show how a job comes along: by itself, the page shows what a click led to, and nothing else."""
    from simcord import SetupError

    while True:
        await asyncio.sleep(_FRESH)
        set_clock(stage.env)
        if stage.build_process.needs_renewal():
            # Somebody clicks at this very moment, and the page is renewed by that.
            with contextlib.suppress(SetupError, TimeoutError):
                await stage.preview.refresh()


def set_clock(env: Env) -> None:
    """Let the simulated Discord have the time of day."""
    ahead = (datetime.now(UTC) - env.now()).total_seconds()
    if ahead > 0:
        env.backend.advance_clock(ahead)


def copy_library(settings: IndexSettings, folder: Path) -> IndexSettings:
    """Return settings that name copies of the corpus and the index, so that no moderator of a preview can spoil them.

    Raises MissingSnapshotError where there is no index.
    """
    find_current(settings.index)
    copies = {"corpus": folder / "corpus", "index": folder / "index"}
    for name, copy in copies.items():
        shutil.copytree(getattr(settings, name), copy, ignore=shutil.ignore_patterns("LOCK", ".*"), dirs_exist_ok=True)
    return settings.model_copy(update=copies)


@dataclass(frozen=True)
class SimulatedServer:
    """A simulated server with the bot on it, a channel, a member and a moderator."""

    env: Env
    channel: ChannelHandle
    member: MemberActor
    moderator: MemberActor
    build_process: AwaitedBuildProcess


@asynccontextmanager
async def open_server(client: Client) -> AsyncIterator[SimulatedServer]:
    """Put the bot on a simulated server with a member and a moderator."""
    require_preview()
    import simcord

    async with simcord.run(client, check_errors=False, settle_timeout=_PATIENCE) as env:
        set_clock(env)
        guild = env.create_guild(NAME)
        moderators = guild.create_role(
            "Moderators", permissions=discord.Permissions(manage_messages=True, manage_guild=True)
        )
        moderation = {"moderating_guilds": (guild.id,), "moderator_roles": (moderators.id,)}
        client.settings = client.settings.model_copy(update=moderation)
        channel = guild.create_text_channel("ask-the-articles", topic="Answers are quotations, word for word.")
        member = guild.add_member(env.create_user("mira", global_name="Mira (member)"))
        moderator = guild.add_member(env.create_user("olha", global_name="Olha (moderator)"), roles=[moderators])
        assert client.user is not None
        await client.user.edit(username=NAME)
        build_process = AwaitedBuildProcess(env, client.library.build_process)
        client.library.build_process = build_process
        yield SimulatedServer(env, channel, member, moderator, build_process)


@asynccontextmanager
async def open_preview(client: Client, port: int) -> AsyncIterator[OpenPreview]:
    """Open a simulated server in a browser, and welcome whoever looks."""
    async with open_server(client) as server:
        found = client.get_channel(server.channel.id)
        assert isinstance(found, discord.TextChannel)
        texts = texts_for(LANGUAGES[0])
        examples = await client.examples.list(texts.language)
        await sending.post(found, render_welcome(examples, texts, notes=[texts("welcome.preview", name=NAME)]))
        await server.env.settle()
        viewers = [server.member, server.moderator]
        shown = server.env.preview(
            server.channel, viewers=viewers, layout="channel", width=_WIDTH, height=_HEIGHT, port=port
        )
        async with shown as preview:
            yield OpenPreview(
                server.env, preview, server.channel, server.member, server.moderator, server.build_process
            )

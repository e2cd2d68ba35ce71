"""A job of the library, followed in one message from its beginning to its end."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

from bot.client.client import Interaction
from bot.client.error_texts import error_text
from bot.client.languages import read_texts
from bot.discord_ui import send as sending
from bot.discord_ui.controls import Control
from bot.discord_ui.i18n import Texts
from bot.discord_ui.message import OutgoingMessage
from bot.errors import Reason
from bot.library.events import Moderator, OnProgress, Outcome, Progress
from bot.messages.moderation.confirmations import render_again
from bot.messages.moderation.jobs import JobLabel, render_outcome, render_progress
from bot.messages.notice import RELATED_COLOUR, render_notice
from index.building.stages import Stage
from index.errors import Refusal, VerbatimError

log = logging.getLogger(__name__)

PAUSE = 2.0
"""Seconds between two edits of a message, which is as often as Discord likes it."""

LONGEST = 13 * 60.0
"""Seconds that a message is edited for: Discord lets the bot change an answer for 15 minutes."""

Start = Callable[[OnProgress], Awaitable[Outcome]]


class ProgressMessage:
    """The answer to an interaction, edited as a job goes on: at once, and then once in a while."""

    def __init__(self, interaction: Interaction, job: JobLabel) -> None:
        self._interaction = interaction
        self._job = job
        self._texts = read_texts(interaction)
        self._loop = asyncio.get_running_loop()
        self._end = self._loop.time() + LONGEST
        self._next = 0.0
        self._latest = Progress(Stage.QUEUED)
        self._timer: asyncio.TimerHandle | None = None
        self._edit: asyncio.Task[None] | None = None
        self._is_open = True

    def report(self, progress: Progress) -> None:
        """Show how far the job has come, now or when the pause is over."""
        self._latest = progress
        if self._is_open and self._timer is None and self._edit is None:
            self._timer = self._loop.call_at(max(self._next, self._loop.time()), self._begin)

    def _begin(self) -> None:
        self._timer = None
        self._edit = self._loop.create_task(self.show())

    async def show(self) -> None:
        """Edit the message; one that can no longer be edited is left alone."""
        shown, is_last = self._latest, self._loop.time() > self._end
        try:
            message = render_progress(self._job, shown, self._texts, is_last=is_last)
            await sending.respond(self._interaction, message, private=True)
        except sending.FAILURES as error:
            log.info("A progress message cannot be edited: %s", sending.describe_failure(error))
            is_last = True
        self._is_open = self._is_open and not is_last
        self._next = self._loop.time() + PAUSE
        self._edit = None
        if self._latest is not shown:
            self.report(self._latest)

    async def close(self) -> None:
        """Stop editing it, and wait for an edit that is on its way."""
        self._is_open = False
        if self._timer is not None:
            self._timer.cancel()
        if self._edit is not None:
            await self._edit


async def follow(interaction: Interaction, job: JobLabel, start: Start, again: Control | None = None) -> bool:
    """Run a job, show its progress and what came of it; tell whether it was done.

    `again` leads back to where nothing is lost when the job is refused.
    """
    with interaction.client.search_service.attend():
        return await _follow(interaction, job, start, again)


async def _follow(interaction: Interaction, job: JobLabel, start: Start, again: Control | None) -> bool:
    texts = read_texts(interaction)
    message = ProgressMessage(interaction, job)
    await message.show()
    try:
        with errors_as_refusals():
            outcome = await start(message.report)
    except Refusal as refusal:
        await message.close()
        problem = error_text(texts, refusal) or ""
        await _finish(interaction, lambda: _render_problem(problem, again, texts))
        return False
    await message.close()
    await _finish(interaction, lambda: render_outcome(job, outcome, texts))
    return True


@contextmanager
def errors_as_refusals() -> Iterator[None]:
    """Turn what the library cannot do into a refusal that a moderator is told of."""
    try:
        yield
    except Refusal:
        raise
    except VerbatimError as error:
        log.warning("The library failed: %s", error)
        raise Refusal(Reason.LIBRARY, problem=str(error)) from error


def _render_problem(problem: str, again: Control | None, texts: Texts) -> OutgoingMessage:
    return render_again(problem, again, texts) if again else render_notice(problem, RELATED_COLOUR)


async def _finish(interaction: Interaction, render: Callable[[], OutgoingMessage]) -> None:
    """Show what came of a job; in the channel where the message can no longer be edited."""
    try:
        await sending.respond(interaction, render(), private=True)
    except sending.FAILURES as error:
        log.info("The outcome is posted in a channel: %s", sending.describe_failure(error))
        client = interaction.client
        channel_id = next(iter(client.servers.list_channels(client.settings, "log")), interaction.channel_id)
        assert channel_id is not None
        await sending.post(client.get_partial_messageable(channel_id), render())


def name_moderator(interaction: Interaction) -> Moderator:
    """Return who acts, as the audit log records it."""
    return Moderator(interaction.user.id, interaction.user.display_name)

"""The state of the corpus and its index -> a message; pure functions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.discord_ui.controls import Control, ControlAction, ControlButton
from bot.discord_ui.i18n import Texts
from bot.discord_ui.message import Builder, OutgoingMessage
from bot.library.events import Status
from bot.messages.moderation.article_card import write_moment
from bot.messages.notice import ANSWER_COLOUR, RELATED_COLOUR
from bot.messages.source_lines import write_name

_NAME = 80
_ERROR = 300
_GIBIBYTE = 1024**3
_MEBIBYTE = 1024**2


def render_status(status: Status, texts: Texts, channels: Mapping[int, Sequence[str]] | None = None) -> OutgoingMessage:
    """Return the state of the corpus and its index; `channels` has what the bot lacks to write in each of its own."""
    builder = Builder(RELATED_COLOUR if status.held or status.last_error else ANSWER_COLOUR)
    builder.add_text(f"**{texts('status.title')}**\n" + "\n".join(_describe_status(status, texts)))
    if channels:
        builder.add_text("\n".join(_describe_channel(each, missing, texts) for each, missing in channels.items()))
    trouble = list(_describe_trouble(status, texts))
    if trouble:
        builder.add_rule()
        builder.add_text("\n".join(trouble))
    buttons = []
    if status.running:
        buttons.append(ControlButton.make(Control(ControlAction.CANCEL_JOB), texts("button.cancel")))
    if status.held:
        buttons.append(ControlButton.make(Control(ControlAction.SHOW_HELD), texts("button.held")))
    builder.add_buttons(buttons)
    return builder.build()


def _describe_status(status: Status, texts: Texts) -> Iterator[str]:
    size = f"{texts.count('card.articles', status.articles)}, {texts.count('card.sentences', status.sentences)}"
    disk = texts("status.disk", used=_write_size(status.disk_used), free=_write_size(status.disk_free))
    for key, value in (
        ("snapshot", f"{write_moment(status.created)} ({write_moment(status.created, 'R')})"),
        ("size", size),
        ("model", write_name(status.model, _NAME)),
        ("space", disk),
    ):
        yield f"**{texts(f'status.{key}')}** · {value}"


def _describe_channel(channel: int, missing: Sequence[str], texts: Texts) -> str:
    if not missing:
        return f"<#{channel}> ✓"
    return f"<#{channel}> ⚠️ {texts('setup.lacks', permissions=', '.join(missing))}"


def _describe_trouble(status: Status, texts: Texts) -> Iterator[str]:
    if status.running:
        stage = texts(f"stage.{status.running.stage}")
        yield f"⏳ {texts('status.running', stage=stage)}"
    if status.pending:
        yield f"⏳ {texts.count('status.pending', status.pending)}"
    if status.held:
        yield f"⚠️ {texts.count('held.title', len(status.held.worse))}"
    if status.last_error:
        yield f"⚠️ {texts('status.error', error=write_name(status.last_error, _ERROR))}"


def _write_size(size: int) -> str:
    return f"{size / _GIBIBYTE:,.1f} GiB" if size >= _GIBIBYTE else f"{size / _MEBIBYTE:,.1f} MiB"

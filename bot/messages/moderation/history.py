"""The kept snapshots, and who changed what -> messages; pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC

from bot.discord_ui.controls import Control, ControlAction
from bot.discord_ui.i18n import Texts
from bot.discord_ui.message import Builder, OutgoingMessage
from bot.discord_ui.paging import add_page
from bot.library.events import Change, SnapshotRecord
from bot.messages.moderation.article_card import (
    SHORT_TITLE,
    fit_lines,
    name_snapshot,
    write_moment,
)
from bot.messages.notice import ANSWER_COLOUR, QUIET_COLOUR
from bot.messages.source_lines import write_name

CHANGES_A_PAGE = 8

_NAME = 80
_REASON = 200
_SNAPSHOTS_ROOM = 1_500


def render_history(
    records: Sequence[SnapshotRecord], changes: Sequence[Change], page: int, texts: Texts
) -> OutgoingMessage:
    """Return the snapshots that are kept and, page by page, who changed what."""
    builder = Builder(ANSWER_COLOUR)
    kept = fit_lines([_describe_record(record, texts) for record in records], _SNAPSHOTS_ROOM, texts)
    builder.add_text(f"**{texts('history.snapshots')}**\n{kept}")
    builder.add_rule()
    builder.add_text(f"**{texts('history.changes' if changes else 'history.none')}**")
    lines = [describe_change(change, texts) for change in changes]
    add_page(
        builder,
        lines,
        page,
        CHANGES_A_PAGE,
        lambda number: Control(ControlAction.CORPUS_HISTORY, (str(number),)),
        texts,
    )
    return builder.build()


def _describe_record(record: SnapshotRecord, texts: Texts) -> str:
    marks = [texts("history.serving")] if record.is_serving else []
    marks += [texts("history.held")] if record.is_held else []
    mark = f" · **{', '.join(marks)}**" if marks else ""
    size = texts.count("card.articles", record.articles)
    change = record.change
    made = f"\n-# {_describe_did(change, texts)} · {write_name(change.moderator.name, _NAME)}" if change else ""
    return f"- {write_moment(record.created)} · {size}{mark}{made}"


def write_plain_record(record: SnapshotRecord, texts: Texts) -> str:
    """Return a snapshot in plain words, where Discord shows no markup: when, how large, and for which change."""
    made = f"{record.created.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    parts = [made, texts.count("card.articles", record.articles)]
    if record.change:
        parts.append(texts(f"plain.{record.change.action}", title=record.change.article or ""))
    return " · ".join(parts)


def describe_change(change: Change, texts: Texts) -> str:
    """Return who did what and when, in two lines."""
    did = _describe_did(change, texts)
    undone = f" · **{texts('change.undone')}**" if change.undone else ""
    reason = f"\n-# {texts('change.reason')} {write_name(change.reason, _REASON)}" if change.reason else ""
    return f"- **{write_name(change.moderator.name, _NAME)}** · {did}{undone}\n-# {write_moment(change.at)}{reason}"


def _describe_did(change: Change, texts: Texts) -> str:
    title = write_name(change.article, SHORT_TITLE) if change.article else ""
    snapshot = name_snapshot(change.snapshot) if change.snapshot else ""
    return texts(f"change.{change.action}", title=title, snapshot=snapshot)


def render_change(change: Change, texts: Texts) -> OutgoingMessage:
    """Return what the log channel sees of a change."""
    builder = Builder(QUIET_COLOUR)
    builder.add_text(describe_change(change, texts).removeprefix("- "))
    builder.add_text("-# " + texts("change.by", id=change.moderator.id))
    return builder.build()

"""A change under way and what came of it -> messages; pure functions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import discord

from bot.discord_ui.controls import Control, ControlAction, ControlButton
from bot.discord_ui.escaping import escape
from bot.discord_ui.i18n import Texts
from bot.discord_ui.message import Builder, OutgoingMessage
from bot.library.events import AuditAction, HeldBack, Outcome, Progress, Published
from bot.messages.moderation.article_card import SHORT_TITLE, fit_lines
from bot.messages.notice import ANSWER_COLOUR, DONE_COLOUR, QUIET_COLOUR, RELATED_COLOUR
from bot.messages.source_lines import write_name
from index.building.stages import Stage
from index.snapshots.gate_result import QuestionChange, Verdict

STAGES = (Stage.READING, Stage.EMBEDDING, Stage.EMBEDDING_ACROSS, Stage.EXPORTING, Stage.GATE, Stage.PUBLISHING)
"""Stages of a job in the order that it goes through them."""

_SELDOM = frozenset({Stage.EMBEDDING_ACROSS, Stage.EXPORTING})
"""Stages that not every job has; they are shown while they last."""

_CELLS = 10
_WARNING = 200
_QUESTION = 200
_LONGEST_QUOTATION = 300
_MARGIN = 100


@dataclass(frozen=True)
class JobLabel:
    """A change; `kind` is the action that the audit log records, `title` and `article_id` are the article's."""

    kind: AuditAction
    title: str = ""
    article_id: str | None = None


def render_progress(job: JobLabel, progress: Progress, texts: Texts, *, is_last: bool = False) -> OutgoingMessage:
    """Return how far a job has come, with a button that cancels it; the last one says that no other will follow."""
    builder = Builder(ANSWER_COLOUR)
    builder.add_text(f"**{_name_job(job, 'doing', texts)}**")
    builder.add_text("\n".join(_describe_stages(progress, texts)))
    if is_last:
        builder.add_text(f"-# {texts('doing.longer')}")
    builder.add_buttons([ControlButton.make(Control(ControlAction.CANCEL_JOB), texts("button.cancel"))])
    return builder.build()


def _describe_stages(progress: Progress, texts: Texts) -> Iterator[str]:
    if progress.stage not in STAGES:
        yield f"▸ {texts(f'stage.{progress.stage}')}"
    current = STAGES.index(progress.stage) if progress.stage in STAGES else -1
    for number, stage in enumerate(STAGES):
        name = texts(f"stage.{stage}")
        if stage in _SELDOM and number != current:
            continue
        if number < current:
            yield f"✓ {name}"
        elif number > current:
            yield f"-# {name}"
        else:
            yield f"▸ **{name}**{_draw_bar(progress, texts)}"


def _draw_bar(progress: Progress, texts: Texts) -> str:
    if progress.total <= 0:
        return ""
    done = min(progress.done, progress.total)
    filled = _CELLS * done // progress.total
    counted = texts("stage.counted", done=f"{done:,}", total=f"{progress.total:,}")
    return f"\n{'▰' * filled}{'▱' * (_CELLS - filled)} {done / progress.total:.0%} · {counted}"


def render_outcome(job: JobLabel, outcome: Outcome, texts: Texts) -> OutgoingMessage:
    """Return what came of a job."""
    if isinstance(outcome, HeldBack):
        return render_held_back(outcome, texts)
    if isinstance(outcome, Published):
        builder = Builder(DONE_COLOUR)
        size = f"{texts.count('card.articles', outcome.articles)}, {texts.count('card.sentences', outcome.sentences)}"
        builder.add_text(f"**{_name_job(job, 'done', texts)}**\n-# {size}")
        builder.add_buttons(list(_make_next(job, texts)))
    else:
        builder = Builder(QUIET_COLOUR)
        builder.add_text(texts("outcome.unchanged"))
    _add_warnings(builder, outcome.warnings, texts)
    return builder.build()


def _make_next(job: JobLabel, texts: Texts) -> Iterator[ControlButton]:
    """Yield what one may want to do with an article that was added or edited."""
    if job.article_id is None or job.kind not in {AuditAction.ADD, AuditAction.EDIT}:
        return
    yield ControlButton.make(Control(ControlAction.ARTICLE_SHOW, (job.article_id,)), texts("button.show"))
    if job.kind == AuditAction.ADD:
        undo = Control(ControlAction.ARTICLE_UNDO, (job.article_id,))
        yield ControlButton.make(undo, texts("button.undo"), discord.ButtonStyle.danger)


def _name_job(job: JobLabel, tense: str, texts: Texts) -> str:
    return texts(f"{tense}.{job.kind}", title=write_name(job.title, SHORT_TITLE))


def _add_warnings(builder: Builder, warnings: Sequence[str], texts: Texts) -> None:
    if warnings:
        lines = [f"⚠️ {write_name(warning, _WARNING)}" for warning in warnings]
        builder.add_text(fit_lines(lines, builder.room - _MARGIN, texts))


def render_held_back(held: HeldBack, texts: Texts) -> OutgoingMessage:
    """Return which golden questions got worse, and let a moderator decide."""
    builder = Builder(RELATED_COLOUR)
    builder.add_text(f"**{texts.count('held.title', len(held.worse))}**\n{texts('held.what')}")
    if held.worse:
        lines = [_describe_worse(each, texts) for each in held.worse]
        builder.add_text(fit_lines(lines, builder.room - _MARGIN, texts))
    publish = Control(ControlAction.PUBLISH_HELD, (held.snapshot,))
    discard = Control(ControlAction.DISCARD_HELD, (held.snapshot,))
    builder.add_buttons(
        [
            ControlButton.make(publish, texts("button.publish"), discord.ButtonStyle.danger),
            ControlButton.make(discard, texts("button.discard")),
        ]
    )
    return builder.build()


def _describe_worse(change: QuestionChange, texts: Texts) -> str:
    before = _describe_verdict(change.before, texts)
    after = _describe_verdict(change.after, texts)
    question = write_name(change.question, _QUESTION)
    return f"**{question}**\n{texts('held.before')} {before}\n{texts('held.after')} {after}"


def _describe_verdict(verdict: Verdict, texts: Texts) -> str:
    """Return what a question gets; a quotation is shown whole or, where it is long, by its article alone."""
    grade = texts(f"grade.{verdict.grade}", confidence=f"{verdict.confidence:.0%}")
    quotation = verdict.quotation or ""
    fits = quotation and len(quotation) <= _LONGEST_QUOTATION and "\n" not in quotation
    parts = [escape(quotation)] if fits else []
    parts += [write_name(verdict.article, SHORT_TITLE)] if verdict.article else []
    return f"{grade}\n-# {' — '.join(parts)}" if parts else grade

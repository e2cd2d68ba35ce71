"""What readers asked without an answer, and what they reported -> messages; pure functions."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import discord

from bot.discord_ui.controls import Control, ControlAction, ControlButton, write_place
from bot.discord_ui.escaping import escape
from bot.discord_ui.i18n import Texts
from bot.discord_ui.message import Builder, OutgoingMessage, clip, measure
from bot.discord_ui.paging import add_paging, cut_page
from bot.library.events import UnansweredGroup
from bot.library.journal.feedback import Report
from bot.messages.answers.quotation_pages import mark_quotation
from bot.messages.moderation.article_card import SHORT_TITLE, fit_lines, write_moment
from bot.messages.notice import ANSWER_COLOUR, RELATED_COLOUR
from bot.messages.source_lines import describe_source, describe_speaker, write_name
from index.snapshots.quotations import Quotation

A_PAGE = 6

_QUESTION = 200
_REASON = 300
_MARGIN = 200


@dataclass(frozen=True)
class ReportGroup:
    """What people say is wrong with one quotation, newest first."""

    reports: tuple[Report, ...]

    @property
    def key(self) -> str:
        """Return what stands for it in a custom id."""
        first = self.reports[0]
        return hashlib.sha256(f"{first.article_id} {first.start} {first.end}".encode()).hexdigest()[:12]


def group_reports(reports: Sequence[Report]) -> tuple[ReportGroup, ...]:
    """Return reports by the quotation that they are on, the newest group first."""
    groups: dict[tuple[str, int, int], list[Report]] = {}
    for report in reports:
        groups.setdefault((report.article_id, report.start, report.end), []).append(report)
    return tuple(ReportGroup(tuple(group)) for group in groups.values())


def key_group(group: UnansweredGroup) -> str:
    """Return what stands for a group of questions in a custom id."""
    return hashlib.sha256(group.questions[0].encode()).hexdigest()[:12]


def render_unanswered(groups: Sequence[UnansweredGroup], page: int, texts: Texts) -> OutgoingMessage:
    """Return a page of the unanswered questions, most often asked first, each with a button that opens it."""
    lines = [(_describe_group(group, texts), key_group(group)) for group in groups]
    return _render_entries(
        "unanswered", ControlAction.CORPUS_UNANSWERED, ControlAction.UNANSWERED_OPEN, lines, page, texts
    )


def _describe_group(group: UnansweredGroup, texts: Texts) -> str:
    question = write_name(group.questions[0], _QUESTION)
    others = f" · {texts.count('unanswered.others', len(group.questions) - 1)}" if len(group.questions) > 1 else ""
    asked = f"{texts.count('unanswered.times', group.times)} · {write_moment(group.last, 'R')}{others}"
    return f"**{question}**\n-# {asked}{_describe_resolved(group, texts)}"


def _describe_resolved(group: UnansweredGroup, texts: Texts) -> str:
    if not group.resolved_by:
        return ""
    return f"\n-# ✓ {texts('unanswered.resolved', title=write_name(group.resolved_by, SHORT_TITLE))}"


def render_question(group: UnansweredGroup, texts: Texts) -> OutgoingMessage:
    """Return a question without an answer in all its wordings, and what can be done about it."""
    builder = Builder(RELATED_COLOUR)
    asked = f"{texts.count('unanswered.times', group.times)} · {write_moment(group.last)}"
    builder.add_text(f"**{write_name(group.questions[0], _QUESTION)}**\n-# {asked}{_describe_resolved(group, texts)}")
    if len(group.questions) > 1:
        wordings = [f"- {write_name(each, _QUESTION)}" for each in group.questions[1:]]
        builder.add_text(fit_lines(wordings, builder.room - _MARGIN, texts))
    builder.add_buttons(list(_make_buttons(ControlAction.UNANSWERED_DONE, key_group(group), texts)))
    return builder.build()


def render_reports(
    groups: Sequence[ReportGroup], quotations: Mapping[str, Quotation], page: int, texts: Texts
) -> OutgoingMessage:
    """Return a page of what people say is wrong, newest first; `quotations` are by the keys of the groups."""
    lines = [(_describe_reported(group, quotations.get(group.key), texts), group.key) for group in groups]
    return _render_entries("reports", ControlAction.CORPUS_REPORTS, ControlAction.REPORT_OPEN, lines, page, texts)


def _describe_reported(group: ReportGroup, quotation: Quotation | None, texts: Texts) -> str:
    newest = group.reports[0]
    title = write_name(quotation.article.title if quotation else newest.article, SHORT_TITLE)
    gone = "" if quotation else f" · {texts('reports.gone')}"
    more = f" · {texts.count('reports.number', len(group.reports))}" if len(group.reports) > 1 else ""
    reason = write_name(newest.reason, _REASON)
    return f"**{reason}**\n-# {title}{gone} · {_write_when(newest.at)}{more}"


def render_report_group(group: ReportGroup, quotation: Quotation | None, texts: Texts) -> OutgoingMessage:
    """Return the quotation that people reported, what they say of it and when, and what can be done about it."""
    builder = Builder(RELATED_COLOUR)
    lines = [line for report in group.reports for line in _describe_report(report, texts)]
    builder.add_text(fit_lines(lines, builder.room // 2, texts))
    key, buttons = group.key, []
    if quotation is None:
        builder.add_text(f"-# {write_name(group.reports[0].article, SHORT_TITLE)} · {texts('reports.gone')}")
    else:
        builder.add_rule()
        about = filter(None, [describe_speaker(texts, quotation), describe_source(texts, quotation, linked=True)])
        builder.add_quotation(mark_quotation(quotation), "\n".join(about), quotation, texts("answer.in_file"))
        context = Control(ControlAction.CONTEXT, write_place(quotation))
        show = Control(ControlAction.ARTICLE_SHOW, (quotation.article.id,))
        buttons += [
            ControlButton.make(context, texts("button.context")),
            ControlButton.make(show, texts("button.show")),
        ]
    builder.add_buttons([*buttons, *_make_buttons(ControlAction.REPORT_DONE, key, texts)])
    return builder.build()


def _describe_report(report: Report, texts: Texts) -> Iterator[str]:
    yield f"- {escape(clip(report.reason, _REASON))} · {_write_when(report.at)}"
    if report.question:
        yield f"-# {texts('report.question')} {write_name(report.question, _QUESTION)}"


def _write_when(moment: datetime | None) -> str:
    return write_moment(moment, "R") if moment else ""


def _make_buttons(done: ControlAction, key: str, texts: Texts) -> Iterator[ControlButton]:
    yield ControlButton.make(Control(ControlAction.PASTE_OPEN), texts("button.add_article"))
    yield ControlButton.make(Control(done, (key,)), texts("button.done"), discord.ButtonStyle.success)


def _render_entries(
    name: str, turn: ControlAction, opens: ControlAction, entries: Sequence[tuple[str, str]], page: int, texts: Texts
) -> OutgoingMessage:
    builder = Builder(ANSWER_COLOUR)
    builder.add_text(texts.count(f"corpus.{name}.title", len(entries)) if entries else texts(f"corpus.{name}.none"))
    if entries:
        shown = cut_page(entries, page, A_PAGE, [measure(line) for line, _ in entries], builder.room - _MARGIN)
        for line, key in shown.items:
            button = ControlButton.make(Control(opens, (key,)), texts("button.open"))
            builder.add_texts_with_button([line], button)
        add_paging(builder, shown.number, shown.pages, lambda number: Control(turn, (str(number),)), texts)
    return builder.build()

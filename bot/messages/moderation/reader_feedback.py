"""What readers asked without an answer, and what they reported -> messages; pure functions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.discord_ui.controls import Control, ControlAction
from bot.discord_ui.escaping import escape
from bot.discord_ui.i18n import Texts
from bot.discord_ui.message import Builder, OutgoingMessage, clip
from bot.discord_ui.paging import add_page
from bot.library.events import UnansweredGroup
from bot.library.journal.journal import Report
from bot.messages.moderation.article_card import (
    SHORT_TITLE,
    write_moment,
)
from bot.messages.notice import ANSWER_COLOUR
from bot.messages.source_lines import write_name

GROUPS_A_PAGE = 10
REPORTS_A_PAGE = 5

_QUESTION = 200
_REASON = 300


def render_unanswered(groups: Sequence[UnansweredGroup], page: int, texts: Texts) -> OutgoingMessage:
    """Return a page of the unanswered questions, most often asked first."""
    lines = [_describe_group(group, texts) for group in groups]
    return _render_lines("unanswered", ControlAction.CORPUS_UNANSWERED, lines, page, GROUPS_A_PAGE, texts)


def _describe_group(group: UnansweredGroup, texts: Texts) -> str:
    question = write_name(group.questions[0], _QUESTION)
    others = f" · {texts.count('unanswered.others', len(group.questions) - 1)}" if len(group.questions) > 1 else ""
    asked = f"{texts.count('unanswered.times', group.times)} · {write_moment(group.last, 'R')}{others}"
    resolved = write_name(group.resolved_by, SHORT_TITLE) if group.resolved_by else ""
    by = f"\n-# ✓ {texts('unanswered.resolved', title=resolved)}" if resolved else ""
    return f"- **{question}**\n-# {asked}{by}"


def render_reports(reports: Sequence[Report], titles: Mapping[str, str], page: int, texts: Texts) -> OutgoingMessage:
    """Return a page of what people say is wrong, newest first; `titles` are the articles' by their ids."""
    lines = [_describe_report(report, titles.get(report.article_id), texts) for report in reports]
    return _render_lines("reports", ControlAction.CORPUS_REPORTS, lines, page, REPORTS_A_PAGE, texts)


def _describe_report(report: Report, title: str | None, texts: Texts) -> str:
    place = f"{write_name(title or report.article, SHORT_TITLE)} · {report.start}–{report.end}"
    gone = "" if title else f" · {texts('reports.gone')}"
    question = f"\n-# {texts('report.question')} {write_name(report.question, _QUESTION)}" if report.question else ""
    return f"- {escape(clip(report.reason, _REASON))}\n-# {place}{gone}{question}"


def _render_lines(
    name: str, action: ControlAction, lines: Sequence[str], page: int, most: int, texts: Texts
) -> OutgoingMessage:
    builder = Builder(ANSWER_COLOUR)
    builder.add_text(texts.count(f"corpus.{name}.title", len(lines)) if lines else texts(f"corpus.{name}.none"))
    add_page(builder, lines, page, most, lambda number: Control(action, (str(number),)), texts)
    return builder.build()

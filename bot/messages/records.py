"""What moderators look up: the corpus, the index's state, its history and what people said of it -> messages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path

import discord

from bot.discord_ui.controls import Control, ControlAction, ControlButton, ControlMenu
from bot.discord_ui.escaping import escape
from bot.discord_ui.i18n import Texts
from bot.discord_ui.message import LONGEST_OPTION, Builder, OutgoingMessage, clip, label, measure
from bot.library.events import Change, SnapshotRecord, Status, UnansweredGroup
from bot.library.journal import Report
from bot.messages.answer import ANSWER_COLOUR, QUIET_COLOUR, RELATED_COLOUR, add_paging, paginate
from bot.messages.article_card import (
    SHORT_TITLE,
    describe_card,
    describe_speakers,
    fit_lines,
    name_snapshot,
    write_moment,
)
from bot.messages.confirmations import make_field_buttons
from bot.messages.lists import cut_page
from bot.messages.source_lines import describe_date, write_name
from index.corpus.articles import Article

ARTICLES_A_PAGE = 8
CHANGES_A_PAGE = 8
GROUPS_A_PAGE = 10
REPORTS_A_PAGE = 5

_NAME = 80
_REASON = 200
_QUESTION = 200
_ERROR = 300
_DIGEST = 8
_MARGIN = 100
_SNAPSHOTS_ROOM = 1_500
_GIBIBYTE = 1024**3
_MEBIBYTE = 1024**2


@dataclass(frozen=True)
class Listed:
    """An article in a list, and in how many sentences it can be quoted."""

    article: Article
    sentences: int


def render_corpus(listed: Sequence[Listed], page: int, wanted: str, texts: Texts) -> OutgoingMessage:
    """Return a page of the articles, with a menu that shows one of them."""
    shown = cut_page(listed, page, ARTICLES_A_PAGE)
    builder = Builder(ANSWER_COLOUR)
    builder.add_text(texts.count("corpus.list.title", len(listed)) + _describe_filter(wanted, texts))
    if shown.items:
        builder.add_text("\n".join(_describe_listed(each, texts) for each in shown.items))
        options = [_make_option(each.article, texts) for each in shown.items]
        builder.add_menu(
            ControlMenu.make(Control(ControlAction.CORPUS_SHOW), label(texts("corpus.list.pick")), options)
        )
    add_paging(
        builder,
        shown.number,
        shown.pages,
        lambda number: Control(ControlAction.CORPUS_LIST, (str(number), wanted)),
        texts,
    )
    return builder.build()


def _describe_filter(wanted: str, texts: Texts) -> str:
    return f"\n-# {texts('corpus.list.filtered', wanted=write_name(wanted, _NAME))}" if wanted else ""


def _describe_listed(listed: Listed, texts: Texts) -> str:
    article = listed.article
    outlet = [write_name(article.publisher, _NAME)] if article.publisher else []
    about = [*outlet, describe_date(texts, article), texts.count("card.sentences", listed.sentences)]
    return f"- **{write_name(article.title, SHORT_TITLE)}**\n-# {' · '.join(about)}"


def _make_option(article: Article, texts: Texts) -> discord.SelectOption:
    about = clip(describe_date(texts, article), LONGEST_OPTION)
    return discord.SelectOption(label=clip(article.title, LONGEST_OPTION), value=article.id, description=about)


def render_article(listed: Listed, speakers: Sequence[tuple[str, int]], texts: Texts) -> OutgoingMessage:
    """Return one article with what a moderator can do to it."""
    article = listed.article
    builder = Builder(ANSWER_COLOUR)
    builder.add_text(describe_card(article, texts))
    builder.add_text(f"{texts.count('card.sentences', listed.sentences)}\n{describe_speakers(speakers, texts)}")
    name = write_name(article.path, SHORT_TITLE)
    builder.add_text(f"-# {texts('card.file')} {name}\n-# SHA-256 `{article.digest}`")
    builder.add_buttons(make_field_buttons(ControlAction.ARTICLE_FORM, article.id, texts))
    return builder.build()


def render_status(status: Status, texts: Texts) -> OutgoingMessage:
    """Return the state of the corpus and its index."""
    builder = Builder(RELATED_COLOUR if status.held or status.last_error else ANSWER_COLOUR)
    builder.add_text(f"**{texts('status.title')}**\n" + "\n".join(_describe_status(status, texts)))
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
    age = f"{write_moment(status.created)} ({write_moment(status.created, 'R')})"
    size = f"{texts.count('card.articles', status.articles)}, {texts.count('card.sentences', status.sentences)}"
    disk = texts("status.disk", used=_write_size(status.disk_used), free=_write_size(status.disk_free))
    for key, value in (
        ("snapshot", f"{age} · {name_snapshot(status.snapshot)}"),
        ("size", size),
        ("model", write_name(status.model, _NAME)),
        ("space", disk),
    ):
        yield f"**{texts(f'status.{key}')}** · {value}"


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
    _add_page(
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
    return f"- {write_moment(record.created)} · {name_snapshot(record.name)} · {size}{mark}"


def write_plain_record(record: SnapshotRecord, texts: Texts) -> str:
    """Return a snapshot in plain words, where Discord shows no markup: when, how large, and for which change."""
    made = f"{record.created.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    parts = [made, texts.count("card.articles", record.articles)]
    if record.change:
        parts.append(texts(f"plain.{record.change.action}", title=record.change.article or ""))
    return " · ".join(parts)


def describe_change(change: Change, texts: Texts) -> str:
    """Return who did what and when, in two lines."""
    title = write_name(change.article, SHORT_TITLE) if change.article else ""
    snapshot = name_snapshot(change.snapshot) if change.snapshot else ""
    did = texts(f"change.{change.action}", title=title, snapshot=snapshot)
    undone = f" · **{texts('change.undone')}**" if change.undone else ""
    reason = f"\n-# {texts('change.reason')} {write_name(change.reason, _REASON)}" if change.reason else ""
    return f"- **{write_name(change.moderator.name, _NAME)}** · {did}{undone}\n-# {write_moment(change.at)}{reason}"


def render_change(change: Change, texts: Texts) -> OutgoingMessage:
    """Return what the log channel sees of a change."""
    builder = Builder(QUIET_COLOUR)
    builder.add_text(describe_change(change, texts).removeprefix("- "))
    digests = [digest[:_DIGEST] if digest else "—" for digest in (change.digest_before, change.digest_after)]
    proof = [f"SHA-256 {' → '.join(digests)}"] if change.digest_before or change.digest_after else []
    snapshot = [name_snapshot(change.snapshot)] if change.snapshot else []
    builder.add_text("-# " + " · ".join([*proof, *snapshot, texts("change.by", id=change.moderator.id)]))
    return builder.build()


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
    return f"- {escape(clip(report.reason, _ERROR))}\n-# {place}{gone}{question}"


def _render_lines(
    name: str, action: ControlAction, lines: Sequence[str], page: int, most: int, texts: Texts
) -> OutgoingMessage:
    builder = Builder(ANSWER_COLOUR)
    builder.add_text(texts.count(f"corpus.{name}.title", len(lines)) if lines else texts(f"corpus.{name}.none"))
    _add_page(builder, lines, page, most, lambda number: Control(action, (str(number),)), texts)
    return builder.build()


def _add_page(
    builder: Builder, lines: Sequence[str], page: int, most: int, turn: Callable[[int], Control], texts: Texts
) -> None:
    """Add a page of lines, as many as there is room for and at most so many, and the way to the other pages."""
    if not lines:
        return
    room = builder.room - _MARGIN
    pages = paginate([measure(line) + 1 for line in lines], room, most)
    page = min(page, len(pages) - 1)
    builder.add_text("\n".join(lines[number] for number in pages[page]))
    add_paging(builder, page, len(pages), turn, texts)


def render_export(path: Path, name: str, texts: Texts) -> OutgoingMessage:
    """Return the corpus as a zip."""
    builder = Builder(ANSWER_COLOUR)
    builder.add_text(texts("export.done"))
    builder.add_stored_file(path, name)
    return builder.build()


def render_kept_export(path: Path, texts: Texts) -> OutgoingMessage:
    """Return where a zip lies that is larger than Discord takes."""
    builder = Builder(ANSWER_COLOUR)
    builder.add_text(texts("export.kept", path=escape(str(path))))
    return builder.build()

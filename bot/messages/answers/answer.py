"""An answer -> messages; pure functions. A quotation is shown whole, on one page or as a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import discord

from bot.discord_ui.controls import Control, ControlAction, ControlButton, write_filters, write_place
from bot.discord_ui.escaping import escape, quote_block, show_on_one_line
from bot.discord_ui.i18n import Texts
from bot.discord_ui.links import link_to_words
from bot.discord_ui.message import Builder, Button, OutgoingMessage, TextId, label, link_button, measure
from bot.messages.answers.notes import (
    NOT_SEARCHED,
    describe_confidence,
    describe_newer,
    describe_note,
    write_also_asked,
    write_read_as,
)
from bot.messages.answers.quotation_pages import mark_quotation
from bot.messages.answers.sides import add_sides
from bot.messages.notice import ANSWER_COLOUR, QUIET_COLOUR
from bot.messages.source_lines import (
    describe_agreement,
    describe_filters,
    describe_source,
    describe_speaker,
    name_link,
    write_name,
)
from index.engines.filters import EVERYTHING, Filters
from index.search.answer import Answer
from index.search.sides import disagree
from index.snapshots.quotations import Quotation

LONGEST_QUESTION = 500
"""Characters of a question: it is shown above its answer, and there must be room for both."""


_ROOM_FOR_SIDES = 500
"""Characters from which it is worth while to begin with what other sides say."""


@dataclass(frozen=True)
class AnswerView:
    """What an answer is shown with besides itself.

    `undated` is how many articles a filter by date left out because they have none.
    """

    texts: Texts
    filters: Filters = EVERYTHING
    article_title: str | None = None
    undated: int = 0
    threshold: float = 0.5
    private: bool = False
    is_claim: bool = False
    may_open_thread: bool = False
    shared_by: str | None = None
    recorded: bool = False


def tidy_question(text: str) -> str:
    """Return a question as it is searched for and shown: on one line and without what nobody can see."""
    return show_on_one_line(text.replace("⟦", "[").replace("⟧", "]"))


def render_answer(answer: Answer, view: AnswerView) -> OutgoingMessage:
    """Return the message of an answer, or of there being none."""
    builder = Builder(ANSWER_COLOUR if answer.answered else QUIET_COLOUR)
    _add_question(builder, answer, view)
    if answer.answered:
        _add_lead(builder, answer, view)
    elif answer.note in NOT_SEARCHED:
        builder.add_text(describe_note(view.texts, answer.note))
    elif answer.sides:
        _add_parted(builder, answer, view)
    else:
        _add_no_answer(builder, answer, view)
    return builder.build()


def _add_question(builder: Builder, answer: Answer, view: AnswerView) -> None:
    if view.shared_by:
        builder.add_text("-# " + view.texts("answer.shared", name=write_name(view.shared_by, 40)))
    if view.is_claim:
        builder.add_text("-# " + view.texts("answer.claim"))
    if answer.question:
        builder.add_text(f"**{escape(answer.question)}**", TextId.QUESTION)
    if answer.read_as:
        builder.add_text("-# " + write_read_as(view.texts, answer.read_as), TextId.READ_AS)
    if narrowed := describe_filters(view.texts, view.filters, view.article_title, view.undated):
        builder.add_text(narrowed)


def _add_lead(builder: Builder, answer: Answer, view: AnswerView) -> None:
    lead, texts = answer.quotations[0], view.texts
    _add_quotation(builder, lead, "\n".join(_describe_lead(answer, view)), texts)
    if disagree(answer.sides) and builder.room > _ROOM_FOR_SIDES:
        builder.add_text(f"**{texts('sides.title')}**")
        add_sides(builder, answer.sides, texts, [lead, *([answer.newer] if answer.newer else [])])
    builder.add_buttons(list(_make_buttons(answer, view)))


def _describe_lead(answer: Answer, view: AnswerView) -> Iterator[str]:
    """Yield what is said about the first quotation: who, where, how sure, and what stands beside it."""
    lead, texts = answer.quotations[0], view.texts
    yield describe_speaker(texts, lead)
    source = describe_source(texts, lead) or "-# "
    yield f"{source} · {describe_confidence(texts, answer, view.threshold)}"
    notes = [describe_note(texts, answer.note)] if answer.note else []
    newer = describe_newer(texts, answer)
    yield from (f"-# {note}" for note in (*notes, *([newer] if newer else [])))
    if agreement := describe_agreement(texts, lead):
        yield agreement


def _add_quotation(builder: Builder, quotation: Quotation, about: str, texts: Texts) -> None:
    """Add a quotation and what is said about it, and before it the sentence that it refers to, if that fits."""
    quoted = mark_quotation(quotation)
    before = _mark_before(quotation, texts)
    if before and measure(before) + measure(quoted) + measure(about) <= builder.room:
        builder.add_text(before)
    builder.add_quotation(quoted, about, quotation, texts("answer.in_file"))


def _mark_before(quotation: Quotation, texts: Texts) -> str | None:
    if quotation.context is None:
        return None
    sentence = escape(quotation.context.of(quotation.article.text))
    return "-# " + texts("answer.before") + "\n" + quote_block(sentence)


def _make_buttons(answer: Answer, view: AnswerView) -> Iterator[Button]:
    texts, lead = view.texts, answer.quotations[0]
    place, filters = write_place(lead), write_filters(view.filters)
    if link := link_to_words(lead):
        yield link_button(link, name_link(texts, link))
    if answer.newer and answer.newer.article.published:
        day = texts.write_date(answer.newer.article.published)
        newer = Control(ControlAction.CONTEXT, write_place(answer.newer))
        yield ControlButton.make(newer, texts("button.newer", day=day), discord.ButtonStyle.primary)
    if answer.supporting:
        control = Control(ControlAction.MORE, ("0", *filters))
        yield ControlButton.make(control, texts("button.more"), discord.ButtonStyle.primary)
    context = Control(ControlAction.CONTEXT, (*place, f"{answer.confidence:.0%}".rstrip("%")))
    yield ControlButton.make(context, texts("button.context"))
    if view.private:
        control = Control(ControlAction.SHARE, (*place, *filters))
        yield ControlButton.make(control, texts("button.share"), discord.ButtonStyle.success)
    elif view.may_open_thread:
        yield ControlButton.make(Control(ControlAction.THREAD, filters), texts("button.thread"))
    yield ControlButton.make(Control(ControlAction.REPORT, place), texts("button.report"))
    if len(answer.quotations) > 1 + len(answer.supporting):
        yield _make_related(view)


def _add_parted(builder: Builder, answer: Answer, view: AnswerView) -> None:
    """Add what each side says, where no one sentence can answer."""
    if answer.note:
        builder.add_text(describe_note(view.texts, answer.note))
    if answer.also_asked:
        builder.add_text("-# " + write_also_asked(view.texts, answer.also_asked))
    add_sides(builder, answer.sides, view.texts)
    builder.add_buttons([_make_related(view)])


def _add_no_answer(builder: Builder, answer: Answer, view: AnswerView) -> None:
    lines = [describe_note(view.texts, answer.note) if answer.note else view.texts("answer.none")]
    if view.recorded:
        lines.append("-# " + view.texts("answer.recorded"))
    builder.add_text("\n".join(lines))
    if answer.quotations:
        builder.add_buttons([_make_related(view)])


def _make_related(view: AnswerView) -> ControlButton:
    control = Control(ControlAction.RELATED, ("0", *write_filters(view.filters)))
    return ControlButton.make(control, label(view.texts("button.related")))

"""An answer -> messages; pure functions. A quotation is shown whole, on one page or as a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import discord

from bot.discord_ui.controls import Control, ControlAction, ControlButton, write_place, write_scope
from bot.discord_ui.escaping import escape, escape_with_bold, quote_block, show_on_one_line
from bot.discord_ui.i18n import Texts
from bot.discord_ui.links import link_to_words
from bot.discord_ui.message import Builder, Button, OutgoingMessage, TextId, label, link_button, measure
from bot.messages.notice import ANSWER_COLOUR, QUIET_COLOUR
from bot.messages.source_lines import (
    describe_agreement,
    describe_scope,
    describe_source,
    describe_speaker,
    name_link,
    write_name,
)
from index.search.answer import Answer
from index.search.query.filters import EVERYTHING, Filters
from index.snapshots.quotations import Quotation

LONGEST_QUESTION = 500
"""Characters of a question: it is shown above its answer, and there must be room for both."""


@dataclass(frozen=True)
class AnswerView:
    """What an answer is shown with besides itself."""

    texts: Texts
    scope: Filters = EVERYTHING
    article_title: str | None = None
    sources: int = 2
    private: bool = False
    is_claim: bool = False
    shared_by: str | None = None
    recorded: bool = False


def tidy_question(text: str) -> str:
    """Return a question as it is searched for and shown: on one line and without what nobody can see."""
    return show_on_one_line(text.replace("⟦", "[").replace("⟧", "]"))


def render_answer(answer: Answer, frame: AnswerView) -> OutgoingMessage:
    """Return the message of an answer, or of there being none."""
    builder = Builder(ANSWER_COLOUR if answer.answered else QUIET_COLOUR)
    _add_question(builder, answer.question, frame)
    if answer.answered:
        _add_lead(builder, answer, frame)
    else:
        _add_no_answer(builder, answer, frame)
    return builder.build()


def _add_question(builder: Builder, question: str, frame: AnswerView) -> None:
    if frame.shared_by:
        builder.add_text("-# " + frame.texts("answer.shared", name=write_name(frame.shared_by, 40)))
    if frame.is_claim:
        builder.add_text("-# " + frame.texts("answer.claim"))
    if question:
        builder.add_text(f"**{escape(question)}**", TextId.QUESTION)
    if narrowed := describe_scope(frame.texts, frame.scope, frame.article_title):
        builder.add_text(narrowed)


def _add_lead(builder: Builder, answer: Answer, frame: AnswerView) -> None:
    lead = answer.quotations[0]
    only = "-# " + frame.texts("answer.one_source") if frame.sources == 1 else None
    notes = [note for note in (describe_agreement(frame.texts, lead), only) if note]
    about = "\n".join([describe_speaker(frame.texts, lead), describe_source(frame.texts, lead), *notes])
    _add_quotation(builder, lead, about, frame.texts)
    builder.add_buttons(list(_make_buttons(answer, frame)))


def _add_quotation(builder: Builder, quotation: Quotation, about: str, texts: Texts) -> None:
    """Add a quotation and what is said about it, and before it the sentence that it refers to, if that fits."""
    quoted = mark_quotation(quotation)
    before = _mark_before(quotation, texts)
    if before and measure(before) + measure(quoted) + measure(about) <= builder.room:
        builder.add_text(before)
    builder.add_quotation(quoted, about, quotation, texts("answer.in_file"))


def mark_quotation(quotation: Quotation) -> str:
    """Return a quotation as a block quotation with its decisive words in bold."""
    return quote_block(escape_with_bold(quotation.text, quotation.highlights))


def _mark_before(quotation: Quotation, texts: Texts) -> str | None:
    if quotation.context is None:
        return None
    sentence = escape(quotation.context.of(quotation.article.text))
    return "-# " + texts("answer.before") + "\n" + quote_block(sentence)


def _make_buttons(answer: Answer, frame: AnswerView) -> Iterator[Button]:
    texts, lead = frame.texts, answer.quotations[0]
    place = write_place(lead)
    if link := link_to_words(lead):
        yield link_button(link, name_link(texts, link))
    if len(answer.quotations) > 1:
        control = Control(ControlAction.MORE, ("0", *write_scope(frame.scope)))
        yield ControlButton.make(control, texts("button.more"), discord.ButtonStyle.primary)
    yield ControlButton.make(Control(ControlAction.CONTEXT, place), texts("button.context"))
    if frame.private:
        control = Control(ControlAction.SHARE, (*place, *write_scope(frame.scope)))
        yield ControlButton.make(control, texts("button.share"), discord.ButtonStyle.success)
    yield ControlButton.make(Control(ControlAction.REPORT, place), texts("button.report"))


def _add_no_answer(builder: Builder, answer: Answer, frame: AnswerView) -> None:
    lines = [frame.texts("answer.none")]
    if frame.recorded:
        lines.append("-# " + frame.texts("answer.recorded"))
    builder.add_text("\n".join(lines))
    if answer.quotations:
        control = Control(ControlAction.RELATED, ("0", *write_scope(frame.scope)))
        builder.add_buttons([ControlButton.make(control, label(frame.texts("button.related")))])

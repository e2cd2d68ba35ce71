"""An answer -> messages; pure functions. A quotation is shown whole, on one page or as a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import discord

from bot.discord_ui.controls import Control, ControlAction, ControlButton, write_place, write_scope
from bot.discord_ui.escaping import escape, escape_with_bold, quote_block, show_on_one_line
from bot.discord_ui.i18n import Texts
from bot.discord_ui.links import link_to_words
from bot.discord_ui.message import Builder, Button, OutgoingMessage, TextId, label, link_button, measure
from bot.discord_ui.paging import add_paging, cut_page
from bot.messages.source_lines import (
    describe_agreement,
    describe_others,
    describe_scope,
    describe_source,
    describe_speaker,
    name_link,
    write_name,
)
from index.corpus.span import Span
from index.search.answer import Answer
from index.search.query.filters import EVERYTHING, Filters
from index.snapshots.quotations import Quotation

LONGEST_QUESTION = 500
"""Characters of a question: it is shown above its answer, and there must be room for both."""

MOST_ON_A_PAGE = 6
_PAGE_HEAD = 1_800
_PAGING = 60
"""Characters that the number of a page takes."""

ANSWER_COLOUR = discord.Colour(0x3B82F6)
RELATED_COLOUR = discord.Colour(0xD97706)
QUIET_COLOUR = discord.Colour(0x6B7280)


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


@dataclass(frozen=True)
class Heading:
    """What is shown above a page of quotations, and how its other pages are reached."""

    title: str
    turn: Callable[[int], Control]
    question: str = ""
    colour: discord.Colour = ANSWER_COLOUR


def render_quotations(
    quotations: Sequence[Quotation], page: int, heading: Heading, texts: Texts, most: int = MOST_ON_A_PAGE
) -> OutgoingMessage:
    """Return a page of quotations; they are never cut, so pages hold as many as fit."""
    entries = [_describe_entry(quotation, texts) for quotation in quotations]
    room = Builder().room - _PAGE_HEAD
    sizes = [min(entry.size, room) for entry in entries]
    shown = cut_page(range(len(quotations)), page, min(most, MOST_ON_A_PAGE), sizes, room)
    builder = Builder(heading.colour)
    builder.add_text(heading.title)
    if heading.question:
        builder.add_text(f"**{escape(heading.question)}**", TextId.QUESTION)
    for number in shown.items:
        builder.add_rule()
        _add_entry(builder, quotations[number], entries[number], room, texts)
    add_paging(builder, shown.number, shown.pages, heading.turn, texts)
    return builder.build()


@dataclass(frozen=True)
class _Entry:
    quoted: str
    about: str

    @property
    def size(self) -> int:
        return measure(self.quoted) + measure(self.about)


def _describe_entry(quotation: Quotation, texts: Texts) -> _Entry:
    lines = [describe_speaker(texts, quotation), describe_source(texts, quotation, linked=True)]
    agreement = describe_agreement(texts, quotation)
    return _Entry(mark_quotation(quotation), "\n".join([*lines, agreement] if agreement else lines))


def _add_entry(builder: Builder, quotation: Quotation, entry: _Entry, room: int, texts: Texts) -> None:
    """Add a quotation, as a file where it alone is longer than a page."""
    button = ControlButton.make(Control(ControlAction.CONTEXT, write_place(quotation)), texts("button.context"))
    if entry.size <= room:
        builder.add_texts_with_button([entry.quoted, entry.about], button)
    else:
        builder.add_texts_with_button([texts("answer.in_file"), entry.about], button)
        builder.add_file(f"{quotation.article.name}-{quotation.span.start}", quotation.text)


@dataclass(frozen=True)
class Surroundings:
    """The paragraph around a quotation, and the sentence that names its speaker, where that is another."""

    paragraph: Sequence[Quotation]
    naming: Quotation | None = None


def render_context(quotation: Quotation, around: Surroundings, page: int | None, texts: Texts) -> OutgoingMessage:
    """Return a page of the paragraph around a quotation, which is in bold; without a page, the one that it is on."""
    lines = [
        describe_speaker(texts, quotation),
        describe_others(texts, quotation),
        describe_source(texts, quotation, linked=True),
    ]
    about = "\n".join(filter(None, lines))
    builder = Builder(QUIET_COLOUR)
    builder.add_text("-# " + texts("context.title"))
    room = builder.room - measure(about) - 100
    chunks = _cut_paragraph(quotation, around.paragraph, room)
    if page is None:
        page = next((number for number, chunk in enumerate(chunks) if quotation.span.start < chunk.end), 0)
    page = min(page, len(chunks) - 1)
    marked = _mark_chunk(quotation, chunks[page])
    if measure(marked) <= room:
        builder.add_text(marked)
    else:
        builder.add_text(texts("answer.in_file"))
        builder.add_file(f"{quotation.article.name}-{chunks[page].start}", chunks[page].of(quotation.article.text))
    builder.add_text(about)
    naming = _mark_naming(quotation, around.naming, texts)
    if naming and measure(naming) <= builder.room - _PAGING:
        builder.add_text(naming)
    place = write_place(quotation)
    add_paging(
        builder, page, len(chunks), lambda number: Control(ControlAction.CONTEXT_PAGE, (*place, str(number))), texts
    )
    return builder.build()


def _mark_naming(quotation: Quotation, naming: Quotation | None, texts: Texts) -> str | None:
    """Return the sentence that names the speaker, the name in bold, where the paragraph may not show it."""
    if naming is None:
        return None
    evidence = [name.shift(-naming.span.start) for name in quotation.attribution.evidence[-1:]]
    names = [name for name in evidence if 0 <= name.start < name.end <= len(naming.text)]
    return "-# " + texts("context.named") + "\n" + quote_block(escape_with_bold(naming.text, names))


def _cut_paragraph(quotation: Quotation, paragraph: Sequence[Quotation], room: int) -> list[Span]:
    """Return the pages of a paragraph: whole sentences with what is between them."""
    chunks: list[Span] = []
    for sentence in paragraph:
        longer = Span(chunks[-1].start, sentence.span.end) if chunks else None
        if longer and measure(_mark_chunk(quotation, longer)) <= room:
            chunks[-1] = longer
        else:
            chunks.append(sentence.span)
    return chunks or [quotation.span]


def _mark_chunk(quotation: Quotation, chunk: Span) -> str:
    start, end = max(chunk.start, quotation.span.start), min(chunk.end, quotation.span.end)
    highlights = [Span(start, end).shift(-chunk.start)] if start < end else []
    return quote_block(escape_with_bold(chunk.of(quotation.article.text), highlights))


def render_notice(text: str, colour: discord.Colour = QUIET_COLOUR) -> OutgoingMessage:
    """Return a message of the bot's own words."""
    builder = Builder(colour)
    builder.add_text(text)
    return builder.build()

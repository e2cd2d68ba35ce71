"""Quotations -> pages; pure functions. They are never cut, so a page holds as many as fit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import discord

from bot.discord_ui.controls import Control, ControlAction, ControlButton, write_place
from bot.discord_ui.escaping import escape, escape_with_bold, quote_block
from bot.discord_ui.i18n import Texts
from bot.discord_ui.message import Builder, OutgoingMessage, TextId, measure
from bot.discord_ui.paging import add_paging, cut_page
from bot.messages.notice import ANSWER_COLOUR
from bot.messages.source_lines import describe_agreement, describe_source, describe_speaker, name_article
from index.snapshots.quotations import Quotation

MOST_ON_A_PAGE = 6
_PAGE_HEAD = 1_800
_IN_FILE = 100
"""Characters that take the place of a quotation which is a file, in any language."""


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
    """Return a page of quotations; they are never cut, so pages hold as many as fit.

    Where all are of one article, its title stands once, above them.
    """
    shared = len(quotations) > 1 and len({quotation.article.id for quotation in quotations}) == 1
    entries = [describe_entry(quotation, texts, titled=not shared) for quotation in quotations]
    room = Builder().room - _PAGE_HEAD
    sizes = [min(entry.size, room) for entry in entries]
    shown = cut_page(range(len(quotations)), page, min(most, MOST_ON_A_PAGE), sizes, room)
    builder = Builder(heading.colour)
    builder.add_text(heading.title)
    if heading.question:
        builder.add_text(f"**{escape(heading.question)}**", TextId.QUESTION)
    if shared:
        builder.add_text("-# " + texts("more.shared", title=name_article(quotations[0], linked=True)))
    for number in shown.items:
        builder.add_rule()
        add_entry(builder, quotations[number], entries[number], room, texts)
    add_paging(builder, shown.number, shown.pages, heading.turn, texts)
    return builder.build()


@dataclass(frozen=True)
class Entry:
    """A quotation as markup, and what is said about it."""

    quoted: str
    about: str

    @property
    def size(self) -> int:
        """Return how much of a message's text it takes."""
        return measure(self.quoted) + measure(self.about)

    @property
    def size_as_file(self) -> int:
        """Return how much it takes where the quotation is a file."""
        return _IN_FILE + measure(self.about)


def describe_entry(quotation: Quotation, texts: Texts, *, titled: bool = True) -> Entry:
    """Return a quotation and what is said about it, with or without its article's title."""
    lines = [
        describe_speaker(texts, quotation),
        describe_source(texts, quotation, linked=True, titled=titled),
        describe_agreement(texts, quotation),
    ]
    return Entry(mark_quotation(quotation), "\n".join(filter(None, lines)))


def add_entry(builder: Builder, quotation: Quotation, entry: Entry, room: int, texts: Texts) -> None:
    """Add a quotation, as a file where it alone is longer than there is room for."""
    button = ControlButton.make(Control(ControlAction.CONTEXT, write_place(quotation)), texts("button.context"))
    if entry.size <= room:
        builder.add_texts_with_button([entry.quoted, entry.about], button)
    else:
        builder.add_texts_with_button([texts("answer.in_file"), entry.about], button)
        builder.add_file(f"{quotation.article.name}-{quotation.span.start}", quotation.text)


def mark_quotation(quotation: Quotation) -> str:
    """Return a quotation as a block quotation with its decisive words in bold."""
    return quote_block(escape_with_bold(quotation.text, quotation.highlights))

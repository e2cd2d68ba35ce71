"""What sources say about the sentences of a message -> a message; pure functions."""

from __future__ import annotations

from dataclasses import dataclass

from bot.discord_ui.escaping import escape
from bot.discord_ui.i18n import Texts
from bot.discord_ui.message import Builder, OutgoingMessage, clip, measure
from bot.messages.answers.quotation_pages import add_entry, describe_entry
from bot.messages.notice import ANSWER_COLOUR
from index.search.answer import Answer

_CLAIM = 300
_MARGIN = 100


@dataclass(frozen=True)
class Checked:
    """The sentences of a message that sources say something about, how many were looked up, and how many it has."""

    best: tuple[Answer, ...]
    searched: int
    sentences: int


def render_claims(checked: Checked, texts: Texts) -> OutgoingMessage:
    """Return each sentence with the quotation that bears on it, in the message's order, and how many were read."""
    builder = Builder(ANSWER_COLOUR)
    searched = texts.count("claim.searched", checked.searched)
    best = texts("claim.best", number=len(checked.best))
    builder.add_text(f"**{texts('claim.title')}**\n-# {searched}; {best}")
    for answer in checked.best:
        _add_claim(builder, answer, texts)
    if checked.searched < checked.sentences:
        builder.add_text("-# " + texts("claim.cut", most=checked.searched))
    return builder.build()


def _add_claim(builder: Builder, answer: Answer, texts: Texts) -> None:
    quotation = answer.quotations[0]
    claim, entry = f"**{escape(clip(answer.question, _CLAIM))}**", describe_entry(quotation, texts)
    room = builder.room - measure(claim) - _MARGIN
    if min(entry.size, entry.size_as_file) > room:
        return  # the claims before it are better, and take all the room there is
    builder.add_rule()
    builder.add_text(claim)
    add_entry(builder, quotation, entry, room, texts)

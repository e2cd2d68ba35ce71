"""The paragraph around a quotation -> a message; pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.discord_ui.controls import Control, ControlAction, write_place
from bot.discord_ui.escaping import escape_with_bold, quote_block
from bot.discord_ui.i18n import Texts
from bot.discord_ui.message import Builder, OutgoingMessage, measure
from bot.discord_ui.paging import add_paging
from bot.messages.notice import QUIET_COLOUR
from bot.messages.source_lines import describe_others, describe_source, describe_speaker
from index.corpus.span import Span
from index.snapshots.quotations import Quotation

_PAGING = 60
"""Characters that the number of a page takes."""


@dataclass(frozen=True)
class Surroundings:
    """The paragraph around a quotation, and the sentence that names its speaker, where that is another."""

    paragraph: Sequence[Quotation]
    naming: Quotation | None = None
    reading: str | None = None
    """What the question was read as, and how sure the answer is; as markup."""


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
    room = builder.room - measure(about) - measure(around.reading or "") - 100
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
    if around.reading:
        builder.add_rule()
        builder.add_text(around.reading)
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

"""What a message says, wherever in it that stands: its text, what it forwards, its embeds, an answer's quotation."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

import discord

from bot.discord_ui.controls import Control, ControlAction
from bot.discord_ui.escaping import unescape
from bot.discord_ui.i18n import LANGUAGES, texts_for
from bot.discord_ui.message import TextId, find_text, walk_components
from index.corpus.sentences import split_text
from index.corpus.span import Span
from index.errors import Refusal
from index.search.answer import Answer
from index.search.catalog import Catalog

_QUOTED = "> "


def read_paragraphs(message: discord.Message) -> list[str]:
    """Return the texts of a message: its own, of what it forwards, of embeds, and the quotations of an answer."""
    found = [message.clean_content]
    for snapshot in message.message_snapshots:
        found += [snapshot.content, *_read_embeds(snapshot.embeds), *_read_quotations(snapshot.components)]
    found += [*_read_embeds(message.embeds), *_read_quotations(message.components)]
    return [text for text in found if text and not text.isspace()]


def split_sentences(paragraphs: list[str]) -> list[str]:
    """Return the sentences of texts, each once, in order."""
    return list(dict.fromkeys(span.of(text) for text in paragraphs for span in split_text(text)))


def _read_embeds(embeds: Any) -> Iterator[str]:
    for embed in embeds:
        yield from (text for text in (embed.title, embed.description) if text)
        yield from (field.value for field in embed.fields if field.value)


def _read_quotations(components: Any) -> Iterator[str]:
    """Yield what an answer of the bot's quotes, as it stands in the article."""
    for component in walk_components(components):
        if isinstance(component, discord.TextDisplay):
            lines = component.content.split("\n")
            quoted = [line.removeprefix(_QUOTED) for line in lines if line.startswith(_QUOTED)]
            if quoted:
                yield unescape("\n".join(quoted))


def read_previous(message: discord.Message, catalog: Catalog) -> Answer | None:
    """Return the answer that a message of the bot's shows, for a question that leans on it; None where it shows none.

    What has been withdrawn since is left out.
    """
    question = find_text(message, TextId.QUESTION)
    if question is None:
        return None
    quotations = [catalog.find_quotation(*place) for place in _read_places(message)]
    kept = tuple(quotation for quotation in quotations if quotation)[:1]
    return Answer(question, bool(kept), 1.0 if kept else 0.0, kept, read_as=find_read_as(message))


def find_read_as(message: discord.Message | None) -> str | None:
    """Return what the question of an answer was read as, where the answer says so."""
    line = find_text(message, TextId.READ_AS)
    if line is None:
        return None
    starts = ["-# " + texts_for(language)("answer.read_as", question="") for language in LANGUAGES]
    return next((line.removeprefix(start) for start in starts if line.startswith(start)), None)


def _read_places(message: discord.Message) -> list[tuple[str, Span]]:
    """Return the places that a message has Context of, the one first whose button also says how sure it is."""
    controls = [control for control in _read_controls(message) if control.action is ControlAction.CONTEXT]
    controls.sort(key=lambda control: len(control.arguments), reverse=True)
    places = []
    for control in controls:
        with contextlib.suppress(Refusal):
            places.append((control.arguments[0], Span(control.read_number(1), control.read_number(2))))
    return places


def _read_controls(message: discord.Message) -> Iterator[Control]:
    for component in walk_components(message.components):
        if isinstance(component, discord.Button) and component.custom_id:
            with contextlib.suppress(Refusal):
                yield Control.from_id(component.custom_id)

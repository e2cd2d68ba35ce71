"""Buttons and menus that work for as long as their message exists.

The custom id says all that one needs: what it does, and on which words of which article.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

import discord

from bot.errors import Reason
from index.corpus.span import Span
from index.engines.filters import Filters
from index.errors import Refusal
from index.search.catalog import Catalog
from index.snapshots.quotations import Quotation

VERSION = "v1"
_SEPARATOR = "|"
_CONTROL = r"\|(?P<action>[a-z]+)(?:\|(?P<arguments>.*))?"
_MENU = "menu-"
"""Before the custom id of a menu: discord.py tells its kinds of items apart by their templates alone."""

_TEMPLATE = re.compile(rf"(?:{_MENU})?{VERSION}{_CONTROL}")


class ControlAction(StrEnum):
    """What buttons, menus and forms can do; the values are kept in the custom ids of messages, so they never change."""

    EXAMPLE = "example"
    MORE = "more"
    MORE_PAGE = "morepage"
    RELATED = "related"
    RELATED_PAGE = "relatedpage"
    CONTEXT = "context"
    CONTEXT_PAGE = "turn"
    SHARE = "share"
    THREAD = "thread"
    REPORT = "report"
    REPORT_FORM = "reported"
    SOURCES = "sources"
    SPEAKERS = "speakers"
    SPEAKER = "speaker"
    QUOTES = "quotes"
    DRAFT_PASTE = "draftpaste"
    DRAFT_SHOW = "draftshow"
    DRAFT_FORM = "draftform"
    DRAFT_TAKE = "drafttake"
    DRAFT_ADD = "draftadd"
    DRAFT_DROP = "draftdrop"
    ARTICLE_FORM = "articleform"
    ARTICLE_TAKE = "articletake"
    ARTICLE_SHOW = "articleshow"
    ARTICLE_UNDO = "articleundo"
    ARTICLE_REMOVE = "articleremove"
    REMOVAL_FORM = "removalform"
    REINDEX = "reindex"
    REMOVE = "remove"
    ROLLBACK = "rollback"
    KEEP = "keep"
    CANCEL_JOB = "canceljob"
    SHOW_HELD = "showheld"
    PUBLISH_HELD = "publishheld"
    DISCARD_HELD = "discardheld"
    FEED_ADD = "feedadd"
    FEED_EDIT = "feededit"
    FEED_DROP = "feeddrop"
    FEED_WAITING = "feedwaiting"
    CORPUS_LIST = "corpuslist"
    CORPUS_SHOW = "corpusshow"
    CORPUS_HISTORY = "corpushistory"
    CORPUS_UNANSWERED = "corpusunanswered"
    CORPUS_REPORTS = "corpusreports"
    UNANSWERED_OPEN = "unansweredopen"
    UNANSWERED_DONE = "unanswereddone"
    REPORT_OPEN = "reportopen"
    REPORT_DONE = "reportdone"
    PASTE_OPEN = "pasteopen"


PUBLIC_ACTIONS = frozenset(
    {
        ControlAction.EXAMPLE,
        ControlAction.MORE,
        ControlAction.MORE_PAGE,
        ControlAction.RELATED,
        ControlAction.RELATED_PAGE,
        ControlAction.CONTEXT,
        ControlAction.CONTEXT_PAGE,
        ControlAction.SHARE,
        ControlAction.THREAD,
        ControlAction.REPORT,
        ControlAction.REPORT_FORM,
        ControlAction.SOURCES,
        ControlAction.SPEAKERS,
        ControlAction.SPEAKER,
        ControlAction.QUOTES,
    }
)
"""What everybody may do; all others are for moderators."""


@dataclass(frozen=True)
class Control:
    """What a button does and on what."""

    action: ControlAction
    arguments: tuple[str, ...] = ()

    @classmethod
    def from_id(cls, custom_id: str) -> Control:
        """Read a custom id.

        Raises a Refusal for one that this version did not write.
        """
        found = _TEMPLATE.fullmatch(custom_id)
        if not found or found["action"] not in set(ControlAction):
            raise Refusal(Reason.OUTDATED)
        arguments = found["arguments"]
        return cls(ControlAction(found["action"]), tuple(arguments.split(_SEPARATOR)) if arguments is not None else ())

    def to_id(self) -> str:
        """Return the custom id."""
        return _SEPARATOR.join((VERSION, self.action, *self.arguments))

    def read_number(self, place: int) -> int:
        """Return an argument as a number.

        Raises a Refusal when it is none.
        """
        if place >= len(self.arguments) or not self.arguments[place].isdecimal():
            raise Refusal(Reason.OUTDATED)
        return int(self.arguments[place])


class ControlButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template=rf"{VERSION}{_CONTROL}"):
    """A button whose custom id is its control."""

    def __init__(self, button: discord.ui.Button[Any]) -> None:
        super().__init__(button)

    @classmethod
    def make(
        cls, control: Control, label: str, style: discord.ButtonStyle = discord.ButtonStyle.secondary
    ) -> ControlButton:
        """Make a button for a control."""
        return cls(discord.ui.Button(label=label, style=style, custom_id=control.to_id()))

    @classmethod
    async def from_custom_id(
        cls, _: discord.Interaction[Any], item: discord.ui.Item[Any], __: re.Match[str], /
    ) -> ControlButton:
        """Rebuild the button from the message that it was clicked on."""
        assert isinstance(item, discord.ui.Button)
        return cls(item)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do what the button is for."""
        await interaction.client.act(interaction, self.item.custom_id or "", ())


class ControlMenu(discord.ui.DynamicItem[discord.ui.Select[Any]], template=rf"{_MENU}{VERSION}{_CONTROL}"):
    """A menu whose custom id is its control."""

    @classmethod
    def make(
        cls, control: Control, placeholder: str, options: list[discord.SelectOption], most: int = 1
    ) -> ControlMenu:
        """Make a menu for a control, of which so many options at most can be picked at once."""
        custom_id = _MENU + control.to_id()
        select = discord.ui.Select[Any](custom_id=custom_id, placeholder=placeholder, options=options, max_values=most)
        return cls(select)

    @classmethod
    async def from_custom_id(
        cls, _: discord.Interaction[Any], item: discord.ui.Item[Any], __: re.Match[str], /
    ) -> ControlMenu:
        """Rebuild the menu from the message that it was used on."""
        assert isinstance(item, discord.ui.Select)
        return cls(item)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do what the menu is for, with what was picked."""
        await interaction.client.act(interaction, self.item.custom_id, tuple(self.item.values))


def write_place(quotation: Quotation) -> tuple[str, str, str]:
    """Return the arguments that stand for a quotation: the digest of its article, and its offsets."""
    return (quotation.article.id, str(quotation.span.start), str(quotation.span.end))


def read_place(catalog: Catalog, control: Control) -> Quotation:
    """Return the quotation that a control's first three arguments stand for.

    Raises a Refusal when the corpus no longer has it.
    """
    span = Span(control.read_number(1), control.read_number(2))
    quotation = catalog.find_quotation(control.arguments[0], span)
    if quotation is None:
        raise Refusal(Reason.WITHDRAWN)
    return quotation


def key_speaker(speaker: str) -> str:
    """Return a short key of a speaker's name, which itself may be too long for a custom id."""
    return hashlib.sha256(speaker.encode()).hexdigest()[:12]


def key_question(question: str) -> str:
    """Return a short key of a question, which itself may be too long for a custom id."""
    return hashlib.sha256(question.encode()).hexdigest()[:12]


def find_speaker(catalog: Catalog, key: str) -> str:
    """Return the speaker of a key.

    Raises a Refusal when nobody of the corpus has it.
    """
    found = next((speaker.name for speaker in catalog.speakers if key_speaker(speaker.name) == key), None)
    if found is None:
        raise Refusal(Reason.WITHDRAWN)
    return found


def write_filters(filters: Filters) -> tuple[str, str, str, str]:
    """Return the arguments that stand for filters."""
    after, before = (day.isoformat().replace("-", "") if day else "" for day in (filters.after, filters.before))
    return (key_speaker(filters.speaker) if filters.speaker else "", filters.article_id or "", after, before)


def read_filters(catalog: Catalog, arguments: tuple[str, ...]) -> Filters:
    """Return the filters that four arguments stand for.

    Raises a Refusal when its speaker or article is gone.
    """
    if len(arguments) != 4:
        raise Refusal(Reason.OUTDATED)
    speaker, article_id, *days = arguments
    if article_id and catalog.find_article(article_id) is None:
        raise Refusal(Reason.WITHDRAWN)
    after, before = (_read_day(day) for day in days)
    return Filters(find_speaker(catalog, speaker) if speaker else None, article_id or None, after, before)


def _read_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise Refusal(Reason.OUTDATED) from error


def find_values(component: object) -> Iterator[str]:
    """Return what was written into a form that was sent, however it is nested."""
    if isinstance(component, list):
        for each in component:
            yield from find_values(each)
    elif isinstance(component, dict):
        if isinstance(component.get("value"), str):
            yield component["value"]
        for key in ("components", "component"):
            yield from find_values(component.get(key))

"""A message of components, put together by the one builder that owns every limit of Discord's."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Any

import discord

from bot.discord_ui.controls import ControlButton, ControlMenu
from bot.discord_ui.escaping import unescape
from index.snapshots.quotations import Quotation

MOST_TEXT = 4_000
"""Characters of all text of a message; counted in UTF-16 units, which is never less than Discord counts."""

MOST_COMPONENTS = 40
MOST_BUTTONS = 5
"""Buttons of a row."""

MOST_OPTIONS = 25
"""Options of a menu, and choices that are offered while typing."""

LONGEST_LABEL = 80
LONGEST_OPTION = 100
LONGEST_FILE_NAME = 60


class TextId(IntEnum):
    """Numbers of texts that buttons read back from their message; messages keep them, so they never change."""

    QUESTION = 7
    REASON = 8
    READ_AS = 9


NO_MENTIONS = discord.AllowedMentions.none()

Button = ControlButton | discord.ui.Button[Any]


@dataclass(frozen=True)
class OutgoingMessage:
    """A message that can be sent once."""

    view: discord.ui.LayoutView
    files: tuple[discord.File, ...] = ()


class Builder:
    """Puts a message together: texts inside a frame, rows of buttons below it."""

    def __init__(self, colour: discord.Colour | None = None) -> None:
        self._frame: discord.ui.Container[Any] = discord.ui.Container(accent_colour=colour)
        self._rows: list[discord.ui.ActionRow[Any]] = []
        self._files: list[discord.File] = []
        self._text = 0
        self._components = 1

    @property
    def room(self) -> int:
        """Return how much text still fits."""
        return MOST_TEXT - self._text

    @property
    def components_left(self) -> int:
        """Return how many more components fit; an entry with a button at its side takes four."""
        return MOST_COMPONENTS - self._components

    def add_text(self, markup: str, number: TextId | None = None) -> None:
        """Add text, with a number by which it is found again in the message."""
        self._take(markup, 1)
        self._frame.add_item(discord.ui.TextDisplay(markup, id=number))

    def add_texts_with_button(self, markups: Sequence[str], button: ControlButton) -> None:
        """Add up to three texts with a button at their side."""
        self._take("".join(markups), 2 + len(markups))
        self._frame.add_item(discord.ui.Section(*map(discord.ui.TextDisplay, markups), accessory=button))

    def add_rule(self) -> None:
        """Add a line across."""
        self._take("", 1)
        self._frame.add_item(discord.ui.Separator())

    def add_file(self, name: str, content: str) -> None:
        """Attach a text to the character."""
        self._take("", 1)
        safe = re.sub(r"[^A-Za-z0-9_-]+", "-", name)[:LONGEST_FILE_NAME].strip("-") or "quotation"
        filename = f"{safe}-{len(self._files) + 1}.txt"
        self._files.append(discord.File(io.BytesIO(content.encode("utf-8")), filename))
        self._frame.add_item(discord.ui.File(f"attachment://{filename}"))

    def add_stored_file(self, path: Path, filename: str) -> None:
        """Attach a file of the disk."""
        self._take("", 1)
        self._files.append(discord.File(path, filename))
        self._frame.add_item(discord.ui.File(f"attachment://{filename}"))

    def add_quotation(self, marked: str, about: str, quotation: Quotation, in_file: str) -> None:
        """Add a quotation and what is said about it: whole, or as a file where it does not fit."""
        if measure(marked) + measure(about) <= self.room:
            self.add_text(marked)
            self.add_text(about)
        else:
            self.add_text(f"{in_file}\n{about}")
            self.add_file(f"{quotation.article.name}-{quotation.span.start}", quotation.text)

    def add_buttons(self, buttons: Sequence[Button]) -> None:
        """Add buttons below the frame, in rows."""
        for start in range(0, len(buttons), MOST_BUTTONS):
            row = buttons[start : start + MOST_BUTTONS]
            self._take("", 1 + len(row))
            self._rows.append(discord.ui.ActionRow(*row))

    def add_menu(self, menu: ControlMenu) -> None:
        """Add a menu below the frame."""
        self._take("", 2)
        self._rows.append(discord.ui.ActionRow(menu))

    def build(self) -> OutgoingMessage:
        """Return the message."""
        view = discord.ui.LayoutView(timeout=None)
        for item in (self._frame, *self._rows):
            view.add_item(item)
        view.stop()  # what its buttons do is read from their custom ids: discord.py need not keep it, as it would
        return OutgoingMessage(view, tuple(self._files))

    def _take(self, markup: str, components: int) -> None:
        self._text += measure(markup)
        self._components += components
        if self._text > MOST_TEXT or self._components > MOST_COMPONENTS:
            raise AssertionError(f"a message of {self._text} characters and {self._components} components")


def measure(markup: str) -> int:
    """Return the length of a text in UTF-16 units."""
    return len(markup.encode("utf-16-le", "surrogatepass")) // 2


def clip(text: str, longest: int) -> str:
    """Return text of at most so many UTF-16 units: for names and labels, never for a quotation."""
    if measure(text) <= longest:
        return text
    kept = text[: longest - 1]
    while measure(kept) > longest - 1:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def label(text: str, longest: int = LONGEST_LABEL) -> str:
    """Return the text of a button or an option, which shows no markup."""
    return clip(text, longest)


def link_button(url: str, text: str) -> Button:
    """Return a button that opens an address."""
    return discord.ui.Button(style=discord.ButtonStyle.link, url=url, label=label(text))


def find_text(message: discord.Message | None, number: TextId) -> str | None:
    """Return the text of a number in a message, as it was before it was escaped."""
    components = walk_components(message.components if message else [])
    found = next((each for each in components if isinstance(each, discord.TextDisplay) and each.id == number), None)
    return unescape(found.content) if found else None


def walk_components(components: Any) -> Iterator[Any]:
    """Yield every component of a message, however nested."""
    for component in components:
        yield component
        yield from walk_components(getattr(component, "children", ()))
        if accessory := getattr(component, "accessory", None):
            yield accessory

"""Pages of what is longer than a message: what is on which, and the buttons between them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.discord_ui.controls import Control, ControlButton
from bot.discord_ui.i18n import Texts
from bot.discord_ui.message import Builder, measure

_MARGIN = 100
"""Characters that are kept for the number of the page."""

_Item = TypeVar("_Item")


@dataclass(frozen=True)
class Page(Generic[_Item]):
    """A part of a list, and where in its pages one is."""

    items: Sequence[_Item]
    number: int
    pages: int


def cut_page(
    items: Sequence[_Item], page: int, most: int, sizes: Sequence[int] | None = None, room: int = 0
) -> Page[_Item]:
    """Return a page of a list, the last one where there is none of that number.

    A page has `most` items, or fewer where `sizes` are given and so many do not fit into `room`.
    """
    pages = paginate(sizes if sizes is not None else [0] * len(items), room, most)
    number = min(page, len(pages) - 1)
    return Page([items[place] for place in pages[number]], number, len(pages))


def paginate(sizes: Sequence[int], room: int, most: int) -> list[list[int]]:
    """Return which items are on which page, in order: as many as fit, and one at least."""
    pages: list[list[int]] = [[]]
    used = 0
    for number, size in enumerate(sizes):
        if pages[-1] and (used + size > room or len(pages[-1]) == most):
            pages.append([])
            used = 0
        pages[-1].append(number)
        used += size
    return pages


def add_paging(builder: Builder, page: int, pages: int, turn: Callable[[int], Control], texts: Texts) -> None:
    """Add where in the pages one is, and buttons to the ones before and after."""
    if pages <= 1:
        return
    builder.add_text("-# " + texts("page", page=page + 1, pages=pages))
    buttons = []
    if page > 0:
        buttons.append(ControlButton.make(turn(page - 1), texts("button.previous")))
    if page < pages - 1:
        buttons.append(ControlButton.make(turn(page + 1), texts("button.next")))
    builder.add_buttons(buttons)


def add_page(
    builder: Builder, lines: Sequence[str], page: int, most: int, turn: Callable[[int], Control], texts: Texts
) -> None:
    """Add a page of lines, as many as there is room for and at most so many, and the way to the other pages."""
    if not lines:
        return
    shown = cut_page(lines, page, most, [measure(line) + 1 for line in lines], builder.room - _MARGIN)
    builder.add_text("\n".join(shown.items))
    add_paging(builder, shown.number, shown.pages, turn, texts)

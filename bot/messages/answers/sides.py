"""What different sides say -> parts of a message; nobody's side is guessed, and none is judged."""

from __future__ import annotations

from collections.abc import Sequence

from bot.discord_ui.i18n import Texts
from bot.discord_ui.message import Builder, measure
from bot.messages.answers.quotation_pages import add_entry, describe_entry
from bot.messages.source_lines import write_name
from index.search.sides import Side, disagree
from index.snapshots.quotations import Quotation

MOST_OF_A_SIDE = 2
_MOST_SIDES = 4
_NAME = 60
_MARGIN = 300
"""Characters that are kept for what stands below."""

_COMPONENTS = 10
"""Components that are kept for the buttons below."""

_OF_A_SIDE = 6
"""Components of a rule, a name and one quotation."""

_OF_AN_ENTRY = 4


def add_sides(builder: Builder, sides: Sequence[Side], texts: Texts, shown: Sequence[Quotation] = ()) -> None:
    """Add the best quotations of each side below its name, without those that are shown or opened already."""
    if line := describe_sides(texts, sides):
        builder.add_text(line)
    is_parted = any(side.name is not None for side in sides)
    for side in sides[:_MOST_SIDES]:
        others = [each for each in side.quotations if not any(each.entry is other.entry for other in shown)]
        heading = _name_side(side, texts) if is_parted else ""
        _add_side(builder, heading, others[:MOST_OF_A_SIDE], texts)


def describe_sides(texts: Texts, sides: Sequence[Side]) -> str | None:
    """Return that only one side is quoted, or nobody who is known to be on one; None where several are."""
    named = [side.name for side in sides if side.name is not None]
    if disagree(sides):
        return None
    return "-# " + (texts("sides.one", side=write_name(named[0], _NAME)) if named else texts("sides.none"))


def _name_side(side: Side, texts: Texts) -> str:
    return f"**{write_name(side.name, _NAME) if side.name else texts('sides.others')}**"


def _add_side(builder: Builder, heading: str, quotations: Sequence[Quotation], texts: Texts) -> None:
    entries = [(quotation, describe_entry(quotation, texts)) for quotation in quotations]
    fitting = [each for each in entries if each[1].size + measure(heading) + _MARGIN <= builder.room]
    if not fitting or builder.components_left < _OF_A_SIDE + _COMPONENTS:
        return
    builder.add_rule()
    if heading:
        builder.add_text(heading)
    for quotation, entry in fitting:
        if entry.size + _MARGIN <= builder.room and builder.components_left >= _OF_AN_ENTRY + _COMPONENTS:
            add_entry(builder, quotation, entry, builder.room, texts)

"""Whose words an answer has: parted by the curated side of who speaks, so that no side stands alone unnoticed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.snapshots.quotations import Quotation


@dataclass(frozen=True)
class Side:
    """What the speakers of one side say; `name` is None for those whose side nobody has curated."""

    name: str | None
    quotations: tuple[Quotation, ...]


def part_by_side(quotations: Sequence[Quotation]) -> tuple[Side, ...]:
    """Return the quotations by the side of their speakers, in order of the best of each; nothing is guessed."""
    names = dict.fromkeys(side_of(quotation) for quotation in quotations)
    ordered = sorted(names, key=lambda name: name is None)
    return tuple(Side(name, tuple(each for each in quotations if side_of(each) == name)) for name in ordered)


def side_of(quotation: Quotation) -> str | None:
    """Return the curated side of a quotation's speaker."""
    return quotation.entry.curated.side if quotation.entry.curated else None


def disagree(sides: Sequence[Side]) -> bool:
    """Return whether at least two curated sides speak."""
    return sum(side.name is not None for side in sides) > 1

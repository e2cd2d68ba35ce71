"""Whose words an answer has: parted by the curated side of who speaks, so that no side stands alone unnoticed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.folding import fold
from index.search.confidence.contradictions import mentions
from index.snapshots.quotations import Quotation

_RELEVANT = 6.0
"""By how much a score, a logit, may be lower than the best and still be about the question."""


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


def choose_of_sides(found: Sequence[Sequence[Quotation]], compared: Sequence[str], limit: int) -> tuple[Quotation, ...]:
    """Return up to `limit` of what was found for the phrasings of a question.

    The first of every phrasing, of each that is compared and of every side; then the others. Of what is hardly about
    the question, no side needs a word.
    """
    pool = {(each.article.id, each.span): each for quotations in found for each in quotations}
    least = max((each.score for each in pool.values()), default=0.0) - _RELEVANT
    relevant = [each for each in pool.values() if each.score >= least]
    best: dict[str | None, Quotation] = {}
    for each in relevant:
        best.setdefault(side_of(each), each)
    about = (next((each for each in relevant if mentions(fold(each.text), fold(name))), None) for name in compared)
    leads = (quotations[0] for quotations in found if quotations)
    firsts = [*(each for each in leads if each.score >= least), *filter(None, about), *best.values()]
    return tuple({(each.article.id, each.span): each for each in (*firsts, *pool.values())}.values())[:limit]

"""What stands above and below the text of a statement to the press, whatever format it comes in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.ingestion.page.dates import has_more_than_dates, read_date

_RELEASE = re.compile(
    r"(?:for )?immediate release|press release|media release|прес-?реліз|пресс-?релиз"
    r"|pressemitteilung|communiqué de presse",
    re.I,
)
_END = re.compile(r"\W*(?:ends?|кінець|конец|ende|fin|30)\W*|#+", re.I)
"""How such statements begin, and what is below their last paragraph."""

_HEAD = 6
"""Lines among which the first words of one are looked for."""


@dataclass(frozen=True)
class Release:
    """Where the text of a statement begins and ends among its lines, and the day that is named above it."""

    start: int
    end: int
    published: str | None = None


def find_release(lines: Sequence[str]) -> Release:
    """Return what of these lines is the text: all of them where they are no statement."""
    heads = [number for number, words in enumerate(lines[:_HEAD]) if _is_head(words)]
    days = [day for number in heads if (day := read_date(lines[number]))]
    start = heads[-1] + 1 if heads else 0
    least = start if heads else len(lines) // 2
    end = next((number for number, words in enumerate(lines) if number > least and _END.fullmatch(words)), len(lines))
    return Release(start, end, days[0].isoformat() if days else None)


def _is_head(words: str) -> bool:
    return bool(_RELEASE.match(words)) and not has_more_than_dates(_RELEASE.sub(" ", words))

"""Dates as texts write them: which days a text names, and which day "on Saturday" was."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from index import vocabulary
from index.corpus.span import Span

MONTHS = ("", *map(str.casefold, vocabulary.MONTHS))
"""Month names in lower case; the first, of no month, is empty."""

WEEKDAYS = tuple(map(str.casefold, vocabulary.WEEKDAYS))

_MONTH = "|".join(rf"{name[:3]}(?:{name[3:]}|\.)?" if len(name) > 3 else name for name in MONTHS[1:])
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_ISO = rf"\b{_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)\b"
_NUMERIC = rf"\b(?P<day>\d{{1,2}})[./](?P<month>\d{{1,2}})[./]{_YEAR}\b"
_DAY_FIRST = rf"\b{_DAY}\s+(?:of\s+)?(?P<month>{_MONTH})(?![a-z])(?:,?\s+{_YEAR})?\b"
_MONTH_FIRST = rf"\b(?P<month>{_MONTH})(?![a-z])\s+{_DAY}\b(?!\d|[,.]\d)(?:,?\s+{_YEAR})?"
_MONTH_ALONE = rf"\b(?P<month>{_MONTH})(?![a-z])(?:,?\s+(?:of\s+)?{_YEAR})?"
_YEAR_ALONE = rf"(?<![\d,.$€£-])\b{_YEAR}\b(?![\d%]|[,.]\d)"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE) for form in (_ISO, _NUMERIC, _DAY_FIRST, _MONTH_FIRST, _MONTH_ALONE, _YEAR_ALONE)
)
_WEEKDAY = re.compile(rf"\b(?P<next>next\s+)?(?P<name>{'|'.join(WEEKDAYS)})\b", re.IGNORECASE)
_BEFORE_MONTH = re.compile(r"\b(?:in|of|by|since|until|before|after|during|last|this)\s+$", re.IGNORECASE)
"""What stands before "may" when it is the month, in lower case."""


@dataclass(frozen=True)
class Period:
    """The days from `first` to `last`, both included."""

    first: date
    last: date

    def meets(self, other: Period) -> bool:
        """Return whether two periods share a day."""
        return self.first <= other.last and other.first <= self.last

    def holds(self, day: date) -> bool:
        """Return whether a day is in it."""
        return self.first <= day <= self.last


@dataclass(frozen=True)
class Mention:
    """Where a text names a period; `has_year` is whether the text itself says of which year."""

    span: Span
    period: Period
    has_year: bool = True


def find_dates(text: str, published: date | None = None) -> list[Mention]:
    """Return the days, months and years that a text names, in order.

    A day or month without a year is of the last 12 months before the publication; it is left out without one.
    """
    found: list[Mention] = []
    for form in _FORMS:
        for match in form.finditer(text):
            span = Span(*match.span())
            if any(span.start < other.span.end and other.span.start < span.end for other in found):
                continue
            if match[0] == "may" and not _BEFORE_MONTH.search(text, 0, span.start):
                continue
            period = _read_period(match, published)
            if period:
                found.append(Mention(span, period, bool(match["year"])))
    return sorted(found, key=lambda mention: mention.span.start)


def find_weekdays(text: str, published: date) -> list[Mention]:
    """Return the day of each weekday of a text: the last up to the publication, or the next if it says so."""
    return list(_find_weekdays(text, published))


def _find_weekdays(text: str, published: date) -> Iterator[Mention]:
    for match in _WEEKDAY.finditer(text):
        number = WEEKDAYS.index(match["name"].casefold())
        back = (published.weekday() - number) % 7
        day = published + timedelta(7 - back) if match["next"] else published - timedelta(back)
        yield Mention(Span(*match.span("name")), Period(day, day), has_year=False)


def month_of(year: int, month: int) -> Period:
    """Return a month."""
    return Period(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))


def year_of(year: int) -> Period:
    """Return a year."""
    return Period(date(year, 1, 1), date(year, 12, 31))


def _read_period(match: re.Match[str], published: date | None) -> Period | None:
    parts = match.groupdict()
    month = _read_month(parts.get("month"))
    if month is None:
        return year_of(int(parts["year"])) if "month" not in parts else None
    if parts.get("year"):
        return _make_period(int(parts["year"]), month, parts.get("day"))
    if published is None:
        return None
    period = _make_period(published.year, month, parts.get("day"))
    return period if period and period.first <= published else _make_period(published.year - 1, month, parts.get("day"))


def _make_period(year: int, month: int, day: str | None) -> Period | None:
    try:
        return Period(date(year, month, int(day)), date(year, month, int(day))) if day else month_of(year, month)
    except ValueError:
        return None


def _read_month(written: str | None) -> int | None:
    if not written:
        return None
    if written.isdigit():
        return int(written) if 1 <= int(written) <= 12 else None
    return next(number for number, name in enumerate(MONTHS) if number and name.startswith(written.casefold()[:3]))

"""Days as people type them, in English, Ukrainian and Russian: 12.04.2024, April 2024, last week, вчора."""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime, timedelta
from typing import Any

from bot.discord_ui.i18n import LANGUAGES

_LONGEST = 40
_SAYS_SOMETHING = re.compile(r"[^\W\d_]|\d{4}")
"""A letter or a year: a lone small number is no day."""


def read_period(typed: str, today: date) -> tuple[date, date] | None:
    """Return the first and the last day of what was typed, or None where it is no day, week, month or year."""
    text = " ".join(typed.split())
    if len(text) > _LONGEST or not _SAYS_SOMETHING.search(text):
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return _parse(text, today)
    return day, day


def _parse(text: str, today: date) -> tuple[date, date] | None:
    # Imported here: it takes as long as everything else of the bot's, and few people narrow by date.
    from dateparser.date import DateDataParser

    settings: dict[str, Any] = {
        "DATE_ORDER": "DMY",
        "PREFER_DATES_FROM": "past",
        "RELATIVE_BASE": datetime(today.year, today.month, today.day),
    }
    try:
        found = DateDataParser(languages=list(LANGUAGES), settings=settings).get_date_data(text)
        return _widen(found.date_obj.date(), found.period) if found.date_obj else None
    except (ValueError, OverflowError):
        return None


def _widen(day: date, period: str) -> tuple[date, date]:
    if period == "week":
        monday = day - timedelta(day.weekday())
        return monday, monday + timedelta(6)
    if period == "month":
        return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])
    if period == "year":
        return date(day.year, 1, 1), date(day.year, 12, 31)
    return day, day

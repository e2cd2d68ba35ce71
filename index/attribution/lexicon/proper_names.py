"""Capitalised words (proper_names.toml): given names, and the countries, peoples and days that are nobody's name."""

from __future__ import annotations

from typing import Literal

from index.attribution.lexicon.word_lists import read_lower
from index.vocabulary import MONTHS, WEEKDAYS

Gender = Literal["she", "he"]

_FILE = "proper_names"
_HERS = read_lower(_FILE, "hers")
_HIS = read_lower(_FILE, "his")
_HER_ENDINGS = ("ia", "na", "la", "ra", "ya", "sa", "ta", "da", "ka", "ette", "ine")

PLACES = read_lower(_FILE, "countries", "cities")
DEMONYMS = read_lower(_FILE, "demonyms")
CALENDAR = frozenset(name.lower() for name in MONTHS + WEEKDAYS) | read_lower(_FILE, "days")
NOT_NAMES = PLACES | DEMONYMS | CALENDAR
"""Capitalised words that never belong to a person's name."""

NEWS_CARRIERS = read_lower(_FILE, "news_carriers")
"""Agencies that carry what others said."""


def guess_gender(given_name: str) -> Gender | None:
    """Return whether a given name is a woman's or a man's, or None where that cannot be known.

    Names that are in neither list are judged by their ending.
    """
    name = given_name.lower()
    if name in _HIS:
        return "he"
    return "she" if name in _HERS or name.endswith(_HER_ENDINGS) else None


def is_given_name(word: str) -> bool:
    """Return whether a word is known as a given name."""
    return word.lower() in _HIS or word.lower() in _HERS

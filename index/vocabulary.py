"""What everybody who reads English text needs: what a word is, months, weekdays, forms of address."""

from __future__ import annotations

import re

LETTERS = r"[^\W\d_]+"
"""Pattern of a run of letters of any script."""

WORD = re.compile(rf"{LETTERS}(?:[-'’]{LETTERS})*")
"""Matches a word with its hyphens and apostrophes."""

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

ANY_MONTH = "|".join(MONTHS)
"""Pattern of a month's name."""

ANY_WEEKDAY = "|".join(WEEKDAYS)
"""Pattern of a weekday's name."""

HIS_TITLES = ("Mr",)
HER_TITLES = ("Mrs", "Ms", "Miss")
COURTESY_TITLES = HIS_TITLES + HER_TITLES
"""Forms of address that say nothing of what somebody is."""

ABBREVIATED_TITLES = (
    "Mr", "Mrs", "Ms", "Dr", "Prof", "St", "Rev", "Hon", "Sen", "Rep", "Gov",
    "Lt", "Gen", "Col", "Maj", "Capt", "Sgt", "Adm", "Brig",
)  # fmt: skip
"""Forms of address whose full stop ends no sentence."""


def with_full_stop(titles: tuple[str, ...]) -> frozenset[str]:
    """Return forms of address in lower case, with and without a full stop."""
    return frozenset(form for title in titles for form in (title.lower(), f"{title.lower()}."))

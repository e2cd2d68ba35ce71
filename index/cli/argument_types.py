"""What the options of the command line take, and how another value is refused."""

from __future__ import annotations

import argparse
from datetime import date


def count_of_quotations(text: str) -> int:
    """Return a number of quotations."""
    if not text.isdecimal() or not 1 <= int(text) <= 1000:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to 1000")
    return int(text)


def share(text: str) -> float:
    """Return a share between 0 and 1."""
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 < value < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a share between 0 and 1, like 0.1")
    return value


def day(text: str) -> date:
    """Return a day, as people write one."""
    from index.text.dates import find_dates

    found = find_dates(text)
    if len(found) != 1 or found[0].period.first != found[0].period.last:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day; write it like 2024-04-12 or 12 April 2024")
    return found[0].period.first

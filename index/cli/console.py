"""What everything that prints in a terminal needs, and nothing that takes time to import."""

from __future__ import annotations

from rich.console import Console

_UNWRAPPED = 1_000_000


def make_console(*, stderr: bool = False) -> Console:
    """Return a console that wraps lines on a terminal only, so that piped quotations stay in one piece."""
    console = Console(stderr=stderr, highlight=False, emoji=False)
    return console if console.is_terminal else Console(stderr=stderr, highlight=False, emoji=False, width=_UNWRAPPED)


def count(number: int, thing: str) -> str:
    """Return a number of things in words."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"

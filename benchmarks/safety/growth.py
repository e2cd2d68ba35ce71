"""Double hostile texts until a call takes half a second, and name the functions whose time grows faster than the text.

    python -m benchmarks.safety.growth [--size 64000] [--only NAME]

Counts seconds of the processor, so that a busy machine changes little; what seems to grow too fast is measured again.
"""

from __future__ import annotations

import argparse
import sys

from tests.support.doubling import MOST, Function, make_texts, measure
from tests.support.text_functions import list_functions

FIRST = 4_000
LONG = 0.4
"""Seconds from which a text is no longer doubled."""

_FLOOR = 0.05
_TRIES = 3


def grow(function: Function, largest: int) -> tuple[float, str, int]:
    """Return the most that twice a text takes of what the text takes, with the text's name and size."""
    worst = (0.0, "", 0)
    for name in dict(make_texts(1)):
        size, before = FIRST, 0.0
        while size <= largest and before < LONG:
            text = dict(make_texts(size))[name]
            seconds = measure(function, text)
            if before > _FLOOR and seconds > MOST * before:
                half = dict(make_texts(size // 2))[name]
                before = min(before, *(measure(function, half) for _ in range(_TRIES)))
                seconds = min(seconds, *(measure(function, text) for _ in range(_TRIES)))
            if before > _FLOOR:
                worst = max(worst, (seconds / before, name, size))
            size, before = 2 * size, seconds
    return worst


def main() -> None:
    """Print a line a function; exit with 1 where one grows too fast."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=64_000)
    parser.add_argument("--only", default="")
    chosen = parser.parse_args()
    failed = False
    for name, function in list_functions().items():
        if chosen.only in name:
            times, text, size = grow(function, chosen.size)
            failed |= times > MOST
            print(
                f"{name}: at most {times:.1f} times for twice the text ({text or 'too fast to tell'}, {size:,})",
                flush=True,
            )
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()

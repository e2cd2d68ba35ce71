"""Give the extraction pages that are meant to be expensive, and print how each ends.

    python -m benchmarks.safety.hostile_pages [--size 8500000]

Every page has to end within the limits of its process, as a text or as one refusal; the seconds are of a processor.
"""

from __future__ import annotations

import argparse
import resource
import sys

from index.errors import Refusal
from index.ingestion.limited.reader import PROCESSOR_SECONDS, Reader
from tests.support.ingestion.pages import make_hostile_pages


def measure_children() -> float:
    """Return the seconds of a processor that processes of ours have taken."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def describe_end(page: str) -> str:
    """Return how reading a page ends."""
    try:
        with Reader() as reader:
            found = reader.read("page", page.encode())
    except Refusal as refusal:
        return refusal.key
    return f"{len(found['text']):,} characters of text"


def main() -> None:
    """Print a line for every page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=8_500_000, help="characters of a page")
    longest = 0.0
    for name, page in make_hostile_pages(parser.parse_args().size).items():
        before = measure_children()
        end = describe_end(page)
        seconds = measure_children() - before
        longest = max(longest, seconds)
        print(f"{name:20}{len(page):12,}{seconds:8.1f} s  {end}", flush=True)
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"longest: {longest:.1f} s; most memory: {memory:,.0f} MiB")
    sys.exit(longest > PROCESSOR_SECONDS + 1)


if __name__ == "__main__":
    main()

"""Plain text -> Markdown: its first line is the title where it looks like one, its headings are marked."""

from __future__ import annotations

import re
from itertools import pairwise

from index.corpus.sections import split_plain
from index.ingestion.extracted import Extracted, Note

_LONGEST_TITLE = 200
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*$")


def read_plain(source: str) -> Extracted:
    """Return a text without its title, each heading marked as Markdown does."""
    first, _, rest = source.lstrip().partition("\n")
    if not _is_title(first.strip(), rest):
        return _mark_headings(source, {})
    return _mark_headings(rest, {"title": first.strip()}, Note("note.title_from_first_line"))


def _is_title(line: str, rest: str) -> bool:
    """Return whether a first line is a title: short, and ending unlike a sentence or standing alone."""
    stands_alone = not rest.partition("\n")[0].strip()
    return bool(rest.strip()) and len(line) <= _LONGEST_TITLE and (stands_alone or not _SENTENCE_END.search(line))


def _mark_headings(text: str, fields: dict[str, str], *notes: Note) -> Extracted:
    """Mark what is a heading in the eyes of the index."""
    starts = [section.heading.start for section in split_plain(text) if section.heading]
    pieces = [text[start:end] for start, end in pairwise([0, *starts, len(text)])]
    marked = (Note("note.marked_headings", {"number": len(starts)}),) if starts else ()
    return Extracted("## ".join(pieces), fields, (*notes, *marked))

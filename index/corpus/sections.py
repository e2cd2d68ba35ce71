"""The sections of an article's text: a heading and what is below it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.corpus.span import Span


@dataclass(frozen=True)
class Section:
    """A part of an article; before the first heading it has neither title nor heading."""

    title: str | None
    heading: Span | None
    body: Span


_MARKDOWN_HEADING = re.compile(r"^#{1,6}[ \t]+(?P<title>\S.*)$", re.MULTILINE)
_LINE = re.compile(r"^.*$", re.MULTILINE)
_LONGEST_PLAIN_HEADING = 80
_SENTENCE_ENDS = tuple(".!?…:;,\"”»'’)")


def split_markdown(text: str) -> tuple[Section, ...]:
    """Split Markdown into sections at its `#` headings."""
    found = _MARKDOWN_HEADING.finditer(text)
    return _split(text, [_Heading(_strip_closing(match["title"]), Span(*match.span())) for match in found])


def split_plain(text: str) -> tuple[Section, ...]:
    """Split plain text at short lines between blank lines that do not end as a sentence does."""
    lines = [Span(*match.span()) for match in _LINE.finditer(text)]
    words = [line.of(text).strip() for line in lines]
    around = zip(["", *words], words, [*words[1:], ""], lines, strict=False)
    return _split(
        text,
        [_Heading(line, span) for above, line, below, span in around if not above and not below and _is_heading(line)],
    )


@dataclass(frozen=True)
class _Heading:
    title: str
    span: Span


def _strip_closing(title: str) -> str:
    """Return a heading's title without the `#` that may close it; a regular expression would try every blank."""
    title = title.removesuffix("\r").rstrip(" \t")
    open_title = title.rstrip("#")
    return open_title.rstrip(" \t") if open_title.endswith((" ", "\t")) else title


def _is_heading(line: str) -> bool:
    return 0 < len(line) <= _LONGEST_PLAIN_HEADING and not line.endswith(_SENTENCE_ENDS)


def _split(text: str, headings: list[_Heading]) -> tuple[Section, ...]:
    ends = [heading.span.start for heading in headings[1:]] + [len(text)]
    first = headings[0].span.start if headings else len(text)
    opening = [Section(None, None, Span(0, first))] if text[:first].strip() or not headings else []
    return (
        *opening,
        *(
            Section(heading.title, heading.span.trim(text), Span(heading.span.end, end))
            for heading, end in zip(headings, ends, strict=False)
        ),
    )

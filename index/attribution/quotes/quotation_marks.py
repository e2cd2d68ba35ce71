"""Which passages of a text are in quotation marks.

News writes a quotation of several paragraphs with an opening mark before each paragraph and a
closing mark after the last only; web pages lose marks. So the marks are read in order by a small
state machine: one quotation is open or none is, and every mark is judged by what is beside it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

from index.attribution.quotes.insertions import cut_insertions, find_spoken_lines
from index.corpus.span import Span
from index.vocabulary import COURTESY_TITLES

_MARK = re.compile(r"[“”„«»\"]|''|``|(?<![\w’'])[‘'](?=[\w$£€])|(?<=[\w.,!?…])[’'](?![\w’'])")
_BREAK = re.compile(r"\n[ \t\r]*\n|\n")
_BLOCK_QUOTATION = re.compile(r"^[ \t]*>.*(?:\n[ \t]*>.*)*", re.MULTILINE)
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_SINGLE = "‘’'"
_OPENING = {"“", "„", "«", "``", "‘"}
_CLOSING = {"”", "»", "’"}
_OPENS_AFTER = " \t\r\n([{-–—/…>*_\u00a0"
_MOST_BREAKS_UNMARKED = 3
"""Paragraph ends that a quotation may run over before its closing mark is held to be lost."""
_LONGEST_SINGLE = 400
_PAIRS = {"”": "“", "»": "«", '"': '"', "“": "„"}
_WHO_SAID = (
    r"\s+(?:(?:said|says|added|wrote|asked|explained)\s+(?:[A-Z]|the |an? )"
    rf"|(?:(?:[Tt]he |(?:{'|'.join(COURTESY_TITLES)}|Dr)\.? )?[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){{0,3}}|he|she|they|it"
    r"|the \w+(?: \w+)?)"
    r"\s+(?:said|says|told|added|wrote|asked|explained|stated)\b)"
)
_LOST_CLOSING = re.compile(rf",(?={_WHO_SAID})")
_LOST_OPENING = re.compile(rf"(?<=[,.!?…])[\"”](?={_WHO_SAID})")
_LONGEST_UNOPENED = 1000


@dataclass(frozen=True, slots=True)
class Quoted:
    """A passage in quotation marks; passages of the same `group` are one quotation."""

    span: Span
    group: int
    is_block: bool = False


@dataclass(frozen=True, slots=True)
class _Mark:
    text: str
    start: int
    end: int
    opens: bool
    closes: bool


@dataclass(frozen=True, slots=True)
class _Open:
    start: int
    group: int
    mark: str


class QuotedPassages:
    """The quoted passages of a text, in order and disjoint."""

    def __init__(self, passages: list[Quoted]) -> None:
        self._passages = passages
        self._ends = [passage.span.end for passage in passages]

    def within(self, span: Span) -> list[Quoted]:
        """Return the passages that touch a part of the text, cut to that part."""
        found: list[Quoted] = []
        for index in range(bisect_left(self._ends, span.start + 1), len(self._passages)):
            passage = self._passages[index]
            if passage.span.start >= span.end:
                break
            cut = Span(max(passage.span.start, span.start), min(passage.span.end, span.end))
            found.append(replace(passage, span=cut))
        return found


def find_quoted(text: str) -> QuotedPassages:
    """Find what is in quotation marks, and Markdown's block quotations."""
    blocks = [Span(*match.span()) for match in _BLOCK_QUOTATION.finditer(text)]
    passages = list(_Reader(text).read())
    if _CYRILLIC.search(text):
        passages = _cut_insertions(text, passages)
    group = 1 + max((passage.group for passage in passages), default=0)
    starts = [block.start for block in blocks]
    kept = [passage for passage in passages if not _is_inside(passage.span, blocks, starts)]
    kept += [Quoted(block, group + number, is_block=True) for number, block in enumerate(blocks)]
    return QuotedPassages(_make_disjoint(sorted(kept, key=lambda passage: passage.span)))


def _cut_insertions(text: str, passages: list[Quoted]) -> list[Quoted]:
    """Leave who speaks out of quotations, and take in the lines that only a dash shows to be speech."""
    group = 1 + max((passage.group for passage in passages), default=0)
    lines = [Quoted(span, group + number) for number, span in enumerate(find_spoken_lines(text))]
    starts = [line.span.start for line in lines]
    outside = [passage for passage in passages if not _is_inside(passage.span, [x.span for x in lines], starts)]
    every = sorted([*outside, *lines], key=lambda passage: passage.span)
    return [replace(passage, span=span) for passage in every for span in cut_insertions(text, passage.span)]


def with_closing_mark(text: str, span: Span) -> Span:
    """Return a range with the mark behind it that closes what one in it opens: the "Right Sector"."""
    words, mark = span.of(text), text[span.end : span.end + 1]
    opening = _PAIRS.get(mark)
    is_open = opening is not None and words.count(opening) > (words.count(mark) if mark != opening else 0)
    is_odd = mark != opening or words.count(mark) % 2 == 1
    return Span(span.start, span.end + 1) if is_open and is_odd else span


def _make_disjoint(passages: list[Quoted]) -> list[Quoted]:
    kept: list[Quoted] = []
    for passage in passages:
        start = max(passage.span.start, kept[-1].span.end if kept else 0)
        if start < passage.span.end:
            kept.append(replace(passage, span=Span(start, passage.span.end)))
    return kept


def _is_inside(span: Span, blocks: list[Span], starts: list[int]) -> bool:
    index = bisect_left(starts, span.start + 1) - 1
    return index >= 0 and span.start < blocks[index].end


class _Reader:
    """The state machine: walks over marks and paragraph ends, and yields passages."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._breaks = [match.start() for match in _BREAK.finditer(text)]
        self._groups = 0

    def read(self) -> Iterator[Quoted]:
        open_: _Open | None = None
        for mark in self._find_marks():
            if open_ and self._is_lost(open_, mark):
                yield self._close_at_paragraph(open_, is_over=True)
                open_ = None
            if open_ is None:
                if mark.opens:
                    open_ = self._open(mark)
                elif _LOST_OPENING.match(self._text, mark.start):
                    yield from self._open_at_paragraph(mark)
            elif mark.closes and self._fits(open_, mark):
                yield Quoted(Span(open_.start, mark.end), open_.group)
                open_ = None
            elif mark.opens and mark.text not in _SINGLE:
                again = self._starts_paragraph(mark.start)
                yield self._close_at_paragraph(open_, mark.start, is_over=not again)
                open_ = _Open(mark.start, open_.group, mark.text) if again else self._open(mark)
        if open_:
            yield self._close_at_paragraph(open_, is_over=True)

    def _open(self, mark: _Mark) -> _Open:
        self._groups += 1
        return _Open(mark.start, self._groups - 1, mark.text)

    def _find_marks(self) -> Iterator[_Mark]:
        for match in _MARK.finditer(self._text):
            before = self._text[match.start() - 1] if match.start() else "\n"
            after = self._text[match.end() : match.end() + 1] or "\n"
            opens = match[0] in _OPENING or ((before in _OPENS_AFTER or before in "“‘\"'") and not after.isspace())
            closes = match[0] in _CLOSING or (not before.isspace() and not after.isalnum())
            if match[0] in _OPENING - {"“", "‘"}:
                closes = False
            if match[0] in _CLOSING:
                opens = False
            if match[0] in "\"''" and not opens and not closes:
                opens = closes = True
            yield _Mark(match[0], match.start(), match.end(), opens, closes)

    def _fits(self, open_: _Open, mark: _Mark) -> bool:
        """Return whether a mark closes the quotation that another one opened."""
        if mark.text == "“":
            return open_.mark == "„"
        if (open_.mark in _SINGLE) != (mark.text in _SINGLE):
            return False
        return not (mark.opens and mark.text in "\"''" and self._starts_paragraph(mark.start))

    def _is_lost(self, open_: _Open, mark: _Mark) -> bool:
        """Return whether a closing mark for this quotation can no longer be expected."""
        breaks = bisect_left(self._breaks, mark.start) - bisect_left(self._breaks, open_.start)
        if open_.mark in _SINGLE:
            return breaks > 0 or mark.start - open_.start > _LONGEST_SINGLE
        return breaks > _MOST_BREAKS_UNMARKED

    def _open_at_paragraph(self, mark: _Mark) -> Iterator[Quoted]:
        """Yield what a closing mark ends whose opening mark is lost."""
        index = bisect_left(self._breaks, mark.start)
        start = self._breaks[index - 1] if index else 0
        start += len(self._text[start : mark.start]) - len(self._text[start : mark.start].lstrip())
        if mark.end - start <= _LONGEST_UNOPENED and not _MARK.search(self._text, start, mark.start):
            self._groups += 1
            yield Quoted(Span(start, mark.end), self._groups - 1)

    def _close_at_paragraph(self, open_: _Open, before: int | None = None, *, is_over: bool = False) -> Quoted:
        index = bisect_left(self._breaks, open_.start)
        end = self._breaks[index] if index < len(self._breaks) else len(self._text)
        if open_.mark in _SINGLE:
            # An apostrophe that only looked like an opening mark.
            return Quoted(Span(open_.start, open_.start), open_.group)
        end = end if before is None else min(end, before)
        said = _LOST_CLOSING.search(self._text, open_.start, end) if is_over else None
        return Quoted(Span(open_.start, said.end() if said else end), open_.group)

    def _starts_paragraph(self, position: int) -> bool:
        line = self._text.rfind("\n", max(0, position - 20), position)
        return not self._text[line + 1 if line >= 0 else max(0, position - 20) : position].strip(" \t>*_")

"""An article's text -> sentences with exact offsets.

syntok finds the sentence ends; the rules here add what news needs. A split is only ever a place
where a sentence begins, so the sentences cover all of the text whatever the splitter does.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

import syntok.segmenter
from syntok.tokenizer import Tokenizer

from index.corpus.articles import Article
from index.corpus.sentence_ends import SEEN, belongs_together, find_possible_ends
from index.corpus.span import Span

_TOKENIZER = Tokenizer(emit_hyphen_or_underscore_sep=True, replace_not_contraction=False)

LONGEST = 20_000
"""Characters of a sentence; no list is longer, and what reads sentences is not made for more."""

BLOCK_MARKER = re.compile(r"[ \t]*(?:>[ \t]?)*[ \t]*(?:(?:[-*+•]|\d{1,3}[.)])[ \t]+|#{1,6}[ \t]+)?")
"""What Markdown puts before the words of a line: quotation, list item or heading."""

_LIST_ITEM = re.compile(r"[ \t>]*(?:[-*+•]|\d{1,3}[.)])[ \t]+\S")
_LINE = re.compile(r"[^\n]+")
_WORD_START = re.compile(r"\S")
_BLANK_LINE = re.compile(r"\n[ \t\r>]*(?=\n)")
_LONGEST_WRAPPED_LINE = 100
_SHORTEST_WRAPPED_LINE = 0.6
"""Of the longest line of its paragraph, unless it is the last one."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, a heading or a list item of an article; the text itself is the span's slice."""

    article_id: str
    span: Span
    section: str | None
    is_heading: bool = False


def split_article(article: Article) -> tuple[Sentence, ...]:
    """Split an article into sentences, in order, that cover every character but white space."""
    sentences: list[Sentence] = []
    for section in article.sections:
        if section.heading:
            sentences.append(Sentence(article.id, section.heading, section.title, is_heading=True))
        sentences += [
            Sentence(article.id, span.shift(section.body.start), section.title)
            for span in split_text(section.body.of(article.text))
        ]
    return tuple(sentences)


def split_text(text: str) -> Iterator[Span]:
    """Split a text without headings into the spans of its sentences."""
    for block in _split_blocks(text):
        starts = [block.start, *(block.start + start for start in _find_starts(block.of(text))), block.end]
        for start, end in itertools.pairwise(starts):
            yield from _split_endless(text, Span(start, end).trim(text))


def _split_endless(text: str, span: Span) -> Iterator[Span]:
    """Split what goes on for longer than any sentence, at white space where there is some."""
    start = span.start
    while span.end - start > LONGEST:
        blank = text.rfind(" ", start + 1, start + LONGEST)
        cut = blank if blank > 0 else start + LONGEST
        yield Span(start, cut).trim(text)
        word = _WORD_START.search(text, cut, span.end)
        start = word.start() if word else span.end
    if start < span.end:
        yield Span(start, span.end)


def _split_blocks(text: str) -> Iterator[Span]:
    start = 0
    for blank in [*_BLANK_LINE.finditer(text), None]:
        end = blank.start() if blank else len(text)
        yield from _split_paragraph(text, Span(start, end))
        start = end


def _split_paragraph(text: str, paragraph: Span) -> Iterator[Span]:
    lines = [Span(*match.span()) for match in _LINE.finditer(text, paragraph.start, paragraph.end)]
    lines = [line for line in lines if line.of(text).replace(">", " ").strip()]
    wrapped = _is_wrapped([len(line.of(text).rstrip()) for line in lines])
    block: Span | None = None
    for line in lines:
        if block and wrapped and not _LIST_ITEM.match(line.of(text)):
            block = Span(block.start, line.end)
            continue
        if block:
            yield block
        block = line
    if block:
        yield block


def _is_wrapped(widths: list[int]) -> bool:
    """Return whether a paragraph's line breaks come from an editor's right margin."""
    widest = max(widths, default=0)
    return widest <= _LONGEST_WRAPPED_LINE and all(width >= _SHORTEST_WRAPPED_LINE * widest for width in widths[:-1])


def _find_starts(block: str) -> list[int]:
    starts = [sentence[0].offset for sentence in syntok.segmenter.split(_TOKENIZER.tokenize(block)) if sentence]
    starts += find_possible_ends(block)
    words = BLOCK_MARKER.match(block)
    first = words.end() if words else 0
    kept: list[int] = []
    for start in sorted({start for start in starts if start > first}):
        before = block[max(kept[-1] if kept else 0, start - SEEN) : start].rstrip()
        if not belongs_together(before, block[start : start + SEEN]):
            kept.append(start)
    return kept

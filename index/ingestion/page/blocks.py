"""trafilatura's tree of an article -> headings, paragraphs, lists and quotations as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from index.ingestion.page.text import fold, squeeze

BREAK = "\ue000"
BREAKING = frozenset(
    "address article aside blockquote body br caption center dd details div dl dt fieldset figcaption figure footer "  # noqa: SIM905
    "form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
"""What ends a line or block of a page."""

_EDGE = 30
_PIECE = 12
_MOST_PIECES = 0.7
_FEWEST_ROWS = 2
_LEFT_OUT = {"table", "graphic"}
_BLOCKS = {"p", "head", "list", "quote", "div"} | _LEFT_OUT
_EDGES = {"p": "\n\n", "quote": "\n\n", "head": "\n\n", "div": "\n\n", "item": "\n", "list": "\n"}
_PARTING = re.compile(r"\n{2,}")
_MARK = re.compile(r"(?:## |- |> ?)")


@dataclass(frozen=True)
class Block:
    """A heading, paragraph, list or block quotation: what it is and its words, with the white space at their ends."""

    kind: str
    words: str


def find_blocks(container: Any, title: str) -> Iterator[Block]:
    """Return the blocks of an article in order, without the headline that repeats the title; a table is a list of its rows."""
    loose = [fold(container.text)]
    for element in container:
        if element.tag in _BLOCKS:
            yield Block("p", "".join(loose))
            loose = []
            block = Block(element.tag, "".join(write_pieces(element)))
            if element.tag == "table":
                yield Block("list", "\n".join(find_rows(element)))
            elif element.tag == "div":
                yield from find_blocks(element, title)
            elif element.get("rend") != "h1" or squeeze(block.words) != squeeze(title):
                yield block
        else:
            loose += write_pieces(element)
        loose.append(fold(element.tail))
    yield Block("p", "".join(loose))


def find_rows(table: Any) -> list[str]:
    """Return the rows of a table of facts, the words of their cells side by side; none of one that has no columns."""
    rows = [[" ".join("".join(write_pieces(cell)).split()) for cell in row.iter("cell")] for row in table.iter("row")]
    filled = [[cell for cell in row if cell] for row in rows]
    columns = sum(len(row) > 1 for row in filled)
    return [" ".join(row) for row in filled if row] if columns >= _FEWEST_ROWS and 2 * columns > len(filled) else []


def join_torn(blocks: Iterable[Block], shown: str) -> list[Block]:
    """Make one paragraph of those that stand on the page without a break between them."""
    joined: list[Block] = []
    for block in blocks:
        if not block.words.strip():
            continue
        last = joined[-1] if joined else block
        edge = squeeze(last.words)[-_EDGE:] + squeeze(block.words)[:_EDGE]
        if joined and last.kind == block.kind == "p" and edge in shown:
            joined[-1] = Block("p", last.words.rstrip("\n") + block.words.lstrip("\n"))
        else:
            joined.append(block)
    return joined


def write_block(block: Block) -> str:
    """Return a block with the marks of its kind."""
    lines = [line.strip() for line in block.words.strip().split("\n")]
    words = [line for line in lines if line]
    if block.kind == "head":
        return f"## {' '.join(words)}"
    if block.kind == "list":
        return "\n".join(f"- {line}" for line in words)
    if block.kind == "quote":
        kept = [line for line, before in zip(lines, ["", *lines], strict=False) if line or before]
        return "\n".join(f"> {line}".rstrip() for line in kept)
    return _PARTING.sub("\n\n", "\n".join(lines))


def write_pieces(element: Any) -> Iterable[str]:
    """Return an element's words: white space as a browser shows it, line breaks only where the page has them."""
    if element.tag == "lb":
        yield "\n"
    elif element.tag not in _LEFT_OUT:
        edge = _EDGES.get(element.tag, "")
        yield edge + fold(element.text)
        for child in element:
            yield from write_pieces(child)
            yield fold(child.tail)
        yield edge


def stands_in(block: str, seen: str) -> bool:
    """Return whether every line of a block stands on the page as it is shown, white space aside."""
    return all(squeeze(strip_mark(line)) in seen for line in block.splitlines())


def nearly_stands_in(block: str, shown: str) -> bool:
    """Return whether most of a block stands in one block of the page, as where a reading aid in a line was left out.

    Words of two blocks of the page never pass for one.
    """
    words = squeeze("".join(strip_mark(line) for line in block.splitlines()))
    pieces = [words[start : start + _PIECE] for start in range(0, len(words), _PIECE)]
    enough = _MOST_PIECES * len(pieces)
    parts = [part for part in shown.split(BREAK) if len(part) >= len(words) > 0]
    return any(sum(piece in part for piece in pieces) >= enough and _is_subsequence(words, part) for part in parts)


def _is_subsequence(words: str, part: str) -> bool:
    """Return whether leaving something out of a part gives the words."""
    rest = iter(part)
    return all(character in rest for character in words)


def read_shown(tree: Any) -> str:
    """Return what a tree without unseen elements shows, without white space, and a mark where a line or block ends.

    The tree is changed.
    """
    for element in tree.iter(*BREAKING):
        element.text = BREAK + (element.text or "")
        element.tail = BREAK + (element.tail or "")
    return squeeze(tree.text_content())


def strip_mark(line: str) -> str:
    """Return a line without the mark that makes it a heading, list item or quotation."""
    found = _MARK.match(line)
    return line[found.end() :] if found else line

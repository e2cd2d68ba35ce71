"""The process that reads a stranger's page: it can compute, and nothing else.

Started by `index.ingestion.extraction` as a script of its own, so that it shares no memory with the bot.
The page comes in on standard input, one JSON object goes out on standard output.
Before the page is read the process gives up everything that it could do harm with:
more than so many seconds of processor and clock, memory, output, a network, and any new file or socket.
"""

from __future__ import annotations

import ctypes
import json
import logging
import os
import re
import resource
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

CLOCK_SECONDS = 30
MEMORY = 1024**3
OUTPUT = 32 * 1024**2
TOO_MUCH = 3

_NEW_USER_NAMESPACE = 0x10000000
_NEW_NETWORK_NAMESPACE = 0x40000000
_NO_NEW_PRIVILEGES = 38

_SAMPLE = """<html lang="en"><head><title>A page</title>
<meta property="article:published_time" content="2024-03-02T10:00:00Z"></head><body><article><h1>A page</h1>
<p>It is read once before the door is locked, so that whatever is loaded late is loaded by then.</p></article></body>
</html>"""
_UNSEEN = (
    "//script|//style|//template|//noscript|//head|//*[@hidden]"
    "|//*[contains(translate(@style, ' ', ''), 'display:none')]"
    "|//*[contains(translate(@style, ' ', ''), 'visibility:hidden')]"
)


_BREAK = "\ue000"
_BREAKING = frozenset(
    "address article aside blockquote body br caption center dd details div dl dt fieldset figcaption figure footer "  # noqa: SIM905
    "form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
"""What ends a line or block of a page."""

_EDGE = 30
_LEFT_OUT = {"table", "graphic"}
_BLOCKS = {"p", "head", "list", "quote", "div"} | _LEFT_OUT
_EDGES = {"p": "\n\n", "quote": "\n\n", "head": "\n\n", "div": "\n\n", "item": "\n", "list": "\n"}
_MARK = re.compile(r"(?:## |- |> ?)")


def main() -> None:
    """Read one page; end with TOO_MUCH where it does not fit into the limits."""
    logging.disable()
    limit_resources(int(sys.argv[1]))
    leave_network()
    try:
        read = load_reader()
        read(_SAMPLE)
        close_door()
        json.dump(read(sys.stdin.buffer.read().decode("utf-8")), sys.stdout)
        sys.stdout.flush()
    except (MemoryError, OSError):
        sys.exit(TOO_MUCH)


def limit_resources(processor_seconds: int) -> None:
    """Have the kernel end this process when it takes too much, and serve everybody else first."""
    os.nice(5)
    limit(resource.RLIMIT_CPU, processor_seconds)
    limit(resource.RLIMIT_AS, MEMORY)
    limit(resource.RLIMIT_FSIZE, OUTPUT)
    limit(resource.RLIMIT_CORE, 0)
    signal.alarm(CLOCK_SECONDS)


def limit(kind: int, most: int) -> None:
    """Lower a limit for good; one that is lower already stays."""
    _, hard = resource.getrlimit(kind)
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(kind, (most, most))


def leave_network() -> bool:
    """Move into a network namespace without any interface; tell whether the system allows that."""
    try:
        system = ctypes.CDLL(None, use_errno=True)
        system.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
        return not system.unshare(_NEW_USER_NAMESPACE | _NEW_NETWORK_NAMESPACE)
    except (OSError, AttributeError):
        return False


def close_door() -> None:
    """Take away every further file and socket, also where the system allows no namespace."""
    limit(resource.RLIMIT_NOFILE, 0)


def load_reader() -> Callable[[str], dict[str, Any]]:
    """Load trafilatura and return what reads a page."""
    import trafilatura

    def read(page: str) -> dict[str, Any]:
        tree = trafilatura.load_html(page)
        if tree is None:
            return {"text": ""}
        shown = read_shown(tree)
        captions = [squeeze(each.text_content()) for each in tree.iter("figcaption")]
        language = tree.get("lang")
        found = trafilatura.bare_extraction(
            tree,
            with_metadata=True,
            include_comments=False,
            include_tables=True,
            include_images=True,
            include_links=True,
            include_formatting=True,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
        return {"text": ""} if found is None else describe(found, shown, captions, language)

    return read


def describe(found: Any, shown: str, captions: Iterable[str], language: str | None) -> dict[str, Any]:
    """Return the article and what became of the rest of the page."""
    blocks = [write_block(block) for block in join_torn(find_blocks(found.body, found.title or ""), shown)]
    text = "\n\n".join(block for block in blocks if block)
    seen, kept = shown.replace(_BREAK, ""), squeeze(text)
    return {
        "text": f"{text}\n" if text else "",
        "title": found.title,
        "author": found.author,
        "published": found.date,
        "publisher": found.sitename,
        "url": found.url,
        "language": language,
        "kept": sum(len(squeeze(strip_mark(line))) for line in text.splitlines()),
        "visible": len(seen),
        "unproven": sum(not stands_in(block, seen) for block in blocks),
        "links": sum(1 for _ in found.body.iter("ref")),
        "images": sum(1 for _ in found.body.iter("graphic")),
        "tables": sum(1 for _ in found.body.iter("table")),
        "captions": sum(caption not in kept for caption in captions),
    }


@dataclass(frozen=True)
class Block:
    """A heading, paragraph, list or block quotation: what it is and its words, with the white space at their ends."""

    kind: str
    words: str


def find_blocks(container: Any, title: str) -> Iterator[Block]:
    """Return the blocks of an article in order, without tables and the headline that repeats the title."""
    loose = [fold(container.text)]
    for element in container:
        if element.tag in _BLOCKS:
            yield Block("p", "".join(loose))
            loose = []
            block = Block(element.tag, "".join(write_pieces(element)))
            if element.tag == "div":
                yield from find_blocks(element, title)
            elif element.get("rend") != "h1" or squeeze(block.words) != squeeze(title):
                yield block
        else:
            loose += write_pieces(element)
        loose.append(fold(element.tail))
    yield Block("p", "".join(loose))


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
    return "\n".join(words)


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


def fold(text: str | None) -> str:
    """Return a text with every run of collapsible white space as one space."""
    return re.sub(r"[ \t\n\r\f]+", " ", text or "")


def stands_in(block: str, seen: str) -> bool:
    """Return whether every line of a block stands on the page as it is shown, white space aside."""
    return all(squeeze(strip_mark(line)) in seen for line in block.splitlines())


def read_shown(tree: Any) -> str:
    """Return what a page shows, without white space, and with a mark wherever a line or block ends."""
    shown = deepcopy(tree)
    for element in shown.xpath(_UNSEEN):
        if element.getparent() is not None:
            element.drop_tree()
    for element in shown.iter(*_BREAKING):
        element.text = _BREAK + (element.text or "")
        element.tail = _BREAK + (element.tail or "")
    return squeeze(shown.text_content())


def strip_mark(line: str) -> str:
    """Return a line without the mark that makes it a heading, list item or quotation."""
    found = _MARK.match(line)
    return line[found.end() :] if found else line


def squeeze(text: str) -> str:
    """Return a text without white space."""
    return "".join(text.split())


if __name__ == "__main__":
    main()

"""The process that reads a stranger's page: it can compute, and nothing else.

Started by `bot.extraction` as a script of its own, so that it shares no memory with the bot.
The page comes in on standard input, one JSON object goes out on standard output.
Before the page is read the process gives up everything that it could do harm with:
more than so many seconds of processor and clock, memory, output, a network, and any new file or socket.
"""

from __future__ import annotations

import ctypes
import json
import os
import re
import resource
import signal
import sys
from collections.abc import Callable, Iterable
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


_LEFT_OUT = {"table", "graphic"}
_EDGES = {"p": "\n\n", "quote": "\n\n", "head": "\n\n", "div": "\n\n", "item": "\n", "list": "\n"}
_MARK = re.compile(r"(?:## |- |> ?)")


def main() -> None:
    """Read one page; end with TOO_MUCH where it does not fit into the limits."""
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
    import logging

    import trafilatura

    logging.disable()

    def read(page: str) -> dict[str, Any]:
        tree = trafilatura.load_html(page)
        if tree is None:
            return {"text": ""}
        seen = read_visible(tree)
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
        return {"text": ""} if found is None else describe(found, seen, captions, language)

    return read


def describe(found: Any, seen: str, captions: Iterable[str], language: str | None) -> dict[str, Any]:
    """Return the article and what became of the rest of the page."""
    blocks = list(write_blocks(found.body, found.title or ""))
    text = "\n\n".join(blocks)
    kept = squeeze(text)
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


def write_blocks(body: Any, title: str) -> Iterable[str]:
    """Return headings, paragraphs, lists and block quotations as Markdown, their words untouched, tables left out."""
    for element in body:
        lines = [line.strip() for line in "".join(write_pieces(element)).strip().split("\n")]
        words = [line for line in lines if line]
        if not words or (element.tag == "head" and squeeze("".join(words)) == squeeze(title)):
            continue
        if element.tag == "head":
            yield f"## {' '.join(words)}"
        elif element.tag == "list":
            yield "\n".join(f"- {line}" for line in words)
        elif element.tag == "quote":
            kept = [line for line, before in zip(lines, ["", *lines], strict=False) if line or before]
            yield "\n".join(f"> {line}".rstrip() for line in kept)
        else:
            yield "\n".join(words)


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
    """Tell whether every line of a block stands on the page as it is shown, white space aside."""
    return all(squeeze(strip_mark(line)) in seen for line in block.splitlines())


def read_visible(tree: Any) -> str:
    """Return what a page shows, without white space."""
    from copy import deepcopy

    shown = deepcopy(tree)
    for element in shown.xpath(_UNSEEN):
        if element.getparent() is not None:
            element.drop_tree()
    return squeeze(shown.text_content())


def strip_mark(line: str) -> str:
    """Return a line without the mark that makes it a heading, list item or quotation."""
    return _MARK.sub("", line, count=1) if _MARK.match(line) else line


def squeeze(text: str) -> str:
    """Return a text without white space."""
    return "".join(text.split())


if __name__ == "__main__":
    main()

"""The headline of an article and the name of its outlet, each without the other."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from index.ingestion.page.structured_data import StructuredData
from index.ingestion.page.text import words_of

_MARK = re.compile(r"\s+[|–—·•*:»›/-]+\s+|\s*[|｜ㅣ·•]\s*|\s*::\s*|(?<=[^\d\s])-(?=[^\x00-\u0fff])")
"""What parts a headline from an outlet or a rubric."""

_FRONT = re.compile(r":\s+")
"""What parts an outlet from a headline behind it."""

_HOST = re.compile(r"(?:https?://|www\.)\S+|(?:[\w-]+\.)+[a-z]{2,6}/\S*", re.I)
_PRINT = re.compile(r"print(?: version| view)?|druckversion|drucken|верс[ияі]+ для (?:печати|друку)", re.I)
"""What the title of a page that is made for printing ends in."""

_SHORTEST = 10
_WORD = re.compile(r"\w+")


def read_publisher(tree: Any, declared: StructuredData) -> str | None:
    """Return the outlet's name; what is an address is no name."""
    site, application = _read_meta(tree, "og:site_name"), _read_meta(tree, "application-name")
    for given in (site, declared.publisher, application, _read_rest_of_title(tree)):
        if given and not _HOST.search(given) and len(given) <= 80 and any(each.isalpha() for each in given):
            return given.lstrip("@")
    return None


def read_title(tree: Any, declared: StructuredData, publisher: str | None, url: str | None) -> str | None:
    """Return the headline: as it is shared, else as the page shows it, without the outlet's name."""
    shared = _read_meta(tree, "og:title") or _read_meta(tree, "twitter:title")
    head = _read_head(tree)
    shown = _find_shown(tree, [text for text in (declared.headline, shared, head) if text])
    for given in (shared, shown, declared.headline, head):
        if given and (title := cut_outlet(given, publisher, url, shown or declared.headline)):
            return title
    return None


def cut_outlet(title: str, publisher: str | None, url: str | None, shown: str | None = None) -> str:
    """Return a title without a last (or first) part that names the outlet, and without what the shown one lacks."""
    outlets = {_letters(publisher or ""), *_letters_of_host(url)} - {""}
    while True:
        parts = list(_MARK.finditer(title))
        if not parts:
            return title
        before, after = title[: parts[-1].start()], title[parts[-1].end() :]
        names = _names_outlet(after, outlets) or (shown and _letters(before) == _letters(shown))
        if names and len(before) >= _SHORTEST:
            title = before
            continue
        first, rest = title[: parts[0].start()], title[parts[0].end() :]
        if _names_outlet(first, outlets) and len(rest) >= _SHORTEST:
            title = rest
            continue
        if shown and _letters(title).startswith(_letters(shown)) and len(shown) >= _SHORTEST:
            return shown
        return title


def _find_shown(tree: Any, declared: list[str]) -> str | None:
    """Return the h1 that says what the page declares, or the only one."""
    shown = [text for element in tree.iter("h1") if (text := words_of(element))]
    for text in shown:
        if any(_is_alike(text, other) for other in declared):
            return text
    return None


def _is_alike(one: str, other: str) -> bool:
    """Return whether one title begins with the other, or shares most of its words with it."""
    first, second = _letters(one), _letters(other)
    if len(first) >= _SHORTEST and (second.startswith(first) or first.startswith(second)):
        return True
    words, others = set(_WORD.findall(one.casefold())), set(_WORD.findall(other.casefold()))
    return len(words & others) >= max(3, 0.6 * len(words))


def _read_rest_of_title(tree: Any) -> str | None:
    """Return what stands beside the headline in the title of the window: most likely the outlet."""
    head, shared = _read_head(tree) or "", _read_meta(tree, "og:title")
    shown = _find_shown(tree, [each for each in (head, shared) if each])
    parts = [each.strip() for each in _MARK.split(head)]
    parts = [part for part in parts if not _PRINT.fullmatch(part)]
    if len(parts) > 1 and shown and _letters(parts[0]) in _letters(shown):
        return parts[-1] or None
    for mark in (*_MARK.finditer(head), *_FRONT.finditer(head)):
        before, after = head[: mark.start()], head[mark.end() :]
        if shared and _letters(before) == _letters(shared):
            return _MARK.split(after)[-1].strip() or None
        if shared and _letters(after) == _letters(shared):
            return before.strip() or None
    return None


def _names_outlet(part: str, outlets: set[str]) -> bool:
    mine = _letters(part)
    return len(mine) > 1 and len(part.split()) <= 8 and any(mine in name or name in mine for name in outlets)


def _letters_of_host(url: str | None) -> set[str]:
    try:
        host = (urlsplit(url or "").hostname or "").removeprefix("www.")
    except ValueError:
        return set()
    names = {_letters(host), *(_letters(part) for part in host.split(".")[:-1])}
    return {name for name in names if len(name) > 1 and name not in {"co", "com", "org", "net", "news", "www"}}


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _read_head(tree: Any) -> str | None:
    for element in tree.iter("title"):
        if element.getparent() is None or element.getparent().tag != "svg":
            return words_of(element) or None
    return None


def _read_meta(tree: Any, wanted: str) -> str | None:
    for meta in tree.iter("meta"):
        if (meta.get("property") or meta.get("name") or "").lower() == wanted and (meta.get("content") or "").strip():
            return " ".join(meta.get("content").split())
    return None

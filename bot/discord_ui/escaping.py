"""Text of a source -> Discord markup that shows exactly this text, and back.

Nothing in the text can ping, link, format or hide: what Discord would act upon gets a backslash,
and what nobody could see is spelled out as ⟦U+202E⟧. `unescape` gives the text back, to the character.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from index.corpus.span import Span

_ALWAYS = frozenset("\\`*_~|[]<@")
_LINE_START = re.compile(r"[ \t]*(?P<mark>[#>+-]|\d+(?P<dot>[.)]))")
_NAMED_ENTITY = re.compile(r"&(?:#?\w+);")
_MARK = re.compile(r"⟦U\+([0-9A-F]{4,6})⟧")
_OPENING = "⟦"

# Characters that are drawn as nothing although they are letters or marks (Default_Ignorable_Code_Point),
# and the blank Braille cell. Variation selectors 15 and 16 stay: emoji are written with them.
_UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0d\uffa0\U000e0100-\U000e01ef]"
)
_UNSEEN_CATEGORIES = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}

BOLD = "**"


def escape(text: str) -> str:
    """Return markup that Discord shows as this text."""
    marked = _find_at_line_starts(text)
    return "".join(_escape_character(text, place, marked) for place in range(len(text)))


def unescape(markup: str) -> str:
    """Return the text that markup of `escape` or `escape_with_bold` shows."""
    pieces: list[str] = []
    place = 0
    while place < len(markup):
        if markup[place] == "\\":
            pieces.append(markup[place + 1])
            place += 2
        elif markup.startswith(BOLD, place):
            place += len(BOLD)
        elif found := _MARK.match(markup, place):
            pieces.append(chr(int(found[1], 16)))
            place = found.end()
        else:
            pieces.append(markup[place])
            place += 1
    return "".join(pieces)


def escape_with_bold(text: str, highlights: Iterable[Span]) -> str:
    """Return markup that shows this text with some of it in bold."""
    marked = _find_at_line_starts(text)
    edges = _find_edges(text, highlights)
    pieces = [(BOLD if place in edges else "") + _escape_character(text, place, marked) for place in range(len(text))]
    return "".join(pieces) + (BOLD if len(text) in edges else "")


def quote_block(markup: str) -> str:
    """Return markup as a block quotation."""
    return "\n".join(f"> {line}" for line in markup.split("\n"))


def show_on_one_line(text: str) -> str:
    """Return text without what cannot be seen, on one line: for names and questions, never for quotations."""
    return " ".join("".join(" " if _is_unseen(text, place) else text[place] for place in range(len(text))).split())


def _escape_character(text: str, place: int, marked: frozenset[int]) -> str:
    character = text[place]
    if character == _OPENING or _is_unseen(text, place):
        return f"⟦U+{ord(character):04X}⟧"
    needs = character in _ALWAYS or place in marked or _is_active(text, place)
    return "\\" + character if needs else character


def _is_active(text: str, place: int) -> bool:
    """Return whether Discord would read a link, an emoji or an entity at a colon or ampersand."""
    if text[place] == ":":
        return place + 1 < len(text) and not text[place + 1].isspace()
    return text[place] == "&" and bool(_NAMED_ENTITY.match(text, place))


def _is_unseen(text: str, place: int) -> bool:
    character = text[place]
    if character in "\n\t":
        return False
    if character == "\r":
        return not text.startswith("\n", place + 1)
    return unicodedata.category(character) in _UNSEEN_CATEGORIES or bool(_UNSEEN.match(character))


def _find_at_line_starts(text: str) -> frozenset[int]:
    """Return the places of what makes a heading, a list, a block quotation or small print of a line."""
    places = set()
    start = 0
    for line in text.split("\n"):
        if found := _LINE_START.match(line):
            places.add(start + (found.start("dot") if found["dot"] else found.start("mark")))
        start += len(line) + 1
    return frozenset(places)


def _find_edges(text: str, highlights: Iterable[Span]) -> set[int]:
    """Return where bold begins and ends: on one line, without white space at its ends, and never twice."""
    edges: set[int] = set()
    for span in highlights:
        for line in re.finditer(r"[^\n]+", span.of(text)):
            part = Span(span.start + line.start(), span.start + line.end()).trim(text)
            if len(part):
                edges ^= {part.start, part.end}
    return edges

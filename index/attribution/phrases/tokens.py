"""A sentence's text -> words and marks with exact offsets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.corpus.span import Span
from index.vocabulary import ABBREVIATED_TITLES

QUOTATION = "“”"
"""The text of the one token that stands for a whole quoted passage."""

_TOKEN = re.compile(
    r"(?:[A-Z]-)?(?:[A-Z]\.){2,}(?:-\w+)?"  # U.S., U.S.-led, D-N.Y.
    r"|[A-Z]-[A-Z][a-z]{1,4}\.(?=[,)])"  # D-Calif.
    rf"|(?:{'|'.join(ABBREVIATED_TITLES)}|Lieut|Jr|Sr)\."
    r"(?:-(?:Gen|Col|Cmdr|Gov)\.?)?"
    r"|(?:Md|Va|Calif|Fla|Que|Ont|Conn|Mass|Pa|Ariz|Ill|Mich|Minn|Nev|Ore|Tenn|Tex|Vt|Wis|Wyo|Ala|Ark|Colo|Del|Ga|Ky)\."
    r"|[A-Z]\.(?=\s+[A-Z])"  # an initial
    r"|\w+(?:[.'’‘&/‐‑-]+\w+)*[’'](?=\s)(?<=s[’'])"  # the officers'
    r"|\w+(?:[.'’‘&/‐‑-]+\w+)*"
    r"|--|[^\w\s\u200b-\u200f\u2060\ufeff]"
)
_POSSESSIVE = re.compile(r"(?:[’']s|(?<=s)[’'])$")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a mark or a whole quoted passage, and where it is in the article."""

    text: str
    span: Span
    lower: str

    @property
    def is_word(self) -> bool:
        """Return whether it is a word or a number: no mark, no quotation."""
        return self.text[0].isalnum() or self.text[0] == "_"

    @property
    def is_capitalised(self) -> bool:
        """Return whether a word is written as names are: Kyiv, UN, al-Assad, iPhone."""
        return self.text[0].isupper() or self.text[:3] in {"al-", "el-", "bin"}

    @property
    def is_possessive(self) -> bool:
        """Return whether the word owns what follows: Ukraine's, officers'."""
        return bool(_POSSESSIVE.search(self.text))

    @property
    def stem(self) -> str:
        """Return the lower-case word without a possessive ending."""
        return _POSSESSIVE.sub("", self.lower)


def make_token(text: str, start: int, end: int) -> Token:
    """Make the token for a passage of an article's text."""
    return Token(text, Span(start, end), text.lower())


def find_tokens(text: str, span: Span) -> Iterator[Token]:
    """Find the words and marks of a part of a text."""
    for match in _TOKEN.finditer(text, span.start, span.end):
        yield make_token(match[0], match.start(), match.end())


def span_of(tokens: list[Token]) -> Span:
    """Return the range from the first of some tokens to the last."""
    return Span(tokens[0].span.start, tokens[-1].span.end)


def lower_at(tokens: list[Token], index: int) -> str:
    """Return the lower-case word at a position, or nothing beyond the sentence."""
    return tokens[index].lower if 0 <= index < len(tokens) else ""


def text_at(tokens: list[Token], index: int) -> str:
    """Return the word or mark at a position, or nothing beyond the sentence."""
    return tokens[index].text if 0 <= index < len(tokens) else ""

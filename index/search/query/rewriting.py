"""A question as typed -> as it is searched for and read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from index.engines.bm25 import find_content_words
from index.search.query.spelling import correct_word, is_unknown
from index.snapshots.contents import Contents
from index.text.aliases import match_name, read_aliases
from index.text.numerals import NUMERAL, read_numeral, write_numeral
from index.vocabulary import LETTERS, WORD

_LETTERS = re.compile(LETTERS)
# fmt: off
_SHORT = {
    "ppl": "people", "y": "why", "u": "you", "ur": "your", "wat": "what", "wut": "what", "wich": "which",
    "cuz": "because", "govt": "government", "thx": "", "pls": "", "plz": "", "lol": "", "btw": "",
}
# fmt: on
_FILLER = re.compile(
    r"\b(?:really|actually|even)\s|^(?:so|hey|hi|ok|please|um+)[,\s]+"
    r"|^(?:does (?:anyone|anybody) know|do you know|can (?:you|someone|anyone) tell me|tell me|i (?:wonder"
    r"|want to know)|any idea)\s+(?=who|what|when|where|why|how|which|if|whether)",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:who|whom|whose|what|when|where|why|how|which)|^(?:did|does|do|is|are|was|were|has|have|will|can)\b",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"(?<=\?)\s+|(?<!\s)(?:\s*,)?\s+and(?:\s+also)?\s+(?=(?:who|what|when|where|why|how|which)\b)", re.IGNORECASE
)
_POINTS_BACK = re.compile(r"\b(?:he|she|it|they|him|her|them|his|their|its|that|this|those|these)\b", re.IGNORECASE)
_FEWEST_WORDS = 2
_MOST_PARTS = 2
"""Questions that a question is split into; each costs a search of its own."""

_MOST_MISTYPED = 8
"""Words of a question that are looked up for a slip of the finger; where more are unknown, it is another language."""

_YEARS = range(1900, 2100)
_SMALLEST = 2
"""Numbers that are written either way; "one" is as often a pronoun."""


@dataclass(frozen=True)
class Correction:
    """What was typed, and what it is read as."""

    typed: str
    read_as: str


@dataclass(frozen=True)
class RewrittenQuestion:
    """A question as it is read; `names` and `numbers` have other ways to write each of them, in lower case."""

    text: str
    changes: tuple[Correction, ...]
    names: Mapping[str, tuple[str, ...]]
    numbers: Mapping[str, tuple[str, ...]]

    @property
    def words(self) -> str:
        """Return the words to look up: the question's, and all other ways to spell its names."""
        return " ".join([self.text, *(other for others in self.names.values() for other in others)])

    def spell_as(self, text: str) -> str:
        """Return the question with its names and numbers written as a text writes them."""
        question = self.text
        for written, others in (*self.names.items(), *self.numbers.items()):
            if not match_name(written).search(text):
                found = next((other for other in others if match_name(other).search(text)), written)
                question = found.join(match_name(written).split(question))
        return question


def split_question(question: str) -> tuple[str, ...]:
    """Return the questions of a text that asks two or more, each of which can be understood alone; else nothing."""
    parts = [part.strip(" ,;") for part in _BETWEEN.split(question) if part.strip(" ,;?")]
    alone = [len(find_content_words(part)) >= _FEWEST_WORDS and not _POINTS_BACK.search(part) for part in parts]
    is_split = 1 < len(parts) <= _MOST_PARTS and all(alone) and all(map(_ASKS.search, parts))
    return tuple(parts) if is_split else ()


def rewrite_question(contents: Contents, question: str) -> RewrittenQuestion:
    """Return a question as it is searched for: short forms written out, filler left out, typos corrected."""
    without_filler = _FILLER.sub("", _FILLER.sub("", question)) or question
    changes = tuple(_find_corrections(contents, dict.fromkeys(_LETTERS.findall(without_filler))))
    text = without_filler
    for change in changes:
        text = re.sub(rf"\b{change.typed}\b", change.read_as, text)
    text = " ".join(text.split())
    return RewrittenQuestion(text, changes, _find_other_spellings(contents, text), _find_other_numerals(text))


def _find_corrections(contents: Contents, words: Iterable[str]) -> Iterator[Correction]:
    """Yield the words that are read as another, the first few mistyped ones among them."""
    looked_up = 0
    for word in words:
        lowered = word.casefold()
        if lowered in _SHORT and not word.isupper():
            yield Correction(word, _SHORT[lowered])
        elif looked_up < _MOST_MISTYPED and lowered not in read_aliases().mentions and is_unknown(contents, lowered):
            looked_up += 1
            if read_as := correct_word(contents, lowered):
                yield Correction(word, read_as)


def _find_other_spellings(contents: Contents, question: str) -> dict[str, tuple[str, ...]]:
    """Return the other spellings of the names in a question, by the table and by the curated speakers."""
    spellings, words = read_aliases().spellings, [word.casefold() for word in WORD.findall(question)]
    names = {name: spellings[name] for word in words for name in (word, word.removesuffix("s")) if name in spellings}
    for speaker in contents.curated:
        known = tuple(name.casefold() for name in speaker.names)
        names |= {name: (*names.get(name, ()), *known) for name in known if match_name(name).search(question)}
    return {name: tuple(dict.fromkeys(each for each in names[name] if each != name)) for name in sorted(names)}


def _find_other_numerals(question: str) -> dict[str, tuple[str, ...]]:
    numerals = {match[0].casefold() for match in NUMERAL.finditer(question)}
    return {numeral: others for numeral in sorted(numerals) if (others := _write_otherwise(numeral))}


def _write_otherwise(numeral: str) -> tuple[str, ...]:
    value = read_numeral(numeral)
    if value is None or value < _SMALLEST or value in _YEARS:
        return ()
    return tuple(way for way in write_numeral(value) if way != numeral)

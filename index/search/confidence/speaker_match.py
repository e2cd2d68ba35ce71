"""Whether a sentence is told by the one whose words a question asks for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import IntEnum

from index.engines.bm25 import find_content_words
from index.folding import fold
from index.search.confidence.contradictions import find_countries, mentions, read_surroundings
from index.search.query.asked_speaker import ASKING, AskedSpeaker
from index.snapshots.contents import Contents
from index.snapshots.quotations import Entry

_MOSTLY = 0.6
"""Share of the words that name the one asked for, above which a source is the same."""

_OBSERVER = re.compile(
    r"\b(?:researchers?|analysts?|experts?|professors?|economists?|critics?|observers?|historians?|scholars?|institutes?"
    r"|think tanks?|residents?|activists?|journalists?|reporters?|polls?)\b",
    re.IGNORECASE,
)
"""Who speaks for no country."""

_CONFLICT = re.compile(
    r"\b(?:war|wars|fight\w*|conflict|invasion|invad\w+|offensive|attack\w*|strikes?|peace\w*|cease-?fire|truce|talks"
    r"|negotiat\w+|troops|soldiers|weapons|sanctions|escalat\w+|hostilities|violence|crisis)\b",
    re.IGNORECASE,
)
"""What is said of a war, with or without the word."""

_PRONOUN = re.compile(r"\b(?:it|them|they|this|these)\b")

_PARTLY = 0.3
"""Share from which it may be the same: of "Raul Castro" Fidel Castro has half."""


class Told(IntEnum):
    """By whom a sentence is told: the one asked for, nobody knows, somebody else."""

    BY_ANOTHER = -1
    UNKNOWN = 0
    BY_THE_ASKED = 1


def find_teller(contents: Contents, asked: AskedSpeaker | None, row: int) -> Told:
    """Return by whom a sentence is told; UNKNOWN where nobody's words are asked for.

    A sentence without a source that names the one asked for may tell what that one said.
    """
    if asked is None:
        return Told.UNKNOWN
    told, names = contents.entries[row].attribution, _name_sources(contents.entries[row])
    share = max((_measure_share(asked.names, name) for name in names), default=0.0)
    if share > _MOSTLY:
        return Told.BY_THE_ASKED
    named = told.voice == "own" and _measure_share(asked.names, contents.read(row)) > _PARTLY
    return Told.UNKNOWN if share > _PARTLY or named or _may_be_of(asked, names) else Told.BY_ANOTHER


def tells_topic(contents: Contents, asked: AskedSpeaker, question: str, row: int) -> bool:
    """Return whether a sentence is about what a question asks the words of somebody on, or a pronoun of it may be."""
    text = contents.read(row)
    text = read_surroundings(contents, row) if _PRONOUN.search(text) else text
    named = {word.stem for word in find_content_words(asked.typed)}
    words = (word for word in find_content_words(question) if word.stem not in named)
    topic = [word for word in words if not ASKING.fullmatch(word.span.of(question))]
    there = {word.stem for word in find_content_words(text)}
    return bool(topic) and all(
        word.stem in there or (_CONFLICT.fullmatch(word.span.of(question)) and _CONFLICT.search(text)) for word in topic
    )


def _name_sources(entry: Entry) -> list[str]:
    """Return what each source of a sentence is called and is, in the article and among the curated speakers."""
    told, curated = entry.attribution, entry.curated
    sources = [(told.speaker, told.role), *((source.speaker, source.role) for source in told.sources)]
    known = [(name, curated.role, curated.side) for name in curated.names] if curated else []
    return [" ".join(part for part in source if part) for source in (*sources, *known) if any(source)]


def _may_be_of(asked: AskedSpeaker, names: Sequence[str]) -> bool:
    """Return whether a country is asked for and a source is named that may speak for it: it is of no other."""
    told = " ".join(names)
    is_country = all(map(find_countries, asked.names))
    return bool(names) and is_country and not find_countries(told) and not _OBSERVER.search(told)


def _measure_share(names: Sequence[str], text: str) -> float:
    folded = fold(text)
    return sum(mentions(folded, word) for word in names) / len(names)

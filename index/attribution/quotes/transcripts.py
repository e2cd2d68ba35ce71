"""Transcripts, whose lines begin with the speaker's name: "WALLACE: Let us start.", "Olha Karr: Yes."."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from index.attribution.lexicon.function_words import FUNCTION_WORDS
from index.attribution.lexicon.proper_names import NOT_NAMES, is_given_name
from index.attribution.lexicon.word_lists import read_words
from index.attribution.quotes.interviews import find_turns
from index.corpus.span import Span

_BIG = "A-ZÀ-ÞА-ЯЄІЇҐ"
_TITLE = r"(?:(?:MR|MRS|MS|DR)\.? )?"
_CAPITALS = re.compile(
    rf"(?P<who>{_TITLE}[{_BIG}][{_BIG}'’.-]{{2,30}}(?: [{_BIG}][{_BIG}'’.-]{{1,30}}){{0,3}})"
    r"(?:, [^:\n]{2,60})?[*_]{0,2}:(?=[*_]{0,2}\s+\S)"
)
_NAMED = re.compile(
    rf"(?P<who>[{_BIG}][\w'’.-]{{1,30}}(?: [{_BIG}][\w'’.-]{{1,30}}){{1,3}})"
    r"(?:, [^:\n]{2,60}| \([^:\n)]{2,60}\))?[*_]{0,2}:(?=[*_]{0,2}\s+\S)"
)
_SURNAME = re.compile(rf"(?P<who>[{_BIG}][\w'’-]{{2,30}})[*_]{{0,2}}:(?=[*_]{{0,2}}\s+\S)")
_QUESTION_OR_ANSWER = re.compile(r"(?P<who>Q|A|Question|Answer|QUESTION|ANSWER)[*_]{0,2}[:.](?=[*_]{0,2}\s+\S)")
_BEFORE_LABEL = " \t\"“'‘>*_"
_LONGEST_INDENT = 40
_NO_SPEAKER = read_words("source_nouns", "no_speaker")
_FEWEST_CAPITALS = 3
_FEWEST_NAMED = 2
"""Labels that make a text a transcript; fewer are headings."""
_LONG_TURNS = 0.34
"""Of all paragraphs: from this share of labelled ones on, the others are what the speaker goes on to say."""


@dataclass(frozen=True)
class Transcript:
    """Where a text's lines are labelled with their speakers: offset of the line -> name, whole label."""

    labels: dict[int, tuple[Span, Span]]
    paragraphs: int = 0
    turns: dict[int, bool] = field(default_factory=dict)
    """Where questions and answers begin that no name comes before, and whether they answer."""
    is_interview: bool = False
    """Whether the questions are lines of their own, so that all below them answers."""

    @property
    def has_long_turns(self) -> bool:
        """Return whether so many paragraphs are labelled that the others belong to the speaker before."""
        labelled = len(self.labels) + len(self.turns)
        return self.is_interview or (labelled > _FEWEST_CAPITALS and labelled >= _LONG_TURNS * self.paragraphs)

    def label_at(self, sentence: Span) -> tuple[Span, Span] | None:
        """Return the speaker's name and the label with which a sentence begins."""
        return next((self.labels[at] for at in range(sentence.start, sentence.start + 8) if at in self.labels), None)

    def turn_at(self, sentence: Span) -> bool | None:
        """Return whether a sentence opens an answer or, False, a question; None where it opens neither."""
        return next((self.turns[at] for at in range(sentence.start, sentence.start + 8) if at in self.turns), None)


def read_transcript(text: str) -> Transcript:
    """Return the labelled lines of a text, none where they are too few to make it a transcript."""
    lines = list(_find_lines(text))
    capitals = {start: who for start, who in _find_labels(text, lines, _CAPITALS) if not _is_notice(text, who[0])}
    shaped = dict(_find_labels(text, lines, _NAMED))
    named = {start: who for start, who in shaped.items() if _is_person(text, who[0])}
    if named and 2 * len(shaped) >= len(lines):
        named = {start: who for start, who in shaped.items() if _may_be_person(text, who[0])}
    known = {who.of(text) for who, _ in named.values()}
    labels = capitals if len(capitals) >= _FEWEST_CAPITALS else {}
    if len(named) >= _FEWEST_NAMED and len(known) > 1:
        labels = {**labels, **named}
    labels = labels or _find_surnames(text, lines)
    turns = {start: who.of(text)[0] == "A" for start, (who, _) in _find_labels(text, lines, _QUESTION_OR_ANSWER)}
    is_interview = min(sum(turns.values()), len(turns) - sum(turns.values())) >= _FEWEST_NAMED
    if labels or is_interview:
        return Transcript(labels, len(lines), turns if is_interview else {})
    asked = find_turns(text, lines)
    return Transcript({}, len(lines), asked, is_interview=bool(asked))


def _find_surnames(text: str, lines: list[tuple[int, int]]) -> dict[int, tuple[Span, Span]]:
    """Return the lines of a talk whose speakers take turns under their surnames, none where it is no talk."""
    labels = [*_find_labels(text, lines, _SURNAME), *_find_labels(text, lines, _NAMED)]
    found = {start: who for start, who in labels if _may_be_person(text, who[0])}
    turns = Counter(who.of(text) for who, _ in found.values())
    is_talk = len(turns) > 1 and min(turns.values()) > 1 and 2 * len(found) >= len(lines)
    return found if is_talk else {}


def _find_lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        if line and not line.isspace():
            yield start, start + len(line)
        start += len(line) + 1


def _find_labels(
    text: str, lines: list[tuple[int, int]], label: re.Pattern[str]
) -> Iterator[tuple[int, tuple[Span, Span]]]:
    for start, end in lines:
        head = text[start : min(end, start + _LONGEST_INDENT)]
        at = start + len(head) - len(head.lstrip(_BEFORE_LABEL))
        match = label.match(text, at, end)
        if match:
            yield at, (Span(*match.span("who")), Span(*match.span()))


def _is_notice(text: str, who: Span) -> bool:
    return set(who.of(text).split()) <= _NO_SPEAKER


def _may_be_person(text: str, who: Span) -> bool:
    words = who.of(text).split()
    return not any(word.lower() in FUNCTION_WORDS or word in NOT_NAMES or word.upper() in _NO_SPEAKER for word in words)


def _is_person(text: str, who: Span) -> bool:
    words = who.of(text).split()
    return not any(word.lower() in FUNCTION_WORDS for word in words) and is_given_name(words[0])

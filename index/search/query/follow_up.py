"""A question that leans on the one before it -> one that can be understood alone. Words are moved, none is made up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from index.search.query.asked_time import asks_for_now, find_asked_time
from index.search.query.question_type import find_counted
from index.text.aliases import match_name, read_aliases
from index.text.dates import find_dates

_I = re.IGNORECASE
_OPENING = re.compile(r"^(?:and|but|so|also|ok|then|now|well)[,\s]+", _I)
_ABOUT = re.compile(
    r"^(?:(?:and|but|so|ok|then)[,\s]+)?(?:(?:what|how) about|what of|and(?: for| in| of)?)\s+"
    r"(?P<topic>(?!(?:how|who|when|where|why|what|which|did|does|is|was|were|are|has|have|they|he|she|it|that|this|then)\b)"
    r"[\w'’.-]+(?:\s+[\w'’.-]+){0,3}?)\W*$",
    _I,
)
_PERSON = re.compile(r"\b(?:he|she|him|her|his|hers)\b(?!\w)", _I)
_PEOPLE = re.compile(r"\b(?:they|them|their|theirs|those|these)\b", _I)
_THING = re.compile(r"\b(?:it|its|that|this)\b", _I)
_PRONOUN = re.compile(r"\b(?:he|she|him|her|his|hers|they|them|their|theirs|it|its|that|this|those|these|there)\b", _I)
_ALONE = re.compile(
    r"^(?P<ask>who|when|where|why|how(?: come| many| much)?|since when|really)"
    r"(?:\s+(?:is|was|did|does|were|are|has|so|exactly|of (?:them|those)|did (?:it|that|this) happen"
    r"|(?:was|is) (?:that|this|it)|happen(?:ed)?|said (?:that|this|it|so)))*\W*$",
    _I,
)
_ASKS = re.compile(
    r"^(?:how (?:many|much)|who|whom|whose|what|when|where|why|how|which)\b"
    r"(?:\s+(?:is|are|was|were|did|does|do|has|have|had))?\s*",
    _I,
)
_NAME = re.compile(r"\b[A-ZÀ-Þ][\w'’-]+(?:\s+[A-ZÀ-Þ][\w'’-]+)*")
_PLACE = re.compile(r"\b(?:in|at|near|over) (?:the )?[\w'’-]+", _I)
_FEW = 6
"""Words up to which a question without a subject of its own leans on the one before."""


@dataclass(frozen=True)
class Before:
    """The question before, as it was read, and the names that it and its first quotation have, the likeliest first."""

    question: str
    people: Sequence[str] = ()


def needs_referent(question: str) -> bool:
    """Return whether a question has a pronoun or nothing at its place where it should name what it is about."""
    text = _OPENING.sub("", question.strip())
    if _ALONE.match(text) or re.fullmatch(r"(?:and|what about|how about|but|so)?\W*", question.strip(), _I):
        return True
    found = _PRONOUN.search(text)
    if not found or len(text.split()) > _FEW + 2:
        return False
    after = text[found.end() :]
    if not _PERSON.fullmatch(found[0]) and _names_something(after) and not _PEOPLE.fullmatch(found[0]):
        return False  # "is it true that …", "this war"
    return not _names_something(text[: found.start()])


def complete(question: str, before: Before) -> str:
    """Return a question with what it leaves out taken from the one before; as it was where it leaves nothing out."""
    text = question.strip()
    if alone := _ALONE.match(_OPENING.sub("", text)):
        return f"{alone['ask']} {_name_subject(before)}".strip()
    if about := _ABOUT.match(text):
        return _exchange(before.question, about["topic"])
    text = _OPENING.sub("", text)
    if of_them := re.search(r"\bof (?:them|those|these)\b", text, _I):
        noun = find_counted(before.question)
        return text[: of_them.start()] + noun + text[of_them.end() :] if noun else f"{text} {before.question}"
    if not needs_referent(question):
        is_short = len(text.split()) <= _FEW and text.casefold() != question.strip().casefold()
        place = _PLACE.search(before.question) if is_short and not _PLACE.search(text) else None
        return f"{text} {place[0]}" if place else text
    return _resolve(text, before)


def _resolve(text: str, before: Before) -> str:
    if (person := _PERSON.search(text)) and before.people:
        name = before.people[0]
        owner = person[0].casefold() in {"his", "hers", "her"} and re.match(r"\s+[a-z]", text[person.end() :])
        return f"{text[: person.start()]}{name}{'’s' if owner else ''}{text[person.end() :]}"
    if people := _PEOPLE.search(text):
        noun = find_counted(before.question) or (before.people[0] if before.people else "")
        if noun:
            return f"{text[: people.start()]}{noun}{text[people.end() :]}"
    if thing := _THING.search(text):
        return f"{text[: thing.start()]}{_take_off_asking(before.question)}{text[thing.end() :]}".strip()
    return f"{text} {_take_off_asking(before.question)}"


def _name_subject(before: Before) -> str:
    """Return what the question before was about; for "who did it", whoever its answer names did it."""
    rest = _take_off_asking(before.question)
    return f"{before.people[0]} {rest}" if before.people and re.match(r"who\b", before.question, _I) else rest


def _exchange(question: str, topic: str) -> str:
    """Return a question about something else of the same kind: another country, date or name; else about both."""
    if asks_for_now(topic):
        asked = find_asked_time(question, date.today())
        return f"{asked.rest if asked else question} {topic}".strip()
    peoples = read_aliases().peoples
    if country := peoples.get(topic.casefold()):
        for name in sorted(peoples, key=len, reverse=True):
            if peoples[name] != country and match_name(name).search(question):
                return match_name(name).sub(read_aliases().inflect(country, name), question)
    if find_dates(topic):
        dates = find_dates(question)
        span = dates[-1].span if dates else None
        return question[: span.start] + topic + question[span.end :] if span else f"{question.rstrip(' ?')} in {topic}"
    if topic.casefold() not in peoples and (noun := find_counted(question)) and " " not in topic.strip():
        return question.replace(noun, topic, 1)
    names = [match for match in _NAME.finditer(question) if match.start()]
    if names:
        return question[: names[-1].start()] + topic + question[names[-1].end() :]
    return f"{question.rstrip(' ?')} {topic}"


def _take_off_asking(question: str) -> str:
    return _ASKS.sub("", question.strip(" ?"))


def _names_something(text: str) -> bool:
    """Return whether a text has a word that a pronoun after it can mean."""
    words = re.findall(r"[^\W\d_]{3,}", _ASKS.sub("", text))
    return any(word.casefold() not in _EMPTY for word in words)


# fmt: off
_EMPTY = frozenset(
    {
        "the", "then", "and", "but", "did", "does", "has", "have", "had", "was", "were", "are", "many", "much",
        "long", "how", "why", "who", "when", "where", "what", "which", "said", "say", "says", "think", "about",
        "after", "before", "for", "with", "from", "still", "really", "even", "ever", "more", "most", "because",
        "would", "could", "should", "will", "can",
    }
)
# fmt: on
"""Words of three letters and more that name nothing."""

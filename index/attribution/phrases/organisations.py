"""Organisations, by name or by what they are, and the offices of those who speak for them."""

from __future__ import annotations

from index.attribution.lexicon.function_words import ARTICLES, FUNCTION_WORDS, INDEFINITE
from index.attribution.lexicon.proper_names import CALENDAR, DEMONYMS
from index.attribution.lexicon.source_nouns import ACTING_ORGANISATIONS, BODIES_WITHOUT_NAME, SPOKESPEOPLE
from index.attribution.phrases.names import can_be_name, cut_at, is_human, name_start, strip_article
from index.attribution.phrases.source_kinds import Kind, Source
from index.attribution.phrases.tokens import Token, span_of
from index.corpus.span import Span


def describe_organisation(words: list[Token], head: list[Token], definite: bool) -> Source | None:
    """Return the organisation that a phrase names or describes, or None where it is none."""
    if head[-1].lower in CALENDAR:
        return None
    if not any(word.is_capitalised for word in strip_article(words)) and head[0].lower in INDEFINITE:
        return Source("unnamed", span_of(words), role=span_of(words), head=head[-1].lower)
    if not head[-1].is_capitalised and head[-1].lower not in ACTING_ORGANISATIONS:
        return Source("unknown", span_of(words), role=span_of(words), head=head[-1].lower, is_definite=definite)
    phrase = words
    while len(words) > 1 and (words[0].lower in ARTICLES or words[0].text[0].isdigit()):
        words = words[1:]  # the 28-member EU
    if not any(word.is_capitalised for word in strip_article(head)) and _is_passing_body(words, head):
        role = span_of(strip_article(words))
        return Source("organisation", span_of(phrase), role=role, head=head[-1].lower, is_definite=definite)
    name = strip_article(
        cut_at(words, {"who", "which", "whose", "that", "including", "on", "during", "after", "before"})
    )
    return Source("organisation", span_of(phrase), name=span_of(name), head=head[-1].lower, is_definite=definite)


def _is_passing_body(words: list[Token], head: list[Token]) -> bool:
    """Return whether a body has no name: "the company", "the party of President Kuna", but not the police."""
    return head[-1].lower in BODIES_WITHOUT_NAME or any(_names_person(words[i:]) for i in range(len(head), len(words)))


def describe_office(words: list[Token], head: list[Token], definite: bool) -> Source:
    """Return whoever holds an office, or the organisation for which a spokesperson speaks."""
    office = head[-1].lower
    if office in SPOKESPEOPLE:
        organisation = _find_organisation(words, head)
        if organisation:
            return Source("organisation", span_of(words), organisation, _role_beside(words, head, organisation), office)
    kind: Kind = "office" if definite else "unnamed"
    return Source(
        kind,
        span_of(words),
        role=span_of(strip_article(words) if definite else words),
        head=office,
        is_definite=definite,
    )


def _role_beside(words: list[Token], head: list[Token], organisation: Span) -> Span:
    """Return a spokesperson's office without the organisation, where the two can be parted."""
    before = [
        word
        for word in strip_article(head)
        if word.span.end <= organisation.start or word.span.start >= organisation.end
    ]
    return span_of(before) if before and before[0].span.end <= before[-1].span.end else span_of(words)


def _find_organisation(words: list[Token], head: list[Token]) -> Span | None:
    rest = words[len(head) :]
    if rest and rest[0].lower in {"for", "of", "from", "at", "with"}:
        named = strip_article(rest[1:])
        named = cut_at(named, {"in", "on", "who", "at"})
        if _names_person(named) or _names_person(cut_at(named, {"of"})):
            return None
        first = next((i for i, word in enumerate(named) if word.is_capitalised), None)
        if first is None or all(can_be_name(word) for word in named):
            return None
        return span_of(named[first:])
    named = strip_article(head)[:-1]
    named = [word for word in named if word.lower not in FUNCTION_WORDS]
    first = next((i for i, word in enumerate(named) if word.is_capitalised), None)
    if first is None or all(word.stem in DEMONYMS for word in named[first:]):
        return None
    last = max(i for i, word in enumerate(named) if word.is_capitalised)
    last = max([last, *(i for i, word in enumerate(named) if word.lower in ACTING_ORGANISATIONS)])
    kept = named[first : last + 1]
    if kept[-1].is_possessive:
        return None
    return span_of(kept)


def _names_person(words: list[Token]) -> bool:
    """Return whether words are a title and a name, "President Lev Kuna", not the name of a body."""
    start = next((i for i, word in enumerate(words) if word.is_capitalised), len(words))
    titled = [i for i in range(start, len(words) - 1) if is_human(words[i])]
    first = titled[-1] + 1 if titled else start
    return first < len(words) and name_start(words[first:]) == 0 and bool(titled)

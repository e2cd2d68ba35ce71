"""Which words before or after a reporting verb name its speaker."""

from __future__ import annotations

import re
from dataclasses import replace

from index.attribution.lexicon.function_words import (
    ADVERBS,
    ARTICLES,
    AUXILIARIES,
    DEFINITE,
    PREPOSITIONS,
    RELATIVES,
    SUBORDINATORS,
)
from index.attribution.lexicon.proper_names import CALENDAR, PLACES
from index.attribution.lexicon.source_nouns import DOCUMENTS, OFFICES, ROLE_MODIFIERS, SPOKESPEOPLE, TITLES
from index.attribution.lexicon.word_lists import read_words
from index.attribution.phrases.appositions import add_apposition, join_name, join_office, role_span, with_role
from index.attribution.phrases.names import strip_article
from index.attribution.phrases.segments import (
    BREAKS,
    DASHES,
    JOINS,
    LONGEST,
    segment_before,
    skip_back,
    skip_brackets,
    trim_to_subject,
)
from index.attribution.phrases.source_kinds import Source
from index.attribution.phrases.sources import describe
from index.attribution.phrases.tokens import QUOTATION, Token, span_of, text_at
from index.corpus.span import Span

_ENDS_FORWARD = read_words("function_words", "end_forward")
_MAY_CONTINUE = frozenset({"and", "in", "at", "to", "on", "with", "from", "by"})
_NAMED = frozenset({"name", "organisation"})
_PARTICIPLES = read_words("reporting_verbs", "participles")
_INSERTION_MARKS = DASHES | {","}
_OPENS_LATER = frozenset({"after", "before", "as", "until", "once"})
_MOST_INSERTIONS = 5
_LONGEST_NAME = 5
_PARTY = re.compile(r"[A-Z]-[A-Z][A-Za-z.]*")


def find_before(tokens: list[Token], verb: int) -> Source | None:
    """Describe whoever comes before a verb as its subject, or None where nobody does."""
    end = skip_back(tokens, verb)
    if end < 0 or tokens[end].lower in JOINS or tokens[end].text == QUOTATION:
        return None
    if tokens[end].lower in RELATIVES and end:
        source = describe(trim_to_subject(segment_before(tokens, end - (tokens[end - 1].text == ","))))
        return None if source and _is_place(source, tokens) else source
    if tokens[end].text in {",", *DASHES}:
        return _find_before_insertion(tokens, end)
    nearest = segment_before(tokens, end + 1)
    named = _find_before_lost_comma(tokens, end + 1 - len(nearest), nearest)
    if named:
        return named
    if not nearest or (nearest[0].stem in PLACES and len(nearest) > 1 and nearest[1].lower == "who"):
        return None
    source = describe(trim_to_subject(nearest))
    if source is None or source.kind == "unknown":
        source = _describe_behind(nearest) or source
    start = end + 1 - len(nearest)
    if nearest[0].lower in DEFINITE and source and source.kind in {"office", "unnamed"}:
        return source  # "Karr, the lawyer said, was ill."
    return _join_list(tokens, start, join_name(tokens, start, join_office(tokens, start, source)))


def _find_before_lost_comma(tokens: list[Token], start: int, nearest: list[Token]) -> Source | None:
    """Describe the subject of "Judge Olha Karr, of the Rivne Court said", whose second comma is lost."""
    if not nearest or nearest[0].lower not in {"of", "from", "at"} or text_at(tokens, start - 1) != ",":
        return None
    source = describe(trim_to_subject(segment_before(tokens, start - 1)))
    return source if source and source.kind == "name" else None


def _describe_behind(words: list[Token]) -> Source | None:
    """Describe the subject of a clause that opens behind "after", "before", "as": "shut after Karr warned"."""
    opens = next((i for i in range(len(words) - 1, 0, -1) if words[i].lower in _OPENS_LATER), None)
    source = describe(trim_to_subject(words[opens + 1 :])) if opens and words[opens + 1 :] else None
    return source if source and source.kind != "unknown" else None


def _join_list(tokens: list[Token], start: int, source: Source | None) -> Source | None:
    """Take in the first of "France, Germany and Poland"."""
    if source is None or source.head != "and" or source.name is None or tokens[start].span != _first_of(source, tokens):
        return source
    while start > 1 and tokens[start - 1].text == ",":
        segment = segment_before(tokens, start - 1)
        if not segment or not all(word.is_capitalised for word in strip_article(segment)):
            break
        start -= len(segment) + 1
        first = strip_article(segment)[0].span.start
        source = replace(source, span=Span(first, source.span.end), name=Span(first, source.name.end))
    return source


def _first_of(source: Source, tokens: list[Token]) -> Span:
    return next(token.span for token in tokens if token.span.start >= source.span.start)


def _is_place(source: Source, tokens: list[Token]) -> bool:
    """Return whether a source is only a place, the town of "residents in Jupiter, Florida, who said"."""
    return all(token.stem in PLACES for token in tokens if _is_inside(token, source.span))


def find_after(tokens: list[Token], start: int) -> Source | None:
    """Describe whoever is named from a position on: after "according to", after an inverted verb."""
    words: list[Token] = []
    index = start
    while index < len(tokens) and len(words) < LONGEST and not _ends_phrase(tokens, index, words):
        if tokens[index].text == "(":
            index = skip_brackets(tokens, index)
        else:
            words.append(tokens[index])
            index += 1
    source = describe(words)
    if source is None or text_at(tokens, index) != ",":
        return source
    if source.kind == "name" and source.role is None:
        return add_apposition(tokens, index + 1, source)
    return _add_name(tokens, index + 1, source) if source.kind in {"office", "unnamed"} else source


def _add_name(tokens: list[Token], start: int, office: Source) -> Source:
    """Take the name from "said the union's leader, Danylo Hrin", where nothing else follows in its piece."""
    end = next((i for i in range(start, len(tokens)) if tokens[i].text in BREAKS), len(tokens))
    name = describe(tokens[start:end]) if 1 < end - start <= _LONGEST_NAME else None
    if name is None or name.role is not None:
        return office
    assert office.role is not None
    role = office.role if office.is_definite else role_span([t for t in tokens if _is_inside(t, office.role)])
    return replace(name, role=role, span=Span(office.span.start, name.span.end))


def _is_inside(token: Token, span: Span) -> bool:
    return token.is_word and span.start <= token.span.start < span.end


def _ends_phrase(tokens: list[Token], index: int, words: list[Token]) -> bool:
    """Return whether a noun phrase that was read so far ends before a position."""
    token = tokens[index]
    if token.text == "(":
        return False
    if token.text in BREAKS or token.lower in CALENDAR:
        return True
    if not words or token.lower not in _ENDS_FORWARD:
        return False
    return token.lower not in _MAY_CONTINUE or not _continues(tokens, index, words)


def _continues(tokens: list[Token], index: int, words: list[Token]) -> bool:
    """Return whether "and" or a preposition belongs to the noun phrase that comes before it."""
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    if after is None or after.lower in CALENDAR or not after.is_word:
        return False
    if tokens[index].lower == "and":
        return after.is_capitalised and words[-1].is_capitalised
    last = words[-1]
    if tokens[index].lower in {"by", "from"} and last.lower in DOCUMENTS:
        return after.is_capitalised or after.lower in ARTICLES
    if tokens[index].lower == "by":
        return False
    if tokens[index].lower == "with":
        return last.lower in OFFICES and after.lower in {"knowledge", "the"}
    is_named = last.lower in OFFICES or last.lower.endswith("s")
    return last.is_word and is_named and (after.is_capitalised or after.lower == "the")


def _skip_listed(tokens: list[Token], comma: int) -> int:
    """Return the comma before the relative clause that ends with a list of names, else the comma that was given."""
    position = comma
    for _ in range(_MOST_INSERTIONS):
        segment = segment_before(tokens, position)
        position -= len(segment) + 1
        if not segment or text_at(tokens, position) != ",":
            return comma
        if segment[0].lower in RELATIVES:
            return position if segment[-1].is_capitalised else comma  # "which has offices in Rivne, Dubno and Sarny,"
        if not all(word.is_capitalised or word.lower == "and" for word in segment):
            return comma
    return comma


def _find_before_insertion(tokens: list[Token], comma: int) -> Source | None:
    """Describe the subject of "X, the minister, said" and of "X, after the talks, said"."""
    comma = _skip_listed(tokens, comma)
    position = comma
    role: list[Token] = []
    is_in_clause = False
    described: Source | None = None
    for _ in range(_MOST_INSERTIONS):
        segment = segment_before(tokens, position)
        position -= len(segment) + 1
        if text_at(tokens, position) == QUOTATION and _goes_on(segment, segment_before(tokens, position)):
            # The end of an insertion that began before the quotation.
            segment = segment_before(tokens, position)
            position -= len(segment) + 1
        if not segment:
            return None
        if text_at(tokens, position) not in _INSERTION_MARKS:
            outer = describe(trim_to_subject(segment))
            return described if described and (outer is None or outer.kind not in _NAMED) else with_role(outer, role)
        # "whose hometown, Mirne, is under water": what opens with a verb goes on with a clause begun before.
        is_in_clause = is_in_clause or segment[0].lower in AUXILIARIES
        if is_in_clause:
            is_in_clause = segment[0].lower not in RELATIVES
            continue
        if _is_inserted(segment):
            continue
        source = describe(trim_to_subject(segment))
        if segment[0].lower in {"a", "an"} and source and source.kind != "unknown":
            # ", a co-chair of the Port Caucus, said": what Karr is, if a name comes before it.
            described, role = source, segment
            continue
        if source and source.kind in _NAMED:
            pair = _read_pair(tokens, position, comma) if segment[0].lower == "and" else None
            return pair or _join_neighbours(tokens, position, segment, source, role)
        role = segment
    return None


def _read_pair(tokens: list[Token], mark: int, end: int) -> Source | None:
    """Read "Karr, the mayor, and Hrin, the chief,": both speak, neither alone."""
    words: list[Token] = []
    while text_at(tokens, mark) in _INSERTION_MARKS:
        segment = segment_before(tokens, mark)
        mark -= len(segment) + 1
        first = describe(trim_to_subject(segment)) if segment else None
        if first and first.kind in _NAMED:
            words = [token for token in tokens[mark + 1 : end] if token.span.start >= first.span.start]
    return Source("several", span_of(words), role=span_of(words), head=words[-1].lower) if words else None


def _goes_on(behind: list[Token], before: list[Token]) -> bool:
    """Return whether an insertion is around a quotation: ", whose plan was called "a joke" by all,"."""
    is_relative = bool(before) and before[0].lower in RELATIVES
    return bool(before) and (behind[0].lower in PREPOSITIONS if behind else is_relative)


def _join_neighbours(
    tokens: list[Token], mark: int, segment: list[Token], source: Source, role: list[Token]
) -> Source | None:
    """Join a name with the office before or behind it, or with the name that it explains."""
    joined = join_office(tokens, mark + 1, source)
    if joined and joined.role is not None and source.role is None:
        return joined
    outer = describe(trim_to_subject(segment_before(tokens, mark)))
    if outer and outer.kind in _NAMED and _is_apposed(source, segment):
        return with_role(outer, segment)
    return with_role(source, role)


def _is_apposed(source: Source, segment: list[Token]) -> bool:
    """Return whether words describe the name before them, "Ukraine's energy firm", and are no name."""
    is_description = not segment[-1].is_capitalised or source.head in SPOKESPEOPLE
    return source.kind == "organisation" and is_description


def _is_inserted(segment: list[Token]) -> bool:
    """Return whether an insertion names nobody: "who won the vote", "34", "R-NY", "Ohio", "after the talks"."""
    segment = segment[next((i for i, word in enumerate(segment) if word.lower not in ADVERBS), 0) :]
    first = segment[0].lower
    if first[0] in "“\"‘'":
        return True  # "his book, “No Fear”, …"
    if first in TITLES:
        return False
    if first.isdigit() or first.endswith(".") or _PARTY.fullmatch(segment[0].text):
        return True
    if all(word.stem in PLACES for word in segment):
        return True
    if first in ROLE_MODIFIERS:
        return False
    return (
        first in RELATIVES
        or first in PREPOSITIONS
        or first in SUBORDINATORS | _PARTICIPLES
        or first.endswith(("ing", "ed"))
    )

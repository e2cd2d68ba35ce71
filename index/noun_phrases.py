"""Which words before or after a reporting verb name its speaker."""

from __future__ import annotations

import re

from index.appositions import add_apposition, join_name, join_office, with_role
from index.function_words import (
    PREPOSITIONS,
    RELATIVES,
    SUBORDINATORS,
    word_set,
)
from index.place_names import CALENDAR, PLACES
from index.segments import (
    BREAKS,
    DASHES,
    LONGEST,
    segment_before,
    skip_back,
    skip_brackets,
    trim_to_subject,
)
from index.source_nouns import OFFICES, ROLE_MODIFIERS
from index.sources import Source, describe
from index.tokens import QUOTATION, Token

_ENDS_FORWARD = word_set(
    """
    in on at during after before while when as by to with from about who which that whose where amid following
    and because if since until but told speaking adding noting saying late early last this is was were are has
    had have will would over via through earlier later shortly yesterday today recently
    """
)
_PARTY = re.compile(r"[A-Z]-[A-Z][A-Za-z.]*")


def find_before(tokens: list[Token], verb: int) -> Source | None:
    """Describe whoever stands before a verb as its subject, or None where nobody does."""
    end = skip_back(tokens, verb)
    if end < 0 or tokens[end].lower in {"and", "but", "or", "then"} or tokens[end].text == QUOTATION:
        return None
    if tokens[end].lower in RELATIVES and end:
        return describe(trim_to_subject(segment_before(tokens, end - (tokens[end - 1].text == ","))))
    if tokens[end].text in {",", *DASHES}:
        return _find_before_insertion(tokens, end)
    nearest = segment_before(tokens, end + 1)
    if not nearest:
        return None
    source = describe(trim_to_subject(nearest))
    start = end + 1 - len(nearest)
    return join_name(tokens, start, join_office(tokens, start, source))


def find_after(tokens: list[Token], start: int) -> Source | None:
    """Describe whoever is named from a position on: after "according to", after an inverted verb."""
    words: list[Token] = []
    index = start
    while index < len(tokens) and len(words) < LONGEST:
        token = tokens[index]
        if token.text == "(":
            index = skip_brackets(tokens, index)
            continue
        if token.text in BREAKS or token.lower in CALENDAR or (words and token.lower in _ENDS_FORWARD):
            if not (
                token.lower in {"and", "in", "at", "to", "on", "with", "from"} and _continues(tokens, index, words)
            ):
                break
        words.append(token)
        index += 1
    source = describe(words)
    if source and source.kind == "name" and source.role is None and index < len(tokens) and tokens[index].text == ",":
        return add_apposition(tokens, index + 1, source)
    return source


def _continues(tokens: list[Token], index: int, words: list[Token]) -> bool:
    """Tell whether "and" or a preposition belongs to the noun phrase that stands before it."""
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    if after is None or after.lower in CALENDAR or not after.is_word:
        return False
    if tokens[index].lower == "and":
        return after.is_capitalised and words[-1].is_capitalised
    last = words[-1]
    if tokens[index].lower == "with":
        return last.lower in OFFICES and after.lower in {"knowledge", "the"}
    is_named = last.lower in OFFICES or last.lower in {"embassy", "ambassador", "mission"} or last.lower.endswith("s")
    return last.is_word and is_named and (after.is_capitalised or after.lower == "the")


def _find_before_insertion(tokens: list[Token], comma: int) -> Source | None:
    """Describe the subject of "X, the minister, said" and of "X, after the talks, said"."""
    position = comma
    skipped: list[Token] = []
    for _ in range(5):
        segment = segment_before(tokens, position)
        before = position - len(segment) - 1
        if not segment:
            return None
        if before < 0 or tokens[before].text not in {",", *DASHES}:
            source = describe(trim_to_subject(segment))
            return with_role(source, skipped)
        inserted = _is_inserted(segment)
        source = None if inserted else describe(trim_to_subject(segment))
        if source and source.kind in {"name", "organisation"} and not inserted:
            if source.role is None and source.kind == "name":
                joined = join_office(tokens, before + 1, source)
                if joined.role is not None:
                    return joined
            outer = describe(trim_to_subject(segment_before(tokens, before)))
            if outer and _is_apposed(source, segment) and outer.kind in {"name", "organisation"}:
                return with_role(outer, segment)
            return with_role(source, skipped)
        if not inserted:
            skipped = segment
        position = before
    return None


def _is_apposed(source: Source, segment: list[Token]) -> bool:
    """Tell "Ukraine's energy firm" behind a name from a name of its own."""
    return source.kind == "organisation" and (segment[0].is_possessive or not segment[-1].is_capitalised)


def _is_inserted(segment: list[Token]) -> bool:
    first = segment[0].lower
    if (
        _PARTY.fullmatch(segment[0].text)
        or segment[0].text.isdigit()
        or first.endswith(".")
        or all(word.stem in PLACES for word in segment)
    ):
        return True
    if first in ROLE_MODIFIERS:
        return False
    return first in RELATIVES or first in PREPOSITIONS or first in SUBORDINATORS or first.endswith(("ing", "ed"))

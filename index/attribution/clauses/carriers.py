"""Agencies and outlets that pass on what somebody said: "told Reuters", "Interfax quoted him as saying"."""

from __future__ import annotations

from index.attribution.clauses.clause import Clause
from index.attribution.clauses.clauses import find_clauses
from index.attribution.lexicon.function_words import ARTICLES
from index.attribution.lexicon.proper_names import CALENDAR, NEWS_CARRIERS
from index.attribution.lexicon.reporting_verbs import KIND_OF_VERB
from index.attribution.lexicon.word_lists import read_words
from index.attribution.phrases.tokens import Token, lower_at, span_of
from index.attribution.quotes.frames import Frame
from index.corpus.span import Span

_OUTLETS = read_words("source_nouns", "outlets")
_INTERVIEWS = read_words("reporting_verbs", "interviews")
_TELLS = frozenset({"told", "tells", "tell", "telling", "informed"})
_LONGEST_NAME = 6


def is_carrier(words: list[Token] | str) -> bool:
    """Return whether words name an agency that only carries what others said."""
    text = words if isinstance(words, str) else " ".join(word.text for word in words)
    return any(word.lower() in NEWS_CARRIERS for word in text.split())


def find_carrier(frame: Frame, clause: Clause) -> Span | None:
    """Return the outlet by way of which the words of a clause's speaker came, if the sentence names one."""
    assert clause.source is not None
    if not any(token.lower in _OUTLETS or token.lower in NEWS_CARRIERS for token in frame.tokens):
        return None
    speaker = clause.source.span
    for other in find_clauses(frame):
        source = other.source
        if source and source.name and source.kind == "organisation" and not _overlap(source.span, speaker):
            words = [token for token in frame.tokens if _is_inside(token, source.name)]
            if is_carrier(words) or is_outlet(words):
                return source.name
    for index in range(len(frame.tokens)):
        words = _read_name(frame.tokens, index + 1) if _leads_to_outlet(frame.tokens, index) else []
        if words and (is_carrier(words) or is_outlet(words)) and not _overlap(span_of(words), speaker):
            return span_of(words)
    return None


def _leads_to_outlet(tokens: list[Token], index: int) -> bool:
    """Return whether an outlet that follows would be the one that was told, quoted or written in."""
    lower, before = tokens[index].lower, lower_at(tokens, index - 1)
    if lower in _TELLS or lower == "by":
        return True
    if lower in {"to", "with"}:
        return before in _INTERVIEWS
    return lower in {"in", "on", "for"} and (before in KIND_OF_VERB or before in _INTERVIEWS)


def _read_name(tokens: list[Token], start: int) -> list[Token]:
    """Return the words of the name that begins at a position, behind its article."""
    while lower_at(tokens, start) in ARTICLES:
        start += 1
    end = start
    while end < len(tokens) and end - start < _LONGEST_NAME and _is_part(tokens[end]):
        end += 1
    return tokens[start:end]


def _is_part(token: Token) -> bool:
    is_name = token.is_word and (token.is_capitalised or token.lower in _OUTLETS or token.lower == "agency")
    is_time = token.lower in CALENDAR and not (token.is_capitalised and token.lower in _OUTLETS)
    return is_name and not token.is_possessive and not is_time


def is_outlet(words: list[Token]) -> bool:
    """Return whether words name an outlet: The Times, Radio Mirne."""
    is_named = any(word.is_capitalised for word in words)
    return is_named and any(word.lower in _OUTLETS for word in words)


def _is_inside(token: Token, span: Span) -> bool:
    return token.is_word and span.start <= token.span.start < span.end


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end

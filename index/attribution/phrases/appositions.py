"""Names with the office beside them: "Petro Hanush, the mayor", "The mayor of Rivne, Petro Hanush"."""

from __future__ import annotations

from dataclasses import replace

from index.attribution.lexicon.function_words import (
    ARTICLES,
    AUXILIARIES,
    DEFINITE,
    PREPOSITIONS,
    RELATIVES,
    SUBORDINATORS,
)
from index.attribution.lexicon.source_nouns import PLURALS, ROLE_MODIFIERS, SPOKESPEOPLE
from index.attribution.lexicon.word_lists import read_words
from index.attribution.phrases.names import is_human, strip_article, without_asides
from index.attribution.phrases.segments import (
    BREAKS,
    LONGEST,
    segment_before,
    skip_brackets,
    trim_to_subject,
)
from index.attribution.phrases.source_kinds import Source
from index.attribution.phrases.sources import describe
from index.attribution.phrases.tokens import Token, lower_at, span_of, text_at
from index.corpus.span import Span

_CALLS = read_words("reporting_verbs", "call")


def apposition_of(tokens: list[Token], end: int) -> Span | None:
    """Return the office in the apposition behind a name that ends at a position."""
    if end < len(tokens) and tokens[end].text == "(":
        end = skip_brackets(tokens, end)
    if end + 1 >= len(tokens) or tokens[end].text != ",":
        return None
    if lower_at(tokens, end + 1) == "who" and lower_at(tokens, end + 2) in _CALLS:
        return _read_own_description(tokens, end + 3)
    return _read_apposition(tokens, end + 1)


def _read_own_description(tokens: list[Token], start: int) -> Span | None:
    """Read "Petro Hanush, who described himself as a protest commander"."""
    if lower_at(tokens, start) not in {"himself", "herself"}:
        return None
    start += 2 if lower_at(tokens, start + 1) == "as" else 1
    end = next((i for i in range(start, len(tokens)) if tokens[i].text in BREAKS), len(tokens))
    words = tokens[start:end]
    return role_span(words) if words and is_office(words) else None


def office_before(tokens: list[Token], start: int) -> Span | None:
    """Return the office of "The governor of Rostov, Vasily Golubev" that comes before a name."""
    if start < 3 or tokens[start - 1].text != ",":
        return None
    return _office_span(trim_to_subject(segment_before(tokens, start - 1)))


def add_apposition(tokens: list[Token], start: int, source: Source) -> Source:
    """Give a name the role that its apposition says: "said Olha Tymchuk, a nurse"."""
    role = _read_apposition(tokens, start, is_after_verb=True)
    return replace(source, role=role) if role else source


def with_role(source: Source | None, apposition: list[Token]) -> Source | None:
    """Give a name the role that stood between it and its verb."""
    words = _cut_at_relative([token for token in apposition if token.is_word])
    if source is None or not words or source.kind not in {"name", "organisation"} or source.role is not None:
        return source
    return replace(source, role=role_span(words))


def _cut_at_relative(words: list[Token]) -> list[Token]:
    end = next((i for i, word in enumerate(words) if i and word.lower in RELATIVES), len(words))
    return words[:end]


def join_office(tokens: list[Token], start: int, source: Source | None) -> Source | None:
    """Take the office from "The governor of Rostov, Vasily Golubev" where the name stands alone."""
    if source is None or source.kind != "name" or source.role is not None or start < 2:
        return source
    if tokens[start - 1].text != "," or tokens[start].span.start != source.span.start:
        return source
    before = trim_to_subject(segment_before(tokens, start - 1))
    role = _office_span(before)
    return replace(source, role=role, span=Span(before[0].span.start, source.span.end)) if role else source


def join_name(tokens: list[Token], start: int, source: Source | None) -> Source | None:
    """Take the name from "Andriy Petrenko, deputy head of the office said", a comma missing."""
    if source is None or source.kind not in {"office", "unnamed"} or start < 3 or tokens[start - 1].text != ",":
        return source
    segment = without_asides(segment_before(tokens, start - 1))
    name = describe(segment) if segment else None
    if name is None or name.kind != "name" or source.role is None or not all(word.is_capitalised for word in segment):
        return source
    return replace(name, role=source.role, span=Span(name.span.start, source.span.end))


def role_span(words: list[Token]) -> Span:
    """Return where a role is, without its article."""
    return span_of(strip_article(words))


def is_office(words: list[Token]) -> bool:
    """Return whether words are what somebody is: "a Moldovan analyst", "head of the committee"."""
    if words[0].lower in SUBORDINATORS or words[0].lower in PREPOSITIONS:
        return False
    if words[0].lower.endswith("ing") and words[0].lower not in ROLE_MODIFIERS:
        return False
    head: list[Token] = []
    for word in words:
        if word.lower in PLURALS and words[0].lower == "the":
            return True
        if word.lower in PREPOSITIONS or word.lower in RELATIVES:
            break
        head.append(word)
    if any(word.lower in AUXILIARIES for word in words):
        return False
    return any(is_human(word) for word in head)


def _office_span(words: list[Token]) -> Span | None:
    """Return what words say somebody is, without the article, or None where they say no office."""
    words = words[next((i + 1 for i in range(len(words) - 1, 0, -1) if _is_past(words, i)), 0) :]
    office = describe(words)
    if office is None or len(words) < 2:
        return None
    is_spokesperson = office.kind == "organisation" and office.head in SPOKESPEOPLE
    return role_span(words) if office.kind in {"office", "unnamed"} or is_spokesperson else None


def _is_past(words: list[Token], index: int) -> bool:
    """Return whether a word is a verb as in "Karr replaced the mayor", not as in "newly appointed mayor"."""
    word, before = words[index], words[index - 1]
    return word.text.islower() and word.lower.endswith("ed") and before.is_capitalised


def _read_apposition(tokens: list[Token], start: int, is_after_verb: bool = False) -> Span | None:
    words: list[Token] = []
    index = start
    while index < len(tokens) and len(words) < LONGEST and tokens[index].text not in BREAKS - {"("}:
        if tokens[index].text == "(":
            index = skip_brackets(tokens, index)
            continue
        if tokens[index].lower in {"told", "said"} and words and words[0].lower in DEFINITE:
            return None  # "Karr, the lawyer said, was ill."
        if tokens[index].lower in RELATIVES or tokens[index].lower in {"told", "said"}:
            break
        words.append(tokens[index])
        index += 1
    if words and words[0].text.isdigit() and text_at(tokens, index) == ",":
        return _read_apposition(tokens, index + 1, is_after_verb)
    if not words:
        return None
    # Behind "said X," whatever opens with an article and ends at a mark says what X is.
    is_clause = any(word.lower in AUXILIARIES for word in words)
    is_closed = is_after_verb and words[0].lower in ARTICLES and text_at(tokens, index) in {",", "."} and not is_clause
    return role_span(words) if is_closed or is_office(words) else None

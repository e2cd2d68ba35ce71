"""Which of a sentence's reporting clauses speaks for the whole sentence, and how much it quotes."""

from __future__ import annotations

from dataclasses import replace

from index.attribution.clauses.carriers import is_carrier, is_outlet
from index.attribution.clauses.clause import Clause
from index.attribution.clauses.clauses import find_clauses
from index.attribution.clauses.cyrillic_cues import find_cyrillic_clause
from index.attribution.phrases.cyrillic_names import is_cyrillic
from index.attribution.phrases.source_kinds import Source
from index.attribution.phrases.subjects import find_subject
from index.attribution.phrases.tokens import QUOTATION, Token, lower_at
from index.attribution.quotes.frames import Frame
from index.corpus.span import Span

_DIRECT_SHARE = 0.6
"""Of what is reported: from here on a sentence with quoted words counts as a quotation."""
_FEWEST_QUOTED = 4
_OTHERS_WORDS = frozenset({"quote", "quotes", "quoting", "citing", "words", "proverb", "slogan", "anthem", "sign"})
_ONLY_OPENS = frozenset({"took", "takes"})
"""Took to Twitter: what is said comes behind another cue."""


def find_main_clause(text: str, frame: Frame, language: str) -> Clause | None:
    """Choose the clause that reports the sentence, its subject filled in."""
    if _is_cyrillic(frame.tokens):
        return find_cyrillic_clause(text, frame)
    if not language.startswith("en"):
        return None
    every = list(find_clauses(frame))
    clauses = [clause for clause in every if not clause.is_subordinate]
    clauses = clauses or [clause for clause in every if clause.is_beside_quotation]
    if not clauses:
        return None
    clauses = [
        clause for clause in clauses if clause.is_strong or not clause.is_participle or _is_quoting(frame, clause)
    ]
    filled = [_fill_subject(frame, clauses, clause) for clause in clauses]
    usable = [clause for clause in filled if clause.source is not None]
    return _choose(text, frame, usable) if usable else None


def _is_cyrillic(tokens: list[Token]) -> bool:
    words = [token for token in tokens if token.is_word]
    return bool(words) and 2 * sum(is_cyrillic(word.text) for word in words) >= len(words)


def _is_quoting(frame: Frame, clause: Clause) -> bool:
    """Return whether a participle's words are quoted at length: "…, calling it “a very good day for us all”"."""
    return clause.is_beside_quotation and frame.quoted_words >= _FEWEST_QUOTED


def _choose(text: str, frame: Frame, clauses: list[Clause]) -> Clause:
    if frame.quoted_words >= _FEWEST_QUOTED:
        beside = [clause for clause in clauses if clause.is_beside_quotation]
        people = [clause for clause in beside if not _is_carrier(text, clause)]
        if beside and all(_is_outlet(frame, clause) for clause in beside):
            people = [c for c in clauses if c.is_strong and not c.is_participle and _names_person(c)]
        if beside:
            return _outermost(frame.tokens, clauses, _nearest_quotation(frame, people or beside))
    people = [clause for clause in clauses if not _is_carrier(text, clause) and not _is_it(clause)] or clauses
    tails = [c for c in people if c.is_tail and not c.is_participle and not _is_joined(frame.tokens, people, c)]
    if tails:
        return tails[0]
    strong = [clause for clause in people if clause.is_strong and not clause.is_participle]
    return (strong or people)[0] if not people[0].is_strong and people[0].is_participle else people[0]


def _is_joined(tokens: list[Token], clauses: list[Clause], tail: Clause) -> bool:
    """Return whether "and" joins a clause to one that reports before it: "Karr said it was shut, and Hrin agreed"."""
    assert tail.source is not None
    start = next((i for i, token in enumerate(tokens) if token.span.start >= tail.source.span.start), 0)
    is_behind = any(clause.index < start and not clause.is_participle for clause in clauses)
    return is_behind and lower_at(tokens, start - 1) in {"and", "but"}


def _nearest_quotation(frame: Frame, clauses: list[Clause]) -> Clause:
    """Choose the cue beside the first quotation, the one after it before the one ahead of it."""
    first = next(i for i, token in enumerate(frame.tokens) if token.text == QUOTATION)
    return min(clauses, key=lambda clause: abs(clause.index - first) + (50 if clause.index < first - 6 else 0))


def _outermost(tokens: list[Token], clauses: list[Clause], chosen: Clause) -> Clause:
    """Choose of "X told Y that Z recommends" the one who told it all."""
    for clause in clauses:
        between = tokens[clause.index : chosen.index]
        is_one_piece = not any(token.text in {",", ";", QUOTATION} for token in between)
        is_nested = any(token.lower == "that" for token in between) or _follows_at_once(tokens, clause, chosen)
        if between and is_one_piece and is_nested and clause.source != chosen.source:
            return clause
    return chosen


def _follows_at_once(tokens: list[Token], outer: Clause, inner: Clause) -> bool:
    """Return whether a clause follows without "that": "Karr said Hrin told her", "told Reuters he saw"."""
    assert inner.source is not None
    start = inner.source.span.start
    between = [token for token in tokens[outer.index + 1 : inner.index] if token.span.end <= start]
    return outer.is_strong and not outer.is_participle and len(between) <= (3 if inner.source.kind == "pronoun" else 0)


def _is_it(clause: Clause) -> bool:
    return clause.source is not None and clause.source.head == "it"


def _is_carrier(text: str, clause: Clause) -> bool:
    source = clause.source
    return source is not None and source.kind in {"organisation", "name"} and is_carrier(source.span.of(text))


def _is_outlet(frame: Frame, clause: Clause) -> bool:
    name = clause.source.name if clause.source else None
    return name is not None and is_outlet([t for t in frame.tokens if name.start <= t.span.start < name.end])


def _names_person(clause: Clause) -> bool:
    return clause.source is not None and clause.source.kind == "name"


def _fill_subject(frame: Frame, clauses: list[Clause], clause: Clause) -> Clause:
    """Give a verb without a subject of its own the subject of the clause before."""
    if clause.source is not None:
        return clause
    before = [other for other in clauses if other.index < clause.index and other.source is not None]
    nearest = before[0] if before and clause.is_participle else before[-1] if before else None
    source = nearest.source if nearest else find_subject(frame.tokens[: clause.index])
    if source is None or source.kind == "unknown":
        return clause
    is_said_there = nearest is not None and lower_at(frame.tokens, nearest.index) not in _ONLY_OPENS
    return replace(clause, source=source, opens=nearest.index if nearest and is_said_there else None)


def find_colon_subject(tokens: list[Token]) -> Source | None:
    """Describe the subject of a sentence that leads to a quotation by a colon: "Karr was blunt: …"."""
    colon = next((i for i, token in enumerate(tokens) if token.text == ":"), 0)
    if any(token.lower in _OTHERS_WORDS for token in tokens[:colon]):
        return None
    source = find_subject(tokens[:colon])
    return source if source and source.kind not in {"unknown", "several"} else None


def is_mostly_quoted(frame: Frame, clause: Clause | None) -> bool:
    """Return whether a sentence's report is in its speaker's own words for the greater part."""
    if not frame.quoted_words:
        return False
    if clause and all(_is_inside_subject(passage.span, clause) for passage in frame.quoted):
        return False
    own = _count_own(frame, clause) if clause else frame.own_words
    return frame.quoted_words / (frame.quoted_words + own) >= _DIRECT_SHARE


def _is_inside_subject(quoted: Span, clause: Clause) -> bool:
    """Return whether a passage is quoted of a speaker, not by one: 'Karr, whose plan was called "a joke", said …'."""
    assert clause.source is not None
    return clause.source.span.start <= quoted.start < clause.cue.start


def _count_own(frame: Frame, clause: Clause) -> int:
    """Count the words of a report that are not quoted: neither the speaker's name nor its setting."""
    first = next((i for i, token in enumerate(frame.tokens) if token.text == QUOTATION), len(frame.tokens))
    assert clause.source is not None
    source = clause.source.span
    own = [
        index
        for index, token in enumerate(frame.tokens)
        if token.is_word
        and not source.start <= token.span.start < source.end
        and not clause.cue.start <= token.span.start < clause.cue.end
    ]
    if first < clause.index:
        before = [i for i in own if i < clause.index and frame.tokens[i].span.start < source.start]
        return len(before) if clause.is_beside_quotation else len(own)
    setting = first - clause.index - 1 if clause.is_participle else 0
    start = clause.index if clause.opens is None else clause.opens
    return max(0, sum(start < index for index in own) - setting)

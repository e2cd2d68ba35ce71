"""Everybody whose words, thoughts or plans a sentence tells, whoever speaks for the sentence itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from index.attribution.clauses.clauses import find_clauses
from index.attribution.clauses.verb_forms import ReportingVerb, agrees, is_noun
from index.attribution.lexicon.attitudes import (
    ATTITUDE_ADJECTIVES,
    ATTITUDE_VERBS,
    LIGHT_VERBS,
    REPORT_NOUNS,
    REPORTS_MADE,
)
from index.attribution.lexicon.function_words import ARTICLES, AUXILIARIES, FUNCTION_WORDS, PREPOSITIONS
from index.attribution.lexicon.reporting_verbs import ALSO_NOUNS, KIND_OF_VERB
from index.attribution.lexicon.source_nouns import OFFICES, ROLE_MODIFIERS
from index.attribution.lexicon.word_lists import read_words
from index.attribution.phrases.names import is_human
from index.attribution.phrases.noun_phrases import find_after, find_before
from index.attribution.phrases.segments import is_skipped, segment_before
from index.attribution.phrases.source_kinds import Source
from index.attribution.phrases.sources import describe
from index.attribution.phrases.subjects import find_subject
from index.attribution.phrases.tokens import QUOTATION, Token, lower_at, make_token, text_at
from index.attribution.quotes.frames import Frame
from index.corpus.span import Span

_BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "'s", "'re"})
_FARTHEST_AGENT = 8
_FARTHEST_NOUN = 4
_NOUNS_TOO = read_words("reporting_verbs", "nouns_too")
_NO_APPOSITION = frozenset({"and", "but", "adding", "saying"})
_SPEAKS = frozenset({"name", "organisation", "office", "unnamed", "several"})


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody of whom a sentence tells something, and the words that tell it."""

    cue: Span
    source: Source
    phrase: Span
    """The whole noun phrase, with what hangs on it: "Karr, who had seen it"."""


def find_told(frame: Frame) -> Iterator[Told]:
    """Find whoever said, thinks or plans something in a sentence, each once, in order of the cues."""
    found: dict[Span, Told] = {}
    for told in sorted(_find_all(frame), key=lambda told: told.cue.start):
        first = found.setdefault(told.source.span, told)
        if first.phrase.end < told.phrase.end:
            found[told.source.span] = replace(first, phrase=told.phrase)
    yield from found.values()


def _find_all(frame: Frame) -> Iterator[Told]:
    tokens = frame.tokens
    for clause in find_clauses(frame):
        if clause.source is not None and clause.source.kind != "unknown":
            yield _tell(tokens, clause.cue, clause.source)
    is_headline = frame.is_title_case
    for index, token in enumerate(tokens):
        is_verb = token.lower in ATTITUDE_VERBS or token.lower in KIND_OF_VERB or _leads_to_report(tokens, index)
        if is_verb or token.lower in ATTITUDE_ADJECTIVES:
            found = _read_verb(tokens, index, is_headline) if is_verb else _read_adjective(tokens, index)
            if found:
                yield found
        if token.lower in REPORT_NOUNS:
            yield from filter(None, (_read_owner(tokens, index), _read_author(tokens, index)))


def _tell(tokens: list[Token], cue: Span, source: Source) -> Told:
    """Put a source and its cue together, with all that is between them or behind a name."""
    start, end = source.span.start, source.span.end
    between = [token for token in tokens if end <= token.span.start < cue.start]
    if (
        between
        and not any(token.text == QUOTATION for token in between)
        and between[0].text in {",", "(", "-", "–", "—"}
    ):
        end = _end_of_insertion(between) or end
    elif cue.end <= start:
        end = _end_of_apposition([token for token in tokens if token.span.start >= end], source) or end
    return Told(cue, source, Span(start, end))


def _end_of_insertion(between: list[Token]) -> int | None:
    """Return where what is inserted between a name and its verb ends: at the last mark before the verb."""
    marks = [token for token in between if not token.is_word]
    return marks[-1].span.start if len(marks) > 1 else None


def _end_of_apposition(behind: list[Token], source: Source) -> int | None:
    """Return where an apposition or a relative clause behind a name ends."""
    hangs_on = {"who", "whose"} if source.kind == "name" else {"who", "whose", "in", "of", "at", "for", "from"}
    if behind and behind[0].lower in hangs_on:
        return next((token.span.start for token in behind if token.text in {",", ".", ";", QUOTATION}), None)
    if len(behind) < 3 or behind[0].text != "," or behind[1].lower in _NO_APPOSITION:
        return None
    opens = behind[1].lower in ARTICLES | {"who", "whose", "which"} or is_human(behind[1])
    end = next((token.span.start for token in behind[1:] if token.text in {",", ".", ";", QUOTATION}), None)
    return end if opens else None


def _read_verb(tokens: list[Token], index: int, is_headline: bool) -> Told | None:
    token = tokens[index]
    verb = ReportingVerb.at(tokens, index) or ReportingVerb(tokens, index, index + 1, "say")
    if (token.is_capitalised and index and not is_headline) or _is_country(tokens, index):
        return None
    start = _start_of_verb(tokens, index)
    words = {word.lower for word in tokens[start:index]}
    if (words & _BE and not token.lower.endswith("ing")) or lower_at(tokens, index + 1) == "by":
        return _read_agent(tokens, index, Span(tokens[start].span.start, token.span.end))
    if is_noun(verb) or _is_owned(tokens, index):
        return None
    if lower_at(tokens, index - 1) == "to":
        source = find_subject(tokens[:index]) if KIND_OF_VERB.get(token.lower) in {"say", "judge"} else None
    elif token.lower.endswith("ing") and not words & _BE:
        source = _find_participle(tokens, index)
    else:
        source = find_before(tokens, index)
    if source is None or not _may_act(source, verb):
        return None
    return _tell(tokens, Span(tokens[start].span.start, verb.cue.end), source)


def _is_country(tokens: list[Token], index: int) -> bool:
    """Return whether a verb's form is a noun here: "the Baltic states", not "the ministry states that"."""
    return tokens[index].lower == "states" and lower_at(tokens, index + 1) != "that"


def _leads_to_report(tokens: list[Token], index: int) -> bool:
    """Return whether a light verb makes a report: "made several allegations", "issued a statement"."""
    if tokens[index].lower not in LIGHT_VERBS:
        return False
    for token in tokens[index + 1 : index + 7]:
        if token.lower in REPORT_NOUNS or token.lower in REPORTS_MADE:
            return True
        if not token.is_word or (token.lower in PREPOSITIONS):
            return False
    return False


def _find_participle(tokens: list[Token], index: int) -> Source | None:
    """Find the subject of "…, calling him a liar" and of "with Karr calling him a liar"."""
    if text_at(tokens, index - 1) == "," or lower_at(tokens, index - 1) in {"and", "by", "while"}:
        return find_subject(tokens[:index])
    segment = segment_before(tokens, index)
    start = max((i + 1 for i, word in enumerate(segment) if word.lower == "with"), default=0)
    return describe(segment[start:]) if start and segment[start:] else None


def _is_owned(tokens: list[Token], index: int) -> bool:
    """Return whether a noun is somebody's: "Karr's latest plans"."""
    return any(token.is_possessive for token in tokens[max(0, index - 2) : index])


def _may_act(source: Source, verb: ReportingVerb) -> bool:
    """Return whether a subject can do what a verb says, and agrees with it where the verb may be a noun."""
    word = verb.word
    if source.kind == "document":
        return KIND_OF_VERB.get(word) in {"say", "show"}
    if source.kind not in _SPEAKS and not (source.kind == "pronoun" and source.head in {"he", "she", "they"}):
        return False
    may_be_noun = word in ALSO_NOUNS or word in REPORT_NOUNS or word in _NOUNS_TOO
    return not may_be_noun or agrees(verb, source)


def _start_of_verb(tokens: list[Token], index: int) -> int:
    """Return where the auxiliaries of a verb begin: [did not] say."""
    start = index
    while (start and is_skipped(tokens[start - 1])) or lower_at(tokens, start - 1) == "to":
        start -= 1
    while start < index and tokens[start].lower not in AUXILIARIES:
        start += 1
    return start


def _read_agent(tokens: list[Token], index: int, cue: Span) -> Told | None:
    """Read "was praised by X"."""
    for position in range(index + 1, min(len(tokens), index + _FARTHEST_AGENT)):
        if not tokens[position].is_word:
            return None
        if tokens[position].lower == "by":
            source = find_after(tokens, position + 1)
            return _tell(tokens, cue, source) if source and source.kind in _SPEAKS | {"document"} else None
    return None


def _read_adjective(tokens: list[Token], index: int) -> Told | None:
    """Read "X is confident that"."""
    start = _start_of_verb(tokens, index)
    if not {word.lower for word in tokens[start:index]} & _BE:
        return None
    source = find_before(tokens, index)
    if source is None or source.kind not in _SPEAKS | {"pronoun"}:
        return None
    return _tell(tokens, Span(tokens[start].span.start, tokens[index].span.end), source)


def _read_owner(tokens: list[Token], index: int) -> Told | None:
    """Read "Karr's latest claim"."""
    for position in range(index - 1, max(-1, index - _FARTHEST_NOUN), -1):
        owner = tokens[position]
        if not owner.is_word or owner.lower in PREPOSITIONS:
            return None
        if owner.is_possessive:
            length = len(owner.stem)
            bare = make_token(owner.text[:length], owner.span.start, owner.span.start + length)
            source = describe([*_words_of_owner(tokens, position), bare])
            return _tell(tokens, tokens[index].span, source) if source and source.kind in _SPEAKS else None
    return None


def _words_of_owner(tokens: list[Token], end: int) -> list[Token]:
    """Return the words that belong to an owner: [the mayor of] Rivne's."""
    start = end
    while start and end - start < _FARTHEST_AGENT:
        token = tokens[start - 1]
        is_part = token.lower in OFFICES | ROLE_MODIFIERS | ARTICLES | {"of"}
        if not token.is_word or not (is_part or (token.is_capitalised and token.lower not in FUNCTION_WORDS)):
            break
        start -= 1
    while start < end and tokens[start].lower == "of":
        start += 1
    return tokens[start:end]


def _read_author(tokens: list[Token], index: int) -> Told | None:
    """Read "claims by Karr", "support from the union"."""
    if lower_at(tokens, index + 1) not in {"by", "from"}:
        return None
    source = find_after(tokens, index + 2)
    return _tell(tokens, tokens[index].span, source) if source and source.kind in _SPEAKS else None

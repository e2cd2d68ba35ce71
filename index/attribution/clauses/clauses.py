"""The clauses of a sentence that report speech: the cue and whoever is beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from index.attribution.clauses.agents import PERCEIVED, find_agent, find_shown_saying
from index.attribution.clauses.clause import Clause
from index.attribution.clauses.complements import (
    ENDS,
    has_complement,
    is_beside_quotation,
    is_subordinate,
    is_tail,
    stands_behind_mark,
)
from index.attribution.clauses.set_phrases import (
    QUOTED,
    opens_saying,
    read_according,
    read_any_verb,
    read_opinion,
    read_quoted_as_saying,
)
from index.attribution.clauses.verb_forms import ReportingVerb, agrees, is_impersonal, reports
from index.attribution.lexicon.function_words import AUXILIARIES, PREPOSITIONS, RELATIVES
from index.attribution.lexicon.proper_names import CALENDAR
from index.attribution.lexicon.reporting_verbs import ALSO_NOUNS, ONLY_PEOPLE, QUOTING_ONLY
from index.attribution.phrases.noun_phrases import find_after, find_before
from index.attribution.phrases.segments import is_skipped
from index.attribution.phrases.source_kinds import Source
from index.attribution.phrases.tokens import QUOTATION, Token, lower_at, text_at
from index.attribution.quotes.frames import Frame

_MARKS = frozenset({",", ":", ";", "—", "–", "-", "--", ".", "!", "?", QUOTATION})
_MARKS_BEFORE_INVERTED = frozenset({",", "—", "–", "-", "--", "?", "!", ".", QUOTATION})
_NEVER_INVERTED = frozenset({"told", "tells", "tell", "called", "calls", "call", "accused", "urged", "asked"})
_NEVER_BEHIND_INVERTED = frozenset({"that", "it", "they", "there", "his", "her", "their", "its"})
_BEFORE_PARTICIPLE = frozenset({"while", "by", "in", "and", "quoted"})
_OPINIONS = frozenset({"opinion", "view", "words", "response", "answer", "verdict", "message"})
_JOINS = frozenset({"and", "but", "or", "then", "also"})
_HEADLINE_VERBS = frozenset({"claims", "vows", "calls", "pledges"})
_LONGEST_IN_HEADLINE = 4
_FARTHEST_SAYING = 10


def find_clauses(frame: Frame) -> Iterator[Clause]:
    """Find every clause of a sentence that reports what somebody said."""
    is_headline = frame.is_title_case
    for index in range(len(frame.tokens)):
        clause = _read_clause(frame.tokens, index, is_headline)
        if clause and not (is_headline and clause.source and _is_too_long(frame, clause.source)):
            yield clause


def _read_clause(tokens: list[Token], index: int, is_headline: bool) -> Clause | None:
    lower = tokens[index].lower
    if lower == "according" and lower_at(tokens, index + 1) == "to":
        return read_according(tokens, index)
    if index and opens_saying(tokens, index - 1):
        return read_quoted_as_saying(tokens, index)
    verb = ReportingVerb.at(tokens, index)
    if verb:
        return _read_verb(verb, is_headline)
    return read_opinion(tokens, index) if lower in _OPINIONS else read_any_verb(tokens, index)


def _is_too_long(frame: Frame, source: Source) -> bool:
    """Return whether more than a name comes before a headline's verb."""
    inside = sum(source.span.start <= token.span.start < source.span.end for token in frame.tokens)
    return inside > _LONGEST_IN_HEADLINE


def _read_verb(verb: ReportingVerb, is_headline: bool) -> Clause | None:
    if not _may_be_verb(verb, is_headline):
        return None
    if not reports(verb):
        agent = find_agent(verb)
        behind = any(token.text == QUOTATION for token in verb.tokens[: verb.index])
        return Clause(verb.cue, agent, verb.index, is_tail=behind, is_beside_quotation=behind) if agent else None
    return _read_inverted(verb) or _read_subject(verb)


def _may_be_verb(verb: ReportingVerb, is_headline: bool) -> bool:
    """Return whether a word is a verb here, no name and no "quoted" of "quoted as saying"."""
    tokens, index = verb.tokens, verb.index
    behind = range(verb.after, min(len(tokens), verb.after + _FARTHEST_SAYING))
    if verb.word in QUOTED and any(opens_saying(tokens, i) for i in behind):
        return False
    if not tokens[index].is_capitalised or not index or text_at(tokens, index - 1) in _MARKS:
        return True
    return is_headline and verb.kind == "say" and verb.word not in ALSO_NOUNS - _HEADLINE_VERBS


def _read_inverted(verb: ReportingVerb) -> Clause | None:
    """Read "…, said the minister" and '"…" said Borodai'."""
    tokens, before = verb.tokens, verb.index - 1
    while before >= 0 and tokens[before].lower in {"also", "then", "later", "further"}:
        before -= 1
    opens = verb.index == 0 and (is_beside_quotation(verb) or _leads_to_colon(verb))
    beside = opens or QUOTATION in {text_at(tokens, before), text_at(tokens, before - 1)}
    if (not opens and text_at(tokens, before) not in _MARKS_BEFORE_INVERTED) or not _can_be_inverted(verb, beside):
        return None
    source = find_after(tokens, verb.after)
    can_stand = source is not None and (_can_stand_behind(source, beside) or _is_only_noun(verb))
    if source is None or not can_stand or not (beside or _ends_after(tokens, source)):
        return None
    return Clause(verb.cue, source, verb.index, is_tail=True, is_beside_quotation=beside)


def _leads_to_colon(verb: ReportingVerb) -> bool:
    """Return whether "Said Karr of the ice: …" opens a sentence."""
    return verb.word in {"said", "says"} and any(token.text == ":" for token in verb.tokens)


def _can_be_inverted(verb: ReportingVerb, is_beside: bool) -> bool:
    """Return whether a subject may follow this form, and what follows may open one."""
    following = verb.tokens[verb.after] if verb.after < len(verb.tokens) else None
    if following is None or not following.is_word or following.lower in CALENDAR | PREPOSITIONS:
        return False
    is_read = verb.word in {"read", "reads"} and following.lower in {"his", "her", "their", "its"}
    if verb.word in _NEVER_INVERTED or (following.lower in _NEVER_BEHIND_INVERTED and not is_read):
        return False
    if verb.kind in {"judge", "show"} and not is_beside:
        return False
    is_past = verb.word.endswith("ed") or verb.word in {"said", "says", "say", "wrote", "read", "reads"}
    return is_past or (is_beside and verb.word.endswith("s"))


def _can_stand_behind(source: Source, is_beside: bool) -> bool:
    if source.kind in {"unknown", "document"}:
        return is_beside
    return source.kind != "pronoun" or source.head in {"he", "she"}


def _is_only_noun(verb: ReportingVerb) -> bool:
    """Return whether an article and one word end the sentence: ", said a clerk."."""
    behind = verb.tokens[verb.after :]
    return (
        verb.word in {"said", "says"} and behind[0].lower in {"a", "an"} and text_at(behind, 2) in {"", ".", "!", "?"}
    )


def _ends_after(tokens: list[Token], source: Source) -> bool:
    """Return whether no verb follows a noun phrase, so that it is no subject of its own."""
    following = next((token for token in tokens if token.span.start >= source.span.end), None)
    if following is None or following.text in ENDS or following.lower in CALENDAR:
        return True
    if following.lower in PREPOSITIONS:
        return following.lower != "to"
    return is_skipped(following) and following.lower not in AUXILIARIES


def _read_subject(verb: ReportingVerb) -> Clause | None:
    """Read "X said that …", '"…," X said' and what hangs on another clause."""
    beside, tail = is_beside_quotation(verb), is_tail(verb)
    if verb.is_participle:
        return _read_participle(verb, beside) if has_complement(verb, beside, tail) else None
    source = find_before(verb.tokens, verb.index)
    if not _says_by_itself(verb, source, tail) and not has_complement(verb, beside, tail):
        return None
    if source is None:
        is_doubtful = verb.word in ALSO_NOUNS or (verb.kind == "judge" and text_at(verb.tokens, verb.index - 1) != ",")
        if is_doubtful and verb.before not in _JOINS and not beside:
            return None
        subordinate = is_subordinate(verb, tail)
        is_strong = verb.kind == "say"
        clause = Clause(
            cue=verb.cue,
            source=None,
            index=verb.index,
            is_tail=tail,
            is_beside_quotation=beside,
            is_subordinate=subordinate,
            is_strong=is_strong,
        )
        return clause if verb.index else None
    if not _can_say(verb, source):
        return None
    tail = tail and stands_behind_mark(verb.tokens, source, verb.index)
    subordinate = is_subordinate(verb, tail) or _hangs_on_relative(verb, source)
    return Clause(
        cue=verb.cue,
        source=_as_people(verb, source),
        index=verb.index,
        is_tail=tail,
        is_beside_quotation=beside,
        is_subordinate=subordinate,
        is_strong=verb.kind == "say",
    )


def _hangs_on_relative(verb: ReportingVerb, source: Source) -> bool:
    """Return whether a relative word opens the office beside a name: ", which the chief, Olha Karr, called …"."""
    start = source.role.start if source.role else -1
    return any(token.span.start == start and token.lower in RELATIVES for token in verb.tokens)


def _says_by_itself(verb: ReportingVerb, source: Source | None, is_tail: bool) -> bool:
    """Return whether a document is the subject: a poll shows whatever follows."""
    if source is None or source.kind != "document" or is_tail:
        return False
    return verb.kind in {"say", "show"} and verb.word not in QUOTING_ONLY | {"agree", "agreed", "rules"}


def _read_participle(verb: ReportingVerb, is_beside: bool) -> Clause | None:
    """Read ", adding that …" and "by saying …", whose subject is in the clause before."""
    is_free = not verb.index or text_at(verb.tokens, verb.index - 1) in _MARKS
    # "went on air saying: …" has the sentence's subject, "a film of Karr saying: …" has not.
    is_free = is_free or (is_beside and not verb.tokens[verb.index - 1].is_capitalised)
    if verb.before in PERCEIVED or (not is_free and verb.before not in _BEFORE_PARTICIPLE):
        shown = find_shown_saying(verb)
        return Clause(verb.cue, shown, verb.index, is_beside_quotation=is_beside) if shown else None
    if verb.before in {"by", "in", "while"} and verb.word not in ONLY_PEOPLE:
        return None
    is_strong = verb.kind == "say"
    return Clause(verb.cue, None, verb.index, is_beside_quotation=is_beside, is_participle=True, is_strong=is_strong)


def _can_say(verb: ReportingVerb, source: Source) -> bool:
    """Return whether a subject can do what the verb says."""
    if source.head == "it" and is_impersonal(verb):
        return False
    if source.kind == "nobody":
        return False
    if source.kind == "unknown" and (verb.kind == "show" or verb.word not in ONLY_PEOPLE):
        return False
    return verb.word not in ALSO_NOUNS or agrees(verb, source)


def _as_people(verb: ReportingVerb, source: Source) -> Source:
    """Take "Mourners say" for people without a name, though it is capitalised."""
    is_acronym = any(token.text.isupper() for token in verb.tokens if token.span.end == source.span.end)
    is_plural = source.head.endswith("s") and not is_acronym and verb.word in {"say", "believe", "fear", "think"}
    if source.kind == "organisation" and is_plural:
        return replace(source, kind="several", name=None, role=source.name)
    return source

"""Speakers who are not the subject of their verb: 'was called "…" by Karr', "with Karr saying …"."""

from __future__ import annotations

from index.attribution.clauses.verb_forms import ReportingVerb, is_passive_at
from index.attribution.phrases.noun_phrases import find_after
from index.attribution.phrases.source_kinds import Source
from index.attribution.phrases.sources import describe
from index.attribution.phrases.tokens import QUOTATION

_FARTHEST_AGENT = 8
_NO_AGENTS = frozenset({"unknown", "pronoun", "document", "nobody"})
PERCEIVED = frozenset({"heard", "seen", "quoted", "shown"})
_SHOWS_SAYING = frozenset({"with", "has", "had", "have"})


def find_agent(verb: ReportingVerb) -> Source | None:
    """Return X of 'was called "…" by X', where X's words are quoted, and of "as reported by X"."""
    near = verb.tokens[verb.after : verb.after + _FARTHEST_AGENT]
    by = next((i for i, token in enumerate(near, verb.after) if token.lower == "by"), None)
    if by == verb.after and (verb.before == "as" or _is_told_behind_quotation(verb) or _is_about_this(verb)):
        return _read_agent(verb, by)
    quoted = next((i for i, t in enumerate(verb.tokens[verb.after :], verb.after) if t.text == QUOTATION), None)
    is_quoted = quoted is not None and not any(token.text == "," for token in verb.tokens[verb.after : quoted])
    if by is None or verb.kind != "judge" or not is_quoted or not is_passive_at(verb.tokens, verb.index):
        return None
    return _read_agent(verb, by)


def _read_agent(verb: ReportingVerb, by: int) -> Source | None:
    return find_after(verb.tokens, by + 1)


def _is_told_behind_quotation(verb: ReportingVerb) -> bool:
    """Return whether what comes before is quoted: '"…," Karr was told by Hrin'."""
    return any(token.text == QUOTATION for token in verb.tokens[: verb.index])


def _is_about_this(verb: ReportingVerb) -> bool:
    """Return whether a sentence tells who said what comes before it: "This was announced by Karr"."""
    return verb.index < _FARTHEST_AGENT // 2 and verb.kind == "say" and verb.tokens[0].lower in {"this", "it", "that"}


def find_shown_saying(verb: ReportingVerb) -> Source | None:
    """Return Karr of "with Karr saying …" and "the paper has Karr saying …"."""
    opens = range(verb.index - 1, max(-1, verb.index - _FARTHEST_AGENT), -1)
    start = next((i for i in opens if verb.tokens[i].lower in _SHOWS_SAYING or not verb.tokens[i].is_word), -1)
    if verb.word != "saying" or start < 0 or verb.tokens[start].lower not in _SHOWS_SAYING:
        return None
    end = verb.index - 1 if verb.before in PERCEIVED else verb.index
    source = describe(verb.tokens[start + 1 : end])
    return source if source and source.kind not in _NO_AGENTS else None

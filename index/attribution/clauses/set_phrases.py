"""Reports in set phrases: "according to X", "quoted X as saying", "in X's words", '"…," X remembers'."""

from __future__ import annotations

from index.attribution.clauses.clause import Clause
from index.attribution.clauses.complements import is_beside_quotation
from index.attribution.clauses.verb_forms import ReportingVerb, is_passive_at
from index.attribution.lexicon.reporting_verbs import KIND_OF_VERB
from index.attribution.phrases.noun_phrases import find_after, find_before
from index.attribution.phrases.source_kinds import Source
from index.attribution.phrases.tokens import QUOTATION, Token, lower_at, make_token, text_at
from index.corpus.span import Span

QUOTED = frozenset({"quoted", "cited", "quotes", "quoting", "cites"})
_OBJECTS = {"him": "he", "her": "she", "them": "they", "it": "it"}
_LONGEST_NAME = 4


def read_according(tokens: list[Token], index: int) -> Clause | None:
    """Read "according to X"."""
    source = find_after(tokens, index + 2)
    cue = Span(tokens[index].span.start, tokens[index + 1].span.end)
    return Clause(cue, source, index, is_tail=index > 2) if source else None


def read_quoted_as_saying(tokens: list[Token], index: int) -> Clause | None:
    """Read "X was quoted as saying" and "Interfax quoted X as saying"."""
    for position in range(index - 2, max(-1, index - 14), -1):
        if tokens[position].lower in QUOTED:
            subject = find_before(tokens, position)
            is_passive = is_passive_at(tokens, position)
            source = subject if is_passive else _read_quoted(tokens, position + 1, index - 1)
            via = subject.name if subject and not is_passive else None
            cue = Span(tokens[position].span.start, tokens[index].span.end)
            beside = is_beside_quotation(ReportingVerb(tokens, index, index + 1, "say"))
            return Clause(cue, source, index, is_tail=True, is_beside_quotation=beside, via=via)
    return None


def opens_saying(tokens: list[Token], index: int) -> bool:
    """Return whether "as saying", "as telling" begins at a position."""
    following = lower_at(tokens, index + 1)
    return tokens[index].lower == "as" and following.endswith("ing") and KIND_OF_VERB.get(following) == "say"


def _read_quoted(tokens: list[Token], start: int, end: int) -> Source | None:
    """Read whom an agency quotes: Karr, or him."""
    pronoun = _OBJECTS.get(tokens[start].lower)
    return Source("pronoun", tokens[start].span, head=pronoun) if pronoun else find_after(tokens[:end], start)


def read_opinion(tokens: list[Token], index: int) -> Clause | None:
    """Read "in X's words" and '"…" was X's opinion'."""
    owner = tokens[index - 1]
    start = next((i for i in range(index - 2, max(-1, index - 9), -1) if tokens[i].lower in {"in", "was", "is"}), None)
    if start is None or not owner.is_possessive:
        return None
    is_quoted = tokens[start].lower != "in" and QUOTATION in {text_at(tokens, start - 1), text_at(tokens, start - 2)}
    if not is_quoted and (tokens[start].lower != "in" or tokens[index].lower not in {"words", "view", "opinion"}):
        return None
    bare = make_token(owner.text[: len(owner.stem)], owner.span.start, owner.span.start + len(owner.stem))
    source = find_after([*tokens[start + 1 : index - 1], bare], 0)
    return Clause(tokens[index].span, source, index, is_beside_quotation=is_quoted) if source else None


def read_any_verb(tokens: list[Token], index: int) -> Clause | None:
    """Read '"…," Karr remembers.': whichever verb a name has that stands alone behind a quotation is one of speech."""
    start = index
    while start and index - start < _LONGEST_NAME and tokens[start - 1].is_capitalised:
        start -= 1
    start -= start == index and lower_at(tokens, index - 1) in {"he", "she"}
    is_alone = (
        start < index and text_at(tokens, start - 1) == QUOTATION and text_at(tokens, index + 1) in {"", ".", ","}
    )
    if not is_alone or not tokens[index].text.islower() or not tokens[index].lower.endswith(("s", "ed")):
        return None
    source = find_before(tokens, index)
    return Clause(tokens[index].span, source, index, is_tail=True, is_beside_quotation=True) if source else None

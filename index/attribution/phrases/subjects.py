"""Who a sentence is about: the subject of its first verb, whatever the verb."""

from __future__ import annotations

from index.attribution.lexicon.function_words import (
    ADVERBS,
    AUXILIARIES,
    FUNCTION_WORDS,
    PRONOUNS,
    RELATIVES,
    SUBORDINATORS,
)
from index.attribution.lexicon.reporting_verbs import KIND_OF_VERB
from index.attribution.lexicon.word_lists import read_words
from index.attribution.phrases.noun_phrases import find_before
from index.attribution.phrases.segments import is_skipped
from index.attribution.phrases.source_kinds import Source
from index.attribution.phrases.sources import describe
from index.attribution.phrases.tokens import Token

_COMMON_VERBS = read_words("reporting_verbs", "common_verbs")
_LONGEST_NAME = 5


def find_subject(tokens: list[Token]) -> Source | None:
    """Describe the subject of a sentence whose verb may be any."""
    for index, token in enumerate(tokens[1:40], 1):
        if _is_finite(token, tokens[index - 1]) and not _is_in_relative_clause(tokens, index):
            source = find_before(tokens, index)
            return source if source is None or source.kind != "pronoun" or source.head in {"he", "she", "it"} else None
    return _find_opening_name(tokens)


def _find_opening_name(tokens: list[Token]) -> Source | None:
    """Describe the name that opens a sentence before whichever verb: "Karr shot back …"."""
    end = next((i for i, token in enumerate(tokens[:_LONGEST_NAME]) if not token.is_capitalised), 0)
    verb = next((i for i in range(end, len(tokens)) if not is_skipped(tokens[i])), end)
    if not end or verb >= len(tokens) or not tokens[verb].is_word or tokens[verb].lower in FUNCTION_WORDS:
        return None
    source = describe(tokens[:end])
    return source if source and source.kind == "name" else None


def _is_in_relative_clause(tokens: list[Token], index: int) -> bool:
    """Return whether a verb is of a relative clause, "the city where he lived", not the sentence's own."""
    for position in range(index - 1, -1, -1):
        if not tokens[position].is_word:
            return False
        if tokens[position].lower in RELATIVES | SUBORDINATORS:
            return True
        is_other = tokens[position].lower not in AUXILIARIES and position > 0
        if is_other and _is_finite(tokens[position], tokens[position - 1]):
            return False  # "The man who built it died"
    return False


def _is_finite(token: Token, before: Token) -> bool:
    lower = token.lower
    if token.is_capitalised or not token.is_word:
        return False
    is_verb = lower in AUXILIARIES or lower in _COMMON_VERBS or (lower in KIND_OF_VERB and not lower.endswith("ing"))
    is_past = (
        lower.endswith("ed")
        and not before.is_possessive
        and (before.lower.endswith("ly") or before.lower in PRONOUNS | ADVERBS or before.lower not in FUNCTION_WORDS)
    )
    return is_verb or is_past

"""What is around a reporting verb: a quotation, a clause with "that", the end of the sentence."""

from __future__ import annotations

from index.attribution.clauses.verb_forms import ReportingVerb
from index.attribution.lexicon.function_words import (
    ADVERBS,
    AUXILIARIES,
    DEFINITE,
    INDEFINITE,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
)
from index.attribution.lexicon.proper_names import CALENDAR
from index.attribution.lexicon.reporting_verbs import BESIDE_QUOTATION_ONLY, KIND_OF_VERB, NEEDS_CLAUSE, QUOTING_ONLY
from index.attribution.lexicon.word_lists import read_words
from index.attribution.phrases.segments import is_adverb, is_past, is_skipped
from index.attribution.phrases.source_kinds import Source
from index.attribution.phrases.tokens import QUOTATION, Token, lower_at, text_at

ENDS = frozenset({".", ",", ";", "!", "?", ":", "—", "–", "-", ")"})
_TAILS_TOO = frozenset({"found", "shown", "concluded", "agreed", "estimated", "estimates", "ruled"})
_TOLD = read_words("reporting_verbs", "told")
_ADDRESS = read_words("reporting_verbs", "addressed")
_AGREES = frozenset({"agree", "agrees", "agreed"})
_TELL = frozenset({"told", "tells", "tell", "reminded", "informed"})
_SETS_SCENE = read_words("reporting_verbs", "set_scene")
_OPENS_THOUGHT = PRONOUNS | DEFINITE | INDEFINITE | {"whether", "if", "how", "why", "there"}
_BEHIND_OTHER_THOUGHTS = frozenset({"in", "of", "about", "to", "and"})
_NO_OBJECT = ENDS | {"", "of", "by", "and", "or", "but"}
_RELATIVES = frozenset({"who", "which", "whom", "what", "where", "whose"})
_FARTHEST_QUOTATION = 12
_FARTHEST_MARK = 30
_FARTHEST_SUBORDINATOR = 12


def has_complement(verb: ReportingVerb, is_beside: bool, is_tail: bool) -> bool:
    """Return whether what a verb needs to report speech is beside it."""
    if is_beside or verb.word in BESIDE_QUOTATION_ONLY:
        return is_beside
    if _opens_clause(verb):
        return True
    if verb.word in _AGREES and any(token.lower == "to" for token in verb.tokens[verb.after : verb.after + 5]):
        return False  # What is agreed on is done, not said.
    if verb.word in NEEDS_CLAUSE or verb.word in QUOTING_ONLY:
        return is_tail and (verb.word in QUOTING_ONLY or verb.word in _TAILS_TOO)
    if verb.kind == "think":
        return is_tail or _opens_thought(verb)
    return verb.kind == "say" or verb.following not in _NO_OBJECT


def _opens_clause(verb: ReportingVerb) -> bool:
    """Return whether "that" follows, at once or behind the one who is told."""
    if verb.following in PRONOUNS and verb.word in {"added", "adds", "learned", "wrote", "writes"}:
        return True
    is_addressed = verb.following in _ADDRESS
    for token in verb.tokens[verb.after : verb.after + 10]:
        if token.lower in {"that", "whether"}:
            return True
        is_between = token.lower in CALENDAR | ADVERBS | _TOLD or token.text.isdigit() or is_adverb(token)
        if not is_between and not (is_addressed and (token.is_capitalised or token.lower in _ADDRESS)):
            return False
    return False


def _opens_thought(verb: ReportingVerb) -> bool:
    """Return whether a clause without "that" follows: "believes the road is shut"."""
    if verb.following in _OPENS_THOUGHT or text_at(verb.tokens, verb.after)[:1].isupper():
        return True
    is_belief = verb.word.startswith(("believ", "thin", "thought"))
    return is_belief and verb.following not in ENDS | _BEHIND_OTHER_THOUGHTS


def is_beside_quotation(verb: ReportingVerb) -> bool:
    """Return whether the verb names the speaker of a quotation right before or behind it."""
    return _leads_to_quotation(verb) or _stands_behind_quotation(verb.tokens, verb.index)


def _leads_to_quotation(verb: ReportingVerb) -> bool:
    tokens, position = verb.tokens, verb.after
    last = min(len(tokens), verb.after + _FARTHEST_QUOTATION)
    if text_at(tokens, position) == "," and lower_at(tokens, position + 1) in {"in", "among"}:
        position += 1  # The decree reads, in part: "…"
    while position < last and tokens[position].text not in {QUOTATION, ".", ";", ","}:
        if tokens[position].text == ":":
            return position + 1 == len(tokens) or tokens[position + 1].text == QUOTATION
        if position > verb.after + 1 and tokens[position].lower in SUBORDINATORS:
            break
        position += 1
    if text_at(tokens, position) == ",":
        return text_at(tokens, position + 1) == QUOTATION
    is_that = lower_at(tokens, position - 1) == "that"
    return text_at(tokens, position) == QUOTATION and (is_that or position - verb.after <= 4)


def _stands_behind_quotation(tokens: list[Token], index: int) -> bool:
    """Return whether only a subject is between a quotation and the verb."""
    position = index - 1
    while position > max(-1, index - _FARTHEST_MARK):
        token = tokens[position]
        if token.text == QUOTATION:
            return True
        if token.lower in AUXILIARIES - {"has", "had", "have"} or token.lower in SUBORDINATORS:
            comma = _find_relative_clause(tokens, position)
            if comma is None:
                return False
            position = comma
        position -= 1
    return False


def _find_relative_clause(tokens: list[Token], index: int) -> int | None:
    """Return the comma before the relative clause in which a word is: ", whose road it is,"."""
    start = index
    while start > 0 and tokens[start - 1].is_word:
        start -= 1
    opens = start > 0 and tokens[start - 1].text == "," and tokens[start].lower in _RELATIVES
    return start - 1 if opens else None


def is_tail(verb: ReportingVerb) -> bool:
    """Return whether the verb follows what it reports: "…, X said on Monday"."""
    tokens = verb.tokens
    if not any(token.text in {",", QUOTATION} for token in tokens[max(0, verb.index - _FARTHEST_MARK) : verb.index]):
        return False
    position = verb.after
    if verb.word in _TELL:
        position += 1
    while position < len(tokens) and is_skipped(tokens[position]) and tokens[position].lower not in AUXILIARIES:
        position += 1
    if position >= len(tokens) or tokens[position].text in ENDS - {":"} or tokens[position].lower in _SETS_SCENE:
        return True
    return tokens[position].lower in PREPOSITIONS and _is_only_setting(tokens, position)


def _is_only_setting(tokens: list[Token], start: int) -> bool:
    """Return whether no verb follows within the phrase: "said in a statement on Monday."."""
    opens = AUXILIARIES | {"that", "he", "she", "it", "they", QUOTATION}
    for token in tokens[start : start + _FARTHEST_MARK]:
        if token.text == ":" or token.lower in opens:
            return False
        if token.text in ENDS or token.lower in _SETS_SCENE:
            return True
    return True


def stands_behind_mark(tokens: list[Token], source: Source, verb: int) -> bool:
    """Return whether a comma or a quotation comes before a speaker, as before every tail."""
    position = verb - 1
    while position >= 0 and tokens[position].span.end > source.span.start:
        position -= 1
    while position >= 0 and (is_skipped(tokens[position]) or tokens[position].lower in {"the", "as"}):
        position -= 1
    return position < 0 or not tokens[position].is_word


def is_subordinate(verb: ReportingVerb, is_tail: bool) -> bool:
    """Return whether the verb's clause hangs on another: "who said", "while X says"."""
    for position in range(verb.index - 1, max(-1, verb.index - 1 - _FARTHEST_SUBORDINATOR), -1):
        token = verb.tokens[position]
        if not token.is_word:
            return False
        if token.lower == "as" and (is_tail or text_at(verb.tokens, verb.after) == ","):
            return False
        if token.lower == "once" and lower_at(verb.tokens, position + 1) == "again":
            continue
        if token.lower in _RELATIVES or token.lower in SUBORDINATORS - {"that"}:
            is_joined = verb.before in {"and", "or"}
            has_own = token.lower in {"who", "which"} and _has_own_verb(verb.tokens[position + 1 : verb.index])
            return is_joined or not has_own
        if token.lower == "that" and position == verb.index - 2 and text_at(verb.tokens, verb.after) in {",", "."}:
            return True  # "charges that he denies,"
        if token.lower == "that" and _is_relative_that(verb.tokens, position):
            return not is_past(verb.tokens[verb.index - 1])  # "the company that Karr founded said"
    return False


def _has_own_verb(words: list[Token]) -> bool:
    """Return whether a clause has a verb of its own: "An official who asked not to be named said"."""
    verb = next((i for i, word in enumerate(words) if not is_skipped(word) or word.lower in AUXILIARIES), None)
    if verb is None or words[verb].lower in PRONOUNS | DEFINITE | INDEFINITE:
        return False  # "in which he said"
    rest = [word for word in words[verb:] if word.lower not in AUXILIARIES | ADVERBS]
    return any(not is_adverb(word) for word in rest) and not words[verb].is_capitalised


def _is_relative_that(tokens: list[Token], index: int) -> bool:
    """Return whether "that" is relative: "the missile that Kyiv says hit it", not "said that Kyiv says"."""
    before, after = tokens[index - 1] if index else None, tokens[index + 1]
    is_behind_noun = before is not None and before.is_word and before.lower not in KIND_OF_VERB
    return is_behind_noun and (after.is_capitalised or after.lower in PRONOUNS | DEFINITE | INDEFINITE)

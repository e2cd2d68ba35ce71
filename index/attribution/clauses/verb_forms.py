"""Whether a word that may report speech does: a finite verb, neither noun nor passive nor wish."""

from __future__ import annotations

from dataclasses import dataclass

from index.attribution.lexicon.function_words import AUXILIARIES, DEFINITE, INDEFINITE, PREPOSITIONS, PRONOUNS
from index.attribution.lexicon.proper_names import DEMONYMS
from index.attribution.lexicon.reporting_verbs import ALSO_NOUNS, KIND_OF_VERB, OTHER_SENSES, PHRASES, Kind
from index.attribution.lexicon.source_nouns import DOCUMENTS, OFFICES, ORGANISATIONS, PLURALS
from index.attribution.lexicon.word_lists import read_words
from index.attribution.phrases.segments import goes_on, is_adverb, is_skipped
from index.attribution.phrases.source_kinds import Source
from index.attribution.phrases.tokens import Token, lower_at
from index.corpus.span import Span

PLURAL_HEADS = read_words("source_nouns", "plural_heads")
"""Subjects whose verbs have the plural's form, though they are no list of people."""

_BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "am", "gets", "got"})
_MODALS = frozenset({"would", "could", "should", "might", "must", "shall", "may"})
_BEFORE_NOUNS = (DEFINITE - {"both"}) | read_words("function_words", "before_nouns")
_COUNTS = frozenset({"one", "two", "three", "another", "both", "this", "that", "these", "those"})
_BEHIND_NOUNS = read_words("function_words", "behind_nouns")
_MAY_STAND_BEHIND_NOUNS = read_words("function_words", "perhaps_behind_nouns")
_TAKES_PREPOSITION = read_words("reporting_verbs", "take_preposition")
_BELIEVED_TO = read_words("reporting_verbs", "believed_to")
_COMPARED = frozenset({"compared to", "compared with"})
_PARTICIPLES = read_words("reporting_verbs", "participles")
_COMPLAINS_OF = read_words("reporting_verbs", "complain_of")
_SILENT_WHEN_NEGATED = read_words("reporting_verbs", "silent_when_negated")
_LETS = frozenset({"let", "lets", "letting", "make", "makes", "made", "help", "helps", "helped"})
_CLAIMED_THINGS = read_words("reporting_verbs", "claimed_things")
_DENIED_THINGS = read_words("reporting_verbs", "denied_things")


@dataclass(frozen=True, slots=True)
class ReportingVerb:
    """A word of a sentence that may report speech, alone or with the particle behind it."""

    tokens: list[Token]
    index: int
    after: int
    kind: Kind

    @classmethod
    def at(cls, tokens: list[Token], index: int) -> ReportingVerb | None:
        """Read the verb at a position, if one does."""
        phrase = f"{tokens[index].lower} {lower_at(tokens, index + 1)}"
        if phrase in PHRASES:
            return cls(tokens, index, index + 2, PHRASES[phrase])
        if phrase in {"made it", "makes it"} and lower_at(tokens, index + 2) == "clear":
            return cls(tokens, index, index + 3, "say")
        kind = KIND_OF_VERB.get(tokens[index].lower)
        return cls(tokens, index, index + 1, kind) if kind else None

    @property
    def word(self) -> str:
        """Return the verb's form in lower case."""
        return self.tokens[self.index].lower

    @property
    def before(self) -> str:
        """Return the word in front of the verb."""
        return lower_at(self.tokens, self.index - 1)

    @property
    def following(self) -> str:
        """Return the word behind the verb."""
        return lower_at(self.tokens, self.after)

    @property
    def cue(self) -> Span:
        """Return where the verb and its particle are."""
        return Span(self.tokens[self.index].span.start, self.tokens[self.after - 1].span.end)

    @property
    def is_participle(self) -> bool:
        """Return whether it is a participle, "saying", and not "is saying"."""
        return self.word.endswith("ing") and not self._stands_behind_be()

    def _stands_behind_be(self) -> bool:
        position = self.index - 1
        while position >= 0 and is_skipped(self.tokens[position]) and self.tokens[position].lower not in AUXILIARIES:
            position -= 1
        return lower_at(self.tokens, position) in _BE | {"'s", "'re"}


def reports(verb: ReportingVerb) -> bool:
    """Return whether a verb says that something was said."""
    if is_passive(verb) or is_noun(verb) or is_infinitive(verb) or is_hypothetical(verb):
        return False
    is_silent = is_negated(verb) and (
        verb.before == "never"
        or verb.word in _SILENT_WHEN_NEGATED
        or verb.kind == "think"
        or verb.following in {"whether", "if", "when", "how"}
    )
    return not (is_silent or _is_let(verb) or _is_other_sense(verb) or _says_nothing(verb))


def _says_nothing(verb: ReportingVerb) -> bool:
    """Return whether "said nothing" or "said little" is all, and not "said nothing was lost"."""
    return verb.following in {"nothing", "little"} and lower_at(verb.tokens, verb.after + 1) not in AUXILIARIES


def _is_let(verb: ReportingVerb) -> bool:
    """Return whether somebody is only let or made do it: "may let papers tell them"."""
    return any(lower_at(verb.tokens, verb.index - distance) in _LETS for distance in (2, 3, 4))


def _is_other_sense(verb: ReportingVerb) -> bool:
    """Return whether the verb is no speech here: "adding to his wins", "claimed a victory", "learned from it"."""
    if verb.word.startswith("claim"):
        return any(lower_at(verb.tokens, verb.after + distance) in _CLAIMED_THINGS for distance in range(4))
    return (verb.word, verb.following) in OTHER_SENSES


def is_passive(verb: ReportingVerb) -> bool:
    """Return whether a verb is passive: "was told", "believed to be", "accused of"."""
    if verb.word.endswith("ing"):
        return False
    if _skip_adverbs(verb.tokens, verb.index) in _BE:
        return True
    if verb.kind == "judge" and verb.word.endswith("ed") and _is_reduced(verb):
        return True
    if verb.word == "denied" and verb.following in _DENIED_THINGS:
        return True
    if (verb.word in _BELIEVED_TO and verb.following == "to") or f"{verb.word} {verb.following}" in _COMPARED:
        return True
    is_participle = verb.word.endswith("ed") or verb.word in _PARTICIPLES
    if is_participle and (verb.before == "as" or _is_joined_to_passive(verb)):
        return True
    behind = verb.index + 1 + (lower_at(verb.tokens, verb.index + 1) == "out")
    return is_participle and lower_at(verb.tokens, behind) in {"by", "of"} and verb.word not in _COMPLAINS_OF


def _is_joined_to_passive(verb: ReportingVerb) -> bool:
    """Return whether "and" joins a participle to a passive one: "was revered and criticised"."""
    return verb.before in {"and", "or"} and lower_at(verb.tokens, verb.index - 2).endswith("ed")


def _is_reduced(verb: ReportingVerb) -> bool:
    """Return whether a verb has no object: "the bureau cited in his note", "soldiers, called to serve,"."""
    return verb.following in {"in", "by", "as", "at", "with"} or (verb.following == "to" and verb.before == ",")


def _skip_adverbs(tokens: list[Token], index: int) -> str:
    """Return the word in front of a verb and of the adverbs before it."""
    position = index - 1
    while position >= 0 and _is_adverb(tokens[position]):
        position -= 1
    return lower_at(tokens, position)


def _is_adverb(token: Token) -> bool:
    return is_adverb(token) or token.lower in {"not", "also", "once", "first"}


def is_noun(verb: ReportingVerb) -> bool:
    """Return whether a word that looks like a verb is a noun: "the claims", "reports of"."""
    before = lower_at(verb.tokens, _find_before(verb))
    if before in _COUNTS and verb.word not in ALSO_NOUNS:
        return False  # "One said"
    if before in _BEFORE_NOUNS:
        return verb.following != "that" or before != "any"
    if verb.word not in ALSO_NOUNS:
        return False
    if verb.word.endswith("ing") and before in {"by", "in", "while"}:
        return verb.following == "of"
    if before in PREPOSITIONS | {"some"} or before.endswith(("'s", "’s")) or verb.following in _BEHIND_NOUNS:
        return True
    may_be = verb.following in _MAY_STAND_BEHIND_NOUNS and not verb.word.endswith("ed")
    return may_be and verb.word not in _TAKES_PREPOSITION


def _find_before(verb: ReportingVerb) -> int:
    """Return where the word is that comes before a verb and its adverbs."""
    position = verb.index - 1
    while position >= 0 and is_adverb(verb.tokens[position]):
        position -= 1
    return position


def is_infinitive(verb: ReportingVerb) -> bool:
    """Return whether a verb is an infinitive: "to say", but not "went on to say"."""
    position = _find_before(verb)
    return lower_at(verb.tokens, position) == "to" and not goes_on(verb.tokens, position)


def is_negated(verb: ReportingVerb) -> bool:
    """Return whether a verb is negated: "did not say"."""
    near = [lower_at(verb.tokens, verb.index - distance) for distance in (1, 2)]
    return any(word in {"not", "never", "nor"} or word.endswith(("n't", "n’t")) for word in near)


def is_hypothetical(verb: ReportingVerb) -> bool:
    """Return whether a verb tells only what may be said: "could threaten", "would blame"."""
    near = {verb.before}
    if verb.before.endswith("ly") or verb.before == "have":
        near.add(lower_at(verb.tokens, verb.index - 2))
    return bool(near & _MODALS) or (bool(near & {"will", "can"}) and verb.kind != "say")


def is_impersonal(verb: ReportingVerb) -> bool:
    """Return whether a verb is impersonal: "it is said"."""
    return any(lower_at(verb.tokens, verb.index - distance) in _BE for distance in (1, 2))


def is_passive_at(tokens: list[Token], index: int) -> bool:
    """Return whether the verb at a position is passive: "was quoted", not "quoted"."""
    return any(lower_at(tokens, index - distance) in _BE for distance in (1, 2))


def _is_compound(verb: ReportingVerb) -> bool:
    """Return whether the word before makes a noun of one that may be: "fraud charges", "75 labels"."""
    position = verb.index - 1
    while position > 0 and is_skipped(verb.tokens[position]):
        position -= 1
    before = verb.tokens[position]
    if verb.word.endswith("ed") or not before.is_word or before.is_capitalised:
        return False
    is_noun = before.lower in OFFICES | PLURALS | ORGANISATIONS | DOCUMENTS | PRONOUNS | INDEFINITE
    return not is_noun and not before.lower.endswith("s")


def agrees(verb: ReportingVerb, source: Source) -> bool:
    """Return whether a word that may be a noun has the form that its subject asks for."""
    if verb.word.endswith("ing"):
        return True
    if source.head in DEMONYMS or source.kind == "unknown" or _is_compound(verb):
        return False
    if source.kind == "document" or verb.word.endswith("ed") or verb.word in {"found", "felt", "thought"}:
        return True
    is_plural = source.kind == "several" or source.head in PLURAL_HEADS
    return verb.word.endswith("s") != is_plural

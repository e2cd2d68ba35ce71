"""The pieces of a sentence between its marks, and which words of one can be a subject."""

from __future__ import annotations

from index.attribution.lexicon.function_words import (
    ADVERBS,
    AUXILIARIES,
    DEFINITE,
    INDEFINITE,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
)
from index.attribution.lexicon.proper_names import CALENDAR, PLACES
from index.attribution.lexicon.reporting_verbs import ALSO_NOUNS, KIND_OF_VERB
from index.attribution.lexicon.word_lists import read_words
from index.attribution.phrases.names import without_asides
from index.attribution.phrases.tokens import QUOTATION, Token, lower_at

BREAKS = frozenset(",;:—–―-()[]!?…/|*") | {QUOTATION, ".", "--"}
_NO_ADVERBS = frozenset({"family", "ally", "assembly", "daily", "weekly", "monthly", "anomaly", "monopoly"})
JOINS = frozenset({"and", "but", "or"})
_PERIODS = frozenset({"week", "month", "year", "morning", "afternoon", "evening", "night"})
DASHES = frozenset({"—", "–", "-", "―", "--"})
LONGEST = 40
_PAST_FORMS = read_words("reporting_verbs", "common_verbs") | {"born"}
_OPENS_SENTENCE = frozenset({"The", "He", "She", "They", "It"})
_OPENS_CLAUSE = SUBORDINATORS - {"before", "after", "as", "once", "despite", "until"} | {"that"}


def is_skipped(token: Token) -> bool:
    """Return whether a word may be between a speaker and the verb."""
    lower = token.lower
    if lower in AUXILIARIES or lower in ADVERBS or lower in CALENDAR or lower.endswith(("n't", "n’t")):
        return True
    return is_adverb(token)


def is_adverb(token: Token) -> bool:
    """Return whether a word is an adverb by its ending: repeatedly, but not family."""
    return token.lower.endswith("ly") and token.text[0].islower() and token.lower not in _NO_ADVERBS


def segment_before(tokens: list[Token], end: int) -> list[Token]:
    """Return the words between a position and the mark before it; brackets are passed over."""
    start = end
    while start > max(0, end - LONGEST):
        token = tokens[start - 1]
        if token.text == ")":
            start = opening_bracket(tokens, start - 1)
            continue
        if token.text in BREAKS:
            break
        start -= 1
    return tokens[start:end]


def skip_brackets(tokens: list[Token], index: int) -> int:
    """Return the position behind the bracket that opens at one."""
    for end in range(index + 1, min(len(tokens), index + LONGEST)):
        if tokens[end].text == ")":
            return end + 1
    return index + 1


def opening_bracket(tokens: list[Token], index: int) -> int:
    """Return where the bracket opens that closes at a position."""
    for start in range(index, max(-1, index - LONGEST), -1):
        if tokens[start].text == "(":
            return start
    return index


def skip_back(tokens: list[Token], verb: int) -> int:
    """Return where the subject of a verb ends, or -1 without one: X [has also on Monday] said."""
    index = verb - 1
    lowest = max(-1, verb - LONGEST)
    while index > lowest:
        token = tokens[index]
        if token.text == ")":
            index = opening_bracket(tokens, index) - 1
        elif token.lower in JOINS:
            return index
        elif token.lower in {"this", "last", "next"} and lower_at(tokens, index + 1) in _PERIODS:
            index -= 1
        elif token.lower == "to" and goes_on(tokens, index):
            index -= 3 if tokens[index - 1].lower == "on" else 2
        elif is_skipped(token) or _is_date(tokens, index):
            index -= 1
        else:
            return index
    return index if index > lowest else -1


def _is_date(tokens: list[Token], index: int) -> bool:
    if tokens[index].text.isdigit():
        return index > 0 and tokens[index - 1].lower in CALENDAR
    return tokens[index].lower == "on" and tokens[index + 1].lower in CALENDAR


def goes_on(tokens: list[Token], index: int) -> bool:
    """Return whether "went on to" or "continued to" comes before a verb, and no other infinitive."""
    before = [tokens[i].lower for i in range(max(0, index - 2), index)]
    if before[-1:] == ["on"]:
        return before[:1] in (["went"], ["goes"], ["going"])
    return bool(before) and before[-1] in {"continued", "continues", "appeared", "seemed", "seems", "appears"}


def trim_to_subject(segment: list[Token]) -> list[Token]:
    """Leave of the words before a verb those that can be its subject."""
    words = _cut_at_new_sentence([token for token in without_asides(segment) if token.is_word])
    while words and (is_skipped(words[0]) or words[0].lower in SUBORDINATORS):
        words = words[1:]
    relative = next((i for i in range(1, len(words)) if _opens_relative(words, i)), None)
    if relative:
        words = words[:relative]
    if len(words) > 2 and (words[0].lower, words[1].lower) in {("at", "least"), ("at", "most"), ("more", "than")}:
        words = words[2:]
    last_verb = max((i for i, word in enumerate(words) if _is_verb(words, i)), default=-1)
    words = words[last_verb + 1 :]
    while len(words) > 1 and words[0].lower in PREPOSITIONS:
        start = _subject_after_phrase(words)
        if start is None:
            break
        words = words[start:]
    while words and is_skipped(words[0]):
        words = words[1:]
    return words


def _opens_relative(words: list[Token], index: int) -> bool:
    """Return whether a word is relative: "who", and "that" in "the company that hired Karr"."""
    if words[index].lower in {"who", "whose", "whom"}:
        return True
    if words[index].lower not in {"that", "which", "where"}:
        return False
    before, after = words[index - 1], words[index + 1] if index + 1 < len(words) else None
    if after is not None and after.is_capitalised and is_past(words[-1]):
        return before.lower not in KIND_OF_VERB  # "the company that Karr founded (said)"
    if words[index].lower != "that":
        return False
    is_verb = after is not None and after.text.islower() and after.lower not in DEFINITE | INDEFINITE | PRONOUNS
    return is_verb and before.lower not in KIND_OF_VERB and not is_skipped(before)


def is_past(word: Token) -> bool:
    """Return whether a word is a verb's past form."""
    return word.text.islower() and (word.lower.endswith("ed") or word.lower in _PAST_FORMS)


def _cut_at_new_sentence(words: list[Token]) -> list[Token]:
    """Leave out a heading that runs into the sentence: "Port closes The mayor"."""
    for index in range(len(words) - 1, 0, -1):
        before = words[index - 1].lower
        if words[index].text in _OPENS_SENTENCE and before not in PREPOSITIONS | JOINS | {"&"}:
            return words[index:]
    return words


def _is_verb(words: list[Token], index: int) -> bool:
    """Return whether a clause of its own ends at a word, so that the subject begins behind it."""
    lower = words[index].lower
    if index and words[index - 1].lower in PRONOUNS and lower in KIND_OF_VERB:
        return True
    if lower in AUXILIARIES or (index > 0 and lower in _OPENS_CLAUSE):
        return True
    if lower not in KIND_OF_VERB or (lower in ALSO_NOUNS and not lower.endswith("ing")) or words[index].is_capitalised:
        return False
    if lower.endswith("ing"):
        return lower in {"saying", "adding", "arguing", "claiming", "insisting", "telling", "suggesting", "noting"}
    # "the proposed law", "a promised bridge": a participle beside its noun is no verb.
    return index == 0 or words[index - 1].lower not in DEFINITE | INDEFINITE


def _subject_after_phrase(words: list[Token]) -> int | None:
    """Return where the subject begins behind "On Thursday", "In Russia", "At his office"."""
    for index in range(1, len(words)):
        before, word = words[index - 1], words[index]
        if before.lower in PREPOSITIONS or before.lower in DEFINITE or before.lower in INDEFINITE:
            continue
        if before.lower in CALENDAR or before.text.isdigit() or (before.stem in PLACES and word.is_capitalised):
            return index
        if word.lower in {"the", "a", "an"} or word.lower in PRONOUNS:
            return index
        if word.is_capitalised and not before.is_capitalised:
            return index
    return None

"""Which words before or after a reporting verb name its speaker."""

from __future__ import annotations

import re
from dataclasses import replace

from index.function_words import (
    ADVERBS,
    AUXILIARIES,
    DEFINITE,
    INDEFINITE,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    SUBORDINATORS,
)
from index.place_names import CALENDAR, PLACES
from index.reporting_verbs import ALSO_NOUNS, KIND_OF_VERB
from index.source_nouns import OFFICES, PLURALS, ORGANISATIONS, ROLE_MODIFIERS, SPOKESPEOPLE, TITLES
from index.sources import Source, can_be_name, describe, is_human, without_asides
from index.spans import Span
from index.tokens import QUOTATION, Token

_BREAKS = frozenset(",;:—–―-()[]!?…/|*") | {QUOTATION, ".", "--"}
_DASHES = frozenset({"—", "–", "-", "―", "--"})
_OPENS_CLAUSE = SUBORDINATORS - {"before", "after", "as", "once", "despite", "until"} | {"that"}
_ENDS_FORWARD = frozenset(
    "in on at during after before while when as by to with from about who which that whose where amid following and "
    "because if since until but told speaking adding noting saying late early last this is was were are has had have "
    "will would over via through earlier later shortly yesterday today recently".split()
)
_PARTY = re.compile(r"[A-Z]-[A-Z][A-Za-z.]*")
_LONGEST = 40


def is_skipped(token: Token) -> bool:
    """Tell whether a word may stand between a speaker and the verb."""
    lower = token.lower
    if lower in AUXILIARIES or lower in ADVERBS or lower in CALENDAR or lower.endswith(("n't", "n’t")):
        return True
    return lower.endswith("ly") and token.text[0].islower() and lower not in {"family", "ally", "assembly", "daily"}


def find_before(tokens: list[Token], verb: int) -> Source | None:
    """Describe whoever stands before a verb as its subject, or None where nobody does."""
    end = _skip_back(tokens, verb)
    if end < 0 or tokens[end].lower in {"and", "but", "or", "then"} or tokens[end].text == QUOTATION:
        return None
    if tokens[end].lower in RELATIVES and end:
        return _describe(_trim(_segment_before(tokens, end - (tokens[end - 1].text == ","))))
    if tokens[end].text in {",", *_DASHES}:
        return _find_before_insertion(tokens, end)
    nearest = _segment_before(tokens, end + 1)
    if not nearest:
        return None
    source = _describe(_trim(nearest))
    start = end + 1 - len(nearest)
    return _join_name(tokens, start, _join_office(tokens, start, source))


def find_after(tokens: list[Token], start: int) -> Source | None:
    """Describe whoever is named from a position on: after "according to", after an inverted verb."""
    words: list[Token] = []
    index = start
    while index < len(tokens) and len(words) < _LONGEST:
        token = tokens[index]
        if token.text == "(":
            index = _skip_brackets(tokens, index)
            continue
        if token.text in _BREAKS or token.lower in CALENDAR or (words and token.lower in _ENDS_FORWARD):
            if not (token.lower in {"and", "in", "at", "to", "on", "with", "from"} and _continues(tokens, index, words)):
                break
        words.append(token)
        index += 1
    source = _describe(words)
    if source and source.kind == "name" and source.role is None and index < len(tokens) and tokens[index].text == ",":
        return _add_apposition(tokens, index + 1, source)
    return source


def _continues(tokens: list[Token], index: int, words: list[Token]) -> bool:
    """Tell whether "and" or a preposition belongs to the noun phrase that stands before it."""
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    if after is None or after.lower in CALENDAR or not after.is_word:
        return False
    if tokens[index].lower == "and":
        return after.is_capitalised and words[-1].is_capitalised
    last = words[-1]
    if tokens[index].lower == "with":
        return last.lower in OFFICES and after.lower in {"knowledge", "the"}
    is_named = last.lower in OFFICES or last.lower in {"embassy", "ambassador", "mission"} or last.lower.endswith("s")
    return last.is_word and is_named and (after.is_capitalised or after.lower == "the")


def _skip_brackets(tokens: list[Token], index: int) -> int:
    for end in range(index + 1, min(len(tokens), index + _LONGEST)):
        if tokens[end].text == ")":
            return end + 1
    return index + 1


def _skip_back(tokens: list[Token], verb: int) -> int:
    index = verb - 1
    lowest = max(-1, verb - _LONGEST)
    while index > lowest:
        token = tokens[index]
        if token.text == ")":
            index = _opening_bracket(tokens, index) - 1
        elif token.lower in {"and", "but", "or", "then"}:
            return index
        elif token.lower == "to" and _goes_on(tokens, index):
            index -= 2 if tokens[index - 1].lower == "on" else 1
            index -= 1
        elif token.lower == "on" and tokens[index + 1].lower in CALENDAR or is_skipped(token):
            index -= 1
        elif token.text.isdigit() and index and tokens[index - 1].lower in CALENDAR:
            index -= 1
        else:
            return index
    return index if index >= 0 and index > lowest else -1


def _goes_on(tokens: list[Token], index: int) -> bool:
    """Tell "went on to", "continued to" before a verb from any other infinitive."""
    before = [tokens[i].lower for i in range(max(0, index - 2), index)]
    if before[-1:] == ["on"]:
        return before[:1] in (["went"], ["goes"], ["going"])
    return bool(before) and before[-1] in {"continued", "continues", "appeared", "seemed", "seems", "appears"}


def _opening_bracket(tokens: list[Token], index: int) -> int:
    for start in range(index, max(-1, index - _LONGEST), -1):
        if tokens[start].text == "(":
            return start
    return index


def _segment_before(tokens: list[Token], end: int) -> list[Token]:
    """Return the words between a position and the mark before it; brackets are passed over."""
    start = end
    while start > max(0, end - _LONGEST):
        token = tokens[start - 1]
        if token.text == ")":
            start = _opening_bracket(tokens, start - 1)
            continue
        if token.text in _BREAKS:
            break
        start -= 1
    return tokens[start:end]


def _find_before_insertion(tokens: list[Token], comma: int) -> Source | None:
    """Describe the subject of "X, the minister, said" and of "X, after the talks, said"."""
    position = comma
    skipped: list[Token] = []
    for _ in range(5):
        segment = _segment_before(tokens, position)
        before = position - len(segment) - 1
        if not segment:
            return None
        if before < 0 or tokens[before].text not in {",", *_DASHES}:
            source = _describe(_trim(segment))
            return _with_role(source, skipped)
        inserted = _is_inserted(segment)
        source = None if inserted else _describe(_trim(segment))
        if source and source.kind in {"name", "organisation"} and not inserted:
            if source.role is None and source.kind == "name":
                joined = _join_office(tokens, before + 1, source)
                if joined.role is not None:
                    return joined
            outer = _describe(_trim(_segment_before(tokens, before)))
            if outer and _is_apposed(source, segment) and outer.kind in {"name", "organisation"}:
                return _with_role(outer, segment)
            return _with_role(source, skipped)
        if not inserted:
            skipped = segment
        position = before
    return None


def _is_apposed(source: Source, segment: list[Token]) -> bool:
    """Tell "Ukraine's energy firm" behind a name from a name of its own."""
    return source.kind == "organisation" and (segment[0].is_possessive or not segment[-1].is_capitalised)


def _is_inserted(segment: list[Token]) -> bool:
    first = segment[0].lower
    if _PARTY.fullmatch(segment[0].text) or segment[0].text.isdigit() or first.endswith(".") or all(word.stem in PLACES for word in segment):
        return True
    if first in ROLE_MODIFIERS:
        return False
    return first in RELATIVES or first in PREPOSITIONS or first in SUBORDINATORS or first.endswith(("ing", "ed"))


def _with_role(source: Source | None, apposition: list[Token]) -> Source | None:
    words = [token for token in apposition if token.is_word]
    if source is None or not words or source.kind not in {"name", "organisation"} or source.role is not None:
        return source
    if words[0].text.isdigit():
        return source
    return replace(source, role=_role_span(words))


def _role_span(words: list[Token]) -> Span:
    kept = words[1:] if len(words) > 1 and words[0].lower in {"the", "a", "an"} else words
    return Span(kept[0].span.start, kept[-1].span.end)


def _join_office(tokens: list[Token], start: int, source: Source | None) -> Source | None:
    """Take the office from "The governor of Rostov, Vasily Golubev" where the name stands alone."""
    if source is None or source.kind != "name" or source.role is not None or start < 2:
        return source
    if tokens[start - 1].text != "," or tokens[start].span.start != source.span.start:
        return source
    before = _trim(_segment_before(tokens, start - 1))
    role = _office_span(before)
    return replace(source, role=role, span=Span(before[0].span.start, source.span.end)) if role else source


def _office_span(words: list[Token]) -> Span | None:
    """Return what words say somebody is, without the article, or None where they say no office."""
    office = _describe(words)
    if office is None or len(words) < 2:
        return None
    is_spokesperson = office.kind == "organisation" and office.head in SPOKESPEOPLE
    return _role_span(words) if office.kind in {"office", "unnamed"} or is_spokesperson else None


def _join_name(tokens: list[Token], start: int, source: Source | None) -> Source | None:
    """Take the name from "Andriy Petrenko, deputy head of the office said", a comma missing."""
    if source is None or source.kind not in {"office", "unnamed"} or start < 3 or tokens[start - 1].text != ",":
        return source
    segment = _segment_before(tokens, start - 1)
    name = _describe(segment)
    if name is None or name.kind != "name" or source.role is None or not all(word.is_capitalised for word in segment):
        return source
    return replace(name, role=source.role, span=Span(name.span.start, source.span.end))


def office_before(tokens: list[Token], start: int) -> Span | None:
    """Return the office of "The governor of Rostov, Vasily Golubev" that stands before a name."""
    if start < 3 or tokens[start - 1].text != ",":
        return None
    return _office_span(_trim(_segment_before(tokens, start - 1)))


def apposition_of(tokens: list[Token], end: int) -> Span | None:
    """Return the office in the apposition behind a name that ends at a position."""
    if end < len(tokens) and tokens[end].text == "(":
        end = _skip_brackets(tokens, end)
    if end + 1 >= len(tokens) or tokens[end].text != ",":
        return None
    return _read_apposition(tokens, end + 1)


def _add_apposition(tokens: list[Token], start: int, source: Source) -> Source:
    role = _read_apposition(tokens, start, is_after_verb=True)
    return replace(source, role=role) if role else source


def _read_apposition(tokens: list[Token], start: int, is_after_verb: bool = False) -> Span | None:
    words: list[Token] = []
    index = start
    while index < len(tokens) and len(words) < _LONGEST and tokens[index].text not in _BREAKS - {"("}:
        if tokens[index].text == "(":
            index = _skip_brackets(tokens, index)
            continue
        if tokens[index].lower in RELATIVES or tokens[index].lower in {"told", "said"}:
            break
        words.append(tokens[index])
        index += 1
    if words and words[0].text.isdigit() and index < len(tokens) and tokens[index].text == ",":
        return _read_apposition(tokens, index + 1, is_after_verb)
    is_article = bool(words) and words[0].lower in {"a", "an", "the"} and index < len(tokens) and tokens[index].text in ",."
    return _role_span(words) if words and (is_office(words) or is_after_verb and is_article) else None


def is_office(words: list[Token]) -> bool:
    """Tell whether words are what somebody is: "a Moldovan analyst", "head of the committee"."""
    if words[0].lower in SUBORDINATORS or words[0].lower in PREPOSITIONS:
        return False
    if words[0].lower.endswith("ing") and words[0].lower not in ROLE_MODIFIERS:
        return False
    if words[0].lower == "one" and len(words) > 2 and words[1].lower == "of":
        words = words[2:]
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


def _trim(segment: list[Token]) -> list[Token]:
    """Leave of the words before a verb those that can be its subject."""
    words = [token for token in without_asides(segment) if token.is_word]
    while words and (is_skipped(words[0]) or words[0].lower in SUBORDINATORS):
        words = words[1:]
    relative = next((i for i, word in enumerate(words) if i and word.lower in {"who", "whose", "whom"}), None)
    if relative:
        words = words[:relative]
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


def _is_verb(words: list[Token], index: int) -> bool:
    lower = words[index].lower
    if index and words[index - 1].lower in PRONOUNS and lower in KIND_OF_VERB:
        return True
    if lower in AUXILIARIES or index > 0 and lower in _OPENS_CLAUSE:
        return True
    if lower not in KIND_OF_VERB or lower in ALSO_NOUNS and not lower.endswith("ing") or words[index].is_capitalised:
        return False
    if lower.endswith("ing"):
        return lower in {"saying", "adding", "arguing", "claiming", "insisting", "telling", "suggesting", "noting"}
    # "the proposed law", "a newly elected": a participle beside its noun is no verb.
    return index == 0 or words[index - 1].lower not in DEFINITE | INDEFINITE and not words[index].is_capitalised


def _subject_after_phrase(words: list[Token]) -> int | None:
    """Return where the subject begins behind "On Thursday", "In Russia", "At his office"."""
    for index in range(1, len(words)):
        before, word = words[index - 1], words[index]
        if before.lower in PREPOSITIONS or before.lower in DEFINITE or before.lower in INDEFINITE:
            continue
        if before.lower in CALENDAR or before.text.isdigit() or before.stem in PLACES and word.is_capitalised:
            return index
        if word.lower in {"the", "a", "an"} or word.lower in PRONOUNS or word.lower in TITLES:
            return index
        if word.is_capitalised and (not before.is_capitalised or before.lower in ORGANISATIONS and can_be_name(word)):
            return index
    return None


def _describe(words: list[Token]) -> Source | None:
    return describe(words) if words else None

"""Where a sentence names people, and the offices that are beside their names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from index.attribution.discourse.people import People, Person
from index.attribution.lexicon.function_words import ARTICLES, AUXILIARIES, FUNCTION_WORDS, RELATIVES
from index.attribution.lexicon.proper_names import DEMONYMS, NOT_NAMES, is_given_name
from index.attribution.lexicon.reporting_verbs import KIND_OF_VERB
from index.attribution.lexicon.source_nouns import (
    ADJECTIVES_OF_NAMES,
    COURTESY,
    OFFICES,
    ORGANISATIONS,
    ROLE_MODIFIERS,
    TITLES,
)
from index.attribution.phrases.appositions import apposition_of, office_before
from index.attribution.phrases.cyrillic_names import is_cyrillic
from index.attribution.phrases.cyrillic_sources import is_only_opening, start_of_name
from index.attribution.phrases.names import name_start
from index.attribution.phrases.segments import DASHES, is_adverb
from index.attribution.phrases.tokens import Token, lower_at, make_token, text_at
from index.corpus.span import Span

_LINKS = frozenset({"of", "for", "the", "and"})
_ACTS = frozenset({"took", "went", "came", "made", "left", "sent", "gave", "met", "saw", "wrote", "told"})
_OPENING_VERBS = frozenset({"said", "says", "asked", "told", "did", "does", "has", "had", "will"})
_LONGEST_ROLE = 15
_SUBJECT_WITHIN = 12
"""Words at a sentence's beginning among which its subject is looked for."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a person is named, and whether the sentence may be about that person."""

    person: Person
    span: Span
    is_subject: bool


def meet_people(tokens: list[Token], people: People) -> list[Mention]:
    """Note everybody whom a sentence names, and return where."""
    return list(_find_mentions(tokens, people))


def _find_mentions(tokens: list[Token], people: People) -> Iterator[Mention]:
    for start, end in _find_runs(tokens):
        run = [*tokens[start : end - 1], _bare(tokens[end - 1])]
        first = _start_of_cyrillic_name(run, start == 0) if is_cyrillic(run[0].text) else name_start(run)
        if first is None or _ends_body(run, first) or _modifies_office(tokens, end):
            continue
        name = run[first:]
        if start + first == 0 and len(name) > 1 and _is_only_opening(name, people):
            first, name = first + 1, name[1:]
        role, titles = _role_before(tokens, start + first)
        is_certain = role is not None or bool(titles) or is_given_name(name[0].text) or _is_told_of(tokens, end)
        if len(name) == 1 and not is_certain:
            person = people.find(name[0].text)
            if person is None and _acts(tokens, end):
                person = people.meet(name, None, [], is_certain=False)
            if person is None:
                continue
        else:
            if len(name) > 1 and role is None:
                role = office_before(tokens, start + first) or apposition_of(tokens, end)
            person = people.meet(name, role, titles, is_certain or role is not None)
        at = start + first
        is_subject = at < _SUBJECT_WITHIN and not any(_opens_aside(token) for token in tokens[:at])
        yield Mention(person, Span(name[0].span.start, name[-1].span.end), is_subject)


def _is_told_of(tokens: list[Token], end: int) -> bool:
    """Return whether what follows is said of people alone: ", who …", ", 44,"."""
    is_age = text_at(tokens, end + 1).isdigit() and text_at(tokens, end + 2) in {",", "."}
    return text_at(tokens, end) == "," and (lower_at(tokens, end + 1) == "who" or is_age)


def _start_of_cyrillic_name(run: list[Token], opens: bool) -> int | None:
    """Return where the name begins that ends a run of capitalised words, None where only its place capitalised it."""
    is_due = opens and is_only_opening(run)
    first = start_of_name(run, int(is_due))
    return first if first < len(run) else None


def _modifies_office(tokens: list[Token], end: int) -> bool:
    """Return whether a name only tells whose somebody is: "the Twitter owner", "a Karr aide"."""
    lower = lower_at(tokens, end)
    return lower in OFFICES and not tokens[end - 1].is_possessive


def _ends_body(run: list[Token], first: int) -> bool:
    """Return whether words that may be a name end another's: (Office of) National Harbour Control."""
    before = run[first - 1] if first else None
    is_given = is_given_name(run[first].text)
    return before is not None and not is_given and before.lower in ADJECTIVES_OF_NAMES


def _opens_aside(token: Token) -> bool:
    return token.lower in RELATIVES or token.text in DASHES or token.text == "("


def _acts(tokens: list[Token], index: int) -> bool:
    """Return whether a verb follows a name: whoever is unknown and acts must not be passed over by a pronoun."""
    while index < len(tokens) and is_adverb(tokens[index]):
        index += 1
    lower = lower_at(tokens, index)
    return lower in AUXILIARIES | _ACTS or lower.endswith("ed")


def _bare(token: Token) -> Token:
    """Return a word without a possessive ending, which is no part of a name."""
    if not token.is_possessive:
        return token
    length = len(token.stem)
    return make_token(token.text[:length], token.span.start, token.span.start + length)


def _is_only_opening(name: list[Token], people: People) -> bool:
    """Return whether a word is capitalised only since the sentence opens with it: Joining Petrenko."""
    if name[0].lower in _OPENING_VERBS:
        return True
    if is_given_name(name[0].text):
        return False
    return name[0].lower.endswith(("ing", "ed")) or people.find(" ".join(token.text for token in name[1:])) is not None


def _find_runs(tokens: list[Token]) -> Iterator[tuple[int, int]]:
    """Find unbroken runs of capitalised words."""
    start: int | None = None
    for index, token in enumerate(tokens):
        is_part = token.is_word and token.is_capitalised and token.lower not in FUNCTION_WORDS
        is_part = is_part or (start is not None and token.lower in {"van", "von", "de", "der", "den", "bin", "al"})
        if is_part and start is None:
            start = index
        elif not is_part and start is not None:
            yield start, index
            start = None
        if start is not None and token.is_possessive and is_part:
            yield start, index + 1
            start = None
    if start is not None:
        yield start, len(tokens)


def _role_before(tokens: list[Token], name: int) -> tuple[Span | None, list[str]]:
    """Return the office that comes right before a name, and the forms of address among it."""
    start = name
    while start and name - start < _LONGEST_ROLE and _is_part_of_role(tokens, start - 1, name):
        start -= 1
    start = _take_in_list(tokens, start) if start < name else start
    words = tokens[start:name]
    while words and (words[0].lower in ARTICLES | _LINKS or words[0].lower in COURTESY):
        words = words[1:]
    titles = [token.lower for token in tokens[start:name] if token.lower in TITLES]
    head = [token.lower for token in words[: next((i for i, token in enumerate(words) if token.lower in _LINKS), None)]]
    if not words or not any(word in OFFICES or word in TITLES for word in head):
        return None, titles
    return Span(words[0].span.start, words[-1].span.end), titles


def _take_in_list(tokens: list[Token], start: int) -> int:
    """Return where "professor, writer and fellow observer" begins of whose last office the start is known."""
    while start > 1 and tokens[start - 1].lower in {"and", ","} and tokens[start - 2].lower in OFFICES:
        before = start - 2
        while before and _is_part_of_role(tokens, before - 1, len(tokens) + 1):
            before -= 1
        if tokens[before].lower in ARTICLES | _LINKS:
            break
        start = before
    return start


def _is_part_of_role(tokens: list[Token], index: int, name: int) -> bool:
    token = tokens[index]
    lower = token.lower
    if index == 0 and lower in _OPENING_VERBS:
        return False
    if index == name - 1:
        return lower in OFFICES or lower in TITLES or (lower in ORGANISATIONS and not token.is_possessive)
    if lower == "and":
        return tokens[index - 1].lower in DEMONYMS | ORGANISATIONS if index else False
    if lower in _LINKS:
        return True
    if not token.is_word or lower in FUNCTION_WORDS or (lower in KIND_OF_VERB and not token.is_capitalised):
        return False
    if token.is_capitalised:
        return not token.text.isdigit()
    return (
        lower in ROLE_MODIFIERS
        or lower in OFFICES
        or lower in DEMONYMS
        or ("-" in token.text and lower not in NOT_NAMES)
    )

"""What a noun phrase says of who is speaking: a name, an office, or somebody unnamed."""

from __future__ import annotations

import re

from index.attribution.lexicon.function_words import (
    ARTICLES,
    BEHIND_HEAD,
    DEFINITE,
    FUNCTION_WORDS,
    INDEFINITE,
    PRONOUNS,
    SUBORDINATORS,
)
from index.attribution.lexicon.proper_names import CALENDAR, DEMONYMS, NEWS_CARRIERS, PLACES
from index.attribution.lexicon.source_nouns import (
    ACTING_ORGANISATIONS,
    DOCUMENTS,
    ORGANISATIONS,
    PLURALS,
    ROLE_MODIFIERS,
)
from index.attribution.lexicon.word_lists import read_words
from index.attribution.phrases.heads import find_head
from index.attribution.phrases.names import (
    can_be_name,
    cut_at,
    is_human,
    strip_article,
    without_asides,
)
from index.attribution.phrases.organisations import describe_office, describe_organisation
from index.attribution.phrases.persons import find_person
from index.attribution.phrases.segments import LONGEST
from index.attribution.phrases.source_kinds import Source
from index.attribution.phrases.tokens import Token, find_tokens, make_token, span_of
from index.corpus.span import Span

_BEFORE_ARTICLES = BEHIND_HEAD | {"and", "or", "&", "both", "all", "half", "than", "as", "not"}
_SEVERAL = INDEFINITE - {"a", "an", "one", "another", "any", "no"}
_NOBODY = frozenset({"no", "nobody", "none", "neither", "nothing"})
_PLACES_OF_TEXTS = read_words("source_nouns", "places_of_texts")
_BODIES = read_words("source_nouns", "plural_bodies")
_NEVER_INSIDE = (
    (PRONOUNS - {"who"}) | SUBORDINATORS - {"as", "before", "after", "since", "until", "that", "where"} | {"i'm", "am"}
)


def describe(tokens: list[Token]) -> Source | None:
    """Return whom a noun phrase means, or None where it means nobody."""
    words = [token for token in without_asides(tokens) if token.is_word]
    if words and (words[-1].lower in PRONOUNS - {"it", "you", "who"} or words[-1].text == "It"):
        words = words[-1:]  # The rest belongs to the clause before.
    if not words:
        return None
    pronoun = re.split("['’]", words[0].lower)[0]
    if len(words) == 1 and pronoun in PRONOUNS:
        return Source("pronoun", words[0].span, head=pronoun)
    if len(words) > 2 and words[0].lower in {"he", "she", "they"} and words[1].lower == "and":
        return Source("several", span_of(words), role=span_of(words), head=words[-1].lower)
    if words[0].lower in _NOBODY:
        return Source("nobody", span_of(words), head=words[-1].lower)
    if _is_no_phrase(words):
        return None
    return _describe_several(words) or _describe_phrase(words)


def names_body(name: str) -> bool:
    """Return whether a speaker's name is a body's, not a person's."""
    words = [word.lower() for word in name.split()]
    if len(words) > LONGEST:
        return False
    if (
        name.lower() in NEWS_CARRIERS
        or (len(words) == 1 and name.isupper())
        or (len(words) > 2 and ACTING_ORGANISATIONS.intersection(words))
    ):
        return True  # "Port of Rivne Authority"
    source = describe(list(find_tokens(name, Span(0, len(name)))))
    return source is not None and source.kind != "name"


def _is_no_phrase(words: list[Token]) -> bool:
    """Return whether words are a piece of a clause, no noun phrase: "signed a decree", "when he asked"."""
    first = words[0]
    if len(words) == 1 and first.lower in FUNCTION_WORDS:
        return first.lower not in PLURALS and first.lower not in INDEFINITE | {"both"}
    if (
        first.lower.endswith("ing")
        and "-" not in first.text  # "Ride-sharing firm Mirta"
        and len(words) > 1
        and not is_human(find_head(words)[-1])
    ):
        return first.lower not in ROLE_MODIFIERS
    if (
        not first.is_capitalised
        and first.lower.endswith("ed")
        and (len(words) == 1 or words[1].lower in FUNCTION_WORDS)
    ):
        return True  # "signed a decree", but "elected officials"
    head = find_head(words)
    if any(word.lower in ARTICLES and head[i].lower not in _BEFORE_ARTICLES for i, word in enumerate(head[1:])):
        return True  # "the two taped an hourlong"
    return any(word.lower in _NEVER_INSIDE for word in words)


def _describe_several(words: list[Token]) -> Source | None:
    for index, word in enumerate(words[1:-1], 1):
        if word.lower not in {"and", "&"}:
            continue
        before, after = words[:index], words[index + 1 :]
        is_pair = before[-1].is_capitalised and strip_article(after)[0].is_capitalised
        if is_pair and _are_two(before, after):
            return Source("organisation", span_of(words), name=span_of(strip_article(words)), head="and")
        if any(other.lower in BEHIND_HEAD for other in before):
            continue
        if is_pair and _is_whole(before):
            parts = strip_article(words)
            if any(_is_people(part[-1]) for part in (before, after)):
                return Source("several", span_of(words), role=span_of(parts), head=after[-1].lower)
            if after[0].lower not in ARTICLES and words[-1].lower in ACTING_ORGANISATIONS:
                return None
            return Source("organisation", span_of(words), name=span_of(parts), head="and")
        if before[-1].lower in PLURALS and after[-1].lower in PLURALS:
            return Source("several", span_of(words), role=span_of(words), head=after[-1].lower)
    return None


def _are_two(before: list[Token], after: list[Token]) -> bool:
    """Return whether "and" joins two sources: "news site Novy Krai and journalist Petro Hanush"."""
    one, other = _describe_phrase(before), _describe_phrase(after)
    is_person = other is not None and other.kind == "name" and other.role is not None
    return is_person and one is not None and one.kind in {"organisation", "name"} and one.name is not None


def _is_people(word: Token) -> bool:
    """Return whether words mean several people, not one body: officials, but not the United States."""
    return (word.lower in PLURALS and word.lower not in _BODIES) or is_human(word)


def _is_whole(words: list[Token]) -> bool:
    """Return whether words are a whole name, not half of one: Kiev, but not (Minister of) Health."""
    last = words[-1]
    return last.stem in PLACES or can_be_name(last) or last.lower in ACTING_ORGANISATIONS


def _describe_phrase(words: list[Token]) -> Source | None:
    head = find_head(words)
    named = find_person(words, head)
    if named is not None:
        return named
    if words[-1].is_possessive and len(words) > 1:
        return None
    last = head[-1]
    definite = words[0].lower in DEFINITE or head[0].is_possessive or words[0].lower not in INDEFINITE
    if last.lower in DEMONYMS and words[0].lower in INDEFINITE:
        return Source("unnamed", span_of(words), role=span_of(words), head=last.lower)
    if is_human(last):
        return describe_office(words, head, definite)
    is_people = last.lower.endswith("s") and (last.lower[:-1] in DEMONYMS or words[0].lower in _SEVERAL)
    if (
        (last.lower in PLURALS and not (last.is_capitalised and last.lower in _BODIES))
        or is_people
        or last.lower.endswith(("ists", "ians", "mates"))
    ):
        return _describe_group(words, head, definite)
    if last.lower in DOCUMENTS and not (last.is_capitalised and len(head) > 1 and last.lower in ORGANISATIONS):
        return _describe_document(words, head, definite)
    if any(_is_name_of_organisation(word) for word in head) or last.lower in ACTING_ORGANISATIONS:
        return describe_organisation(words, head, definite)
    return Source("unknown", span_of(words), role=span_of(words), head=last.lower, is_definite=definite)


def _describe_group(words: list[Token], head: list[Token], definite: bool) -> Source:
    """Describe several people; those who are all of a named body speak as that body."""
    rest = strip_article(words[len(head) + 1 :]) if len(words) > len(head) + 1 else []
    is_body = words[0].lower == "the" and rest and words[len(head)].lower == "of"
    name = span_of(strip_article(words)) if is_body and head[-1].is_capitalised else None
    role = None if name else span_of(words)
    return Source("several", span_of(words), name, role, head[-1].lower, definite)


def _is_name_of_organisation(word: Token) -> bool:
    return word.is_capitalised and word.lower not in CALENDAR and word.lower not in ARTICLES and not word.is_possessive


def _describe_document(words: list[Token], head: list[Token], definite: bool) -> Source:
    """Describe a text by whoever it is from: its author, or the owner of it or of the place where it is."""
    author = _find_author(words) or _find_owner(words, head)
    if author:
        return Source(author.kind, span_of(words), author.name, author.role, author.head)
    role = strip_article(words)
    return Source("document", span_of(words), role=span_of(role), head=head[-1].lower, is_definite=definite)


def _find_author(words: list[Token]) -> Source | None:
    by = next((i for i, word in enumerate(words) if i and word.lower in {"by", "from"}), None)
    if (
        by is None
        or by + 1 == len(words)
        or (any(word.lower == "of" for word in words[:by]) and words[by - 1].lower.endswith("ed"))
    ):
        return None  # "an analysis of data provided by the bank" is not the bank's
    return _named(cut_at(words[by + 1 :], {"in", "on", "published", "released"}))


def _find_owner(words: list[Token], head: list[Token]) -> Source | None:
    """Return whose "the ministry's statement" is, or "a statement on the ministry's website"."""
    own = max((i for i, word in enumerate(head[:-1]) if word.is_possessive), default=None)
    if own is not None:
        return _named([*head[:own], _bare(head[own])])
    on = next((i for i, word in enumerate(words) if i >= len(head) and word.lower in {"on", "in", "at"}), None)
    if on is None:
        return None
    place = strip_article(words[on + 1 :])
    end = next((i for i, word in enumerate(place) if word.is_possessive), None)
    if end is None or not any(word.lower in _PLACES_OF_TEXTS for word in place[end + 1 :]):
        return None
    return _named([*place[:end], _bare(place[end])])


def _named(words: list[Token]) -> Source | None:
    """Return the person or body that words name, None where they name none."""
    source = _describe_phrase(words) if words else None
    return source if source and source.name and source.kind in {"name", "organisation"} else None


def _bare(word: Token) -> Token:
    length = len(word.stem)
    return make_token(word.text[:length], word.span.start, word.span.start + length)

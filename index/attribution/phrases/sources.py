"""What a noun phrase says of who is speaking: a name, an office, or somebody unnamed."""

from __future__ import annotations

import re

from index.attribution.lexicon.function_words import (
    ARTICLES,
    DEFINITE,
    FUNCTION_WORDS,
    INDEFINITE,
    PRONOUNS,
    SUBORDINATORS,
    word_set,
)
from index.attribution.lexicon.given_names import is_given_name
from index.attribution.lexicon.place_names import CALENDAR, DEMONYMS, PLACES
from index.attribution.lexicon.source_nouns import (
    ACTING_ORGANISATIONS,
    BODIES_WITHOUT_NAME,
    DOCUMENTS,
    ORGANISATIONS,
    PLURALS,
    ROLE_MODIFIERS,
    SPOKESPEOPLE,
    TITLES,
)
from index.attribution.phrases.names import (
    BEHIND_HEAD,
    can_be_name,
    cut_at,
    is_human,
    name_start,
    strip_article,
    without_asides,
)
from index.attribution.phrases.persons import find_person
from index.attribution.phrases.source_kinds import Kind, Source
from index.attribution.phrases.tokens import Token, make_token, span_of
from index.corpus.span import Span

_BEFORE_ARTICLES = BEHIND_HEAD | {"and", "or", "&", "both", "all", "half", "than", "as", "not"}
_NOBODY = frozenset({"no", "nobody", "none", "neither", "nothing"})
_PLACES_OF_TEXTS = word_set("website site page channel account blog feed profile app")
_BODIES = word_set("states nations services forces networks industries institutions unions")
_NEVER_INSIDE = (
    (PRONOUNS - {"who"}) | SUBORDINATORS - {"as", "before", "after", "since", "until", "that", "where"} | {"i'm", "am"}
)


def describe(tokens: list[Token]) -> Source | None:
    """Tell who a noun phrase means, or None where it means nobody."""
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


def _is_no_phrase(words: list[Token]) -> bool:
    """Tell a piece of a clause from a noun phrase: "signed a decree", "when he asked"."""
    first = words[0]
    if len(words) == 1 and first.lower in FUNCTION_WORDS:
        return first.lower not in PLURALS and first.lower not in INDEFINITE | {"both"}
    if first.lower.endswith("ing") and not first.is_possessive and not is_human(words[-1]) and len(words) > 1:
        return first.lower not in ROLE_MODIFIERS
    if (
        not first.is_capitalised
        and first.lower.endswith("ed")
        and (len(words) == 1 or words[1].lower in FUNCTION_WORDS)
    ):
        return True  # "signed a decree", but "elected officials"
    head = words[: next((i for i in range(1, len(words)) if _ends_head(words, i)), len(words))]
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
            is_one = after[0].lower not in ARTICLES and words[-1].lower in ACTING_ORGANISATIONS
            if is_one and _describe_phrase(words, is_part=True):
                return None
            return Source("organisation", span_of(words), name=span_of(parts), head="and")
        if before[-1].lower in PLURALS and after[-1].lower in PLURALS:
            return Source("several", span_of(words), role=span_of(words), head=after[-1].lower)
    return None


def _are_two(before: list[Token], after: list[Token]) -> bool:
    """Tell "news site Novy Krai and journalist Petro Hanush" from the parts of one office."""
    one, other = _describe_phrase(before, is_part=True), _describe_phrase(after, is_part=True)
    is_person = other is not None and other.kind == "name" and other.role is not None
    return is_person and one is not None and one.kind in {"organisation", "name"} and one.name is not None


def _is_people(word: Token) -> bool:
    """Tell people from a body: officials, but not the United States."""
    return (word.lower in PLURALS and not (word.is_capitalised and word.lower in _BODIES)) or is_human(word)


def _is_whole(words: list[Token]) -> bool:
    """Tell a name of its own from the first half of one: Kiev, but not (Minister of) Health."""
    last = words[-1]
    return last.stem in PLACES or (can_be_name(last) or last.text.isupper() or last.lower in ACTING_ORGANISATIONS)


def _describe_phrase(words: list[Token], is_part: bool = False) -> Source | None:
    head_end = next((i for i in range(1, len(words)) if _ends_head(words, i)), len(words))
    head = words[:head_end]
    named = find_person(words, head)
    if named is not None:
        return named
    if words[-1].is_possessive and len(words) > 1 and not is_part:
        return None
    last = head[-1]
    definite = words[0].lower in DEFINITE or head[0].is_possessive or words[0].lower not in INDEFINITE
    if last.lower in DEMONYMS and words[0].lower in INDEFINITE:
        return Source("unnamed", span_of(words), role=span_of(words), head=last.lower)
    if is_human(last) and not (len(head) == 1 and last.is_capitalised and last.lower in DEMONYMS):
        return _describe_office(words, head, definite)
    is_people = last.lower.endswith("s") and last.lower[:-1] in DEMONYMS
    if (
        (last.lower in PLURALS and not (last.is_capitalised and last.lower in _BODIES))
        or is_people
        or (last.lower.endswith(("ists", "ians", "mates")) and not last.is_capitalised)
    ):
        return _describe_group(words, head, definite)
    if last.lower in DOCUMENTS and not (last.is_capitalised and len(head) > 1 and last.lower in ORGANISATIONS):
        return _describe_document(words, head, definite)
    if any(_is_name_of_organisation(word) for word in head) or last.lower in ACTING_ORGANISATIONS:
        return _describe_organisation(words, head, definite)
    return Source("unknown", span_of(words), role=span_of(words), head=last.lower, is_definite=definite)


def _describe_group(words: list[Token], head: list[Token], definite: bool) -> Source:
    """Describe several people; those who are all of a named body speak as that body."""
    rest = strip_article(words[len(head) + 1 :]) if len(words) > len(head) + 1 else []
    is_body = words[0].lower == "the" and rest and words[len(head)].lower == "of" and rest[0].is_capitalised
    name = span_of(strip_article(words)) if is_body and head[-1].is_capitalised else None
    role = None if name else span_of(words)
    return Source("several", span_of(words), name, role, head[-1].lower, definite)


def _ends_head(words: list[Token], index: int) -> bool:
    """Tell whether a phrase's chief noun stands before a word: a poll (of …), a report (released in …)."""
    word = words[index]
    if word.lower in BEHIND_HEAD:
        return True
    if _opens_participle(words, index):
        return True
    if not word.lower.endswith("ed") or word.is_capitalised or words[index - 1].lower.endswith("ly"):
        return False
    following = words[index + 1] if index + 1 < len(words) else None
    return following is None or following.lower in FUNCTION_WORDS


def _opens_participle(words: list[Token], index: int) -> bool:
    """Tell "bosses meeting in Kharkiv", "the lawyer representing Karr" from "managing director"."""
    word, before = words[index], words[index - 1]
    if not (word.text.islower() and word.lower.endswith("ing") and len(word.text) > 4):
        return False
    if word.lower in ROLE_MODIFIERS or word.lower in DOCUMENTS or before.lower in FUNCTION_WORDS:
        return False
    following = words[index + 1] if index + 1 < len(words) else None
    takes_object = following is not None and (following.is_capitalised or following.lower in DEFINITE | INDEFINITE)
    return takes_object or before.lower in PLURALS or before.lower in ACTING_ORGANISATIONS


def _is_name_of_organisation(word: Token) -> bool:
    return word.is_capitalised and word.lower not in CALENDAR and word.lower not in ARTICLES and not word.is_possessive


def _describe_organisation(words: list[Token], head: list[Token], definite: bool) -> Source | None:
    if head[-1].lower in CALENDAR:
        return None
    if not any(word.is_capitalised for word in strip_article(words)) and head[0].lower in INDEFINITE:
        return Source("unnamed", span_of(words), role=span_of(words), head=head[-1].lower)
    if not head[-1].is_capitalised and head[-1].lower not in ACTING_ORGANISATIONS:
        return Source("unknown", span_of(words), role=span_of(words), head=head[-1].lower, is_definite=definite)
    phrase = words
    while len(words) > 1 and (words[0].lower in ARTICLES or words[0].text[0].isdigit()):
        words = words[1:]  # the 28-member EU
    if not any(word.is_capitalised for word in strip_article(head)) and _is_passing_body(words, head):
        role = span_of(strip_article(words))
        return Source("organisation", span_of(phrase), role=role, head=head[-1].lower, is_definite=definite)
    name = strip_article(
        cut_at(words, {"who", "which", "whose", "that", "including", "on", "during", "after", "before"})
    )
    return Source("organisation", span_of(phrase), name=span_of(name), head=head[-1].lower, is_definite=definite)


def _is_passing_body(words: list[Token], head: list[Token]) -> bool:
    """Tell "the company", "the party of President Kuna" from a body that its noun names: the police."""
    return head[-1].lower in BODIES_WITHOUT_NAME or any(_names_person(words[i:]) for i in range(len(head), len(words)))


def _describe_office(words: list[Token], head: list[Token], definite: bool) -> Source:
    office = head[-1].lower
    if office in SPOKESPEOPLE:
        organisation = _find_organisation(words, head)
        if organisation:
            return Source("organisation", span_of(words), organisation, _role_beside(words, head, organisation), office)
    kind: Kind = "office" if definite else "unnamed"
    return Source(
        kind,
        span_of(words),
        role=span_of(strip_article(words) if definite else words),
        head=office,
        is_definite=definite,
    )


def _role_beside(words: list[Token], head: list[Token], organisation: Span) -> Span:
    """Return a spokesperson's office without the organisation, where the two can be parted."""
    before = [
        word
        for word in strip_article(head)
        if word.span.end <= organisation.start or word.span.start >= organisation.end
    ]
    return span_of(before) if before and before[0].span.end <= before[-1].span.end else span_of(words)


def _names_person(words: list[Token]) -> bool:
    """Tell "President Lev Kuna" from the name of a body."""
    start = next((i for i, word in enumerate(words) if word.is_capitalised), len(words))
    titled = [i for i in range(start, len(words) - 1) if is_human(words[i]) or words[i].lower in TITLES]
    first = titled[-1] + 1 if titled else start
    return first < len(words) and name_start(words[first:]) == 0 and (bool(titled) or is_given_name(words[first].text))


def _find_organisation(words: list[Token], head: list[Token]) -> Span | None:
    rest = words[len(head) :]
    if rest and rest[0].lower in {"for", "of", "from", "at", "with"}:
        named = strip_article(rest[1:])
        named = cut_at(named, {"in", "on", "who", "at"})
        if _names_person(named):
            return None
        first = next((i for i, word in enumerate(named) if word.is_capitalised), None)
        if first is None or (
            all(can_be_name(word) for word in named) and len(named) <= 3 and not named[0].text.isupper()
        ):
            return None
        return span_of(named[first:])
    named = strip_article(head)[:-1]
    named = [word for word in named if word.lower not in FUNCTION_WORDS]
    first = next((i for i, word in enumerate(named) if word.is_capitalised), None)
    if first is None or all(word.stem in DEMONYMS for word in named[first:]):
        return None
    last = max(i for i, word in enumerate(named) if word.is_capitalised)
    last = max([last, *(i for i, word in enumerate(named) if word.lower in ACTING_ORGANISATIONS)])
    kept = named[first : last + 1]
    if kept[-1].is_possessive:
        return None
    return span_of(kept)


def _describe_document(words: list[Token], head: list[Token], definite: bool) -> Source:
    """Describe a text by whoever it is from: its author, or the owner of it or of the place where it stands."""
    author = _find_author(words) or _find_owner(words, head)
    if author:
        return Source(author.kind, span_of(words), author.name, author.role, author.head)
    role = strip_article(words)
    return Source("document", span_of(words), role=span_of(role), head=head[-1].lower, is_definite=definite)


def _find_author(words: list[Token]) -> Source | None:
    by = next((i for i, word in enumerate(words) if i and word.lower in {"by", "from"}), None)
    if by is None or by + 1 == len(words):
        return None
    return _named(cut_at(words[by + 1 :], {"in", "on", "published", "released"}) or words[by + 1 :])


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

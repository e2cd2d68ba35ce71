"""The person whom a noun phrase names, and in what role."""

from __future__ import annotations

from index.attribution.lexicon.function_words import ARTICLES, BEHIND_HEAD, FUNCTION_WORDS
from index.attribution.lexicon.proper_names import PLACES, is_given_name
from index.attribution.lexicon.source_nouns import (
    ADJECTIVES_OF_NAMES,
    COURTESY,
    OFFICES,
    ORGANISATIONS,
    RELATIONS,
    TITLES,
)
from index.attribution.phrases.names import MODIFIES_NAME, cut_at, is_human, name_start, strip_article
from index.attribution.phrases.source_kinds import Source
from index.attribution.phrases.tokens import Token, span_of


def find_person(words: list[Token], head: list[Token]) -> Source | None:
    """Find the person whom a phrase names: after an office, or alone."""
    head_start = name_start(head)
    if head_start is not None and _is_person(head, head_start):
        return _make_person(words, head_start, len(head))
    if head[-1].lower in RELATIONS:
        return None  # "the son of Viktor Muzhenko" is somebody else.
    cut = cut_at(words, {"who", "which", "whose", "that", "whom"})
    start = name_start(cut)
    # "the head of the General Staff Viktor Muzhenko", but not "the daughter of Viktor Muzhenko"
    if start is None or start <= len(head) or len(cut) - start < 2:
        return None
    outer = start
    while outer > len(head) and (cut[outer - 1].lower in TITLES or cut[outer - 1].lower in OFFICES):
        outer -= 1  # "the commander of the brigade (Colonel) Viktor Muzhenko"
    before = cut[outer - 1].lower
    has_office = is_human(head[-1])
    is_outer = before not in BEHIND_HEAD and not cut[outer - 1].is_possessive and before not in ARTICLES
    ends_body = before in ORGANISATIONS - ADJECTIVES_OF_NAMES or before in PLACES or cut[outer - 1].text.islower()
    is_outer = is_outer and (ends_body or is_given_name(cut[start].text))
    if is_outer and has_office:
        return _make_person(cut, start, len(cut))
    return None


def _is_person(head: list[Token], start: int) -> bool:
    before = strip_article(head)[: start - (len(head) - len(strip_article(head)))]
    if not before:
        return head[0].lower not in ARTICLES
    last = before[-1]
    if last.lower in OFFICES or last.lower in TITLES or MODIFIES_NAME.search(last.text):
        return True
    if _is_verb_before_object(last):
        return False
    if not last.text[0].isupper() and last.lower not in FUNCTION_WORDS:
        return not any(word.is_possessive for word in before[-1:])
    return len(head) - start >= 2 and is_given_name(head[start].text)


def _is_verb_before_object(word: Token) -> bool:
    """Return whether a name behind a word is its object: "replacing Anna Karr", but not "acting"."""
    return word.text.islower() and word.lower.endswith("ing")


def _make_person(words: list[Token], start: int, end: int) -> Source:
    name = words[start:end]
    before = strip_article(words[:start]) if start else []
    role = [word for word in before if word.lower not in COURTESY | ARTICLES]
    while role and role[0].lower in FUNCTION_WORDS:
        role = role[1:]  # (denounced) by Petro Hanush
    is_role = role and (
        any(is_human(word) or word.lower in TITLES for word in role) or (len(name) > 1 and "-" not in role[-1].text)
    )
    return Source("name", span_of(words), span_of(name), span_of(role) if is_role else None, name[-1].lower)

"""The people whom an article names: their full names, offices and the pronoun that fits them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from index.attribution.lexicon.proper_names import Gender, guess_gender
from index.attribution.lexicon.source_nouns import HER_ROLES, HIS_ROLES
from index.attribution.phrases.tokens import Token
from index.corpus.span import Span
from index.text.east_slavic import stem_cyrillic

_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_MOST_NAMESAKES = 50
"""Enough for any article, and a bound for a hostile one."""


_MOST_HOLDERS = 200
_LONGEST_KINSHIP = 60


def role_words(role: str) -> frozenset[str]:
    """Return the words of an office as offices are compared."""
    return frozenset(fold(word).replace("defence", "defense") for word in role.split())


def fold(word: str) -> str:
    """Return a word without case, accents and possessive, Cyrillic ones without their ending, as names are compared."""
    if _CYRILLIC.match(word):
        return stem_cyrillic(word.lower())
    plain = unicodedata.normalize("NFKD", word.replace("’", "'")).encode("ascii", "ignore").decode() or word
    plain = plain.lower()
    return plain[:-2] if plain.endswith("'s") else plain.rstrip(".'")


@dataclass
class Person:
    """A person as the article has named them so far."""

    name: Span
    words: tuple[str, ...]
    role: Span | None
    role_words: frozenset[str]
    gender: Gender | None
    is_certain: bool

    def may_be(self, pronoun: str) -> bool:
        """Return whether "he" or "she" can mean this person."""
        return self.gender in {None, pronoun}


class People:
    """Everybody named so far; names are linked by their last word."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._by_word: dict[str, list[Person]] = {}
        self._by_first: dict[str, list[Person]] = {}
        self._by_role: dict[str, list[Person]] = {}

    def meet(self, name: list[Token], role: Span | None, titles: list[str], is_certain: bool) -> Person:
        """Note that a person is named, and return who that is."""
        words = tuple(fold(token.text) for token in name)
        person = self._find(words)
        if person is not None and len(person.words) == 1 < len(words) and self._is_kin(name):
            person = None  # "Karr's wife, Anna Karr": another than the Karr before.
        if person is None:
            person = Person(
                name=Span(name[0].span.start, name[-1].span.end),
                words=words,
                role=None,
                role_words=frozenset(),
                gender=None,
                is_certain=is_certain,
            )
            self._by_word.setdefault(words[-1], []).append(person)
            self._by_first.setdefault(words[0], []).append(person)
            for part in words[-1].split("-"):
                if part != words[-1]:
                    self._by_word.setdefault(part, []).append(person)
        elif len(words) > len(person.words):
            person.name, person.words = Span(name[0].span.start, name[-1].span.end), words
        person.is_certain = person.is_certain or is_certain
        self._learn(person, role, titles)
        return person

    def _is_kin(self, name: list[Token]) -> bool:
        """Return whether a name stands behind its own surname as an owner's: "Karr's wife, Anna Karr"."""
        start = name[0].span.start
        before = self._text[max(0, start - _LONGEST_KINSHIP) : start]
        return bool(re.search(rf"\b{re.escape(name[-1].text)}['’]s? [^.;:]*$", before))

    def find(self, name: str) -> Person | None:
        """Return the person that a name means, or None where nobody or more than one does."""
        return self._find(tuple(fold(word) for word in name.split()))

    def find_holders(self, office: str) -> list[Person]:
        """Return those in whose roles a word is, the last met of many."""
        return self._by_role.get(office, [])[-_MOST_HOLDERS:]

    def _find(self, words: tuple[str, ...]) -> Person | None:
        known = self._by_word.get(words[-1], [])[-_MOST_NAMESAKES:]
        if len(words) > 1:
            return next((person for person in known if _agree(words, person.words)), None)
        if not known:
            known = self._by_first.get(words[0], [])[-_MOST_NAMESAKES:]
        return known[0] if len(known) == 1 else None

    def _learn(self, person: Person, role: Span | None, titles: list[str]) -> None:
        words = role_words(role.of(self._text)) if role else frozenset()
        if role and person.role is None:
            person.role = role
        for word in words - person.role_words:
            self._by_role.setdefault(word, []).append(person)
        person.role_words |= words
        said = set(words) | {fold(title) for title in titles}
        if person.gender is None:
            person.gender = _gender_of_role(said) or (guess_gender(person.words[0]) if len(person.words) > 1 else None)


def _gender_of_role(words: set[str]) -> Gender | None:
    if words & HER_ROLES:
        return "she"
    return "he" if words & HIS_ROLES else None


def _agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Return whether two names can be the same person's: one's words end or hold the other's."""
    shorter, longer = sorted((one, other), key=len)
    if shorter == longer[-len(shorter) :]:
        return True
    return (shorter[0] == longer[0] and shorter[-1] == longer[-1]) or (len(shorter) == 1 and shorter[0] == longer[-1])

"""What a question takes for granted: that somebody did something, or that it was done to them."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.engines.bm25 import find_content_words
from index.engines.stopwords import FUNCTION_WORDS
from index.search.confidence.clause import (
    BE,
    DO,
    HAVE,
    Clause,
    denies,
    is_past,
    may_be_base,
    stands_before_verbs,
    stem_verb,
)
from index.search.confidence.contradictions import find_names
from index.search.query.question_type import QuestionType, find_question_type
from index.snapshots.contents import Contents
from index.text.aliases import read_aliases

_OWNER = re.compile(r"([^\W\d_]+)['’]s?(?!\w)")
_DETERMINERS = frozenset({"the", "a", "an", "any", "some", "all", "these", "those"})
_AUXILIARIES = DO | HAVE | BE
_COUNTING = frozenset({"many", "much"})
_LONGEST_SUBJECT = 4
"""Words between an auxiliary and its verb: "did the ukrainian air force shoot"."""


@dataclass(frozen=True)
class Premise:
    """That somebody did what a verb says, or that it was done to them.

    `words` are the stems of all that the question says. `subject` is whom it names, `head` the stem of the noun that
    a name only describes: balloon, of "Chinese balloon"; a common noun has a head alone. Without a verb nobody was
    named who did anything; where "who" did it there is no subject. `others` are the names of the rest of the question.
    `claim` is all of it as typed, where it is said of somebody. `is_open` is whether a question asks if it is so,
    which a denial answers, and `is_counted` of how many, which none answers. `particle` is what belongs to the verb:
    up, of "give up".
    """

    words: frozenset[str]
    subject: str = ""
    verb: str = ""
    is_passive: bool = False
    is_open: bool = False
    claim: str = ""
    others: frozenset[str] = frozenset()
    head: str = ""
    is_counted: bool = False
    particle: str = ""

    @functools.cached_property
    def names(self) -> frozenset[str]:
        """Return the words by which a sentence may name the subject."""
        names = {self.subject, *read_aliases().find_mentions(self.subject)} if self.subject else set()
        return frozenset(word for name in names for word in (name, *name.split()[-1:]))


def find_premise(contents: Contents, question: str) -> Premise | None:
    """Return what a question takes for granted; None for one that is itself negated."""
    if denies(question):
        return None
    clause = Clause.read(question)
    words = clause.words
    stems = frozenset(stem_verb(word.span.of(question).casefold()) for word in find_content_words(question))
    is_open = find_question_type(question) is QuestionType.CLAIM
    names = frozenset(find_names(contents, question))
    owners = frozenset(match[1].casefold() for match in _OWNER.finditer(question))
    if predicate := _find_predicate(words, names - owners):
        start, verb = predicate
        end = verb - _begins(words, verb - 1)
        stems -= set(clause.stems[end:verb])
        is_counted = words[start - 1] in _COUNTING
        subject, head = _read_subject(_find_counted_noun(words[start:end]) if is_counted else words[start:end], names)
        return Premise(
            words=stems,
            subject=subject,
            head=head,
            verb=clause.stems[verb],
            is_passive=not BE.isdisjoint(words[start - 1 : verb]),
            is_open=is_open,
            is_counted=is_counted,
            claim=" ".join(words[start : verb + 1]) if subject or head else "",
            others=names.intersection(words[start:]) - {subject},
            particle=next(iter(clause.find_particles(verb)), ""),
        )
    if words[:1] == ["who"] and len(words) > 1 and is_past(words[1]):
        following = zip(words, [*words[1:], ""], strict=True)
        others = frozenset(one for one, behind in following if one in names and not (behind in BE or is_past(behind)))
        particle = next(iter(clause.find_particles(1)), "")
        return Premise(stems, verb=clause.stems[1], claim=" ".join(words[1:]), others=others, particle=particle)
    return Premise(stems, is_open=is_open)


def _find_predicate(words: Sequence[str], names: frozenset[str]) -> tuple[int, int] | None:
    """Return where the subject of a question begins, behind its auxiliary or "how many", and where its verb stands."""
    if counted := _find_counted_predicate(words):
        return counted
    if words[:1] == ["why"] and _AUXILIARIES.isdisjoint(words):  # "why they seized the ship"
        verb = next((place for place in range(2, min(len(words), 2 + _LONGEST_SUBJECT)) if is_past(words[place])), 0)
        return (1, verb) if verb else None
    for place, word in enumerate(words):
        if word in _AUXILIARIES and (verb := _find_verb(words, place + 1, names, is_participle=word not in DO)):
            return place + 1, verb + _begins(words, verb)
    return None


def _begins(words: Sequence[str], verb: int) -> bool:
    """Return whether a verb only says that what the next one tells began: "start bombing"."""
    return words[verb] in {"start", "begin", "started", "begun"} and "".join(words[verb + 1 : verb + 2]).endswith("ing")


def _find_counted_predicate(words: Sequence[str]) -> tuple[int, int] | None:
    """Return the same of what is counted: "how many soldiers have been killed", but not "how many has it lost"."""
    start = next((place for place, word in enumerate(words, 1) if word in _COUNTING), None)
    pasts = [place for place in range(start or 0, len(words)) if is_past(words[place])]
    verb = next(
        (place for place in pasts if words[place + 1 : place + 2] != ["by"] or words[place - 1] in BE | HAVE), 0
    )
    if start is None or not verb:
        return None
    before = list(itertools.dropwhile(lambda word: word not in _AUXILIARIES, words[start:verb]))
    is_counted = all(map(stands_before_verbs, before)) and DO.isdisjoint(before)
    return (start, verb) if is_counted else None


def _find_counted_noun(words: Sequence[str]) -> list[str]:
    """Return the words of a subject without the place behind it: "soldiers", of "soldiers captured in the city"."""
    noun = list(itertools.takewhile(lambda word: word not in FUNCTION_WORDS, words))
    return noun[:-1] if len(noun) > 1 and is_past(noun[-1]) else noun


def _find_verb(words: Sequence[str], start: int, names: frozenset[str], *, is_participle: bool) -> int:
    """Return where the verb stands behind an auxiliary and its subject; 0 without either.

    Right behind a name any word may be a verb; behind other words one that English has in the past.
    """
    first = start
    while first < len(words) and words[first] in _DETERMINERS:
        first += 1
    for place in range(first + 1, min(len(words), first + 1 + _LONGEST_SUBJECT)):
        word, before = words[place], words[place - 1]
        if word in BE:
            is_participle = True
        elif before in FUNCTION_WORDS - BE and not _is_name(before, names):
            break
        elif _is_name(word, names) or (word.endswith("s") and not word.endswith("ss")):
            continue
        elif is_past(word) if is_participle else may_be_base(word) or _may_follow_name(words, place, names):
            return place
    return 0


def _may_follow_name(words: Sequence[str], place: int, names: frozenset[str]) -> bool:
    """Return whether any word may be the verb at a place: right behind a name, unless a noun as "chief of" is."""
    word, is_noun = words[place], words[place + 1 : place + 2] == ["of"]
    return _is_name(words[place - 1], names) and word.isalpha() and word not in FUNCTION_WORDS and not is_noun


def _is_name(word: str, names: frozenset[str]) -> bool:
    return word in names or " " in word or word in read_aliases().peoples


def _read_subject(words: Sequence[str], names: frozenset[str]) -> tuple[str, str]:
    """Return the name of a subject, and the stem of the noun behind it."""
    subject = [word for word in words if word not in _AUXILIARIES]
    named = [word for word in subject if _is_name(word, names)]
    head = stem_verb(subject[-1]) if subject and not _is_name(subject[-1], names) else ""
    return (named[-1] if named else ""), head

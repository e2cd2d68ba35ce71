"""What a question takes for granted, and whether a sentence bears it out, denies it or says it of somebody else."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from index.engines.bm25 import find_content_words, stem_word
from index.engines.stopwords import FUNCTION_WORDS
from index.search.confidence.contradictions import find_names
from index.search.confidence.roles import TITLES
from index.search.query.question_type import QuestionType, find_question_type
from index.snapshots.contents import Contents
from index.text.aliases import read_aliases
from index.text.verbs import find_base, read_verbs

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s$")
_DO = frozenset({"did", "does", "do", "has", "have", "had", "will", "would"})
_BE = frozenset({"was", "were", "is", "are", "been", "be", "being", "got", "get"})
_NEGATION = frozenset({"not", "never", "cannot", "without"})
_DENYING = frozenset({"deni", "refuse", "fail", "declin", "reject", "disput"})
_NOTHING = frozenset({"no", "none", "nobody", "nothing", "neither", "nor"})
_JOINING = frozenset({"and", "but", "while"})
"""Words behind which a clause goes on without the verb that denies: "denied it and accused the West"."""

_ADVERBS = frozenset({"also", "only", "just", "even", "now", "then", "again", "later", "already", "still", "yet"})
_NEGATED = 3
"""Words before a verb in which "not" negates it."""

_DENIED = 8
"""Words before a verb in which "denied that" denies it."""

_MODIFIED = 3
"""Words before a verb in which "Azerbaijani artillery" is its subject."""
# fmt: off
SAME_EVENTS = tuple(
    frozenset(map(stem_word, words.split())) for words in (
        "die died dead death deaths kill killed killing lose lost losses casualties casualty fatalities toll",
        "flee fled refugee refugees displaced displacement cross crossed leave left evacuated escaped",
        "give gave given send sent pledge pledged appropriate appropriated donate donated provide provided spend spent",
        "injure injured wound wounded hurt",
    )
)
# fmt: on
"""Words by which articles tell and count the same, though each has another."""

_OF_MUCH = frozenset({"lose", "loss", "leav", "cross", "provid", "spend"})
"""Of those, what also tells of many other things."""


class Support(IntEnum):
    """What a sentence makes of a premise; from DENIED on it cannot answer a question that takes it for granted."""

    BORNE_OUT = 0
    UNKNOWN = 1
    DENIED = 2
    CONTRADICTED = 3


@dataclass(frozen=True)
class Premise:
    """That somebody did what a verb says, or that it was done to them.

    `words` are the stems of all that the question says. Without a verb nobody was named who did anything; where "who"
    did it, there is no subject, and `others` are the names to whom it was done.
    `claim` is both as they are typed. `is_open` is whether a question asks if it is so, which a denial answers.
    """

    words: frozenset[str]
    subject: str = ""
    verb: str = ""
    is_passive: bool = False
    is_open: bool = False
    claim: str = ""
    others: frozenset[str] = frozenset()

    @property
    def names(self) -> frozenset[str]:
        """Return the words by which a sentence may name the subject."""
        names = {self.subject, *read_aliases().find_mentions(self.subject)}
        return frozenset(word for name in names for word in name.split()[-1:])


@dataclass(frozen=True)
class _Clause:
    """A text as words: as they are written, without the s of a genitive, and their stems."""

    written: Sequence[str]
    words: Sequence[str]
    stems: Sequence[str]

    @classmethod
    def read(cls, text: str) -> _Clause:
        written = [_POSSESSIVE.sub("", word) for word in _WORD.findall(text)]
        words = [word.casefold() for word in written]
        return cls(written, words, [_stem(word) for word in words])


def find_premise(contents: Contents, question: str) -> Premise | None:
    """Return what a question takes for granted; None for one that is itself negated."""
    words = [word.casefold() for word in _WORD.findall(question)]
    if denies(question):
        return None
    stems = frozenset(_stem(word.span.of(question).casefold()) for word in find_content_words(question))
    is_open = find_question_type(question) is QuestionType.CLAIM
    names = frozenset(find_names(contents, question))
    for place, word in enumerate(words):
        if word in _DO or word in _BE:
            behind = list(itertools.dropwhile(TITLES.__contains__, words[place + 1 :]))
            subject = list(itertools.takewhile(names.__contains__, behind))
            verb = behind[len(subject)] if len(subject) < len(behind) else ""
            if subject and _may_be_verb(verb, is_participle=word in _BE):
                return Premise(stems, subject[-1], _stem(verb), word in _BE, is_open, " ".join([*subject, verb]))
    if words[:1] == ["who"] and len(words) > 1 and _is_past(words[1]):
        return Premise(stems, verb=_stem(words[1]), claim=" ".join(words[1:]), others=names)
    return Premise(stems, is_open=is_open)


def judge(premise: Premise, text: str) -> Support:
    """Return what a text makes of a premise, by its words alone."""
    clause = _Clause.read(text)
    said = [place for place, stem in enumerate(clause.stems) if stem == premise.verb]
    subjects = _find_subjects(premise, clause)
    if said and not premise.subject:
        if all(_is_negated(clause, place) for place in said):
            return _deny(premise)
        if all(_is_done_by(premise.others, clause, place) for place in said):
            return Support.CONTRADICTED
    if said and subjects:
        if all(_is_negated(clause, place) for place in said):
            return _deny(premise)
        return Support.BORNE_OUT if subjects[0] < said[-1] or premise.is_passive else Support.UNKNOWN
    if said and premise.subject and any(_has_other_subject(premise, clause, place) for place in said):
        return Support.CONTRADICTED
    if not said and subjects and _says_opposite(premise, clause, subjects[0]):
        return Support.CONTRADICTED
    if premise.words <= set(clause.stems) and any(
        stem in premise.words and _is_negated(clause, place) for place, stem in enumerate(clause.stems)
    ):
        return _deny(premise)
    return Support.UNKNOWN


def tells_all(premise: Premise, text: str) -> bool:
    """Return whether a text has every word of what a question says, and does not say it otherwise."""
    return (
        bool(premise.words)
        and premise.words <= set(_Clause.read(text).stems)
        and judge(premise, text) <= Support.UNKNOWN
    )


def names_event(premise: Premise, text: str) -> bool:
    """Return whether a text has the verb of a premise, or another word of the same."""
    same = next((group for group in SAME_EVENTS if premise.verb in group), frozenset()) - _OF_MUCH | {premise.verb}
    return not same.isdisjoint(_Clause.read(text).stems)


def names_subject(premise: Premise, text: str) -> bool:
    """Return whether a text names the subject of a premise that has one."""
    return not premise.subject or bool(_find_subjects(premise, _Clause.read(text)))


def denies(text: str) -> bool:
    """Return whether a text says of anything that it is not so."""
    clause = _Clause.read(text)
    return any(_negates(word) or word in _NOTHING for word in clause.words) or bool(_DENYING & set(clause.stems))


def count_covered(premise: Premise, text: str) -> int:
    """Return how many words of what a question says a text has."""
    return len(premise.words & set(_Clause.read(text).stems))


def _deny(premise: Premise) -> Support:
    return Support.BORNE_OUT if premise.is_open else Support.DENIED


def _stem(word: str) -> str:
    return stem_word(find_base(word))


def _may_be_verb(word: str, *, is_participle: bool) -> bool:
    """Return whether a word may be a verb behind an auxiliary and its subject."""
    if not word.isalpha() or word in FUNCTION_WORDS or (word.endswith("s") and not word.endswith("ss")):
        return False
    return not is_participle or _is_past(word)


def _is_past(word: str) -> bool:
    return word.endswith("ed") or word in read_verbs().bases


def _find_subjects(premise: Premise, clause: _Clause) -> list[int]:
    """Return where a text names the subject of a premise, also by a name with its initials."""
    if not premise.subject:
        return []
    names = premise.names
    there = [place for place, word in enumerate(clause.words) if word in names]
    return sorted([*there, *_find_initials(premise.subject, clause)])


def _find_initials(acronym: str, clause: _Clause) -> list[int]:
    """Return where a name of as many words as an acronym has letters begins: "Rapid Support Forces", of rsf."""
    size = len(acronym)
    if size < 2:
        return []
    initials = "".join(word[0] if word[0].isupper() else "-" for word in clause.written).casefold()
    return [place for place in range(len(initials) - size + 1) if initials[place : place + size] == acronym]


def _negates(word: str) -> bool:
    return word in _NEGATION or word.endswith(("n't", "n’t")) or word in {"didnt", "doesnt", "wasnt", "hasnt", "havent"}


def _is_negated(clause: _Clause, place: int) -> bool:
    """Return whether the verb at a place is negated or denied: "did not sign", "denied that it had signed"."""
    before = clause.words[max(0, place - _NEGATED) : place]
    for distance, word in enumerate(reversed(before)):
        if _negates(word) and (distance == 0 or before[len(before) - distance] not in {"only", "just"}):
            return True
    first = max(0, place - _DENIED)
    joined = [near for near in range(first, place) if clause.words[near] in _JOINING]
    denied = clause.stems[joined[-1] if joined else first : place]
    return any(stem in _DENYING for stem in denied)


def _has_other_subject(premise: Premise, clause: _Clause, verb: int) -> bool:
    """Return whether right before a verb somebody else of the same kind is named who did it, or to whom it was done."""
    before = _find_before(clause, verb)
    if any(word in _BE for word in clause.words[before:verb]) != premise.is_passive:
        return False
    peoples = read_aliases().peoples
    if premise.subject in peoples:
        near = clause.words[max(0, before - _MODIFIED) : before]
        return any(peoples.get(word, peoples[premise.subject]) != peoples[premise.subject] for word in near)
    other = clause.written[before - 1] if before else ""
    return bool(other) and other[0].isupper() and other.casefold() not in FUNCTION_WORDS | set(peoples)


def _is_done_by(names: frozenset[str], clause: _Clause, verb: int) -> bool:
    """Return whether right before a verb in the active stands one of some names."""
    before = _find_before(clause, verb)
    is_passive = any(word in _BE for word in clause.words[before:verb])
    return bool(before) and not is_passive and clause.words[before - 1] in names


def _find_before(clause: _Clause, verb: int) -> int:
    """Return where the auxiliaries and adverbs before a verb begin, and "who" before them."""
    before = verb
    while before and _stands_before_verbs(clause.words[before - 1]):
        before -= 1
    return before - 1 if before and clause.words[before - 1] in {"who", "which"} else before


def _stands_before_verbs(word: str) -> bool:
    return word in _DO | _BE | _ADVERBS or word.endswith("ly") or _negates(word)


def _says_opposite(premise: Premise, clause: _Clause, subject: int) -> bool:
    """Return whether a text says behind a subject the opposite of a premise's verb."""
    return any(
        stem in _find_opposites(premise.verb) and not _is_negated(clause, place)
        for place, stem in enumerate(clause.stems)
        if place > subject or premise.is_passive
    )


@functools.cache
def _find_opposites(verb: str) -> frozenset[str]:
    """Return the stems of the verbs that say the opposite of one, by its stem."""
    opposites = read_verbs().opposites.items()
    return frozenset(stem_word(each) for one, others in opposites if stem_word(one) == verb for each in others)

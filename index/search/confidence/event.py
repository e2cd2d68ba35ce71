"""What a question says that happened: the words by which articles tell it, as a verb or as a thing."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from typing import Literal

from index.engines.bm25 import stem_word
from index.search.confidence.clause import DETERMINERS, PAST, Clause, is_past, may_be_base, stem_verb
from index.search.confidence.premises import Premise
from index.text.aliases import read_aliases
from index.text.verbs import read_verbs

# fmt: off
SAME_EVENTS = tuple(
    frozenset(map(stem_word, words.split())) for words in (
        "die died dead death deaths kill killed killing lose lost losses casualties casualty fatalities toll",
        "flee fled refugee refugees displaced displacement cross crossed leave left evacuated escaped",
        "give gave given send sent pledge pledged appropriate appropriated donate donated provide provided spend spent "
        "commit committed deliver delivered supply supplied allocate allocated",
        "injure injured wound wounded hurt",
        "begin began begun beginning start started outbreak",
    )
)
# fmt: on
"""Words by which articles tell and count the same, though each has another."""

_OF_MUCH = frozenset({"lose", "loss", "leav", "cross", "provid", "spend", "commit"})
"""Of those, what also tells of many other things."""

_CASUALTIES = frozenset(map(stem_word, ["die", "died", "dead", "kill", "killed", "injure", "injured", "wounded"]))


def find_same(stem: str) -> str:
    """Return one of the words that tell the same as a stem: the country of a people, one of the events."""
    country = read_aliases().find_country(stem)
    return stem_word(country) if country else next((min(group) for group in SAME_EVENTS if stem in group), stem)


def read_same(text: str) -> frozenset[str]:
    """Return the same of every word of a text."""
    return frozenset(map(find_same, Clause.read(text).all_stems))


def find_verbs(relation: Literal["opposites", "same"], premise: Premise) -> frozenset[str]:
    """Return the stems of the verbs that say the opposite of a premise's or the same, some with a word behind."""
    both = f"{premise.verb} {premise.particle}"
    phrasal = _find_verbs(relation, both) if premise.particle else frozenset()
    return phrasal or _find_verbs(relation, premise.verb)


def find_places(entries: frozenset[str], clause: Clause) -> Iterator[int]:
    """Yield where a text has one of some verbs, with the word behind it where it needs one."""
    for place, stem in enumerate(clause.stems):
        if stem in entries or any(f"{stem} {word}" in entries for word in clause.find_particles(place)):
            yield place


def tells_of_casualties(premise: Premise) -> bool:
    """Return whether a premise is of people who died or were hurt, which articles tell in few words."""
    return premise.verb in _CASUALTIES - _OF_MUCH


def has_verb(premise: Premise, text: str) -> bool:
    """Return whether a text has the verb of a premise, or another word by which the same is told and counted."""
    same = _find_alike(premise.verb, premise.is_counted)
    return not same.isdisjoint(Clause.read(text).all_stems)


def names_event(premise: Premise, text: str) -> bool:
    """Return whether a text has the verb of a premise, a noun of it, or a verb that articles write for it."""
    return bool(find_event_places(premise, text))


def find_event_places(premise: Premise, text: str) -> list[int]:
    """Return where a text has what names the event of a premise."""
    event = _find_event(premise.verb, premise.particle, premise.is_counted)
    return list(find_places(event, Clause.read(text))) if event else []


def tells_only_plans(question: str, text: str) -> bool:
    """Return whether a question asks of what happened, and a text says of it only that it was to come."""
    asked, clause = Clause.read(question), Clause.read(text)
    verb = _find_past(asked)
    if verb is None or asked.is_planned(verb):
        return False
    told = [place for place in find_places(frozenset({asked.stems[verb]}), clause) if not clause.is_noun(place)]
    return bool(told) and all(map(clause.is_planned, told))


def _find_past(asked: Clause) -> int | None:
    """Return where the verb of a question stands that asks of what happened: "when did they sign", "who signed"."""
    words = asked.words
    first = next((place for place, word in enumerate(words, 1) if word in PAST), 1 if words[:1] == ["who"] else None)
    if first is None:
        return None
    fits = may_be_base if words[first - 1] == "did" else is_past
    fitting = (place for place in range(first, len(words)) if fits(words[place]) and not words[place].endswith("s"))
    return next((place for place in fitting if words[place - 1] not in DETERMINERS), None)


def _find_alike(verb: str, is_counted: bool) -> frozenset[str]:
    group = next((group for group in SAME_EVENTS if verb in group), frozenset())
    return (group if is_counted else group - _OF_MUCH) | {verb}


@functools.lru_cache(maxsize=256)
def _find_event(verb: str, particle: str, is_counted: bool) -> frozenset[str]:
    """Return the stems of all that tells what a verb does."""
    if not verb:
        return frozenset()
    same = find_verbs("same", Premise(frozenset(), verb=verb, particle=particle))
    verbs = _find_alike(verb, is_counted) | same
    joined = {entry.replace(" ", "") for entry in (*verbs, verb + particle)}  # "walkout"
    of_verbs = (others for one, others in read_verbs().nouns.items() if stem_verb(one) in verbs)
    return frozenset(verbs | joined | {stem_word(noun) for nouns in of_verbs for noun in nouns})


@functools.cache
def _find_verbs(relation: Literal["opposites", "same"], verb: str) -> frozenset[str]:
    related: Mapping[str, frozenset[str]] = getattr(read_verbs(), relation)
    found = (others for one, others in related.items() if _stem_phrase(one) == verb)
    return frozenset(_stem_phrase(each) for others in found for each in others)


def _stem_phrase(phrase: str) -> str:
    """Return a verb with its first word stemmed: "give up"."""
    verb, *behind = phrase.split()
    return " ".join([stem_verb(verb), *behind])

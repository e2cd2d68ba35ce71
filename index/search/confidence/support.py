"""Whether a sentence bears out what a question takes for granted, denies it or says it of somebody else."""

from __future__ import annotations

import itertools
import re
from enum import IntEnum

from index.engines.bm25 import find_content_words, stem_word
from index.engines.stopwords import FUNCTION_WORDS
from index.search.confidence.clause import Clause, denies, is_past, stem_verb
from index.search.confidence.event import find_places, find_same, find_verbs, read_same
from index.search.confidence.premises import Premise
from index.search.query.question_type import QuestionType, find_of_type
from index.text.acronyms import find_initials
from index.text.aliases import read_aliases

_GAPPED = re.compile(r"\b(?:and|but|while)\s+(?:the\s+)?([^\W\d_]+)\s+[$€£]?\d", re.IGNORECASE)
"""Who does the same as the one before, without the verb: "Orlan has pledged ten tents, and Veldra 20"."""

_DESCRIBED = 3
"""Words behind a name among which the noun stands that it describes."""

_OF_ITS_OWN = frozenset({"surrend", "capitul", "give up", "resign", "defect", "desert", "die", "starv"})
"""What soldiers or officials do for themselves: their country does not."""

_STANDS_FOR_COUNTRY = frozenset(
    {"government", "cabinet", "leadership", "leaders", "emperor", "king", "junta", "state", "republic", "side"}
)

_ANY_COUNTED = frozenset(
    map(stem_word, ["people", "ppl", "persons", "money", "dollars", "euros", "much", "many", "others", "more"])
)
_BEHIND_NUMBER = 40
"""Characters behind a number in which the counted noun stands: "430 captured Ukrainian soldiers"."""


class Support(IntEnum):
    """What a sentence makes of a premise; from DENIED on it cannot answer a question that takes it for granted."""

    BORNE_OUT = 0
    UNKNOWN = 1
    DENIED = 2
    CONTRADICTED = 3


def judge(premise: Premise, text: str) -> Support:
    """Return what a text makes of a premise, by its words alone."""
    clause = Clause.read(text)
    said = [place for place, stem in enumerate(clause.stems) if stem == premise.verb]
    said = [place for place in said if not clause.is_noun(place) or _has_owner(clause, place)]
    if said:
        of_others = [place for place in said if _is_of_another(premise, clause, place, text)]
        mine = [place for place in said if place not in of_others]
        if not mine:
            return Support.CONTRADICTED
        is_named = bool(_find_subjects(premise, clause)) or not _has_subject(premise)
        if is_named and all(map(clause.is_negated, mine)):
            return _deny(premise)
        if is_named and _has_subject(premise):
            return Support.BORNE_OUT
    elif premise.verb and _says_opposite(premise, clause):
        return Support.CONTRADICTED
    elif premise.verb and _says_in_other_words(premise, clause):
        return Support.BORNE_OUT
    if premise.words <= clause.all_stems and any(
        stem in premise.words and clause.is_negated(place) for place, stem in enumerate(clause.stems)
    ):
        return _deny(premise)
    return Support.UNKNOWN


def tells_all(premise: Premise, text: str) -> bool:
    """Return whether a text has every word of what a question says, or another of the same, and does not deny it."""
    words = map(find_same, premise.words)
    return (
        bool(premise.words)
        and all(map(read_same(text).__contains__, words))
        and judge(premise, text) <= Support.UNKNOWN
    )


def tells_denial(question: str, text: str) -> bool:
    """Return whether a text has all words of a question for what is not so, and negates a verb of it."""
    words = frozenset(stem_verb(word.span.of(question).casefold()) for word in find_content_words(question))
    clause = Clause.read(text)
    is_negated = any(stem in words and clause.is_negated(place) for place, stem in enumerate(clause.stems))
    return is_negated and denies(question) and set(map(find_same, words)) <= read_same(text)


def counts(noun: str, text: str) -> bool:
    """Return whether a text has a number of what a noun says, or of something that the noun leaves open."""
    words = itertools.takewhile(lambda word: not is_past(word) and word not in FUNCTION_WORDS, noun.casefold().split())
    stem = next((find_same(stem_verb(word)) for word in reversed(list(words))), "")
    if not stem or stem in _ANY_COUNTED:
        return True
    return any(
        stem in read_same(text[number.end : number.end + _BEHIND_NUMBER])
        for number in find_of_type(QuestionType.HOW_MANY, text)
    )


def names_subject(premise: Premise, text: str) -> bool:
    """Return whether a text names the subject of a premise that has one."""
    clause = Clause.read(text)
    return not _has_subject(premise) or bool(
        _find_names(premise, clause) if premise.subject else _find_subjects(premise, clause)
    )


def names_others(premise: Premise, text: str) -> bool:
    """Return whether a text has all names of a premise besides its subject, or other names of the same."""
    there = read_same(text)
    return all(find_same(stem_verb(name)) in there for name in premise.others)


def may_say_in_other_words(premise: Premise, text: str) -> bool:
    """Return whether a text has all that a premise says but its verb, for which it may have another."""
    is_said = judge(premise, text) is Support.UNKNOWN and names_subject(premise, text) and names_others(premise, text)
    return is_said and count_covered(premise, text) >= max(2, len(premise.words) - 1)


def count_covered(premise: Premise, text: str) -> int:
    """Return how many words of what a question says a text has."""
    there = read_same(text)
    same = find_places(find_verbs("same", premise), Clause.read(text))
    is_verb_there = premise.verb in premise.words and any(True for _ in same)
    words = premise.words - {premise.verb} if is_verb_there else premise.words
    return len(set(map(find_same, words)) & there) + is_verb_there


def _deny(premise: Premise) -> Support:
    return Support.BORNE_OUT if premise.is_open or premise.is_counted else Support.DENIED


def _has_subject(premise: Premise) -> bool:
    return bool(premise.subject or premise.head)


def _find_subjects(premise: Premise, clause: Clause) -> list[int]:
    """Return where a text names the subject of a premise; what is done to a described thing is done to that thing."""
    if not premise.subject:
        return [place for place, stem in enumerate(clause.stems) if stem == premise.head]
    named = _find_names(premise, clause)
    if not (premise.head and premise.is_passive):
        return named
    return [place for place in named if premise.head in clause.stems[place + 1 : place + 1 + _DESCRIBED]]


def _find_names(premise: Premise, clause: Clause) -> list[int]:
    there = [
        place
        for place, word in enumerate(clause.words)
        if word in premise.names and (len(word) > 2 or clause.written[place].isupper())
    ]
    return sorted([*there, *find_initials(premise.subject, clause.written)])


def _is_of_another(premise: Premise, clause: Clause, verb: int, text: str) -> bool:
    """Return whether the verb at a place is told of somebody else than a premise says, or the other way round."""
    if not _has_subject(premise):
        return not clause.is_passive(verb) and clause.names_subject(verb, premise.others)
    if _is_of_some_only(premise, clause, verb):
        return True
    if any(match[1].casefold() in premise.names for match in _GAPPED.finditer(text)):
        return False
    if clause.is_passive(verb) is premise.is_passive:
        return _has_other_subject(premise, clause, verb) or _is_only_behind(premise, clause, verb)
    before = clause.find_subject(verb)
    doing = [place for place in _find_names(premise, clause) if place in before]
    if premise.is_passive:  # "Orlan arrested the general", of "when was Orlan arrested"
        return bool(doing) and doing[-1] == before.stop - 1
    if any(re.search(rf"\b{re.escape(clause.words[place])}['’]s?\s", text, re.IGNORECASE) for place in doing[-1:]):
        return False  # "Orlan's harvest was lost", of "what did Orlan lose"
    return bool(doing) and not any(place in clause.find_agent(verb) for place in _find_names(premise, clause))


def _is_of_some_only(premise: Premise, clause: Clause, verb: int) -> bool:
    """Return whether some of a country or a body did for themselves what a question says that it did."""
    act = f"{premise.verb} {premise.particle}".strip()
    subject = clause.find_subject(verb)
    if act not in _OF_ITS_OWN or premise.head or not premise.subject or not subject:
        return False
    last = clause.written[subject.stop - 1]
    if not read_aliases().find_country(premise.subject):
        named = (clause.words[place] for place in subject)
        return last.islower() and not premise.names.isdisjoint(named) and last not in FUNCTION_WORDS
    return last.casefold() not in premise.names | FUNCTION_WORDS | _STANDS_FOR_COUNTRY


def _has_owner(clause: Clause, noun: int) -> bool:
    """Return whether a noun is said to be of somebody: "the Orlan attack", "an attack by Orlan"."""
    agent = clause.find_agent(noun)
    return agent.start < len(clause.words) or _is_name(clause.written[noun - 1])


def _has_other_subject(premise: Premise, clause: Clause, verb: int) -> bool:
    """Return whether the subject of a verb is a name of the same kind, and not that of the premise.

    A country may act for its people; where the one asked about is named beside it, it does not.
    """
    before = clause.find_subject(verb)
    named = _find_names(premise, clause) if premise.subject else []
    if not premise.subject or not before or any(place in before for place in named):
        return False
    country = read_aliases().find_country(premise.subject)
    if country:
        countries = clause.find_countries(verb)
        return bool(countries) and country not in countries
    other = clause.written[before.stop - 1]
    return _is_name(other) and (bool(named) or not read_aliases().find_country(other.casefold()))


def names_another(premise: Premise, text: str) -> bool:
    """Return whether a text has the verb of a premise with a name as its subject, and not that of the premise."""
    clause = Clause.read(text)
    said = [place for place, stem in enumerate(clause.stems) if stem == premise.verb]
    befores = [clause.find_subject(place) for place in said]
    return any(_is_name(clause.written[before.stop - 1]) for before in befores if before) and not _find_subjects(
        premise, clause
    )


def _is_name(written: str) -> bool:
    return written[0].isupper() and written.casefold() not in FUNCTION_WORDS


def _is_only_behind(premise: Premise, clause: Clause, verb: int) -> bool:
    """Return whether a text names the subject of an active verb only behind it, and not as the one who did it."""
    subjects = _find_subjects(premise, clause)
    if premise.is_passive or not subjects or subjects[0] < verb or clause.opens_with(verb):
        return False
    if not premise.subject and premise.words.isdisjoint(clause.stems[place] for place in clause.find_subject(verb)):
        return False  # "took the town, the rebels said"
    return not any(place in clause.find_agent(verb) for place in subjects)


def _says_opposite(premise: Premise, clause: Clause) -> bool:
    """Return whether a text says behind a subject the opposite of a premise's verb."""
    subjects = _find_subjects(premise, clause)
    return bool(subjects) and any(
        not clause.is_negated(place)
        for place in find_places(find_verbs("opposites", premise), clause)
        if place > subjects[0] or premise.is_passive
    )


def _says_in_other_words(premise: Premise, clause: Clause) -> bool:
    """Return whether a text says the same of a premise's subject by another verb, and does not negate it."""
    subjects = _find_subjects(premise, clause)
    return any(
        is_past(clause.words[place])
        and clause.is_passive(place) is premise.is_passive
        and not clause.is_negated(place)
        and any(subject in clause.find_subject(place) for subject in subjects)
        for place in find_places(find_verbs("same", premise), clause)
    )

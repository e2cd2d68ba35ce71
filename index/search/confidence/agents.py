"""Whether a sentence names anybody who may have done what "who did it" asks."""

from __future__ import annotations

import functools
import re

from index.attribution.attribution import Attribution
from index.attribution.lexicon.reporting_verbs import KIND_OF_VERB
from index.engines.stopwords import FUNCTION_WORDS
from index.search.confidence.clause import Clause, is_past, stem_verb
from index.search.confidence.event import find_event_places, find_same
from index.search.confidence.premises import Premise
from index.search.confidence.support import names_others
from index.text.common_english import is_common_in_english
from index.vocabulary import ANY_MONTH, ANY_WEEKDAY

_TELLING = frozenset(
    {"said", "told", "added", "reported", "announced", "wrote", "confirmed", "recalled", "named", "called"}
)
"""Past verbs whose subject tells of it and did not do it; "named" and "called" lead to a name."""

_FIRST_PERSON, _ITSELF = frozenset({"i", "we"}), frozenset({"it", "they", "he", "she"})

_NO_AGENT = re.compile(
    rf"(?:\w+ing|then|now|mistake|accident|chance|night|day|dawn|noon|evening|morning|\d.*|\w+ty|{ANY_MONTH}|{ANY_WEEKDAY})",
    re.IGNORECASE,
)
"""What stands behind "by" and did nothing: "by Sunday", "by mistake"."""

_DAY = re.compile(rf"(?:{ANY_MONTH}|{ANY_WEEKDAY}|\d+)", re.IGNORECASE)


def asks_for_agent(premise: Premise) -> bool:
    """Return whether a premise is of a question for who did something: "who shot the mayor"."""
    return bool(premise.verb and premise.claim) and not (premise.subject or premise.head)


def tells_agent(premise: Premise, text: str) -> bool:
    """Return whether a text tells by whom it was done: in the active, or behind "by"."""
    clause = Clause.read(text)
    for place in find_event_places(premise, text):
        if clause.is_passive(place):
            behind = range(place, min(len(clause.words), clause.find_agent(place).stop))
            if any(_has_agent(clause, each) for each in behind):
                return True
        elif is_past(clause.words[place]) and _is_done_by_another(premise, clause, place):
            return True
    return False


def tells_by_whom(premise: Premise, text: str) -> bool:
    """Return whether a text tells who did what "who did it" asks, perhaps by another verb, with all its names."""
    return asks_for_agent(premise) and tells_agent(premise, text) and names_others(premise, text)


def lacks_agent(premise: Premise, text: str) -> bool:
    """Return whether a text tells what was done, and nobody besides who or what it was done to.

    That is so where it tells it in the passive or of the thing alone ("the plan leaked"), and nobody else in it does
    anything.
    """
    clause = Clause.read(text)
    told = find_event_places(premise, text)
    if not any(clause.is_passive(place) or _is_done_by_itself(premise, clause, place) for place in told):
        return False
    if any(_has_agent(clause, place) for place in range(len(clause.words))):
        return False
    verbs = (place for place, word in enumerate(clause.words) if is_past(word) and not clause.is_passive(place))
    return not any(_is_done_by_another(premise, clause, verb) for verb in verbs)


def names_only_speaker(premise: Premise, text: str, attribution: Attribution) -> bool:
    """Return whether a text names nobody for who did it but the one who tells of it: "five were killed, Karr said".

    That one may have done it: "we killed five", "Orlan said it had killed five". So may who said what is asked about.
    """
    told = find_event_places(premise, text)
    if not attribution.speaker or attribution.inferred or not told or tells_agent(premise, text):
        return False
    clause = Clause.read(text)
    in_person = any(not _FIRST_PERSON.isdisjoint(clause.words[each] for each in clause.find_subject(at)) for at in told)
    if premise.verb in _read_reporting() or in_person or not _ITSELF.isdisjoint(clause.words):
        return False
    credit = {*Clause.read(f"{attribution.speaker} {attribution.role or ''}").words}
    asked = frozenset(map(find_same, premise.words))
    first = clause.words[0]
    opens_plainly = first in FUNCTION_WORDS or is_common_in_english(first)  # a capital there says nothing
    return not any(
        word[0].isupper() and word.casefold() not in credit and find_same(stem) not in asked
        for word, stem in zip(clause.written[opens_plainly:], clause.stems[opens_plainly:], strict=True)
    )


@functools.cache
def _read_reporting() -> frozenset[str]:
    return frozenset(map(stem_verb, KIND_OF_VERB))


def _has_agent(clause: Clause, by: int) -> bool:
    behind = clause.words[by + 1 : by + 2]
    return clause.words[by] == "by" and bool(behind) and not _NO_AGENT.fullmatch(behind[0])


def _is_done_by_another(premise: Premise, clause: Clause, verb: int) -> bool:
    """Return whether the subject of an active verb is a noun or a name that the question does not have."""
    if clause.words[verb] in _TELLING:
        return False
    subject = [place for place in clause.find_subject(verb) if not _is_pronoun_or_day(clause.words[place])]
    is_before = bool(subject) and subject[-1] == clause.find_subject(verb).stop - 1
    return is_before and clause.stems[subject[-1]] not in premise.words


def _is_done_by_itself(premise: Premise, clause: Clause, verb: int) -> bool:
    subject = clause.find_subject(verb)
    return is_past(clause.words[verb]) and bool(subject) and clause.stems[subject.stop - 1] in premise.words


def _is_pronoun_or_day(word: str) -> bool:
    return word in FUNCTION_WORDS or bool(_DAY.fullmatch(word))

"""How sure a sentence is by what it says, whatever the reader makes of it."""

from __future__ import annotations

import re

from index.folding import fold
from index.search.confidence.agents import asks_for_agent, tells_agent
from index.search.confidence.clause import denies
from index.search.confidence.event import find_same, read_same
from index.search.confidence.explanation import explains, explains_beside
from index.search.confidence.features import Features
from index.search.confidence.premises import Premise
from index.search.confidence.reasons import tells_event
from index.search.confidence.speaker_match import tells_topic
from index.search.confidence.support import Support, counts, judge, names_others, names_subject, tells_all, tells_denial
from index.search.first_stage import Ranking
from index.search.query.answer_type import find_answer_type
from index.search.query.definition import Defined, has_title, introduces
from index.search.query.question_type import QuestionType, find_counted, find_of_type
from index.search.query.understanding import Understanding
from index.search.temporal.timeliness import names_time
from index.snapshots.contents import Contents
from index.vocabulary import ANY_MONTH, ANY_WEEKDAY

INTRODUCED = 0.65
"""Least confidence of a sentence that says in so many words who or what the one asked about is."""

DATED = 0.55
"""Least confidence of a sentence that names the day asked for, where nothing but the day is asked for, and of one that
tells what is asked, a day, a number or something of a time, in all its words.
"""

LEAST_READING = -4.0
"""Reading, a logit, below which a sentence that may explain something is shown as no answer."""

LEAST_TOLD = -5.0
"""The same of one that tells what somebody said about the topic that is asked for."""


_DATED = f"(?:{ANY_MONTH}|{ANY_WEEKDAY})"
_PLACE = re.compile(rf"\b(?:in|at|near|outside|off|on) (?:the )?(?:[a-z]+ of )?(?!{_DATED}\b)[A-Z]")
_UNSURE = re.compile(
    r"\b(?:may|might|could|would|will|if|threat\w*|plan(?:s|ned)?|want(?:s|ed)?|hop(?:e|es|ed|ing)|urge[sd]?"
    r"|call(?:s|ed) (?:for|on))\b"
)
"""Words of what was not so, or not yet."""

JUDGED = 20
"""Sentences, best first, that are held against what a question takes for granted."""


def is_reported(contents: Contents, row: int, premise: Premise) -> bool:
    """Return whether a sentence of a dated article tells all that a question says, and names no time itself."""
    text, entry = contents.read(row), contents.entries[row]
    is_dated = contents.articles_by_id[entry.sentence.article_id].published is not None
    return is_dated and not find_of_type(QuestionType.WHEN, text) and tells_all(premise, text)


def find_least_confidence(
    contents: Contents, ranking: Ranking, understood: Understanding, premise: Premise | None, features: Features
) -> float:
    """Return the least confidence of the first of a ranking by what it says; 0 where that tells nothing."""
    row, question = int(ranking.rows[0]), understood.question
    if understood.defined and grade_introduction(contents, understood.defined, row) > 1:
        return INTRODUCED
    if understood.defined and features.reading > 0 and has_title(understood.defined, contents.read(row)):
        return DATED
    if premise and understood.kind is QuestionType.WHEN and is_reported(contents, row, premise):
        return DATED
    if understood.time and understood.asks_what_happened and names_time(contents, row, understood.time.period):
        return DATED
    asked = understood.asked_speaker
    if asked and understood.kind is QuestionType.CLAIM and features.told and features.reading >= LEAST_TOLD:
        return DATED if not features.asking and tells_topic(contents, asked, question, row) else 0.0
    if premise and understood.kind is QuestionType.WHY and _explains(contents, ranking, premise, question, features):
        return DATED
    if features.is_doubtful:
        return 0.0
    text = contents.read(row)
    if premise is None:
        return DATED if not understood.defined and tells_denial(question, text) else 0.0
    is_told = _tells_count(text, understood, premise) or _tells_what(text, understood, premise)
    return DATED if is_told or _tells_kind(contents, row, understood, premise, features) else 0.0


def lends_confidence(contents: Contents, understood: Understanding, premise: Premise | None, row: int) -> bool:
    """Return whether what comes before the sentence that was read as the best is as sure as that.

    The newer is as sure as the older, and the reason as what it is the reason of.
    """
    if understood.kind is QuestionType.WHY and premise:
        return tells_event(premise, contents.read(row))
    return understood.may_change and not understood.defined


def _tells_kind(contents: Contents, row: int, understood: Understanding, premise: Premise, features: Features) -> bool:
    """Return whether a sentence tells what is asked about, perhaps in other words, with the kind of thing asked for.

    It may leave out one word of three or more, but not who did it or where; and it must say that it was so.
    """
    text, question = contents.read(row), understood.question
    if features.unnamed or features.lacking or features.unnumbered or features.reading < LEAST_READING:
        return False
    if denies(text) or (_UNSURE.search(text) and not _UNSURE.search(question)):
        return False
    if not (tells_event(premise, text) and names_subject(premise, text) and names_others(premise, text)):
        return False
    covered = 1 + len(frozenset(map(find_same, premise.words - {premise.verb})) & read_same(text))
    least = len(premise.words) - (len(premise.words) > 2)
    return len(premise.words) > 1 and covered >= least and _has_kind(understood.kind, premise, question, text)


def _has_kind(kind: QuestionType, premise: Premise, question: str, text: str) -> bool:
    """Return whether a text has a time, a place, a number of what is counted or somebody who did it."""
    if kind is QuestionType.WHO:
        return asks_for_agent(premise) and tells_agent(premise, text)
    if kind is QuestionType.HOW_MANY:
        says_of_what = find_counted(question) or find_answer_type(question)
        return bool(says_of_what and find_of_type(kind, text)) and counts(find_counted(question), text)
    if kind is QuestionType.WHEN:
        return bool(find_of_type(kind, text))
    return kind is QuestionType.WHERE and bool(_PLACE.search(text))


def _tells_what(text: str, understood: Understanding, premise: Premise) -> bool:
    """Return whether a text says of the one asked about what "which ships did it sink" asks, in all its words."""
    is_what = understood.kind is QuestionType.WHAT and bool(premise.subject and premise.verb) and len(premise.words) > 2
    return is_what and judge(premise, text) is Support.BORNE_OUT and tells_all(premise, text)


def _explains(contents: Contents, ranking: Ranking, premise: Premise, question: str, features: Features) -> bool:
    """Return whether the first of a ranking gives the reason of what it or another sentence says that happened."""
    if not premise.verb or features.is_doubtful or features.unnamed or features.reading < LEAST_READING:
        return False
    row = int(ranking.rows[0])
    if explains(contents, premise, question, row):
        return is_borne_out(contents, ranking, premise)
    is_read_best = features.reading > 0 and features.lead >= 0
    return is_read_best and explains_beside(contents, premise, row) and _is_told(contents, ranking, premise)


def _is_told(contents: Contents, ranking: Ranking, premise: Premise) -> bool:
    """Return whether one of the best sentences tells what is asked about, perhaps by a noun, with all names of it."""
    texts = [contents.read(int(row)) for row in ranking.rows[:JUDGED]]
    return any(
        tells_event(premise, text) and names_subject(premise, text) and names_others(premise, text) for text in texts
    )


def is_borne_out(contents: Contents, ranking: Ranking, premise: Premise) -> bool:
    """Return whether one of the best sentences says what a question takes for granted, with all names of it."""
    texts = [contents.read(int(row)) for row in ranking.rows[:JUDGED]]
    return any(judge(premise, text) is Support.BORNE_OUT and names_others(premise, text) for text in texts)


def _tells_count(text: str, understood: Understanding, premise: Premise) -> bool:
    """Return whether a text has all words of a question for a number, and a number; of a time, it may ask for all."""
    asks_number = understood.kind is QuestionType.HOW_MANY
    if not (understood.time or (asks_number and len(premise.words) > 1)) or not tells_all(premise, text):
        return False
    has_number = bool(find_of_type(QuestionType.HOW_MANY, text)) and counts(find_counted(understood.question), text)
    return has_number or not asks_number


def grade_introduction(contents: Contents, defined: Defined, row: int) -> int:
    """Return how plainly a sentence introduces the one asked about, read with the sentence before it."""
    grade = introduces(defined, contents.read(row), contents.read(row - 1) if row else "")
    told = contents.entries[row].attribution
    names_role = told.role and told.speaker and fold(told.speaker).endswith(fold(defined.term))
    return max(grade, 2) if names_role and not told.inferred else grade

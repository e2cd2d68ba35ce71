"""How sure a sentence is by what it says, whatever the reader makes of it."""

from __future__ import annotations

from index.folding import fold
from index.search.confidence.explanation import explains
from index.search.confidence.features import Features
from index.search.confidence.premises import Premise
from index.search.confidence.speaker_match import tells_topic
from index.search.confidence.support import Support, counts, judge, names_others, tells_all, tells_denial
from index.search.first_stage import Ranking
from index.search.query.definition import Defined, introduces
from index.search.query.question_type import QuestionType, find_counted, find_of_type
from index.search.query.understanding import Understanding
from index.search.temporal.timeliness import names_time
from index.snapshots.contents import Contents

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
    return DATED if is_told else 0.0


def _tells_what(text: str, understood: Understanding, premise: Premise) -> bool:
    """Return whether a text says of the one asked about what "which ships did it sink" asks, in all its words."""
    is_what = understood.kind is QuestionType.WHAT and bool(premise.subject and premise.verb) and len(premise.words) > 2
    return is_what and judge(premise, text) is Support.BORNE_OUT and tells_all(premise, text)


def _explains(contents: Contents, ranking: Ranking, premise: Premise, question: str, features: Features) -> bool:
    """Return whether the first of a ranking gives the reason of what it or another sentence says that happened."""
    if not premise.verb or features.is_doubtful or features.unnamed or features.reading < LEAST_READING:
        return False
    is_explained = explains(contents, premise, question, int(ranking.rows[0]))
    return is_explained and is_borne_out(contents, ranking, premise)


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

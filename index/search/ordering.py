"""What a question is understood to be changes which of the sentences that were read comes first."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import numpy as np

from index.engines.bm25 import find_content_words
from index.folding import fold
from index.search.answer import Answer
from index.search.confidence.features import Features
from index.search.confidence.premises import Premise
from index.search.confidence.speaker_match import find_teller
from index.search.confidence.support import Support, count_covered, counts, judge, tells_all
from index.search.first_stage import Ranking
from index.search.query.answer_type import lacks_asked_type
from index.search.query.asked_speaker import AskedSpeaker
from index.search.query.asked_time import Bound, strip_now
from index.search.query.definition import Defined, find_defined, find_holder, introduces
from index.search.query.follow_up import Before
from index.search.query.question_type import QuestionType, find_counted, find_of_type, find_question_type, gives_reason
from index.search.query.understanding import Understanding
from index.search.temporal.timeliness import EXPLICIT_MARGIN, IMPLICIT_MARGIN, names_time, put_newest_first
from index.snapshots.contents import Contents
from index.snapshots.quotations import Quotation
from index.types import Scores

INTRODUCED = 0.65
"""Least confidence of a sentence that says in so many words who or what the one asked about is."""

DATED = 0.55
"""Least confidence of a sentence that names the day asked for, where nothing but the day is asked for, and of one that
tells what is asked, a day, a number or something of a time, in all its words.
"""

TOLD_WEIGHT = 2.0
"""Of who tells a sentence beside its reading, which is a logit, where somebody's words are asked for."""

LACKING_WEIGHT = 2.0
"""Taken off the score of a sentence that has no number or time of the kind that a question asks for."""

BORNE_OUT_MARGIN = 4.0
"""By how much the score of a sentence may be lower that bears out what a question takes for granted."""

_LOOKED_AT = 60
_JUDGED = 20


def order_ranking(contents: Contents, question: str, ranking: Ranking, understood: Understanding) -> Ranking:
    """Put the sentence first that fits what the question is understood to be."""
    if not len(ranking.rows):
        return ranking
    if understood.asked_speaker:
        ranking = _weigh_tellers(contents, ranking, understood.asked_speaker)
    ranking = _weigh_lacking(contents, question, ranking)
    if understood.defined:
        return _put_introductions_first(contents, ranking, understood.defined)
    if understood.time and not _asks_for_more(understood):
        return _put_time_first(contents, ranking, understood)
    up_to = understood.time is not None and understood.time.bound is Bound.UP_TO
    if understood.may_change or up_to:
        margin = EXPLICIT_MARGIN if understood.is_about_now or up_to else IMPLICIT_MARGIN
        return put_newest_first(contents, question, ranking, margin)
    return ranking


def order_by_premise(contents: Contents, ranking: Ranking, premise: Premise | None, kind: QuestionType) -> Ranking:
    """Put the sentence first that bears out what a question takes for granted, and to "why" one with a reason."""
    if premise is None or not len(ranking.rows):
        return ranking
    ranking = _put_borne_out_first(contents, ranking, premise)
    return _put_reason_first(contents, ranking, premise) if kind is QuestionType.WHY else ranking


def _put_borne_out_first(contents: Contents, ranking: Ranking, premise: Premise) -> Ranking:
    """Put a sentence first that says of the one asked about what is asked, where the first says it of somebody else.

    One that denies it with more of its words comes first, too: nothing then answers.
    """
    texts = [contents.read(int(row)) for row in ranking.rows[:_JUDGED]]
    first = judge(premise, texts[0])
    least, wanted = count_covered(premise, texts[0]) - (first is Support.CONTRADICTED), {Support.BORNE_OUT}
    if first is Support.BORNE_OUT or (first is Support.UNKNOWN and premise.is_counted):
        return ranking
    if first is Support.UNKNOWN:
        least += 1
        wanted = {Support.BORNE_OUT} if premise.is_open else {Support.DENIED}
    elif first is Support.CONTRADICTED:
        wanted.add(Support.DENIED)
    for place, text in enumerate(texts):
        support = judge(premise, text)
        is_near = ranking.scores[place] >= ranking.scores[0] - BORNE_OUT_MARGIN or support is Support.DENIED
        if is_near and support in wanted and count_covered(premise, text) >= least:
            return _put_first(ranking, [place])
    return ranking


def _put_reason_first(contents: Contents, ranking: Ranking, premise: Premise) -> Ranking:
    """Put a sentence with a reason first, where the first only repeats what a question asks the reason of."""
    if not repeats(contents, int(ranking.rows[0]), premise):
        return ranking
    for place, row in enumerate(ranking.rows[:_JUDGED]):
        text, is_near = contents.read(int(row)), ranking.scores[place] >= ranking.scores[0] - BORNE_OUT_MARGIN
        if is_near and gives_reason(text) and judge(premise, text) <= Support.UNKNOWN:
            return _put_first(ranking, [place])
    return ranking


def repeats(contents: Contents, row: int, premise: Premise) -> bool:
    """Return whether a sentence tells all that a question says and gives no reason."""
    text = contents.read(row)
    return tells_all(premise, text) and not gives_reason(text)


def put_reported_first(contents: Contents, ranking: Ranking, premise: Premise | None) -> Ranking:
    """Put the best sentence first that tells all that a question says, whose article's day is then a time of it."""
    for place, row in enumerate(ranking.rows[:_JUDGED]):
        if premise and is_reported(contents, int(row), premise):
            return _put_first(ranking, [place])
    return ranking


def is_reported(contents: Contents, row: int, premise: Premise) -> bool:
    """Return whether a sentence of a dated article tells all that a question says, and names no time itself."""
    text, entry = contents.read(row), contents.entries[row]
    is_dated = contents.articles_by_id[entry.sentence.article_id].published is not None
    return is_dated and not find_of_type(QuestionType.WHEN, text) and tells_all(premise, text)


def find_least_confidence(
    contents: Contents, row: int, understood: Understanding, premise: Premise | None, features: Features
) -> float:
    """Return the confidence that a sentence has by what it says, whatever the reader makes of it; else 0."""
    if understood.defined and _introduces(contents, understood.defined, row) > 1:
        return INTRODUCED
    if premise and understood.kind is QuestionType.WHEN and is_reported(contents, row, premise):
        return DATED
    if understood.time and not _asks_for_more(understood) and names_time(contents, row, understood.time.period):
        return DATED
    is_told = premise is not None and not features.is_doubtful and _tells_count(contents.read(row), understood, premise)
    return DATED if is_told else 0.0


def _tells_count(text: str, understood: Understanding, premise: Premise) -> bool:
    """Return whether a text has all words of a question for a number, and a number; of a time, it may ask for all."""
    asks_number = understood.kind is QuestionType.HOW_MANY
    if not (understood.time or (asks_number and len(premise.words) > 1)) or not tells_all(premise, text):
        return False
    has_number = bool(find_of_type(QuestionType.HOW_MANY, text)) and counts(find_counted(understood.question), text)
    return has_number or not asks_number


def find_before(contents: Contents, previous: Answer) -> Before:
    """Return what a question that follows an answer can lean on: its question, and whom it was about."""
    question = previous.read_as or previous.question
    words = {word.casefold() for word in re.findall(r"[\w'’-]+", question)}
    asked = [name for name in sorted(contents.facts.speakers) if " " in name and name.split()[-1].casefold() in words]
    lead = previous.quotations[0] if previous.quotations and previous.answered else None
    named = _name_answer(question, lead) if lead else []
    speaker = [lead.attribution.speaker] if lead and lead.attribution.speaker else []
    return Before(question, (*asked, *named, *speaker))


def _name_answer(question: str, lead: Quotation) -> list[str]:
    """Return who the answer to "who …" is: the one who holds the office asked for, or the words in bold."""
    defined = find_defined(strip_now(question))
    holder = find_holder(defined, lead.text) if defined and defined.is_office else None
    is_who = find_question_type(question) is QuestionType.WHO
    return [holder] if holder else [span.of(lead.text) for span in lead.highlights] if is_who else []


def _asks_for_more(understood: Understanding) -> bool:
    """Return whether a question asks for anything besides what happened at its time."""
    assert understood.time is not None
    return not all(_HAPPENING.fullmatch(word.stem) for word in find_content_words(understood.time.rest))


_HAPPENING = re.compile(r"hap+e?n\w*|occur+\w*|news|go|take|place|what|event|did|was")
"""Stems of what asks for no more than what there was, as it is often typed."""


def _weigh_tellers(contents: Contents, ranking: Ranking, asked: AskedSpeaker) -> Ranking:
    """Add to the scores of what is told by the one whose words are asked for, and take from those of others."""
    tellers = [find_teller(contents, asked, int(row)) for row in ranking.rows[:_LOOKED_AT]]
    return _add(ranking, TOLD_WEIGHT * np.array(tellers, np.float32))


def _weigh_lacking(contents: Contents, question: str, ranking: Ranking) -> Ranking:
    """Take from the scores of what has no number or time where one is asked for."""
    lacking = [lacks_asked_type(question, contents.read(int(row))) for row in ranking.rows[:_LOOKED_AT]]
    return _add(ranking, -LACKING_WEIGHT * np.array(lacking, np.float32)) if any(lacking) else ranking


def _add(ranking: Ranking, weights: Scores) -> Ranking:
    """Add to the scores of the first of a ranking, and order it anew."""
    scores = ranking.scores.copy()
    scores[: len(weights)] += weights
    return replace(ranking, scores=scores).take(np.argsort(-scores, kind="stable"))


def _put_introductions_first(contents: Contents, ranking: Ranking, defined: Defined) -> Ranking:
    """Order by how plainly a sentence introduces the one asked about, newest first where it is an office."""
    grades = [_introduces(contents, defined, int(row)) for row in ranking.rows[:_LOOKED_AT]]
    introducing = [place for place, grade in enumerate(grades) if grade]
    if defined.is_office:
        introducing.sort(key=lambda place: (-grades[place], -_read_day(contents, ranking, place), place))
    else:
        introducing.sort(key=lambda place: (-min(grades[place], 2), place))
    return _put_first(ranking, introducing)


def _introduces(contents: Contents, defined: Defined, row: int) -> int:
    """Return how plainly a sentence introduces the one asked about, read with the sentence before it."""
    grade = introduces(defined, contents.read(row), contents.read(row - 1) if row else "")
    told = contents.entries[row].attribution
    names_role = told.role and told.speaker and fold(told.speaker).endswith(fold(defined.term))
    return max(grade, 2) if names_role and not told.inferred else grade


def _put_time_first(contents: Contents, ranking: Ranking, understood: Understanding) -> Ranking:
    assert understood.time is not None
    period = understood.time.period
    naming = [place for place, row in enumerate(ranking.rows[:_LOOKED_AT]) if names_time(contents, int(row), period)]
    # Of an article, the first sentence tells what happened.
    naming.sort(key=lambda place: contents.entries[int(ranking.rows[place])].sentence.span.start)
    return _put_first(ranking, naming)


def _put_first(ranking: Ranking, places: list[int]) -> Ranking:
    rest = [place for place in range(len(ranking.rows)) if place not in set(places)]
    return ranking.take(np.array([*places, *rest], dtype=np.int64))


def _read_day(contents: Contents, ranking: Ranking, place: int) -> int:
    article = contents.articles_by_id[contents.entries[int(ranking.rows[place])].sentence.article_id]
    return (article.published or date.min).toordinal()

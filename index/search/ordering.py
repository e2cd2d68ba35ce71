"""What a question is understood to be changes which of the sentences that were read comes first."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import numpy as np

from index.search.answer import Answer
from index.search.confidence.agents import asks_for_agent, lacks_agent
from index.search.confidence.clause import denies
from index.search.confidence.explanation import explains, explains_beside
from index.search.confidence.least_confidence import JUDGED, grade_introduction, is_reported
from index.search.confidence.premises import Premise
from index.search.confidence.reasons import is_echo, tells_event
from index.search.confidence.speaker_match import Told, find_teller, tells_topic
from index.search.confidence.support import (
    Support,
    count_covered,
    judge,
    names_subject,
)
from index.search.first_stage import Ranking
from index.search.query.answer_type import lacks_asked_type
from index.search.query.asked_speaker import AskedSpeaker
from index.search.query.asked_time import Bound, strip_now
from index.search.query.definition import Defined, find_defined, find_holder
from index.search.query.follow_up import Before
from index.search.query.question_type import QuestionType, find_question_type
from index.search.query.understanding import Understanding
from index.search.temporal.timeliness import EXPLICIT_MARGIN, IMPLICIT_MARGIN, names_time, put_newest_first
from index.snapshots.contents import Contents
from index.snapshots.quotations import Quotation
from index.types import Scores

TOLD_WEIGHT = 2.0
"""Of who tells a sentence beside its reading, which is a logit, where somebody's words are asked for."""

LACKING_WEIGHT = 2.0
"""Taken off the score of a sentence that has no number or time of the kind that a question asks for."""

BORNE_OUT_MARGIN = 4.0
"""By how much the score of a sentence may be lower that bears out what a question takes for granted."""

ECHO_MARGIN = 10.0
"""The same of a sentence that gives a reason, where the first only repeats the question."""

BESIDE_READING = -2.5
"""The same of one that only stands beside a sentence that repeats the question."""

_LOOKED_AT = 60


def order_ranking(contents: Contents, question: str, ranking: Ranking, understood: Understanding) -> Ranking:
    """Put the sentence first that fits what the question is understood to be."""
    if not len(ranking.rows):
        return ranking
    ranking = _weigh_lacking(contents, question, ranking)
    if understood.asked_speaker:
        ranking = _weigh_tellers(contents, question, ranking, understood.asked_speaker)
    if understood.defined:
        return _put_introductions_first(contents, ranking, understood.defined)
    if understood.time and understood.asks_what_happened:
        return _put_time_first(contents, ranking, understood)
    up_to = understood.time is not None and understood.time.bound in (Bound.UP_TO, Bound.AS_OF)
    if understood.may_change or up_to:
        margin = EXPLICIT_MARGIN if understood.is_about_now or up_to else IMPLICIT_MARGIN
        return put_newest_first(contents, question, ranking, margin)
    return ranking


def order_by_premise(
    contents: Contents, question: str, ranking: Ranking, premise: Premise | None, kind: QuestionType
) -> Ranking:
    """Put the sentence first that bears out what a question takes for granted, and answers "why" or "who did it"."""
    if premise is None or not len(ranking.rows):
        return ranking
    ranking = _put_affirmed_first(contents, _put_borne_out_first(contents, ranking, premise), premise)
    if kind is QuestionType.WHO and asks_for_agent(premise):
        return _put_agent_first(contents, ranking, premise)
    return _put_reason_first(contents, question, ranking, premise) if kind is QuestionType.WHY else ranking


def _put_borne_out_first(contents: Contents, ranking: Ranking, premise: Premise) -> Ranking:
    """Put a sentence first that says of the one asked about what is asked, where the first says it of somebody else.

    One that denies it with more of its words comes first, too: nothing then answers.
    """
    texts = [contents.read(int(row)) for row in ranking.rows[:JUDGED]]
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


def _put_affirmed_first(contents: Contents, ranking: Ranking, premise: Premise) -> Ranking:
    """Put a sentence first that is not negated, where the first says what the one asked about does not do."""
    first = contents.read(int(ranking.rows[0]))
    if premise.is_open or not premise.subject or not denies(first) or judge(premise, first) is not Support.UNKNOWN:
        return ranking
    for place, row in enumerate(ranking.rows[:JUDGED]):
        text, is_near = contents.read(int(row)), ranking.scores[place] >= ranking.scores[0] - BORNE_OUT_MARGIN
        is_about = names_subject(premise, text) and count_covered(premise, text) >= count_covered(premise, first)
        if is_near and is_about and not denies(text) and judge(premise, text) <= Support.UNKNOWN:
            return _put_first(ranking, [place])
    return ranking


def _put_agent_first(contents: Contents, ranking: Ranking, premise: Premise) -> Ranking:
    """Put a sentence first that tells of somebody who did what "who" asks, where the first tells of nobody."""
    texts = [contents.read(int(row)) for row in ranking.rows[:JUDGED]]
    if not lacks_agent(premise, texts[0]):
        return ranking
    naming = [
        place
        for place, text in enumerate(texts)
        if ranking.scores[place] >= ranking.scores[0] - BORNE_OUT_MARGIN
        and tells_event(premise, text)
        and not lacks_agent(premise, text)
    ]
    return _put_first(ranking, naming[:1])


def _put_reason_first(contents: Contents, question: str, ranking: Ranking, premise: Premise) -> Ranking:
    """Put a sentence first that explains what a question asks the reason of, where the first does not.

    One that only says again what is asked is scored high for its words, and gives way to any that explains it.
    """
    rows = [int(row) for row in ranking.rows[:JUDGED]]
    first = contents.read(rows[0])
    if explains(contents, premise, question, rows[0]) or judge(premise, first) > Support.UNKNOWN:
        return ranking
    margin = ECHO_MARGIN if is_echo(premise, first) else BORNE_OUT_MARGIN
    near = [place for place in range(len(rows)) if ranking.scores[place] >= ranking.scores[0] - margin]
    explaining = [place for place in near if explains(contents, premise, question, rows[place])]
    if not tells_event(premise, first):
        return _put_first(ranking, explaining[:1])
    beside = [
        place
        for place in near
        if ranking.readings[place] >= min(BESIDE_READING, ranking.readings[0])
        and explains_beside(contents, premise, rows[place])
    ]
    return _put_first(ranking, [*explaining, *beside][:1])


def put_reported_first(contents: Contents, ranking: Ranking, premise: Premise | None) -> Ranking:
    """Put the best sentence first that tells all that a question says, whose article's day is then a time of it."""
    for place, row in enumerate(ranking.rows[:JUDGED]):
        if premise and is_reported(contents, int(row), premise):
            return _put_first(ranking, [place])
    return ranking


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


def _weigh_tellers(contents: Contents, question: str, ranking: Ranking, asked: AskedSpeaker) -> Ranking:
    """Add to the scores of what is told by the one whose words are asked for, and take from those of others.

    What that one tells of what is asked comes first, however the words about that one are scored.
    """
    tellers = [find_teller(contents, asked, int(row)) for row in ranking.rows[:_LOOKED_AT]]
    ranking = _add(ranking, TOLD_WEIGHT * np.array(tellers, np.float32))
    if find_teller(contents, asked, int(ranking.rows[0])) is Told.BY_THE_ASKED:
        return ranking
    telling = (
        place for place, row in enumerate(ranking.rows[:JUDGED]) if _is_told(contents, question, asked, int(row))
    )
    return _put_first(ranking, [*telling][:1])


def _is_told(contents: Contents, question: str, asked: AskedSpeaker, row: int) -> bool:
    """Return whether a sentence is told by the one whose words are asked for, and of what is asked."""
    return find_teller(contents, asked, row) is Told.BY_THE_ASKED and tells_topic(contents, asked, question, row)


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
    grades = [grade_introduction(contents, defined, int(row)) for row in ranking.rows[:_LOOKED_AT]]
    introducing = [place for place, grade in enumerate(grades) if grade]
    if defined.is_office:
        introducing.sort(key=lambda place: (-grades[place], -_read_day(contents, ranking, place), place))
    else:
        introducing.sort(key=lambda place: (-min(grades[place], 2), place))
    return _put_first(ranking, introducing)


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

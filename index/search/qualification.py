"""What an answer must be taken back for or said with: a verdict asked for, another time, something newer."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from index.search.answer import Answer, Note, Search
from index.search.confidence.agents import asks_for_agent, lacks_agent, names_only_speaker, tells_by_whom
from index.search.confidence.confidence import compute_logit
from index.search.confidence.contradictions import find_unknown_names, read_surroundings
from index.search.confidence.event import has_verb, names_event, tells_of_casualties, tells_only_plans
from index.search.confidence.explanation import explains, explains_beside
from index.search.confidence.least_confidence import is_borne_out, is_reported
from index.search.confidence.reasons import gives_reason, is_reason_of_another, leads_to_reason, repeats
from index.search.confidence.support import (
    Support,
    judge,
    may_say_in_other_words,
    names_another,
    names_subject,
)
from index.search.query.question_type import QuestionType
from index.search.query.speech_act import SpeechAct
from index.search.query.understanding import Understanding
from index.search.quoting import quote
from index.search.sides import disagree, part_by_side
from index.search.temporal.timeliness import IMPLICIT_MARGIN, contradicts_time, find_newer
from index.snapshots.contents import Contents
from index.snapshots.quotations import Quotation

_NOTES = {
    SpeechAct.TO_THE_BOT: Note.TO_THE_BOT,
    SpeechAct.SMALL_TALK: Note.TO_THE_BOT,
    SpeechAct.VERDICT: Note.VERDICT,
    SpeechAct.COMPARISON: Note.COMPARISON,
}

_OF_EVENTS = (QuestionType.WHO, QuestionType.WHEN, QuestionType.WHY)
"""Kinds of questions that take for granted that something happened."""

_SURE = 0.75
"""Confidence from which a sentence may tell in other words what a question takes for granted."""

_SURE_OF_FEW = 0.05
"""How much more it takes in a small corpus, which adds to the confidence."""


def qualify(contents: Contents, search: Search) -> Search:
    """Return a search whose answer is taken back where one sentence cannot give it, and says what else matters."""
    assert search.understanding is not None
    answer = _judge_premise(contents, search, _judge_act(search.answer, search.understanding))
    premise, ranking = search.premise, search.ranking
    row = int(ranking.rows[0]) if ranking is not None and len(ranking.rows) else None
    if _lacks_reason(contents, search, row) and not answer.note:
        answer = replace(answer, answered=False, note=Note.NO_REASON)
    if answer.answered and _lacks_agent(contents, search, row):
        answer = replace(answer, answered=False, note=Note.NOBODY_NAMED)
    if answer.answered and _tells_only_plans(contents, search, row):
        answer = replace(answer, answered=False, note=Note.NOT_SAID, quotations=_unmark(answer))
    answer = _name_unknown(contents, search, answer)
    if answer.answered and answer.quotations and search.understanding.may_change:
        answer = _add_newer(contents, replace(search, answer=answer))
    is_when = search.understanding.kind is QuestionType.WHEN and answer.answered and not answer.note
    if is_when and premise and row is not None and is_reported(contents, row, premise):
        answer = replace(answer, note=Note.REPORTED)
    return replace(search, answer=answer)


def _lacks_reason(contents: Contents, search: Search, row: int | None) -> bool:
    """Return whether "why" is asked and a sentence only says again what the reason is asked of.

    Or it tells that as the reason of something else.
    """
    assert search.understanding is not None
    if search.understanding.kind is not QuestionType.WHY or search.premise is None or row is None:
        return False
    text = contents.read(row)
    return repeats(search.premise, text) or is_reason_of_another(search.premise, text)


def _lacks_agent(contents: Contents, search: Search, row: int | None) -> bool:
    """Return whether who did it is asked, and a sentence names only whom it was done to or who tells it."""
    assert search.understanding is not None
    if search.understanding.kind is not QuestionType.WHO or search.premise is None or row is None:
        return False
    if not asks_for_agent(search.premise):
        return False
    text, attribution = contents.read(row), contents.entries[row].attribution
    return lacks_agent(search.premise, text) or names_only_speaker(search.premise, text, attribution)


def _tells_only_plans(contents: Contents, search: Search, row: int | None) -> bool:
    """Return whether "when" is asked of what happened, and a sentence says only that it was to come.

    Who decided it, or why, is told by an announcement, too.
    """
    assert search.rewritten is not None
    assert search.understanding is not None
    if search.understanding.kind is not QuestionType.WHEN or row is None:
        return False
    return tells_only_plans(search.rewritten.text, contents.read(row))


def require_time(contents: Contents, search: Search) -> Search:
    """Return a search whose answer is taken back where its first sentence is of another time than was asked for."""
    asked, ranking = search.understanding.time if search.understanding else None, search.ranking
    if not asked or not search.answer.answered or ranking is None:
        return search
    if not contradicts_time(contents, int(ranking.rows[0]), asked):
        return search
    # "Last week" counts from today, and the newest of a corpus may be older: it is shown, and said to be.
    answered = asked.is_relative
    return replace(search, answer=replace(search.answer, answered=answered, note=Note.OTHER_TIME))


def _judge_act(answer: Answer, understood: Understanding) -> Answer:
    """Take an answer back that one sentence cannot give, and part what is quoted by the sides."""
    note = _NOTES.get(understood.act)
    if note is Note.TO_THE_BOT:
        return replace(answer, answered=False, quotations=(), note=note)
    sides = part_by_side(answer.quotations)
    if note:
        return replace(answer, answered=False, note=note, sides=sides)
    return replace(answer, sides=sides) if answer.answered and disagree(sides) else answer


def _judge_premise(contents: Contents, search: Search, answer: Answer) -> Answer:
    """Take an answer back whose first sentence denies what the question takes for granted, or says it of another."""
    if not answer.quotations or answer.note or search.premise is None or search.ranking is None:
        return answer
    if not answer.answered and not _is_kept_back(search):
        return answer
    row = int(search.ranking.rows[0])
    support = judge(search.premise, contents.read(row))
    if support is Support.BORNE_OUT or (support is Support.UNKNOWN and not _lacks_event(contents, search, answer, row)):
        return answer
    is_other = may_say_in_other_words(search.premise, contents.read(row))
    is_why = search.understanding is not None and search.understanding.kind is QuestionType.WHY
    if is_why and support is Support.UNKNOWN and is_borne_out(contents, search.ranking, search.premise):
        note = Note.NO_REASON
    else:
        note = Note.NOT_CLEAR if is_other else Note.NOT_SAID
    return replace(answer, answered=False, note=note, quotations=_unmark(answer))


def _unmark(answer: Answer) -> tuple[Quotation, ...]:
    """Return quotations without words in bold, which would read as an answer to what nobody says."""
    return tuple(replace(quotation, highlights=()) for quotation in answer.quotations)


def _name_unknown(contents: Contents, search: Search, answer: Answer) -> Answer:
    """Say that no article names what is asked about, where nothing answers and nothing else was said of it."""
    assert search.rewritten is not None
    if answer.answered or answer.note not in (None, Note.NOT_SAID, Note.NOT_CLEAR):
        return answer
    unknown = find_unknown_names(contents, search.rewritten.text)
    return replace(answer, note=Note.NOT_NAMED) if unknown else answer


def _is_kept_back(search: Search) -> bool:
    """Return whether an answer would rather be shown, did its sentence not tell of somebody else."""
    features = search.features
    return bool(features and features.exchanged and compute_logit(replace(features, exchanged=0.0)) > 0.0)


def _lacks_event(contents: Contents, search: Search, answer: Answer, row: int) -> bool:
    """Return whether a sentence and those around it lack who did what is asked, or what, and reading is not sure."""
    assert search.understanding is not None
    assert search.premise is not None
    kind, counts = search.understanding.kind, search.understanding.kind is QuestionType.HOW_MANY
    if not search.premise.verb or not (kind in _OF_EVENTS or (counts and tells_of_casualties(search.premise))):
        return False
    around = read_surroundings(contents, row)
    if counts and not search.premise.is_counted and not names_subject(search.premise, around):
        return True
    if kind is QuestionType.WHY and _tells_of_another_matter(contents, search, row):
        return True
    sure = _SURE + _SURE_OF_FEW * (search.features.few if search.features else 0.0)
    if answer.confidence >= sure and not names_another(search.premise, contents.read(row)):
        return False
    if kind is QuestionType.WHY and _explains(contents, search, row):
        return False
    if kind is QuestionType.WHO and tells_by_whom(search.premise, contents.read(row)):
        return False
    return not (has_verb(search.premise, around) and names_subject(search.premise, around))


def _explains(contents: Contents, search: Search, row: int) -> bool:
    """Return whether a sentence gives the reason of what it, or one beside it, tells."""
    assert search.premise is not None
    assert search.rewritten is not None
    return explains(contents, search.premise, search.rewritten.text, row) or explains_beside(
        contents, search.premise, row
    )


def _tells_of_another_matter(contents: Contents, search: Search, row: int) -> bool:
    """Return whether a sentence gives no more of a reason than a charge or a wish, and not near what is asked about."""
    assert search.premise is not None
    text = contents.read(row)
    is_charge = gives_reason(text) and not leads_to_reason(text)
    return is_charge and not names_event(search.premise, read_surroundings(contents, row))


def _add_newer(contents: Contents, search: Search) -> Answer:
    answer, ranking = search.answer, search.ranking
    assert ranking is not None
    assert search.rewritten is not None
    is_dated = any(article.published for article in contents.articles)
    if is_dated and answer.quotations[0].article.published is None:
        answer = replace(answer, note=Note.UNDATED)
    place = find_newer(contents, search.rewritten.text, ranking, IMPLICIT_MARGIN)
    if place is None:
        return answer
    newer = quote(contents, search.rewritten.text, ranking.take(np.array([place], dtype=np.int64)), 1)
    return replace(answer, newer=next(iter(newer), None))

"""What a question is understood to be: complete in itself, of a kind, about a time, for a fact or for a verdict."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from index.engines.bm25 import find_content_words
from index.search.query.asked_speaker import AskedSpeaker, find_asked_speaker
from index.search.query.asked_time import (
    AskedTime,
    asks_for_now,
    asks_for_what_changes,
    find_asked_time,
    strip_now,
)
from index.search.query.definition import Defined, find_defined
from index.search.query.follow_up import Before, complete, needs_referent
from index.search.query.phrasings import rephrase
from index.search.query.question_type import QuestionType, find_question_type, put_as_question
from index.search.query.speech_act import SpeechAct, find_compared, find_speech_act

_HAPPENING = re.compile(r"hap+e?n\w*|occur+\w*|news|go|take|place|what|event|did|was")
"""Stems of what asks for no more than what there was, as it is often typed."""

JUDGED = (SpeechAct.VERDICT, SpeechAct.COMPARISON)
"""What is never answered by one sentence, and asked in other phrasings too."""


@dataclass(frozen=True)
class Understanding:
    """What a question is taken for.

    `question` is what is searched for: completed from the question before, without its words for "now".
    `phrasings` are asked beside one that judges: in neutral words, and the other way round.
    `lacks_referent` is whether it means something that nobody has named.
    """

    typed: str
    question: str
    kind: QuestionType
    act: SpeechAct
    time: AskedTime | None
    is_about_now: bool
    may_change: bool
    defined: Defined | None
    compared: tuple[str, str] | None
    asked_speaker: AskedSpeaker | None
    phrasings: tuple[str, ...]
    lacks_referent: bool
    is_follow_up: bool

    @property
    def read_as(self) -> str | None:
        """Return the completed question where something was taken from the one before."""
        return self.question if self.is_follow_up else None

    @property
    def asks_what_happened(self) -> bool:
        """Return whether a question asks for nothing besides what happened at its time."""
        return self.time is not None and all(
            _HAPPENING.fullmatch(word.stem) for word in find_content_words(self.time.rest)
        )

    @property
    def may_have_several_answers(self) -> bool:
        """Return whether more must be read than the first sentence that answers: of other times, or of others."""
        return bool(self.time or self.may_change or self.defined) or self.act is not SpeechAct.QUESTION


def understand(
    typed: str, before: Before | None = None, today: date | None = None, newest: date | None = None
) -> Understanding:
    """Return what a question is understood to be, after the one before it where there is one.

    A day without a year is the last one before the `newest` article.
    """
    question = complete(typed, before) if before else typed
    is_follow_up = before is not None and question.casefold() != typed.casefold()
    is_about_now = asks_for_now(question)
    act = find_speech_act(typed)
    question = put_as_question(strip_now(question) if is_about_now else question)
    time = None if is_about_now else find_asked_time(question, today or date.today(), newest)
    defined = find_defined(time.rest if time else question)
    compared = find_compared(question) if act is SpeechAct.COMPARISON else None
    return Understanding(
        typed=typed,
        question=question,
        kind=find_question_type(question),
        act=act,
        time=time,
        is_about_now=is_about_now,
        may_change=is_about_now or asks_for_what_changes(question),
        # How something is now is no definition of it.
        defined=None if is_about_now and defined and not defined.is_office else defined,
        compared=compared,
        asked_speaker=find_asked_speaker(question),
        phrasings=rephrase(question, compared) if act in JUDGED else (),
        lacks_referent=act is SpeechAct.QUESTION and not is_follow_up and needs_referent(typed),
        is_follow_up=is_follow_up,
    )

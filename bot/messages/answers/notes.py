"""What is said about an answer besides its quotations: how sure it is, what is special, how the question was read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.discord_ui.i18n import Texts
from bot.messages.source_lines import write_name
from index.search.answer import Answer, Note
from index.search.query.asked_time import AskedTime, Bound
from index.search.query.speech_act import SpeechAct
from index.search.query.understanding import Understanding
from index.search.question_reading import QuestionReading

NOT_SEARCHED = frozenset({Note.NO_REFERENT, Note.TO_THE_BOT})
"""Notes on what is no question to the articles."""

_READ_AS = 300
_TERM = 80
_BOUNDS = {Bound.WITHIN: "within", Bound.UP_TO: "up_to", Bound.AS_OF: "up_to", Bound.FROM: "since"}


def describe_confidence(texts: Texts, answer: Answer, threshold: float) -> str:
    """Return in a word how sure an answer is: clear from halfway between the threshold and certainty."""
    return texts("answer.clear" if answer.confidence >= (1 + threshold) / 2 else "answer.likely")


def describe_note(texts: Texts, note: Note) -> str:
    """Return what is special about an answer."""
    return texts(f"answer.note.{note.name.lower()}")


def describe_newer(texts: Texts, answer: Answer) -> str | None:
    """Return that a later article answers too, and of which day it is."""
    published = answer.newer.article.published if answer.newer else None
    return texts("answer.newer", day=texts.write_date(published)) if published else None


def describe_understanding(texts: Texts, understood: Understanding) -> Iterator[str]:
    """Yield what a question was taken for, a line each."""
    if understood.act is SpeechAct.QUESTION:
        kind = understood.kind.name.lower()
        yield f"{texts('understood.asks')} {texts(f'understood.kind.{kind}')}"
    else:
        yield texts(f"understood.{understood.act.name.lower()}")
    if understood.defined:
        yield texts("understood.defined", term=write_name(understood.defined.term, _TERM))
    if understood.asked_speaker:
        yield texts("understood.speaker", name=write_name(understood.asked_speaker.typed, _TERM))
    if understood.is_about_now:
        yield texts("understood.now")
    elif understood.time:
        yield _describe_time(texts, understood.time)
    elif understood.may_change:
        yield texts("understood.changes")


def describe_reading(texts: Texts, reading: QuestionReading) -> Iterator[str]:
    """Yield what a question was read as, a line each: what it was taken for, its names, what it takes for granted."""
    yield from describe_understanding(texts, reading.understanding)
    if reading.understanding.compared:
        yield texts("understood.compared", compared=write_name(" / ".join(reading.understanding.compared), _TERM))
    if reading.names:
        yield texts("understood.names", names=write_name(", ".join(reading.names), _TERM))
    if reading.premise and reading.premise.claim:
        yield texts("understood.premise", claim=write_name(reading.premise.claim, _TERM))


def _describe_time(texts: Texts, asked: AskedTime) -> str:
    first, last = texts.write_date(asked.period.first), texts.write_date(asked.period.last)
    return texts(f"understood.{_BOUNDS[asked.bound]}", first=first, last=last)


def write_read_as(texts: Texts, read_as: str) -> str:
    """Return what a question was completed to."""
    return texts("answer.read_as", question=write_name(read_as, _READ_AS))


def write_also_asked(texts: Texts, phrasings: Sequence[str]) -> str:
    """Return in which other phrasings a question that judges was asked."""
    return texts("answer.also_asked", questions=" · ".join(write_name(each, _READ_AS) for each in phrasings))

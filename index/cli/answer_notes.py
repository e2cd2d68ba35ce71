"""What is said about an answer besides its quotations: notes, a newer answer, the sides."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from index.search.answer import Answer, Note
from index.search.query.asked_time import AskedTime, Bound
from index.search.query.speech_act import SpeechAct
from index.search.query.understanding import Understanding
from index.search.sides import Side, disagree
from index.snapshots.quotations import Quotation
from index.text.dates import find_weekdays

NOTES = {
    Note.NO_REFERENT: "It is not clear who or what is meant. Name it, or ask with --previous.",
    Note.TO_THE_BOT: "This quotes articles. It has no opinion and follows no instructions.",
    Note.VERDICT: "This quotes and does not judge. What the corpus has on it, by who says it:",
    Note.COMPARISON: "One sentence cannot settle a comparison. What the corpus has on each:",
    Note.OTHER_TIME: "No article says so of that time.",
    Note.REPORTED: "It names no time; it was reported on the day of its article.",
    Note.NOT_SAID: "No article says so. What comes nearest:",
    Note.NOT_CLEAR: "No article says so in these words. What comes nearest may tell it in others:",
    Note.NOT_NAMED: "A name in the question is in no article.",
    Note.NO_REASON: "It is reported, but no sentence was found that says why.",
    Note.NOBODY_NAMED: "It is reported, but no sentence was found that says who.",
    Note.UNDATED: "The article of the first quotation has no date: newer figures may exist.",
}


def describe_sides(sides: tuple[Side, ...]) -> Iterator[str]:
    """Return a line on whose words are quoted."""
    named = [side.name for side in sides if side.name is not None]
    if named and not disagree(sides):
        yield f"Only one side is quoted here: {named[0]}."
    elif named:
        yield "Sides quoted: " + "; ".join(f"{side.name or 'others'} ({len(side.quotations)})" for side in sides)


def describe_newer(answer: Answer) -> str | None:
    """Return where a newer answer is, or None where there is none."""
    newer = answer.newer
    if newer is None:
        return None
    return f"Newer in the corpus ({write_date(newer.article.published)}): {newer.text}"


def describe_weekdays(quotation: Quotation) -> str | None:
    """Return the dates that a quotation's weekdays mean, worked out from its article's date."""
    published = quotation.article.published
    if published is None:
        return None
    days = {
        mention.span.of(quotation.text): mention.period.first for mention in find_weekdays(quotation.text, published)
    }
    worked_out = ", ".join(f"{name} = {write_date(day)}" for name, day in days.items())
    return f"worked out from the article's date: {worked_out}" if days else None


def describe_understanding(understood: Understanding) -> Iterator[str]:
    """Return a line for each thing that a question was taken for."""
    yield f"kind: {understood.kind}"
    if understood.read_as:
        yield f"completed to: {understood.read_as}"
    if understood.act is not SpeechAct.QUESTION:
        yield f"for: {understood.act}"
    if understood.compared:
        yield f"compares: {' / '.join(understood.compared)}"
    if understood.asked_speaker:
        yield f"whose words: {understood.asked_speaker.typed}"
    if understood.is_about_now:
        yield "time: now, newest first"
    elif understood.time:
        yield f"time: {describe_time(understood.time)}"
    elif understood.may_change:
        yield "time: the answer changes, newest first among those that answer alike"
    if understood.defined:
        yield f"introduces: {understood.defined.term}"


def describe_time(asked: AskedTime) -> str:
    """Return a period and how a question relates to it."""
    first, last = write_date(asked.period.first), write_date(asked.period.last)
    if asked.bound is Bound.FROM:
        return f"since {first}"
    if asked.bound in (Bound.UP_TO, Bound.AS_OF):
        return f"up to {last}"
    return f"on {first}" if first == last else f"from {first} to {last}"


def write_date(day: date | None) -> str:
    """Return a day in words."""
    return f"{day.day} {day:%B %Y}" if day else "undated"

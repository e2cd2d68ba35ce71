"""Which time a question is about: now, or a period that it names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from index.text.dates import MONTHS, Period, find_dates, month_of, year_of

_NOW = re.compile(
    r"\b(?:(?:right|as of|until|till|up to) now|as of today|today|now|nowadays|so far|to date|at the moment|currently"
    r"|current|present|latest|newest|most recent(?:ly)?|these days|at present"
    r"|in total|altogether|anymore|any longer|(?<!was )(?<!were )still|yet)\b",
    re.IGNORECASE,
)
_CHANGING = re.compile(
    r"\bhow (?:many|much)\b.*\b(?:died|dead|killed|lost|injured|wounded|displaced|fled|refugees?|casualties|losses"
    r"|deaths?|given|sent|pledged|appropriated|spent|destroyed|captured|sanctioned)\b"
    r"|^how (?:many|much)\b.*\b(?:(?:does|do)\b.*\b(?:have|own|hold|host|control|employ)|(?:are|is) there)\b"
    r"|\b(?:interest|inflation|unemployment|exchange|approval) rate\b"
    r"|\b(?:death|casualty) toll\b|\bstatus\b|^who(?:'?s| is)\b(?!.*\bsaid\b)",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"\b(?P<which>last|this|past)\s+(?P<unit>week|month|year)\b|\b(?P<day>yesterday|today)\b", re.IGNORECASE
)
_PREPOSITION = r"(?:as of|as at|by|until|till|up to|before|since|after|from|during|in|on|at|of|for)"
_LEAD = re.compile(
    rf"(?:\b(?P<word>{_PREPOSITION})\s+)?(?:(?:the\s+)?(?:end|start|beginning|middle)\s+of\s+|early\s+|late\s+|mid-?\s*)?$",
    re.IGNORECASE,
)

_BETWEEN = re.compile(r"\b(?:between|from)\s+$", re.IGNORECASE)


_STANDS_FOR = timedelta(days=366)


class Bound(StrEnum):
    """How a question relates to the period that it names."""

    WITHIN = "in"
    UP_TO = "up to"
    AS_OF = "as of"
    FROM = "since"


@dataclass(frozen=True)
class AskedTime:
    """A period that a question names, how it bounds the answer, and the question without it.

    `is_relative` is whether it counts from today, such as "last week", or from the newest article: "on 15 November".
    """

    period: Period
    bound: Bound
    rest: str
    is_relative: bool = False

    @property
    def articles(self) -> Period:
        """Return when articles appeared that can tell of it: from its first day to a week after its last.

        How things were as of a day is told by no article that is more than a year older.
        """
        if self.bound is Bound.AS_OF:
            return Period(self.period.first - _STANDS_FOR, self.period.last + timedelta(days=7))
        if self.bound is Bound.UP_TO:
            return Period(date.min, self.period.last + timedelta(days=7))
        if self.bound is Bound.FROM:
            return Period(self.period.first, date.max)
        return Period(self.period.first, self.period.last + timedelta(days=7))


def find_asked_time(question: str, today: date, newest: date | None = None) -> AskedTime | None:
    """Return the one period that a question names; None where it names none or several.

    A day or month without a year is the last one up to the `newest` article, and left out where that is not known.
    """
    if relative := _RELATIVE.search(question):
        rest = question[: relative.start()] + question[relative.end() :]
        if relative["day"] and relative["day"].casefold() == "today":
            return None
        return AskedTime(_read_relative(relative, today), Bound.WITHIN, _tidy(rest), is_relative=True)
    mentions = [mention for mention in find_dates(question, newest) if _is_time(question, mention.span.start)]
    if len(mentions) == 2 and (between := _BETWEEN.search(question, 0, mentions[0].span.start)):
        period = Period(mentions[0].period.first, mentions[1].period.last)
        return AskedTime(period, Bound.WITHIN, _tidy(question[: between.start()] + question[mentions[1].span.end :]))
    if len(mentions) != 1:
        return None
    span, period = mentions[0].span, mentions[0].period
    lead = _LEAD.search(question, 0, span.start)
    start = lead.start() if lead else span.start
    word = (lead["word"] or "in").casefold() if lead else "in"
    rest, is_relative = _tidy(question[:start] + question[span.end :]), not mentions[0].has_year
    return AskedTime(period, read_bound(word), rest, is_relative)


def asks_for_now(question: str) -> bool:
    """Return whether a question says that it is about the present."""
    return bool(_NOW.search(question))


def asks_for_what_changes(question: str) -> bool:
    """Return whether the answer to a question changes with time: a count that grows, who holds an office."""
    return bool(_CHANGING.search(question))


def strip_now(question: str) -> str:
    """Return a question without the words that say "now"."""
    return _tidy(_NOW.sub(" ", question)) or question


def _is_time(question: str, start: int) -> bool:
    """Return whether what looks like a date is one here: a month or a day, or a year with a preposition before it."""
    if question[start].isalpha() and question[start : start + 3].casefold() in {name[:3] for name in MONTHS[1:]}:
        return True
    lead = _LEAD.search(question, 0, start)
    return bool(lead and lead["word"]) or not question[start : start + 4].isdigit()


def read_bound(word: str) -> Bound:
    """Return how a preposition in lower case bounds an answer."""
    if word in {"as of", "as at", "by"}:
        return Bound.AS_OF
    if word in {"until", "till", "up to", "before"}:
        return Bound.UP_TO
    return Bound.FROM if word in {"since", "after", "from"} else Bound.WITHIN


def _read_relative(match: re.Match[str], today: date) -> Period:
    if match["day"]:
        return Period(today - timedelta(1), today - timedelta(1))
    unit, back = match["unit"].casefold(), match["which"].casefold() == "last"
    if unit == "week":
        return Period(today - timedelta(7 + today.weekday() if back else today.weekday() or 7), today)
    if unit == "year":
        return year_of(today.year - back)
    first = today.replace(day=1) - timedelta(days=1) if back else today
    return month_of(first.year, first.month)


def _tidy(question: str) -> str:
    return re.sub(r"\s+([?.!,])", r"\1", " ".join(question.split())).strip(" ,")

"""When an event was that a question counts from or up to: "since the invasion", "before the referendum"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

from index.engines.bm25 import find_content_words
from index.search.query.asked_time import AskedTime, read_bound
from index.snapshots.contents import Contents
from index.text.dates import Period, find_dates, find_weekdays

_EVENT = re.compile(
    r"\b(?P<word>before|since|after|until|till)\s+(?:(?:the\s+)?(?:start|beginning|outbreak)\s+of\s+)?(?:the|a|an)\s+"
    r"(?P<event>[^\W\d_][\w-]*(?:\s+(?:(?:of|in)\s+)?[\w-]+){0,2}?)"
    r"(?:\s+(?:began|begun|started|broke out|happened|took place))?\W*$",
    re.IGNORECASE,
)
_LASTS = re.compile(
    r"\b(?:war|fighting|conflict|crisis|siege|blockade|occupation|protests?|talks|fight)\b", re.IGNORECASE
)
_BEGINS = re.compile(r"\b(?:began|begun|start(?:s|ed)?|broke out|erupted|launched|since|outbreak)\b", re.IGNORECASE)
_MOST_READ = 300
"""Sentences with the word of an event that are read, so that a question takes no longer in a large corpus."""

_LONGEST = 31
"""Days of the longest period that dates an event."""


def find_event_time(contents: Contents, question: str) -> AskedTime | None:
    """Return the time of the event that ends a question, as most sentences date it; None where none does."""
    match = _EVENT.search(question)
    if not match or (match["word"].casefold() == "after" and _LASTS.search(match["event"])):
        return None
    rest = question[: match.start()].strip(" ,")
    if not find_content_words(rest):
        return None  # "what happened after the vote" asks for no more than the vote
    dated = Counter(_find_days(contents, match["event"]))
    if not dated:
        return None
    most = max(dated.values())
    day = min(period.first for period, times in dated.items() if times == most)
    period = next(period for period in dated if period.first == day)
    return AskedTime(period, read_bound(match["word"].casefold()), rest)


def _find_days(contents: Contents, event: str) -> Iterator[Period]:
    """Yield the day or month of every sentence that has the words of an event and just one such time."""
    stems = [word.stem for word in find_content_words(event)]
    for row in contents.engine.find_rows(stems[0], _MOST_READ) if stems else ():
        text = contents.read(int(row))
        published = contents.articles_by_id[contents.entries[int(row)].sentence.article_id].published
        if not set(stems) <= {word.stem for word in find_content_words(text)}:
            continue
        if _LASTS.search(event) and not _BEGINS.search(text):
            continue
        periods = list(_find_exact(text, published))
        if len(periods) == 1:
            yield periods[0]


def _find_exact(text: str, published: date | None) -> Iterator[Period]:
    mentions = [*find_dates(text, published), *(find_weekdays(text, published) if published else ())]
    yield from (each.period for each in mentions if (each.period.last - each.period.first).days < _LONGEST)

"""Which sentence comes first when the answer changes with time, and which are of the time asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from index.engines.bm25 import find_content_words, stem_word
from index.engines.filters import Filters, OfTime
from index.search.confidence.clause import Clause
from index.search.confidence.event import SAME_EVENTS
from index.search.first_stage import Ranking
from index.search.query.asked_time import AskedTime
from index.search.query.question_type import TELLING, QuestionType, find_counted, find_of_type, find_question_type
from index.snapshots.contents import Contents
from index.text.acronyms import join_initials
from index.text.aliases import read_aliases
from index.text.dates import MONTHS, Period, find_dates, find_weekdays
from index.vocabulary import ANY_MONTH, ANY_WEEKDAY, WORD

EXPLICIT_MARGIN = 5.3
"""By how much a newer sentence's score may be lower and still come first where the question says "now"."""

SERIES_MARGIN = 10.0
"""The same of one that counts again what the first does: the next of a series."""

IMPLICIT_MARGIN = 2.7
"""The same where the question only asks for what changes with time."""

_LOOKED_AT = 20
_COUNTS = frozenset(map(min, SAME_EVENTS))

_SINCE = re.compile(r"\b(?:since|after)\b[^,;.]{0,60}$", re.IGNORECASE)
"""What stands before a time when a sentence is of what came after it."""

_ON_A_DAY = re.compile(
    rf"\bon (?:{ANY_WEEKDAY}|\d{{1,2}} (?:{ANY_MONTH})|(?:{ANY_MONTH}) \d{{1,2}})\b|\b(?:yesterday|overnight)\b",
    re.IGNORECASE,
)
_SAYING = re.compile(
    r"\b(?:said|says|told|announced|reported|added|confirmed|statement|counted|put)\b(?:\W+\w+){0,2}\W*$", re.IGNORECASE
)
"""What stands before a day when it is that of the telling."""

_TIMES = re.compile(rf"\d[\d.,]*|\b(?:{ANY_MONTH}|{ANY_WEEKDAY})\b")

_MOST_NAMING = 2_000
"""Sentences with the name of a month or year that are read, so that a question takes no longer in a large corpus."""


def put_newest_first(contents: Contents, question: str, ranking: Ranking, margin: float) -> Ranking:
    """Order the sentences that answer as well as the first by when their articles appeared, undated ones last."""
    alike = find_alike(contents, question, ranking, margin)
    newest = sorted(alike, key=lambda place: _read_published(contents, ranking, place), reverse=True)
    rest = [place for place in range(len(ranking.rows)) if place not in set(alike)]
    return ranking.take(np.array([*newest, *rest], dtype=np.int64))


def find_alike(contents: Contents, question: str, ranking: Ranking, margin: float) -> list[int]:
    """Return the places of the sentences that answer about as well as the first, itself among them.

    They hold what is asked for, a number or a time, count the same (not that of a day where the first does not), have
    all names of the question that the first has, and hardly fewer of its words.
    """
    if not len(ranking.rows):
        return []
    kind = find_question_type(question)
    is_total = kind is QuestionType.HOW_MANY and not _counts_a_day(contents.read(int(ranking.rows[0])))
    asked = _read_alike(question)
    texts = [contents.read(int(row)) for row in ranking.rows[:_LOOKED_AT]]
    covered = [asked & _read_alike(text) for text in texts]
    counted = _read_alike(find_counted(question))
    needed = covered[0] & (
        _COUNTS | counted | _read_alike(" ".join(_find_capitalised(contents.read(int(ranking.rows[0])))))
    )
    margins = (margin, EXPLICIT_MARGIN)  # one that has more words of the question may be scored lower
    series, is_explicit = SERIES_MARGIN if kind is QuestionType.HOW_MANY else 0.0, margin >= EXPLICIT_MARGIN
    return [
        place
        for place, row in enumerate(ranking.rows[:_LOOKED_AT])
        if (
            (
                ranking.scores[place] >= ranking.scores[0] - margins[len(covered[place]) > len(covered[0])]
                and len(covered[place]) >= len(covered[0]) - 1
                and needed <= covered[place]
            )
            or (
                ranking.scores[place] >= ranking.scores[0] - series
                and (is_explicit or needed <= covered[place])
                and _continues(texts[0], texts[place])
            )
        )
        and (kind not in TELLING or place == 0 or find_of_type(kind, contents.read(int(row))))
        and not (is_total and _counts_a_day(contents.read(int(row))))
    ]


def _continues(older: str, newer: str) -> bool:
    """Return whether a text counts again what another does: most of its words, and no other event or name."""
    counted, again = (_read_alike(_TIMES.sub("", text)) for text in (older, newer))
    marks = _COUNTS | _read_alike(" ".join(_find_capitalised(_TIMES.sub("", newer))))
    return 2 * len(counted & again) >= len(again) and (again & marks) <= counted


def find_newer(contents: Contents, question: str, ranking: Ranking, margin: float) -> int | None:
    """Return the place of the newest sentence that answers about as well as the first and is of a later article."""
    alike = find_alike(contents, question, ranking, margin)
    if not alike:
        return None
    newest = max(alike, key=lambda place: _read_published(contents, ranking, place))
    is_newer = _read_published(contents, ranking, newest) > _read_published(contents, ranking, 0) > date.min
    return newest if is_newer else None


def narrow_to_time(contents: Contents, asked: AskedTime, filters: Filters) -> Filters:
    """Narrow to the articles that appeared when they could tell of a time, and to the sentences that name it."""
    naming = [row for row in _find_candidates(contents, asked.period) if names_time(contents, row, asked.period)]
    return replace(filters, time=OfTime(asked.articles.first, asked.articles.last, tuple(naming)))


def names_time(contents: Contents, row: int, period: Period) -> bool:
    """Return whether a sentence names a day, month or year of a period, weekdays by its article's date."""
    published = contents.articles_by_id[contents.entries[row].sentence.article_id].published
    text = contents.read(row)
    mentions = find_dates(text, published)
    if published:
        mentions = [*mentions, *find_weekdays(text, published)]
    return any(
        period.meets(mention.period)
        and _is_as_exact(mention.period, period)
        and not _SINCE.search(text, 0, mention.span.start)
        for mention in mentions
    )


def contradicts_time(contents: Contents, row: int, asked: AskedTime) -> bool:
    """Return whether a sentence is of another time than was asked for, as far as its words and its article tell."""
    if names_time(contents, row, asked.period):
        return False
    published = contents.articles_by_id[contents.entries[row].sentence.article_id].published
    if published is not None:
        return not asked.articles.holds(published)
    return any(mention.has_year for mention in find_dates(contents.read(row)))


def _is_as_exact(named: Period, asked: Period) -> bool:
    """Return whether a named period is no longer than three times the asked one: a year does not name a day."""
    return (named.last - named.first).days <= 3 * (asked.last - asked.first).days + 1


def _find_candidates(contents: Contents, period: Period) -> Sequence[int]:
    words = {str(period.first.year), str(period.last.year)}
    if period.last.toordinal() - period.first.toordinal() < 32:
        words.add(MONTHS[period.first.month])
    rows = [contents.engine.find_rows(stem_word(word), _MOST_NAMING) for word in words]
    return [int(row) for row in np.unique(np.concatenate(rows))] if rows else []


def _read_alike(text: str) -> set[str]:
    """Return the words of a text, those that name the same country or count the same as one."""
    text, find_country = join_initials(text), read_aliases().find_country
    stems = {find_country(word.span.of(text).casefold()) or word.stem for word in find_content_words(text)}
    stems |= {country for word in Clause.read(text).words if " " in word and (country := find_country(word))}
    return {next((min(group) for group in SAME_EVENTS if stem in group), stem) for stem in stems}


def _counts_a_day(text: str) -> bool:
    """Return whether a text counts what was on one day, not all by then: "On Friday nine were killed"."""
    return any(not _SAYING.search(text, 0, day.start()) for day in _ON_A_DAY.finditer(text))


def _find_capitalised(text: str) -> Iterator[str]:
    """Yield the names of a text: its words with a capital letter, at its beginning only that of a country."""
    for number, word in enumerate(WORD.findall(text)):
        if word[0].isupper() and (number or read_aliases().find_country(word.casefold())):
            yield word


def _read_published(contents: Contents, ranking: Ranking, place: int) -> date:
    article = contents.articles_by_id[contents.entries[int(ranking.rows[place])].sentence.article_id]
    return article.published or date.min

"""Dates as pages write them, and lines that hold nothing else."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = (
    "jan(?:uary|uar|vier|uari)? jän(?:ner)? enero ene gennaio janeiro січ(?:ня|ень)? янв(?:аря|арь)? stycznia leden ledna",
    "feb(?:ruary|ruar|rero|braio|ruari)? févr?(?:ier)? fevereiro лют(?:ого|ий)? фев(?:раля|раль)? lutego února",
    "mar(?:ch|zo|s|ço|ca)? märz mrz maart берез(?:ня|ень)? марта? marca března",
    "apr(?:il|ile)? avr(?:il)? abril abr квіт(?:ня|ень)? апр(?:еля|ель)? kwietnia dubna",
    "may mai mayo maggio maio mei трав(?:ня|ень)? мая май maja května",
    "june? juni juin junio giugno junho черв(?:ня|ень)? июн[яь]? czerwca června",
    "july? juli juil(?:let)? julio luglio julho лип(?:ня|ень)? июл[яь]? lipca července",
    "aug(?:ust|ustus)? août agosto ago серп(?:ня|ень)? авг(?:уста|уст)? sierpnia srpna",
    "sept?(?:ember|iembre|embre)? settembre setembro верес(?:ня|ень)? сент?(?:ября|ябрь)? września září",
    "oct(?:ober|ubre|obre)? okt(?:ober)? ottobre outubro жовт(?:ня|ень)? окт(?:ября|ябрь)? października října",
    "nov(?:ember|iembre|embre)? novembro листоп(?:ада|ад)? ноя(?:бря|брь)? listopada listopadu",
    "dec(?:ember)? dez(?:ember|embro)? déc(?:embre)? dic(?:iembre|embre)? груд(?:ня|ень)? дек(?:абря|абрь)? grudnia prosince",
)
"""The twelve months as dates name them, in the languages of most outlets; each word a pattern."""

_DAYS = (
    "mon tues? wednes thurs? fri satur sun monday tuesday wednesday thursday friday saturday sunday wed thu sat "
    "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so "
    "понеділок вівторок середа четвер п.?ятниця субота неділя "
    "понедельник вторник среда четверг пятница суббота воскресенье"
)
_AROUND = (
    "updated? published posted modified last first on at by am pm a.m p.m gmt utc [ecmpj]s?t bst cet|cest eet eest local time ago "
    "hours? minutes? mins? min read date vor und of the st nd rd th de del as of "
    "veröffentlicht aktualisiert erstellt stand uhr um vom lesezeit minuten? "
    "опубліковано оновлено о об год хв оновлена дата публікації сьогодні вчора р року "
    "опубликовано обновлено в г года мск дата публикации сегодня вчера читать "
    "publié le mis à jour publicado actualizado pubblicato opublikowano aktualizacja"
).replace("|", " ")

_MONTH = "|".join(f"(?P<m{number}>{'|'.join(names.split())})" for number, names in enumerate(_MONTHS, 1))
_DAY_MONTH_YEAR = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.|º)?\s+(?:de\s+)?(?:{_MONTH})\.?,?\s+(?:de\s+)?(?P<year>\d{{4}})\b", re.I
)
_MONTH_DAY_YEAR = re.compile(rf"\b(?:{_MONTH})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})\b", re.I)
_MONTH_DAY_CLOCK_YEAR = re.compile(
    rf"\b(?:{_MONTH})\s+(?P<day>\d{{1,2}})\s+\d{{1,2}}:\d{{2}}(?::\d{{2}})?\s+\w{{2,5}}\s+(?P<year>\d{{4}})\b", re.I
)
_ISO = re.compile(r"\b(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)")
_NUMBERS = re.compile(r"(?<![\d.])(?P<one>\d{1,2})(?P<mark>[./-])(?P<two>\d{1,2})(?P=mark)(?P<year>\d{4})(?![\d.]*\d)")
_CJK = re.compile(r"(?P<year>\d{4})\s*[年년]\s*(?P<month>\d{1,2})\s*[月월]\s*(?P<day>\d{1,2})\s*[日일]")
_CLOCK = re.compile(r"\b\d{1,2}(?:[:.]\d{2}(?:[:.]\d{2})?|[hH]\d{2})\b")
_KNOWN = re.compile(
    rf"\b(?:{'|'.join(sorted({*' '.join(_MONTHS).split(), *_DAYS.split(), *_AROUND.split()}, key=len, reverse=True))})\b\.?",
    re.I,
)
_LONGEST_LINE = 120
_AMERICAN = re.compile(r"en-us|es-us|en-ph", re.I)


def read_date(text: str, language: str | None = None) -> date | None:
    """Return the first date in a text that can be read in one way only.

    05/10/2024 is May where the page declares American English, and nothing where it declares nothing.
    """
    for found in _CJK.finditer(text), _ISO.finditer(text):
        for each in found:
            if day := _make(each["year"], each["month"], each["day"]):
                return day
    for pattern in (_DAY_MONTH_YEAR, _MONTH_DAY_YEAR, _MONTH_DAY_CLOCK_YEAR):
        for each in pattern.finditer(text):
            month = next(number for number in range(1, 13) if each[f"m{number}"])
            if day := _make(each["year"], month, each["day"]):
                return day
    return next(filter(None, (_read_numbers(each, language) for each in _NUMBERS.finditer(text))), None)


def is_date_line(text: str) -> bool:
    """Return whether a line holds dates and times, the words that go with them, and nothing else."""
    if not text or len(text) > _LONGEST_LINE or not any(character.isdigit() for character in text):
        return False
    return strip_dates(text) != " ".join(text.split()) and not has_more_than_dates(text)


def has_more_than_dates(text: str) -> bool:
    """Return whether a line has words besides dates, times and the words that go with them."""
    return re.search(r"\w", _KNOWN.sub(" ", re.sub(r"\b\d{1,4}\b", " ", strip_dates(text)))) is not None


def strip_dates(text: str) -> str:
    """Return a line without its dates and times."""
    for pattern in (_DAY_MONTH_YEAR, _MONTH_DAY_YEAR, _ISO, _NUMBERS, _CJK, _CLOCK):
        text = pattern.sub(" ", text)
    return " ".join(text.split())


def _read_numbers(found: re.Match[str], language: str | None) -> date | None:
    """Return the date of 10.05.2024: the day comes first where there are dots, or where no month could."""
    one, two = int(found["one"]), int(found["two"])
    if one > 12 or found["mark"] == "." or one == two:
        return _make(found["year"], two, one)
    if two > 12 or _AMERICAN.match(language or ""):
        return _make(found["year"], one, two)
    if language and not language.lower().startswith("en"):
        return _make(found["year"], two, one)
    return _make(found["year"], two, one) if re.match(r"en-(?:gb|au|nz|ie|in|za)", (language or "").lower()) else None


def _make(year: str | int, month: str | int, day: str | int) -> date | None:
    try:
        made = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return made if made.year >= 1900 else None

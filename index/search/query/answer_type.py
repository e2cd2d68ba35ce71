"""What kind of number or time a question asks for, where its words say so, and whether a text has one.

A sentence without it cannot be the answer, however near it is: "how much did it sell for" and 12 bidders.
"""

from __future__ import annotations

import functools
import re
from enum import StrEnum

from index.search.query.question_type import TELLING, QuestionType, find_of_type, find_question_type
from index.vocabulary import ANY_MONTH, ANY_WEEKDAY


class AnswerType(StrEnum):
    """A kind of number or time that has units or a form of its own."""

    MONEY = "money"
    SHARE = "share"
    AGE = "age"
    LENGTH = "length"
    DISTANCE = "distance"
    CLOCK = "time of day"
    YEAR = "year"
    WEEKDAY = "weekday"
    COUNT = "count"
    SPEED = "speed"
    WEIGHT = "weight"
    HEIGHT = "height"
    TEMPERATURE = "temperature"
    FREQUENCY = "frequency"


_PRICED = r"(?:cost|pay|paid|price|worth|spen[dt]|earn|owe|fine|sell|sold|buy|bought|charge|donat|fund|fetch|budget)\w*"
_SPAN_OF_TIME = r"(?:seconds?|minutes?|hours?|days?|nights?|weeks?|fortnight|months?|years?|decades?|centur(?:y|ies))"
_LENGTH = (
    r"(?:k?m|km|kilomet(?:er|re)s?|met(?:er|re)s?|cm|centimet(?:er|re)s?|mm|miles?|feet|foot|ft|inch(?:es)?|yards?"
    r"|light[ -]years?|nautical miles?|acres?|pages?|words?)"
)
_CURRENCY = (
    r"(?:dollars?|bucks|cents?|euros?|pounds?|pence|rou?bles?|hryvnias?|yen|yuan|rupees?|liras?|rials?|riyals?|dinars?"
    r"|shekels?|francs?|kron(?:er|or|a|e)|z\u0142oty|zloty|pesos?|won|USD|EUR|GBP|free|nothing)"
)
_ASKS = (
    (AnswerType.CLOCK, r"\b(?:what|which|at what) (?:time|hour)\b(?! of (?:the )?(?:year|day))"),
    (AnswerType.YEAR, r"\b(?:what|which|wich) year\b"),
    (AnswerType.WEEKDAY, r"\b(?:what|which|wich) (?:day of the week|weekday)\b"),
    (AnswerType.AGE, r"\bhow old\b"),
    (AnswerType.SHARE, r"\b(?:what|which|wich) (?:percent\w*|share|proportion)\b|\bhow many percent\b"),
    (AnswerType.LENGTH, r"\bhow long\b|\bhow many (?:more |whole )?(?:secs?|mins?|hrs?|yrs?)\b"),
    (AnswerType.LENGTH, rf"\bhow many (?:more |whole )?(?:{_SPAN_OF_TIME}|{_LENGTH})\b"),
    (AnswerType.DISTANCE, r"\bhow far (?:away|is|are|was|were|from)\b"),
    (AnswerType.MONEY, rf"\bhow much (?:money|cash)\b|\bhow much\b(?! of\b).{{0,80}}?\b{_PRICED}\b"),
    (AnswerType.MONEY, r"\b(?:what|whats|what's) (?:is |was |the )*(?:price|cost|salary|fee)\b"),
    (AnswerType.MONEY, rf"\bhow many {_CURRENCY}\b"),
    (AnswerType.COUNT, r"\bhow many\b"),
    (AnswerType.SPEED, r"\bhow (?:fast|quickly)\b"),
    (AnswerType.WEIGHT, r"\bhow heavy\b|\bhow much\b.{0,60}\bweigh(?:s|ed)?\b"),
    (AnswerType.HEIGHT, r"\bhow (?:tall|deep|wide)\b"),
    (AnswerType.TEMPERATURE, r"\bhow (?:hot|cold|warm)\b"),
    (AnswerType.FREQUENCY, r"\bhow often\b"),
)
_OTHERS = (QuestionType.WHY, QuestionType.WHO, QuestionType.WHERE, QuestionType.CLAIM)
"""What is asked for where the words below stand further on: "why is he asking how long it will last"."""

_ASKED = tuple((answer_type, re.compile(pattern, re.IGNORECASE)) for answer_type, pattern in _ASKS)

_NUMERAL = (
    r"(?:\d[\d.,]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
    r"|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|dozens?"
    r"|several|few|an?|half|couple of)"
)
_HAS = {
    AnswerType.MONEY: re.compile(rf"[$€£¥₽₴₪₹]\s?\d|\b{_CURRENCY}\b|\b(?:million|billion|trillion)s?\b", re.IGNORECASE),
    AnswerType.SHARE: re.compile(
        r"\d\s?%|\bper ?cent\b|\bpercentage\b|\b(?:half|halves|thirds?|quarters?|fifths?|tenths?|majority|most|all|none"
        r"|(?:in|of every|out of) (?:\d+|two|three|four|five|six|seven|eight|nine|ten))\b",
        re.IGNORECASE,
    ),
    AnswerType.AGE: re.compile(
        rf"\b{_NUMERAL}[ -](?:year|month|week|day)s?(?:[ -]old)?\b|\baged?\b|\bborn\b|,\s\d{{1,3}},|\(\d{{1,3}}\)"
        r"|\b(?:turn(?:s|ed|ing)?|was|is|at) \d{1,3}\b|\b(?:teen\w*|thirties|forties|fifties|sixties|seventies"
        r"|eighties|centur(?:y|ies))\b",
        re.IGNORECASE,
    ),
    AnswerType.LENGTH: re.compile(
        rf"\b{_NUMERAL}(?:[ -](?:and a half|or|to|more|full|long|{_NUMERAL}))*[ -]?(?:{_SPAN_OF_TIME}|{_LENGTH})\b"
        r"|\b(?:until|till|since|through|indefinite\w*|forever|permanent\w*|overnight|life|lifetime|for (?:weeks|days"
        r"|months|years|hours|decades|centuries|good|now)|as long as)\b|\b(?:from|between)\b.{1,60}\b(?:to|and)\b"
        r"|\b(?:19|20)\d\d\b",
        re.IGNORECASE,
    ),
    AnswerType.DISTANCE: re.compile(
        rf"\b{_NUMERAL}(?:[ -](?:and a half|or|to|more|million|billion|{_NUMERAL}))*[ -]?(?:{_SPAN_OF_TIME}|{_LENGTH})"
        r"\b|\b(?:miles|kilomet(?:er|re)s|km|met(?:er|re)s|feet|next to|border\w*|light[ -]years?)\b",
        re.IGNORECASE,
    ),
    AnswerType.CLOCK: re.compile(
        r"\b\d{1,2}(?::|\.|h)\d\d\b|\b\d{1,2}\s?(?:[ap]\.?\s?m\b|o[’']clock)|\b(?:noon|midday|midnight|dawn|sunrise|sunset"
        r"|dusk|(?:\d{4}|\w+) (?:GMT|UTC|hours))\b|\b(?:morning|afternoon|evening|night)\b",
        re.IGNORECASE,
    ),
    AnswerType.YEAR: re.compile(
        r"\b1\d{3}s?\b|\b20\d\ds?\b|\b(?:last|this|next|that) year\b|\byears? (?:ago|earlier)\b"
    ),
    AnswerType.WEEKDAY: re.compile(rf"\b(?:{ANY_WEEKDAY})\b|\b(?:today|yesterday|tomorrow)\b"),
    AnswerType.SPEED: re.compile(
        rf"\b(?:[mk]ph|km/?h|knots?|mach|speeds?|faster|slower|rate)\b|\b(?:an?|per|every|each) {_SPAN_OF_TIME}\b"
        rf"|\d\s?%|\bper ?cent\b|\b{_NUMERAL}[ -]{_SPAN_OF_TIME}\b|\b(?:seconds|minutes|hours|days|weeks|months)\b",
        re.IGNORECASE,
    ),
    AnswerType.WEIGHT: re.compile(
        r"\d\s?(?:kg|g|lbs?|t)\b|\b(?:kilo(?:gram(?:me)?)?s?|pounds?|tons?|tonnes?|gram(?:me)?s?|ounces?|stone)\b",
        re.IGNORECASE,
    ),
    AnswerType.HEIGHT: re.compile(
        rf"\b{_NUMERAL}(?:[ -](?:and a half|or|to|more|{_NUMERAL}))*[ -]?(?:{_LENGTH}|stor(?:e?ys?|ies)|floors?)\b"
        r"|\d\s?[′'’]\s?\d|\b(?:knee|waist|neck|chest|ankle)[ -](?:deep|high)\b",
        re.IGNORECASE,
    ),
    AnswerType.TEMPERATURE: re.compile(
        r"\d\s?(?:°|º|[CF]\b)|\bdegrees?\b|\b(?:celsius|fahrenheit|freezing|zero)\b", re.IGNORECASE
    ),
    AnswerType.FREQUENCY: re.compile(
        r"\b(?:once|twice|times|daily|nightly|weekly|monthly|yearly|annual(?:ly)?|hourly|always|never|often|rarely|regularly)"
        rf"\b|\b(?:every|each|per|an?) (?:other |few |couple of |{_NUMERAL} )?{_SPAN_OF_TIME}\b",
        re.IGNORECASE,
    ),
}

_NO_COUNT = re.compile(
    r"[$€£¥₽₴₪₹]\s?\d[\d.,]*(?:\s?(?:million|billion|trillion|bn|m|k)\b)?"
    rf"|\b{_NUMERAL}(?: (?:million|billion|trillion))?[ -]{_CURRENCY}\b"
    rf"|\b{_NUMERAL}[ -](?:{_SPAN_OF_TIME}|{_LENGTH})\b"
    rf"|\b(?:{ANY_MONTH})\.? \d{{1,2}}(?:,? \d{{4}})?\b|\b\d{{1,2}} (?:{ANY_MONTH})\b"
    rf"|\b(?:in|since|by|of|from|until|till|early|late|the|this|{ANY_MONTH})[ -](?:19|20)\d\d\b"
    r"|\b\d{1,2}(?::\d\d| ?[ap]\.?m\b)|\bone (?:of|another|day)\b|\b(?:no|this|that|each|every|any|some)[ -]one\b",
    re.IGNORECASE,
)
"""Numbers that count nothing: money, spans of time, lengths, days, years, hours."""


@functools.lru_cache(maxsize=256)
def find_answer_type(question: str) -> AnswerType | None:
    """Return the kind of number or time that a question asks for by name, or None."""
    if find_question_type(question) in _OTHERS:
        return None
    return next((answer_type for answer_type, pattern in _ASKED if pattern.search(question)), None)


def lacks_asked_type(question: str, text: str) -> bool:
    """Return whether a question asks for a number or a time and a text has none of that kind."""
    answer_type = find_answer_type(question)
    if answer_type is AnswerType.COUNT:
        return not find_of_type(QuestionType.HOW_MANY, _NO_COUNT.sub(" ", text))
    if answer_type is not None:
        return not _HAS[answer_type].search(text)
    question_type = find_question_type(question)
    return question_type in TELLING and not find_of_type(question_type, text)

"""What a question asks for, and where a text has something of that kind."""

from __future__ import annotations

import functools
import re
from enum import StrEnum

from index.corpus.span import Span
from index.engines.stopwords import FUNCTION_WORDS
from index.vocabulary import ANY_MONTH, ANY_WEEKDAY


class QuestionType(StrEnum):
    """What a question asks for; CLAIM is what somebody says or whether it is so."""

    WHO = "who"
    WHEN = "when"
    WHERE = "where"
    HOW_MANY = "how many"
    WHY = "why"
    CLAIM = "claim"
    WHAT = "what"


_SAYS = r"(?:say|said|tell|told|think|thought|call|called|claim|admit|compare|liken|react|describe|respond|warn|vote)"
_NUMBER = r"(?:number|population|percent\w*|share|proportion|turnout|total|toll|%)"
_BEFORE_NUMBER = r"(?:(?:is|was|are|were|the|exact|total|overall|current|average|voter|death) )"
_ASKS = (
    (QuestionType.WHY, r"\bwhy\b|^y\b|\bhow come\b|\bwhat(?:'s| is| was|s)? (?:the )?(?:main )?(?:reason|cause)"),
    (
        QuestionType.HOW_MANY,
        r"\bhow (?:many|much|long|far|old|big|large|high|often)\b"
        rf"|\b(?:what|which|wich)\S{{0,20}} {_BEFORE_NUMBER}{{0,4}}{_NUMBER}|\b(?:number|population|turnout)\b",
    ),
    (
        QuestionType.WHEN,
        r"\bwhen\b|\b(?:what|which|wich) (?:date|year|day|time|month)\b|\bhow (?:soon|recently)\b|\bsince what\b",
    ),
    (QuestionType.WHERE, r"\bwhere\b|\b(?:what|which|wich) (?:city|town|village|country|region|place|state)\b"),
    (QuestionType.WHO, r"\bwho(?:m|se|s|'s)?\b"),
    (QuestionType.CLAIM, rf"\b(?:what|how) (?:did|does|do|has|have|had) (?:\S+ ){{1,8}}{_SAYS}\b"),
    (QuestionType.CLAIM, r"^(?:did|does|do|is|are|was|were|has|have|had|will|would|can|could|should|isn't|didn't)\b"),
    (QuestionType.WHAT, r"\b(?:what|which|wich|how)\S*"),
)
_KINDS = tuple((question_type, re.compile(pattern, re.IGNORECASE)) for question_type, pattern in _ASKS)

_ASKING = _KINDS[-1][1]

_COUNTED = (
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    r"|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|dozens?|hundreds?|thousands?|millions?"
    r"|billions?|half|third|quarter|none|nobody|several|few"
)
_AMOUNT = rf"[$€£]?\d+(?:[.,]\d+)*(?:\s?-\s?\d+(?:[.,]\d+)*)?|\b(?:{_COUNTED})\b"
_UNIT = r"(?:\s?(?:%|percent\b|per cent\b|hundred\b|thousand\b|million\b|billion\b|trillion\b))"
_NAME = r"[A-Z][\w’'-]{1,40}"
_HOLDS = {
    QuestionType.HOW_MANY: re.compile(rf"(?:{_AMOUNT})(?:[\s-](?:{_COUNTED})\b)*{_UNIT}*", re.IGNORECASE),
    QuestionType.WHEN: re.compile(
        rf"\b(?:\d{{1,2}}\s)?(?:{ANY_MONTH})\b(?:\s\d{{1,2}}\b)?(?:,?\s\d{{4}})?|\b(?:{ANY_WEEKDAY})\b|\b(?:19|20)\d\ds?\b"
        r"|\b(?:today|yesterday|tomorrow|tonight|until \w+)\b"
        r"|\b(?:in|by|next|last|this|the|early|late) (?:the )?(?:summer|winter|spring|autumn)\b"
        r"|\b(?:\w+ )?(?:days?|weeks?|months?|years?|hours?)\b"
    ),
    QuestionType.WHO: re.compile(rf"(?<=\w[\s,] )?(?:\b{_NAME})(?:\s(?:(?:of|de|van|von|al)\s)?{_NAME})+"),
}

TELLING = (QuestionType.HOW_MANY, QuestionType.WHEN)
"""Kinds of which a sentence that has nothing cannot be the answer."""


@functools.lru_cache(maxsize=256)
def find_question_type(question: str) -> QuestionType:
    """Return what a question asks for, as its first question word says."""
    found = [(match.start(), question_type) for question_type, pattern in _KINDS if (match := pattern.search(question))]
    return min(found, key=lambda each: each[0])[1] if found else QuestionType.WHAT


_STATEMENT = re.compile(
    r"(?P<subject>(?:the )?"
    r"(?:(?!(?:the|a|an|it|he|she|they|we|you|i|this|that|there|who|and|but|if)\b)[\w'’-]+ ){1,4}?)"
    r"(?P<auxiliary>is|are|was|were|has|have|had|will|can) (?P<rest>\S+ .*|\w+ed)",
    re.IGNORECASE,
)


def put_as_question(text: str) -> str:
    """Return a statement as the question whether it is so: "is Orlan at war", for "Orlan is at war"."""
    statement = _STATEMENT.fullmatch(text.strip())
    if not statement or find_question_type(text) is not QuestionType.WHAT or _ASKING.search(text):
        return text
    before = statement["subject"].casefold().split()
    if not FUNCTION_WORDS.isdisjoint(before[1:]):
        return text
    return f"{statement['auxiliary'].lower()} {statement['subject']}{statement['rest']}"


def find_of_type(question_type: QuestionType, text: str) -> list[Span]:
    """Return where a text has a number, a time or a full name, for the kinds that ask for one."""
    pattern = _HOLDS.get(question_type)
    return [Span(*match.span()) for match in pattern.finditer(text)] if pattern else []


_HOW_MANY = re.compile(
    r"\bhow (?:many|much)\s+"
    r"(?P<noun>(?:(?!(?:is|are|was|were|has|have|had|did|do|does|will|would|can|died|in|of|by|from)\b)"
    r"[\w'’-]+\s*){1,4})",
    re.IGNORECASE,
)


def find_counted(question: str) -> str:
    """Return what a question asks the number of, or nothing."""
    found = _HOW_MANY.search(question)
    return found["noun"].strip() if found else ""

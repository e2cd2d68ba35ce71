"""Who somebody is and what something is: what such a question asks about, and which sentences introduce it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.search.query.question_type import QuestionType, find_question_type
from index.text.aliases import match_name, read_aliases

_I = re.IGNORECASE
_ASKS = re.compile(
    r"^(?:who|what)(?:['’]?s|\s+(?:is|are|was|were))\s+(?:(?:the|a|an)\s+)?(?P<term>[^\W\d_][\w'’.-]*(?:\s+[\w'’.-]+){0,5}?)\W*$",
    _I,
)
_NO_TERM = re.compile(
    r"\b(?:he|she|it|they|that|this|there|you|your|going|happening|new|true|in|at|on|to|for|from|with|by|about|between"
    r"|who|which|doing|saying|said|did|does|has|have|being|behind|against|responsible|name|reason|point|plan|status"
    r"|\w+ing\s+\w+)\b",
    _I,
)
_NAME = r"(?:[A-ZÀ-ÞЀ-Я][\w'’-]+)(?:\s+(?:(?:of|de|van|von|al|bin)\s+)?[A-ZÀ-ÞЀ-Я][\w'’-]+){0,3}"
_REST_OF_NAME = r"(?:[’']s)?(?:\s+[A-Z][\w'’-]+){0,2}(?:\s\([^)]{1,12}\))?"
_SAYS_WHAT_IT_IS = re.compile(
    rf"{_REST_OF_NAME}(?:,\s*|\s+)(?:(?:who|which|that)\s+)?(?:is|was|are|were)\s+(?:still\s+|now\s+)?"
    r"(?:the|an?|one of|[a-z]+[’']s)\s+[a-z]"
)
_APPOSITION_AFTER = re.compile(
    rf"{_REST_OF_NAME}(?:,|\s[–—-])\s+(?:(?:the|an?|one of|its|his|their|a former|former)\s+)?[a-z][\w'’ -]{{3,}}"
)
_ROLE_BEFORE = re.compile(
    r"(?:\b(?:the|an?|its|his|her|their)\s+)?(?:\b[\w'’-]+\s+){0,4}\b[a-z][\w-]{3,}\s+(?:[A-Z][\w'’-]+\s+){0,2}$"
)
_TITLE_BEFORE = re.compile(r"\b[A-Z][\w'’-]+\s+(?:[A-Z]?[\w'’-]+\s+){0,2}(?:[A-Z][\w'’-]+\s+){0,2}$")


@dataclass(frozen=True)
class Defined:
    """What a question wants introduced; an office names nobody and asks who holds it."""

    term: str
    is_office: bool


def find_defined(question: str) -> Defined | None:
    """Return what "who is X" or "what is X" asks about, or None for another question."""
    match = _ASKS.match(question.strip())
    if (
        not match
        or find_question_type(question) not in (QuestionType.WHO, QuestionType.WHAT)
        or _NO_TERM.search(match["term"])
    ):
        return None
    term = match["term"].strip(" .")
    is_office = question.strip().casefold().startswith("who") and bool(_OFFICE.search(term))
    return Defined(term, is_office)


def introduces(defined: Defined, text: str) -> int:
    """Return how plainly a text says who or what something is: 0 not at all, 3 in so many words."""
    if defined.is_office:
        return _names_holder(defined.term, text)
    return max((_grade(text, match) for match in _find_term(defined.term, text)), default=0)


_OFFICE = re.compile(
    r"\b(?:president|premier|prime minister|minister|chancellor|king|queen|pope|leader|head|chief|commander|general"
    r"|governor|mayor|spokes(?:man|woman|person)|secretary|ambassador|envoy|director|chairman|chair|founder|owner|boss"
    r"|patriarch|speaker|captain|colonel)\b",
    _I,
)


def _find_term(term: str, text: str) -> list[re.Match[str]]:
    names = {term, *read_aliases().spellings.get(term.casefold(), ())}
    return [match for name in names for match in match_name(name).finditer(text)]


def _grade(text: str, match: re.Match[str]) -> int:
    if not match[0][0].isupper() and not match[0].isdigit() and match.start() > 0:
        return 0
    if _SAYS_WHAT_IT_IS.match(text, match.end()):
        return 3
    if _APPOSITION_AFTER.match(text, match.end()):
        return 2
    before = text[max(0, match.start() - 60) : match.start()]
    return 1 if _ROLE_BEFORE.search(before) or _TITLE_BEFORE.search(before) else 0


def _names_holder(term: str, text: str) -> int:
    """Return whether a text names who holds an office: "Ukrainian President X", "X, the president of Ukraine"."""
    office = _OFFICE.search(term)
    assert office is not None
    words = re.findall(r"[\w'’-]+", term.replace(office[0], " "))
    countries = [word for word in words if word.casefold() in read_aliases().peoples]
    others = [word for word in words if word not in countries and word.casefold() not in {"of", "the", "for"}]
    if not any(needed and all(_has_word(word, text) for word in needed) for needed in (countries, others)):
        return 0
    # "commander" is an office of "commander-in-chief" and "Commander of the Armed Forces", too.
    title = rf"\b{re.escape(office[0])}(?:-\w+)*"
    of_something = r"(?:\s+(?:of|for)\s+(?:the\s+)?(?:[\w'’-]+\s+){0,3}?[\w'’-]+)?"
    named_after = re.search(rf"(?i:{title}{of_something}),?\s+{_NAME}", text)
    named_before = re.search(rf"{_NAME}(?i:,\s+(?:who\s+is\s+)?(?:the\s+)?(?:[\w'’-]+\s+){{0,3}}?{title})", text)
    return 2 if named_after or named_before else 0


def _has_word(word: str, text: str) -> bool:
    lowered = word.casefold()
    peoples = read_aliases().peoples
    same = {name for name, of in peoples.items() if of == peoples.get(lowered)} | set(
        read_aliases().find_mentions(lowered)
    )
    return any(match_name(each).search(text) for each in {lowered, lowered.rstrip("s"), *same})

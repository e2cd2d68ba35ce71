"""Who somebody is and what something is: what such a question asks about, and which sentences introduce it."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.engines.bm25 import stem_word
from index.search.query.question_type import QuestionType, find_question_type
from index.text.acronyms import find_initials
from index.text.aliases import match_name, read_aliases

_I = re.IGNORECASE
_OFFICES = (
    r"(?:president|premier|prime minister|minister|chancellor|king|queen|pope|leader|head|chief|commander|general"
    r"|governor|mayor|spokes(?:man|woman|person)|secretary|ambassador|envoy|director|chairman|chair|founder|owner|boss"
    r"|patriarch|speaker|captain|colonel)"
)
_OFFICE = re.compile(rf"\b{_OFFICES}\b", _I)
_ASKS = re.compile(
    r"^(?:who|what)(?:['’]?s|\s+(?:is|are|was|were))\s+(?:(?:the|a|an)\s+)?(?P<term>[^\W\d_][\w'’.-]*(?:\s+[\w'’.-]+){0,5}?)\W*$",
    _I,
)
_NO_TERM = re.compile(
    r"\b(?:he|she|it|they|that|this|there|you|your|going|happening|new|true|in|at|on|to|for|from|with|by|about|between"
    r"|who|which|doing|saying|said|did|does|has|have|being|behind|against|responsible|name|reason|point|plan|status"
    r"|(?!acting)\w+ing\s+\w+)\b",
    _I,
)
_NAME = r"(?:[A-ZÀ-ÞЀ-Я][\w'’-]+)(?:\s+(?:(?:of|de|van|von|al|bin)\s+)?[A-ZÀ-ÞЀ-Я][\w'’-]+){0,3}"
_LEADS = re.compile(
    r"^who\s+(?:leads?|led|heads?|headed|commands?|commanded|runs?|ran|rules?|ruled|governs?|governed)\s+"
    r"(?:(?:the|a|an)\s+)?(?P<term>[^\W\d_][\w'’.-]*(?:\s+[\w'’.-]+){0,5}?)\W*$",
    _I,
)
_BARE = re.compile(
    r"^(?!wh)(?:the\s+)?(?:(?:current|new|present)\s+)?(?P<term>(?:[\w'’-]+\s+){0,2}OFFICE\s+of\s+(?:the\s+)?[\w'’-]+(?:\s+[\w'’-]+)?"
    r"|[\w'’-]+(?:\s+[\w'’-]+)?\s+OFFICE)\W*$".replace("OFFICE", _OFFICES),
    _I,
)
"""An office without a question word: "president of kestria?"."""

_REST_OF_NAME = r"\)?(?:[’']s)?(?:\s+[A-Z][\w'’-]+){0,2}(?:\s\([^)]{1,12}\))?"
_NOT_A_CLAUSE = r"(?!(?:said|says|told|and|or|but|which|when|after|before|while|as|where|\w+ed)\b)"
_SAYS_WHAT_IT_IS = re.compile(
    rf"{_REST_OF_NAME}(?:,\s*|\s+)(?:(?:who|which|that)\s+)?(?:is|was|are|were)\s+(?:still\s+|now\s+)?"
    r"(?:the|an?|one of|[a-z]+[’']s)\s+[a-z]"
)
_APPOSITION_AFTER = re.compile(
    rf"{_REST_OF_NAME}(?:,|\s[–—-])\s+{_NOT_A_CLAUSE}"
    r"(?:(?:the|an?|one of|its|his|their|a former|former)\s+)?[a-z][\w'’ -]{3,}"
)
_WORK_AFTER = re.compile(
    rf"{_REST_OF_NAME}(?:,[^,.;]{{3,60}},)?\s+(?:(?:has|had|once|now|then|later|also|still|briefly|currently)\s+){{0,2}}"
    r"(?:command(?:s|ed)|leads|led|head(?:s|ed)|rule[sd]|govern(?:s|ed)|chair(?:s|ed)|(?:co-)?found(?:s|ed)|runs|ran"
    r"|presid(?:es|ed) over|direct(?:s|ed)|represent(?:s|ed)|edit(?:s|ed)|own(?:s|ed)|advis(?:es|ed)|coach(?:es|ed)"
    r"|(?:serve[sd]|work(?:s|ed)|act(?:s|ed)) (?:as|for)|(?:speaks|spoke|negotiate[sd]|mediate[sd]|spie[sd]) for"
    r"|(?:became|becomes)\s(?:the|an?|its|their)|(?:took|takes|seized|came to) (?:power|office)"
    r"|(?:was|is) (?:elected|appointed|named|chosen|sworn in))\s"
)
_ROLE_BEFORE = re.compile(
    r"(?:\b(?:the|an?|its|his|her|their)\s+)?(?:\b[\w'’-]+\s+){0,4}\b[a-z][\w-]{3,}\s+(?:[A-Z][\w'’-]+\s+){0,2}$"
)
_TITLED = re.compile(
    rf"\b(?:{_OFFICES}|judge|lieutenant|major|admiral|bishop|doctor|professor|senator|deputy|sergeant)\s+"
    r"(?:[A-ZÀ-ÞЀ-Я][\w'’-]+\s+){0,2}$",
    _I,
)
_TITLE_BEFORE = re.compile(
    r"\b(?!(?:The|An?|In|On|At|And|But|When|After|For|With|From|By)\b)"
    r"[A-Z][\w'’-]+\s+(?:[A-Z]?[\w'’-]+\s+){0,2}(?:[A-Z][\w'’-]+\s+){0,2}$"
)


@dataclass(frozen=True)
class Defined:
    """What a question wants introduced; an office names nobody and asks who holds it."""

    term: str
    is_office: bool


def find_defined(question: str) -> Defined | None:
    """Return what "who is X" or "what is X" asks about, or None for another question."""
    if (leads := _LEADS.match(question.strip())) and not _NO_TERM.search(leads["term"]):
        return Defined(f"leader of {leads['term'].strip(' .')}", is_office=True)
    if (bare := _BARE.match(question.strip())) and not _NO_TERM.search(bare["term"]):
        return Defined(bare["term"].strip(" ."), is_office=True)
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


def introduces(defined: Defined, text: str, before: str = "") -> int:
    """Return how plainly a text says who or what something is: 0 not at all, 3 in so many words.

    `before` is the sentence that "its leader" refers to.
    """
    if defined.is_office:
        return 2 if find_holder(defined, text, before) else 0
    return max((_grade(text, match) for match in _find_term(defined.term, text)), default=0)


def has_title(defined: Defined, text: str) -> bool:
    """Return whether a text has a person's office or rank right before the name: "General Ivo Brandt"."""
    places = (match.start() for match in _find_term(defined.term, text))
    return not defined.is_office and any(_TITLED.search(text, 0, place) for place in places)


def find_holder(defined: Defined, text: str, before: str = "") -> str | None:
    """Return who a text says holds an office: "Ukrainian President X", "X, the president of Ukraine"."""
    office = _OFFICE.search(defined.term)
    assert office is not None
    words = re.findall(r"[\w'’-]+", defined.term.replace(office[0], " "))
    countries = [word for word in words if word.casefold() in read_aliases().peoples]
    others = [word for word in words if word not in countries and word.casefold() not in {"of", "the", "for"}]
    around = f"{before} {text}" if _OWNED.match(text) else text
    if not any(needed and all(_has_word(word, around) for word in needed) for needed in (countries, others)):
        return None
    named = (match for form in _find_forms(office[0].casefold()) for match in form.finditer(text))
    kinds = _find_kinds(defined.term, office[0], countries)
    return next((match["name"] for match in named if _may_hold(match, countries) and _is_of_kind(match, kinds)), None)


def _find_kinds(term: str, office: str, countries: Sequence[str]) -> set[str]:
    """Return the stems of what a minister or secretary is asked for of: defence, foreign."""
    if office.casefold() not in _OF_MANY:
        return set()
    before = term[: term.casefold().index(office.casefold())]
    words = set(re.findall(r"[\w'’-]+", before)) - set(countries)
    return {_stem_kind(word) for word in words} - {"the", "new", "current", "former"}


def _is_of_kind(match: re.Match[str], kinds: set[str]) -> bool:
    near = match.string[max(0, match.start() - _NEAR) : match.end()]
    return kinds <= {_stem_kind(word) for word in re.findall(r"[\w'’-]+", near)}


def _stem_kind(word: str) -> str:
    return stem_word(word.casefold().replace("defense", "defence"))


def _may_hold(match: re.Match[str], countries: Sequence[str]) -> bool:
    """Return whether the one whom a text names with an office is a person, and the office of no other country."""
    find_country = read_aliases().find_country
    around = match.string[max(0, match.start() - _NEAR) : match.end() + _NEAR]
    named = {country for word in re.findall(r"[\w'-]+", around) if (country := find_country(word.casefold()))}
    asked = {find_country(country.casefold()) for country in countries}
    if _OF_A_PART.match(match.string, match.end()):
        return False
    return match["name"].casefold() not in read_aliases().peoples and not (asked and named and asked.isdisjoint(named))


_OF_A_PART = re.compile(r"(?:\s+(?:of|for)\s+(?:the\s+)?[\w-]+)?[’']s\s+[a-z]")
"""What stands behind an office of a part: "president of Kestria's parliament" is none of Kestria."""

_OF_MANY = ("minister", "secretary")
"""Offices of which a government has one for each thing."""

_NEAR = 30
"""Characters beside an office among which a country is named whose it is."""

_LEADING = (
    *["leader", "head", "chief", "commander", "president", "boss", "chairman", "chairwoman"],
    "(?:secretary|director)[- ]general",
)
"""Offices that "leader" and "head" may mean."""

_TAKES_OFFICE = (
    r"(?:(?:was|is|has been|had been)\s+)?"
    r"(?:sworn in|took over|takes over|named|appointed|elected|chosen|replace[ds]|succeed(?:ed|s)|became|becomes)"
)
_LEADS_NOW = r"(?:leads|led|heads|headed|commands|commanded|runs|rules|ruled|governs|governed)\b"
_IS_LED_BY = r"\b(?:led|headed|commanded|run|ruled|governed) by(?:\s+[a-z]\w*){0,3}"
_OWNED = re.compile(r"(?:Its|Their|His|Her)\b")


def _find_term(term: str, text: str) -> list[re.Match[str]]:
    names = {term, *read_aliases().spellings.get(term.casefold(), ())}
    return [match for name in names for match in match_name(name).finditer(text)]


def _grade(text: str, match: re.Match[str]) -> int:
    if not match[0][0].isupper() and not match[0].isdigit() and match.start() > 0:
        return 0
    if _SAYS_WHAT_IT_IS.match(text, match.end()):
        return 3
    if _APPOSITION_AFTER.match(text, match.end()) or _WORK_AFTER.match(text, match.end()):
        return 2
    before = text[max(0, match.start() - 60) : match.start()]
    return 1 if _ROLE_BEFORE.search(before) or _TITLE_BEFORE.search(before) else 0


@functools.cache
def _find_forms(office: str) -> tuple[re.Pattern[str], ...]:
    """Return the forms in which a text names who holds an office."""
    words = _LEADING if office in _LEADING else (office,)
    # "commander" is an office of "commander-in-chief" and "Commander of the Armed Forces", too.
    title = rf"\b(?:{'|'.join(words)})(?:-\w+)*"
    of_something = r"(?:\s+(?:of|for)\s+(?:the\s+)?(?:[\w'’-]+\s+){0,3}?[\w'’-]+)?"
    name, behind = rf"(?P<name>{_NAME})", rf"(?:[\w'’-]+\s+){{0,3}}?{title}"
    leads = rf"{name}(?:,[^,.;]{{3,60}},)?\s+(?i:{_LEADS_NOW})"
    return (
        *((re.compile(leads), re.compile(rf"(?i:{_IS_LED_BY})\s+{name}")) if office in _LEADING else ()),
        re.compile(rf"{name}\s+(?i:{_TAKES_OFFICE})\b[^.;]{{0,60}}?(?i:{title})"),
        re.compile(rf"(?i:{title}{of_something}),?\s+{name}"),
        re.compile(rf"{name}(?i:,\s+(?:who\s+is\s+)?(?:the\s+)?{behind})"),
    )


def _has_word(word: str, text: str) -> bool:
    lowered = word.casefold()
    peoples = read_aliases().peoples
    same = {name for name, of in peoples.items() if of == peoples.get(lowered)} | set(
        read_aliases().find_mentions(lowered)
    )
    if find_initials(lowered, re.findall(r"[\w'’-]+", text)):
        return True
    return any(match_name(each).search(text) for each in {lowered, lowered.rstrip("s"), *same})

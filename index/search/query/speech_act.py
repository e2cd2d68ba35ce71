"""What somebody does with a question besides asking for a fact: ask the bot, ask for a verdict, compare."""

from __future__ import annotations

import re
from enum import StrEnum

from index.search.query.phrasings import is_loaded
from index.text.aliases import read_aliases


class SpeechAct(StrEnum):
    """What a question is for; only a QUESTION can be answered by one sentence."""

    QUESTION = "question"
    COMPARISON = "comparison"
    VERDICT = "verdict"
    TO_THE_BOT = "to the bot"
    SMALL_TALK = "small talk"


_I = re.IGNORECASE
_SMALL_TALK = re.compile(
    r"\W*(?:(?:hi|hello|hey|yo|thanks?|thank you|thx|ty|cheers|ok(?:ay)?|lol|lmao"
    r"|good (?:bot|morning|evening|night|job)"
    r"|bad bot|nice|cool|great|help|test(?:ing)?|bye|please|wow|yes|no|sorry|so much|a lot|there|all|everyone|bot"
    r"|привіт|дякую|дуже|бот|допомога|ок|привет|спасибо|помощь|пока)\W*)+",
    _I,
)
_TO_THE_BOT = re.compile(
    r"\b(?:ignore|forget|disregard)\b.{0,40}\b(?:instructions?|prompts?|rules|previous|above)\b"
    r"|\b(?:your|you)(?:'re| are)? (?:instructions?|system prompt|prompt|an? (?:ai|bot|language model|llm|robot))\b"
    r"|^(?:please )?(?:say|repeat|write|print|pretend|act|imagine|roleplay|translate|summari[sz]e)\b(?! that\?)"
    r"|\bsay (?:that|after me)\b|\b(?:who|what) (?:are|made|created|built) you\b|\bare you\b(?! sure)"
    r"|\b(?:do|can|could|will|would|should) you\b(?! (?:know|tell me|find|show))"
    r"|\b(?:on )?whose (?:side|you (?:side|party)) ?(?:are you|r u|$)"
    r"|\bwhat(?:'s| is| are) your (?:opinion|view|thoughts?|favou?rite|name)\b|\byou (?:support|think|believe|like)\b",
    _I,
)
_VERDICT = re.compile(
    r"\bwho(?:'?s| is| are| was| were)? (?:in the )?(?:right|wrong|to blame|at fault|guilty|responsible for the war"
    r"|the (?:bad|good) (?:guys?|side)|the aggressor|the victims?|worse|better|evil|winning|losing|stronger|lying)\b"
    r"|\bwho (?:will|would|should|is going to|can|really) (?:win|lose|be blamed|started)\b"
    r"|\bwho (?:started|began|provoked|caused) (?:it|this|(?:the|this|all this) (?:\w+ )?"
    r"(?:war|fighting|shooting|conflict|violence|clash(?:es)?|crisis))\b"
    r"|\bwho (?:broke|violated|fired first|attacked first|shot first)\b(?! (?:the )?(?:news|story|record))"
    r"|\bwhich (?:side|country) (?:is|was|has) (?:right|wrong|better|worse|evil|to blame|winning|losing)\b"
    r"|\b(?:whose|who's) (?:(?:this|that|it|is it) )?(?:fault|side|blame)\b"
    r"|\bis (?:it|this|that) (?:right|wrong|fair|just|justified|moral|evil)\b"
    r"|\b(?:is|are|was|were) \w+(?: \w+)? (?:evil|good|bad|right|wrong|stupid|crazy|justified|a monster|a hero|heroes"
    r"|(?:an? )?(?:idiots?|terrorists?|nazis?|fascists?|murderers?|liars?|dictators?|aggressors?|traitors?|puppets?"
    r"|losers?|(?:war )?criminals?)|the (?:bad|good) guys?)(?:,? (?:yes or no|or (?:not|no|what)|right|tho))?\W*$"
    r"|\b(?:is|are|was|were) (?:\w+ ){1,3}(?:right|wrong|justified) (?:to|in) \w"
    r"|\b(?:is|are|was|were) (?:\w+ ){1,3}(?:guilty|to blame|at fault|the aggressors?|the victims?|justified)\b"
    r"|\b(?:commit\w*|guilty of) (?:an? )?(?:genocide|war crimes?|ethnic cleansing|atrocit\w+|massacres?)\b"
    r"|\bwho(?:'?s| is| are| was| were) (?:the )?(?:real )?"
    r"(?:terrorists?|nazis?|fascists?|murderers?|liars?|victims?)\b"
    r"|\bshould (?:we|i|one|the world|the west)\b"
    r"|\bwho (?:do you|should (?:we|i)|can (?:we|i)) (?:support|believe|trust)\b"
    r"|\b(?:best|worst|most evil|greatest) (?:side|army|president|leader|country)\b",
    _I,
)
_COMPARES = re.compile(
    r"\b(?:more|less|fewer|most|least|bigger|smaller|larger|stronger|weaker|better|worse|higher|lower|better off)\b", _I
)
_EITHER = re.compile(
    r"(?<![\w'’.-])['’.-]*+(?P<one>\w[\w'’.-]*+)\s++(?:or|vs\.?|versus|than|compared (?:to|with))\s++(?:the\s++)?"
    r"(?P<other>(?:(?:north|south|east|west)(?:ern)?\s++)?+[\w'’.-]++)\W*+$",
    _I,
)
"""Possessive, since a long word of marks would be tried from each of them again."""

_BOTH_FIRST = re.compile(
    r"^(?:did|do|does|has|have|had|is|are|was|were|will)\s+(?:the\s+)?(?P<one>\w+)\s+or\s+(?:the\s+)?(?P<other>\w+)\s",
    _I,
)
_WHICH_OF_TWO = re.compile(r"^(?:who|which|whose)\b.*\bor\b", _I)


def find_speech_act(question: str) -> SpeechAct:
    """Return what a question is for, by its wording alone."""
    if _SMALL_TALK.fullmatch(question):
        return SpeechAct.SMALL_TALK
    if _TO_THE_BOT.search(question):
        return SpeechAct.TO_THE_BOT
    if _VERDICT.search(question) or is_loaded(question):
        return SpeechAct.VERDICT
    return SpeechAct.COMPARISON if find_compared(question) else SpeechAct.QUESTION


def find_compared(question: str) -> tuple[str, str] | None:
    """Return the two that a question compares at its end: "who lost more tanks, russia or ukraine"."""
    match = _EITHER.search(question) or _BOTH_FIRST.search(question)
    compares = _COMPARES.search(question) or _WHICH_OF_TWO.match(question)
    of_two = match and read_aliases().find_country(match["one"]) and read_aliases().find_country(match["other"])
    if not match or not (compares or of_two) or match["other"].casefold() in {"not", "less", "more", "so"}:
        return None
    return None if match["other"][0].isdigit() else (match["one"], match["other"])

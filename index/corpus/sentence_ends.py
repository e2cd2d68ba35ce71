"""Whether a full stop, a question mark or a quotation mark ends a sentence or is within one."""

from __future__ import annotations

import re

from index.vocabulary import ABBREVIATED_TITLES, ANY_MONTH, ANY_WEEKDAY, MONTHS

DASHES = "-–—―"
_BIG = "A-ZÀ-ÞА-ЯЄІЇҐ"
_SMALL = "a-zà-þа-яёєіїґ"
_CLOSING = "\"'”’»"
_ENDS_SENTENCE = re.compile(r"[.!?…][\"'”’»)\]]*$")
SEEN = 500
"""Characters before and after a place that decide whether a sentence ends there; all would be copied at each place."""

_ATTRIBUTION_TAIL = re.compile(rf"[{DASHES}]{{1,2}}\s{{0,100}}[{_BIG}][^.!?…]{{2,120}}\.?$")
_OPENS_LOWER = re.compile(rf"[{DASHES}\s]*[{_SMALL}]")
_CLOSES = re.compile(rf"[”’»]|[\"'“](?=\s*$|\s*[,;:]|\s+[{_SMALL}])")
_EXCLAIMED = re.compile(rf"[!?]+\s?[{_CLOSING}],?$")
_SAYS = (
    "said|says|asked|asks|added|adds|told|tells|replied|replies|responded|answered|wrote|writes|tweeted|posted|shouted|cried|"
    "exclaimed|yelled|screamed|chanted|demanded|wondered|continued|recalled|joked|quipped|insisted|declared|pleaded|begged"
)
_BEHIND_CUE = (
    "on|in|to|at|as|of|from|during|after|before|when|while|with|by|again|later|him|her|them|me|us|reporters|journalists|"
    f"last|this|yesterday|today|{ANY_WEEKDAY}"
)
_NAMES_SPEAKER = re.compile(
    rf"(?:[{_BIG}][\w.'’-]*|the\b|an?\b)(?:,?\s+[\w'’-]+\.?){{0,14}}?,?\s+(?:{_SAYS})\b(?=[.,;:]|\s*$|\s+(?:{_BEHIND_CUE})\b)"
)
_OPENER = re.compile(
    r"[“\"«‘']?(?:The|An?|He|She|It|They|We|I|You|This|That|These|Those|There|Here|His|Her|Its|Their|Our|My|Your|But|And|Or|So|"
    r"Yet|In|On|At|For|From|With|By|As|If|When|While|After|Before|Since|Until|Although|Though|Because|However|Then|Now|Also|"
    r"No|Not|Nobody|None|One|Some|Many|Most|All|What|Who|How|Why|Where|Which|Asked|According)\b(?!\.)"
)
_TITLE = re.compile(
    rf"(?:^|[\s(\"“-])(?:{'|'.join(ABBREVIATED_TITLES)}|Cpl|Cmdr|Govs|Del|Messrs"
    r"|ген|полк|підполк|подполк|кап|лейт|проф|акад|доц|вул|ул|просп|пров|пер|бул|пл|стор|див|см|ім|им|напр|м)\.$"
)
"""What never ends a sentence: a name or a number follows."""
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"“-])(?:Jr|Sr|No|Nos|vs|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|approx|est|Inc|Ltd|Co|Corp|Bros|[A-Z]"
    r"|(?:[A-Z]\.)+[A-Z])\.$"
)
"""What ends a sentence only where the next word is one that opens sentences."""
_HOUR = re.compile(r"\b[ap]\.m\.[\"”’)]*$")
_BEHIND_HOUR = re.compile(
    rf"(?:{ANY_WEEKDAY})\b|(?:{'|'.join(month[:3] for month in MONTHS)})"
    r"|(?:[ECMP][SD]?T|GMT|UTC|BST|CET|Eastern|Central|Pacific|Moscow|Kyiv|local)\b"
)
_UNIT = re.compile(r"(?:^|\s)(?:рр?|руб|грн|тис|тыс|млн|млрд|обл|коп)\.$")
_OPENER_CYRILLIC = re.compile(
    r"[«„“\"]?(?:Він|Вона|Вони|Це|Цей|Ця|Ці|Про|За|У|В|На|З|Із|Але|А|І|Й|Та|До|Після|Під|Як|Також|Ми|Я|Однак|"
    r"Он|Она|Они|Это|Этот|Эта|Эти|О|Об|По|С|Из|Но|И|После|К|Как|Также|Мы|Однако)\b(?!\.)"
)
_DAY = re.compile(r"(?:^|\s)\d{1,2}\.$")
_MONTH = re.compile(rf"(?:{ANY_MONTH})\b")
_MAY_END = re.compile(
    rf"(?:\b(?:[A-Z]\.){{2,}}|\b[A-Z]\.|\b(?:рр?|руб|грн|тис|тыс|млн|млрд|обл|коп)\.|\b[ap]\.m\.|\b(?:Jr|Sr|Inc|Ltd|Co|Corp|Bros|No)\.)[\"”’)]*\s+(?=[“\"«]?[{_BIG}])"
)
CLOSED_QUOTATION = re.compile(rf"(?<=[{_SMALL}\d)])\.[\"”»]\s+(?=[“\"«]?[{_BIG}])")

_NO_END = (
    "of|in|on|at|by|for|with|from|to|into|and|or|but|as|that|than|the|an|is|are|was|were|be|been|like|about|because|if|"
    "when|while|where|who|which|whether|called|named|titled|entitled|dubbed|see|read|watch|say|says|said|told|book|film|movie|"
    "novel|series|song|single|album|band|duo|group|play|musical|comedy|sitcom|memoir|magazine|newspaper|paper|show|"
    "documentary|podcast|thriller|drama|story|poem|painting"
)
"""Words behind which a capital opens a name or a title rather than a sentence."""
_LOST_STOP = re.compile(
    rf"\b(?<![“\"(])(?!(?:{_NO_END})\b)[{_SMALL}]{{2,30}}[ \t]{{1,3}}"
    rf"(?=(?:It|He|She|They|There|We|The) [{_SMALL}]{{2}})"
)
"""Where a source lost a full stop: "of arms and explosives The eight men belong"."""


def find_possible_ends(block: str) -> list[int]:
    """Return where a sentence may begin, whatever a splitter says.

    It may behind a closed quotation, behind an abbreviation, and where the source lost a full stop.
    """
    return [match.end() for pattern in (CLOSED_QUOTATION, _MAY_END, _LOST_STOP) for match in pattern.finditer(block)]


def belongs_together(before: str, after: str) -> bool:
    """Return whether two pieces of a text that were cut apart are of one sentence.

    `before` is what was read of the sentence last, without white space at its end; `after` is the rest of the block, or
    its first SEEN characters.
    """
    last, following = before[-12:], after[:200]
    if _TITLE.search(last) or _ATTRIBUTION_TAIL.match(after.rstrip()):
        return True
    if _ABBREVIATION.search(last):
        return not _OPENER.match(following)
    if _HOUR.search(last):
        return bool(_BEHIND_HOUR.match(following)) or not following[:1].isupper()
    if _UNIT.search(last):
        return not _OPENER_CYRILLIC.match(following)
    if (_DAY.search(last) and _MONTH.match(following)) or _CLOSES.match(following):
        return True
    if _EXCLAIMED.search(last) and _NAMES_SPEAKER.match(following):
        return True
    if after[:1] in DASHES:
        return not _ENDS_SENTENCE.search(before)
    return bool(_OPENS_LOWER.match(after)) and before[-1:] not in ":;"

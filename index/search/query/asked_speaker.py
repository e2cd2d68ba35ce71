"""Whose words a question asks for: "what did the mayor say about it", "how many sank, according to Karr"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.folding import fold
from index.vocabulary import WORD

_VERBS = (
    "say|tell|ask|think|believe|claim|call|want|warn|demand|deny|accuse|describe|react|respond|reply|suggest|argue|urge|"
    "admit|insist|promise|pledge|vow|expect|blame|predict|propose|criticise|criticize|explain|tweet|announce|confirm|"
    "estimate|condemn|comment|mean|regret"
)
_SAYS = rf"(?:(?:{_VERBS})(?:s|e?d)?|said|told|thought|meant|denie[sd]|replie[sd])"
_VIEW = r"(?:position|reaction|response|view|opinion|statement|stance|comment)s?"
_WORDS = r"((?:(?!(?:on|about|to|towards?|in|after|how|wh\w+|did|do|does|is|was|are|were)\b)[\w'’.-]+\s*){1,6})"
_ASKED = re.compile(
    rf"\b(?:did|does|do|has|have|had|would|will)\s+((?:(?!(?:{_SAYS}|it|not|no|that)\b)[\w'’.-]+,?\s+){{1,7}}){_SAYS}\b"
    rf"|\baccording to\s+{_WORDS}"
    r"|^(?:so\s+)?wh?at\s+(?!(?:did|does|do|is|was|has|have|had|would|will)\b)((?:[\w'’.-]+\s+){1,3}?)"
    r"(?:says?|said|thinks?|thought|told)\b"
    rf"|(?<![\w.-])((?:(?!(?:wh\w+|how|was|is|were|did)\b)[\w.-]++\s+){{0,4}}[\w.-]++)['’]s?\s+(?:\w+\s+)?{_VIEW}\b"
    rf"|\b{_VIEW}\s+of\s+{_WORDS}",
    re.IGNORECASE,
)
ASKING = re.compile(rf"(?:{_SAYS}|{_VIEW})", re.IGNORECASE)
"""What a question has of saying, apart from who says it and about what."""

_PRONOUN = (
    "he|she|they|it|you|we|i|one|people|anyone|anybody|everyone|somebody|someone|who|many|most|some|all|these|those|this|"
    "that|what|which|when|where|why|how|did|does|do|was|is|are|were|his|her|their|its|my|your|our|there"
)
_NOBODY = re.compile(_PRONOUN)
_NO_NAME = re.compile(
    rf"{_PRONOUN}|the|an?|of|and|for|to|in|at|on|by|from|about|president|prime|minister|pm|chancellor|mr|mrs|ms|dr|"
    "general|gen|lt|former|new|exactly|actually|really|recent|recently|jointly|spokesman|spokeswoman|spokesperson|"
    "officials?|chief|head|leader|staff|rep|experts|scientists|study|survey|poll|reports?|research|statistics|data|"
    "percentage|number"
)
"""What names nobody by itself: a title, "a new study"."""


@dataclass(frozen=True)
class AskedSpeaker:
    """Whose words are asked for, as it was typed; `names` are the folded words of it that name somebody."""

    typed: str
    names: tuple[str, ...]


def find_asked_speaker(question: str) -> AskedSpeaker | None:
    """Return whose words a question asks for; None where it asks for nobody's."""
    for match in _ASKED.finditer(question):
        typed = next(filter(None, match.groups())).strip(" ,.")
        words = [fold(word).removesuffix("'s") for word in WORD.findall(typed)]
        names = tuple(word for word in words if not _NO_NAME.fullmatch(word))
        if names and not _NOBODY.fullmatch(words[0]):
            return AskedSpeaker(typed, names)
    return None

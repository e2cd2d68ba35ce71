"""Whether a sentence says of somebody else what a question asks of one who is named."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from index.engines.bm25 import stem_word
from index.engines.stopwords import FUNCTION_WORDS
from index.search.confidence.contradictions import find_names
from index.snapshots.contents import Contents
from index.text.aliases import read_aliases

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_AUXILIARY = frozenset({"did", "does", "do", "has", "have", "had", "will", "would"})
TITLES = frozenset({"president", "minister", "prime", "the", "general", "mr", "king", "queen", "pope", "chancellor"})
_LEADING = frozenset({"to", "by", "after", "before", "while", "when"})
"""What a verb may stand behind that opens a sentence before its subject: "By joining the alliance, Orlan …"."""

_JOINING = frozenset({"and", "or", "but"})

_GAPPED = re.compile(r"\b(?:and|but|while)\s+(?:the\s+)?([^\W\d_]+)\s+[$€£]?\d", re.IGNORECASE)
"""Who does the same as the one before, without the verb: "Orlan has pledged ten tents, and Veldra 20"."""

_AGENT = 4
"""Words behind a verb in which "by" names who did it."""

_TITLED = 3
"""Words of a title that may stand between "by" and a name."""


@dataclass(frozen=True)
class Claim:
    """Who is said by a question to have done what: the subject in lower case and the stem of the verb."""

    subject: str
    verb: str


def find_claim(contents: Contents, question: str) -> Claim | None:
    """Return what a question takes for granted of a name right behind its auxiliary: "when did Orlan join"."""
    words = [word.casefold() for word in _WORD.findall(question)]
    names = set(find_names(contents, question))
    for place, word in enumerate(words):
        if word in _AUXILIARY:
            behind = list(itertools.dropwhile(TITLES.__contains__, words[place + 1 :]))
            subject = list(itertools.takewhile(names.__contains__, behind))
            verb = behind[len(subject)] if len(subject) < len(behind) else ""
            if subject and verb and _may_be_verb(verb):
                return Claim(subject[-1], stem_word(verb))
    return None


def _may_be_verb(word: str) -> bool:
    """Return whether a word may be a verb behind an auxiliary, which is neither "and" nor a plural."""
    return word not in FUNCTION_WORDS and not (word.endswith("s") and not word.endswith("ss"))


def exchanges_subject(contents: Contents, question: str, text: str) -> bool:
    """Return whether a text has the verb of a question and names its subject only behind it.

    A verb that opens the text may stand before its subject, and so may one with "by": "was taken by Orlan", or one
    that is not said again: "Orlan has pledged 10, and Veldra 20".
    """
    claim = find_claim(contents, question)
    if not claim:
        return False
    words = [word.casefold().removesuffix("'s").removesuffix("’s") for word in _WORD.findall(text)]
    names = {claim.subject, *read_aliases().find_mentions(claim.subject)}
    if any(match[1].casefold() in names for match in _GAPPED.finditer(text)):
        return False
    subjects = [place for place, word in enumerate(words) if word in names]
    verbs = [place for place, word in enumerate(words) if stem_word(word) == claim.verb]
    return bool(subjects and verbs) and not any(_may_be_of(words, verb, subjects) for verb in verbs)


def _may_be_of(words: list[str], verb: int, subjects: list[int]) -> bool:
    opens = verb == 0 or (verb == 1 and words[0] in _LEADING)
    return opens or subjects[0] < verb or any(subject in _find_agent(words, verb) for subject in subjects)


def _find_agent(words: list[str], verb: int) -> range:
    """Return where the one stands by whom something is done, behind "by" and before any other verb."""
    behind = words[verb + 1 : verb + 1 + _AGENT]
    passive = list(itertools.takewhile(lambda word: word not in _JOINING, behind))
    by = verb + 2 + passive.index("by") if "by" in passive else len(words)
    return range(by, by + 1 + _TITLED)

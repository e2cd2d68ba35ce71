"""A sentence as words: which verb is negated, and what stands before it as its subject."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.engines.bm25 import stem_word
from index.engines.stopwords import FUNCTION_WORDS
from index.text.acronyms import join_initials
from index.text.aliases import read_aliases
from index.text.common_english import is_common_in_english
from index.text.verbs import find_base, read_verbs

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_ENDING = re.compile(r"['’]s$|(?<=\d)s$")
_MODEL = re.compile(r"\b([^\W\d_]{1,4})-(?=\d)")
"""The letters of what is also written without a hyphen: "F-16"."""

_ASIDE = re.compile(
    r"(?P<of>[\w'’-]+),\s+(?P<aside>(?:who|which|whose|where|the|an?|its|his|her|their|former)\b[^,;.]{0,200}),(?=\s+(?!(?:and|or|but)\b)[a-z])"
)
"""What stands between a subject and its verb: "Karr, who leads the port, resigned"; it is read as if it came last."""

HAVE = frozenset({"has", "have", "had"})
DO = frozenset({"did", "does", "do", "will", "would"})
BE = frozenset({"was", "were", "is", "are", "been", "be", "being", "got", "get"})
PAST = HAVE | {"did", "was", "were"}
_NEGATION = frozenset(
    {"not", "never", "cannot", "without", "didnt", "doesnt", "dont", "wasnt", "werent", "hasnt", "havent", "wont"}
)
_DENYING = frozenset({"deni", "refus", "fail", "declin", "reject", "disput"})
_NOTHING = frozenset({"no", "none", "nobody", "nothing", "neither", "nor"})
_JOINING = frozenset({"and", "but", "while", "or"})
"""Words behind which a clause goes on without the verb that denies: "denied it and accused the West"."""

_BEFORE_GERUNDS = frozenset({"of", "for", "from"})
"""What stands between an "-ing" and who does it: "accused Veldra of shelling"."""

_BEFORE_PLACES = frozenset({"in", "on", "at", "to", "near", "against", "with", "from", "of", "into", "over", "around"})
"""What stands before a name that is no subject: "the attack on Veldra killed"."""

_MODALS = frozenset({"will", "would", "shall", "may", "might", "could", "should", "can", "must"})
_REALIZING = frozenset({"began", "begun", "started", "continued", "continues", "went", "managed", "proceeded", "used"})
"""What stands before an infinitive that happened: "managed to leave"."""

DETERMINERS = frozenset({"the", "a", "an", "this", "that", "its", "their", "his", "her", "another", "no"})
"""What stands before a thing and before no verb."""

PARTICLES = frozenset({"up", "down", "out", "off", "back", "over", "away", "go"})
"""Words behind a verb that make another of it: "give up", "let go"."""

_PARTICLE = 6
"""Words behind a verb among which they stand."""

_ADVERBS = frozenset({"also", "only", "just", "even", "now", "then", "again", "later", "already", "still", "yet"})
_OPENING = frozenset({"to", "by", "after", "before", "while", "when"})
"""What a verb may stand behind that opens a sentence before its subject: "By joining the alliance, Orlan …"."""

_NEGATED = 3
"""Words before a verb in which "not" negates it."""

_DENIED = 8
"""Words before a verb in which "denied that" denies it."""

_SUBJECT = 3
"""Words before a verb that may name its subject: "the Azerbaijani artillery"."""

_AGENT = 4
"""Words behind a verb in which "by" names who did it."""

_TITLED = 3
"""Words of a title that may stand between "by" and a name."""


@dataclass(frozen=True)
class Clause:
    """The words of a text as they are written, without the s of a genitive; a country's name is one word.

    `stems` has one for each, `all_stems` those of the parts of a name, too.
    """

    written: Sequence[str]
    words: Sequence[str]
    stems: Sequence[str]
    all_stems: frozenset[str]

    @classmethod
    @functools.lru_cache(maxsize=512)
    def read(cls, text: str) -> Clause:
        """Read a text."""
        text = _MODEL.sub(r"\1", join_initials(text))
        asides = (f"{each['of']} {each['aside']}" for each in _ASIDE.finditer(text))
        written = list(_join_names(_find_words(". ".join([_ASIDE.sub(r"\g<of>", text), *asides]))))
        words = [word.casefold() for word in written]
        stems = [stem_verb(word) for word in words]
        return cls(written, words, stems, frozenset(stem_verb(word.casefold()) for word in _find_words(text)))

    def is_negated(self, verb: int) -> bool:
        """Return whether the verb at a place is negated or denied: "did not sign", "denied that it had signed"."""
        before = self.words[max(0, verb - _NEGATED) : verb]
        for distance, word in enumerate(reversed(before)):
            if negates(word) and (distance == 0 or before[len(before) - distance] not in {"only", "just"}):
                return True
        subject = self.words[max(0, self.find_subject_end(verb) - _SUBJECT) : self.find_subject_end(verb)]
        if not _NOTHING.isdisjoint(subject):
            return True
        first = max(0, verb - _DENIED)
        joined = [near for near in range(first, verb) if self.words[near] in _JOINING]
        return not _DENYING.isdisjoint(self.stems[joined[-1] if joined else first : verb])

    def is_planned(self, verb: int) -> bool:
        """Return whether the verb at a place tells what is or was to come: "will sign", "agreed to be disarmed"."""
        start = verb
        while start and (self.words[start - 1] in BE | HAVE | _ADVERBS or self.words[start - 1].endswith("ly")):
            start -= 1
        governing = ["", "", *self.words[:start]][-2:]
        return governing[1] in _MODALS or (governing[1] == "to" and governing[0] not in _REALIZING)

    def find_subject_end(self, verb: int) -> int:
        """Return behind which word the subject of a verb ends, as far as that can be told without parsing."""
        start = self._find_auxiliaries(verb)
        if start and (self.words[start - 1] in {"who", "which"} or self._is_gerund_of(verb, start)):
            return start - 1
        if start and self.words[start - 1] in _JOINING:  # "shelled the town and killed five"
            earlier = next((place for place in range(1, start - 1) if is_past(self.words[place])), None)
            return start if earlier is None else self.find_subject_end(earlier)
        return start

    def is_passive(self, verb: int) -> bool:
        """Return whether the verb at a place tells what is done to its subject."""
        start = self._find_auxiliaries(verb)
        if start == verb and start > 1 and self.words[start - 1] in _JOINING and is_past(self.words[start - 2]):
            return self.is_passive(start - 2)  # "was arrested and jailed"
        return not self.words[verb].endswith("ing") and not BE.isdisjoint(self.words[start:verb])

    def find_subject(self, verb: int) -> range:
        """Return where the words stand that may name the subject of a verb."""
        end = self.find_subject_end(verb)
        start = max(0, end - _SUBJECT)
        if "and" in self.words[start:end]:
            start = max(0, start - _SUBJECT)
        for place in range(start, end):
            if self.words[place] == "that" or (place + 1 < end and is_past(self.words[place])):
                start = place + 1
        return range(start, end)

    def find_countries(self, verb: int) -> set[str]:
        """Return the countries that the subject of a verb names, also by their people."""
        places = (place for place in self.find_subject(verb) if not self._is_behind_preposition(place))
        named = (read_aliases().find_country(self.words[place]) for place in places)
        return {country for country in named if country}

    def names_subject(self, verb: int, names: frozenset[str]) -> bool:
        """Return whether the word before a verb is one of some names: "Orlan hit", not "the strike on Orlan hit"."""
        last = self.find_subject_end(verb) - 1
        return last >= 0 and self.words[last] in names and not self._is_behind_preposition(last)

    def find_particles(self, verb: int) -> Sequence[str]:
        """Return the words behind a verb among which one stands that belongs to it: "gave the island back"."""
        return [word for word in self.words[verb + 1 : verb + 1 + _PARTICLE] if word in PARTICLES]

    def is_noun(self, place: int) -> bool:
        """Return whether the word at a place is a thing, though it may be a verb: "the attack", "its next move on"."""
        word, before = self.words[place], self.words[max(0, place - 2) : place]
        if not before or is_past(word) or word.endswith("ing"):
            return False
        is_last = self.words[place + 1 : place + 2] == [] or self.words[place + 1] in BE | _BEFORE_PLACES | {"by"}
        return before[-1] in DETERMINERS or (before[0] in DETERMINERS and is_last and not before[-1].endswith("s"))

    def opens_with(self, verb: int) -> bool:
        """Return whether a verb stands before its subject at the beginning of a sentence."""
        return verb == 0 or (verb == 1 and self.words[0] in _OPENING)

    def find_agent(self, verb: int) -> range:
        """Return where the one stands by whom something is done, behind "by" and before any other verb."""
        behind = self.words[verb + 1 : verb + 1 + _AGENT]
        passive = list(itertools.takewhile(lambda word: word not in _JOINING, behind))
        by = verb + 2 + passive.index("by") if "by" in passive else len(self.words)
        return range(by, by + 1 + _TITLED)

    def _find_auxiliaries(self, verb: int) -> int:
        """Return where the auxiliaries and adverbs before a verb begin."""
        start = verb
        while start and stands_before_verbs(self.words[start - 1]):
            start -= 1
        return start

    def _is_gerund_of(self, verb: int, end: int) -> bool:
        return self.words[verb].endswith("ing") and self.words[end - 1] in _BEFORE_GERUNDS

    def _is_behind_preposition(self, place: int) -> bool:
        before = [word for word in self.words[max(0, place - 2) : place] if word not in {"the", "a", "an"}]
        return bool(before) and before[-1] in _BEFORE_PLACES


def denies(text: str) -> bool:
    """Return whether a text says of anything that it is not so; what "failed" alone was."""
    clause = Clause.read(text)
    behind = [*clause.words[1:], ""]
    return any(negates(word) or word in _NOTHING for word in clause.words) or any(
        stem in _DENYING and (stem != "fail" or follows == "to")
        for stem, follows in zip(clause.stems, behind, strict=True)
    )


def negates(word: str) -> bool:
    """Return whether a word makes a verb behind it its contrary."""
    return word in _NEGATION or word.endswith(("n't", "n’t"))


def is_past(word: str) -> bool:
    """Return whether a word in lower case has the form of a past or a participle."""
    return word.endswith("ed") or word in read_verbs().bases


@functools.lru_cache(maxsize=4096)
def may_be_base(word: str) -> bool:
    """Return whether a word in lower case may be a verb in its base form: English has a past of it."""
    if word in FUNCTION_WORDS:
        return False
    regular = (f"{word}ed", f"{word}d", f"{word.removesuffix('y')}ied", f"{word}{word[-1:]}ed")
    return word in read_verbs().bases.values() or any(map(is_common_in_english, regular))


def stem_verb(word: str) -> str:
    """Return the stem of a word in lower case, the same for every form of an irregular verb."""
    return stem_word(find_base(word))


def _find_words(text: str) -> list[str]:
    return [_ENDING.sub("", word) for word in _WORD.findall(text)]


def _join_names(parts: Sequence[str]) -> Iterator[str]:
    """Yield words, those of a name such as "South Korea" as one."""
    known = read_aliases().mentions
    skipped = False
    for part, following in itertools.zip_longest(parts, parts[1:], fillvalue=""):
        if skipped:
            skipped = False
            continue
        skipped = f"{part} {following}".casefold() in known
        yield f"{part} {following}" if skipped else part


def stands_before_verbs(word: str) -> bool:
    """Return whether a word in lower case is an auxiliary, an adverb or "not"."""
    return word in DO | HAVE | BE | _ADVERBS or word.endswith("ly") or negates(word)

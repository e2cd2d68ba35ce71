"""Whom "he", "she", "it" and "they" mean: one candidate, or nobody."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.attribution.discourse.heard import Heard, Speaker, as_speaker
from index.attribution.discourse.mentions import Mention
from index.attribution.lexicon.source_nouns import HER_ROLES, HIS_ROLES
from index.attribution.phrases.source_kinds import Source
from index.attribution.phrases.subjects import find_subject

REACH = 4
"""Sentences that a pronoun may look back over."""
_SINGLE_HUMAN = frozenset({"unnamed", "office"})
_MARKS = "\"”»’'“"
_DIES = re.compile(
    r",?\s+(?:(?:who|has|had|was|is|been|later|also|then)\s+){0,3}"
    r"(?:died|dies|dead|killed|murdered|assassinated|executed|buried|shot dead|passed away)\b"
)
_DEATH_OF = re.compile(
    r"\b(?:death|funeral|killing|murder|burial|assassination|execution|memory) of (?:[\w.-]+ ){0,4}$"
)
_OWNS = re.compile(r"['’]s?\b|(?<=s)['’]")
_LONGEST_DEATH = 60


@dataclass(frozen=True)
class Antecedents:
    """Looks for the one person whom a pronoun of a sentence can mean."""

    text: str
    pronoun: Source
    section: str | None
    heard: Sequence[Heard]
    find_office: Callable[[Source, str | None], Speaker | None]
    """Returns the person who holds the office that a subject names."""

    def find(self, mentions: list[Mention]) -> Speaker | None:
        """Return the person meant, given whom the pronoun's own sentence mentions; None if more than one can be."""
        before = [m for m in mentions if m.span.end <= self.pronoun.span.start and self._suits(m)]
        before = [] if any(self._is_behind_pronoun(m) for m in before) else before
        if len({id(m.person) for m in before}) != 1:
            return self._find_before()
        spoke = self.heard[-1].speaker if self.heard and self.heard[-1].section == self.section else None
        person = before[0].person
        if spoke and spoke.person and spoke.person is not person and spoke.person.may_be(self.pronoun.head):
            return None  # "Hanush would go, he said": whoever spoke before, or Hanush.
        return as_speaker(person, before[0].span, inferred=False)

    def _is_behind_pronoun(self, mention: Mention) -> bool:
        """Return whether the same pronoun comes before a mention in its sentence: "He met Karr, and he said"."""
        before = re.split(r"[.!?]\s|\n", self.text[max(0, mention.span.start - _LONGEST_DEATH) : mention.span.start])[
            -1
        ]
        return bool(re.search(rf"\b{self.pronoun.head}\b", before, re.IGNORECASE))

    def _find_before(self) -> Speaker | None:
        for heard in self.heard[: -REACH - 1 : -1]:
            if heard.section != self.section or (heard.frame.is_all_quoted and heard.speaker is None):
                return None
            if heard.speaker and self._may_be_speaker(heard.speaker):
                return None if self._is_asked(heard) else heard.speaker.infer()
            candidates = {id(m.person): m for m in heard.mentions if self._may_mean(m)}
            subject = self._find_other_subject(heard)
            if isinstance(subject, Speaker) and subject.person:
                candidates.setdefault(id(subject.person), Mention(subject.person, subject.evidence[0], True))
            elif subject or len(candidates) > 1 or (candidates and self._follows_pronoun(heard)):
                return None
            if len(candidates) > 1:
                return None
            for mention in candidates.values():
                return self._choose(mention)
        return None

    def _choose(self, mention: Mention) -> Speaker | None:
        """Return the only person of a sentence, unless unknown or dead."""
        if not mention.person.is_certain or self._dies(mention):
            return None
        return as_speaker(mention.person, mention.span, inferred=True)

    def _may_be_speaker(self, speaker: Speaker) -> bool:
        """Return whether the pronoun can mean a sentence's speaker."""
        if speaker.person:
            return speaker.person.may_be(self.pronoun.head)
        return speaker.kind == "name" if speaker.name else speaker.kind in _SINGLE_HUMAN and self._fits(speaker.head)

    def _find_other_subject(self, heard: Heard) -> Speaker | bool:
        """Return who a sentence's subject is that no name says: the holder of an office, or True if unknown."""
        source = None if heard.speaker else find_subject(heard.frame.tokens)
        if source is None or source.kind not in _SINGLE_HUMAN or not self._fits(source.head):
            return False
        return self.find_office(source, self.section) or True

    def _follows_pronoun(self, heard: Heard) -> bool:
        """Return whether the same pronoun is a sentence's subject, so that whom it names is another: "He met Karr"."""
        subject = find_subject(heard.frame.tokens)
        return subject is not None and subject.kind == "pronoun" and subject.head == self.pronoun.head

    def _fits(self, noun: str) -> bool:
        """Return whether "he" or "she" can be what a noun says."""
        return noun not in (HER_ROLES if self.pronoun.head == "he" else HIS_ROLES)

    def _suits(self, mention: Mention) -> bool:
        return mention.person.is_certain and self._may_mean(mention)

    def _may_mean(self, mention: Mention) -> bool:
        return mention.person.may_be(self.pronoun.head) and not _OWNS.match(self.text, mention.span.end)

    def _is_asked(self, heard: Heard) -> bool:
        """Return whether a sentence is a question and the pronoun is in another paragraph: an answer's."""
        end = heard.frame.sentence.span.end
        quoted = [passage.span.of(self.text).rstrip(_MARKS) for passage in heard.frame.quoted[-1:]]
        return any(words.endswith("?") for words in quoted) and "\n" in self.text[end : self.pronoun.span.start]

    def _dies(self, mention: Mention) -> bool:
        """Return whether a mention tells of its person's death."""
        before = self.text[max(0, mention.span.start - _LONGEST_DEATH) : mention.span.start]
        return bool(_DIES.match(self.text, mention.span.end) or _DEATH_OF.search(before))


def find_group(pronoun: str, section: str | None, heard: Sequence[Heard]) -> Speaker | None:
    """Return the body or the people whom "it" or "they" mean: the last that spoke."""
    kinds = {"organisation", "document"} if pronoun == "it" else {"organisation", "several"}
    for before in heard[:-3:-1]:
        if before.section != section:
            return None
        if before.speaker and before.speaker.kind in kinds:
            return before.speaker.infer()
    return None

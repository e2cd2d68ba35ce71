"""What is remembered of the sentences that were read: who spoke, who was named."""

from __future__ import annotations

from dataclasses import dataclass, replace

from index.attribution.discourse.mentions import Mention
from index.attribution.discourse.people import Person
from index.attribution.quotes.frames import Frame
from index.corpus.span import Span


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whoever speaks, as spans of the article; without a name, the role says who."""

    name: Span | None
    role: Span | None
    evidence: tuple[Span, ...]
    inferred: bool = False
    person: Person | None = None
    kind: str = "name"
    head: str = ""

    def infer(self) -> Speaker:
        """Return the same speaker as known from another sentence only."""
        return replace(self, inferred=True)


def as_speaker(person: Person, at: Span, inferred: bool) -> Speaker:
    """Return a person, named at a place, as a speaker."""
    evidence = (at,) if at == person.name else (at, person.name)
    return Speaker(
        name=person.name, role=person.role, evidence=evidence, inferred=inferred, person=person, head=person.words[-1]
    )


@dataclass(frozen=True, slots=True)
class Heard:
    """A sentence before, its speaker and the people whom it names."""

    frame: Frame
    speaker: Speaker | None
    mentions: list[Mention]

    @property
    def section(self) -> str | None:
        """Return the section that the sentence is in."""
        return self.frame.sentence.section

    @property
    def words(self) -> frozenset[str]:
        """Return the sentence's own words in lower case."""
        return frozenset(token.lower for token in self.frame.tokens)

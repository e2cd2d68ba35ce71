"""What is decided of one sentence, and what an article has told up to it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from index.attribution.attribution import Voice
from index.attribution.discourse.coreference import Coreference
from index.attribution.discourse.heard import Speaker
from index.attribution.discourse.people import People
from index.attribution.quotes.frames import Frame
from index.corpus.span import Span


@dataclass(frozen=True, slots=True)
class Announced:
    """Whose speech an article's title says that it is: words of the title, not of the text."""

    name: str | None
    role: str | None


@dataclass(frozen=True, slots=True)
class Finding:
    """A sentence's voice, and its speaker unless the article speaks or nobody is named.

    `via` names the agency or outlet that passed the words on. `announced` is whose speech the article is by its title.
    """

    voice: Voice
    speaker: Speaker | None = None
    cue: Span | None = None
    via: Span | None = None
    announced: Announced | None = None

    def infer(self, voice: Voice | None = None) -> Finding:
        """Return the same finding for another sentence of the same speech."""
        speaker = self.speaker.infer() if self.speaker else None
        return replace(self, voice=voice or self.voice, speaker=speaker)


OWN = Finding("own")
LONGEST_LOOK_AHEAD = 30
"""Sentences of one quotation before the one that names its speaker."""


@dataclass
class Reading:
    """An article's sentences in order, who was met in them, and what is decided of those that were read."""

    title: str
    text: str
    language: str
    frames: list[Frame]
    people: People
    context: Coreference
    decided: list[Finding] = field(default_factory=list)

    def between(self, index: int) -> str:
        """Return what is between a sentence and the next."""
        return self.text[self.frames[index].sentence.span.end : self.frames[index + 1].sentence.span.start]

    def continues_line(self, index: int) -> bool:
        """Return whether the next sentence is in the same line."""
        return "\n" not in self.between(index)

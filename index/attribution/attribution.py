"""Who said a sentence, as a snapshot keeps it and an answer shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from index.corpus.span import Span

Voice = Literal["direct", "indirect", "own"]


@dataclass(frozen=True)
class ReportedSource:
    """Somebody whose words, thoughts or plans a sentence tells of: its speaker, or another beside or inside its report.

    Without a name the role says who; `evidence` has the whole noun phrase first.
    """

    speaker: str | None
    role: str | None
    cue: str
    inferred: bool = False
    evidence: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Attribution:
    """Whose words a sentence is: quoted (`direct`), reported (`indirect`) or the article's `own`.

    `speaker` and `role` are the article's words; both are None where the article speaks for itself.
    `via` is the agency or outlet by way of which the words came, where the sentence names one.
    `inferred` means that the name is in another sentence. `evidence` has the spans of the
    article that name the speaker, the nearest first. `sources` are all whom the sentence tells of,
    in order: the speaker, too, and also where the voice is the article's own.
    """

    voice: Voice
    speaker: str | None = None
    role: str | None = None
    cue: str | None = None
    inferred: bool = False
    evidence: tuple[Span, ...] = ()
    sources: tuple[ReportedSource, ...] = ()
    via: str | None = None

    @property
    def others(self) -> tuple[ReportedSource, ...]:
        """Return the sources that do not speak for the sentence."""
        return tuple(
            source
            for source in self.sources
            if (source.speaker or source.role) != (self.speaker or self.role) or self.voice == "own"
        )

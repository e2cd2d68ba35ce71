"""A clause of a sentence that reports speech."""

from __future__ import annotations

from dataclasses import dataclass

from index.attribution.phrases.source_kinds import Source
from index.corpus.span import Span


@dataclass(frozen=True, slots=True)
class Clause:
    """A cue, its speaker (None: the subject of the clause before) and where it is."""

    cue: Span
    source: Source | None
    index: int
    is_tail: bool = False
    is_beside_quotation: bool = False
    is_subordinate: bool = False
    is_participle: bool = False
    is_strong: bool = True
    opens: int | None = None
    """Where the clause is that reports the rest of the same speech, if one does."""
    via: Span | None = None
    """The agency or outlet that passed the words on, where the clause itself names it."""

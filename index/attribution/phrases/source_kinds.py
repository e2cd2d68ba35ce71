"""What a noun phrase can be that names a speaker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from index.corpus.span import Span

Kind = Literal["name", "organisation", "office", "unnamed", "several", "document", "pronoun", "unknown", "nobody"]
"""name: a person, or whoever a bare name means; office: "the minister", somebody named elsewhere;
unnamed: "a senior official"; several: more than one, without a name; unknown: perhaps no source at all;
nobody: "no official"."""


@dataclass(frozen=True, slots=True)
class Source:
    """A noun phrase that names a speaker: its name and role are parts of its span."""

    kind: Kind
    span: Span
    name: Span | None = None
    role: Span | None = None
    head: str = ""
    is_definite: bool = False

"""What a document holds: its text as Markdown, what it says of itself, and what should be known of how it was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Note:
    """Something that a moderator should know of a draft: a text of the catalogue and what is put in."""

    key: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Extracted:
    """The text of a document, its fields by the names of an article's, and notes."""

    text: str
    fields: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()

    @classmethod
    def from_result(cls, result: Mapping[str, Any]) -> Extracted:
        """Return what a parser of the limited process made."""
        fields = {str(name): str(value) for name, value in result["fields"].items()}
        return cls(str(result["text"]), fields, tuple(Note(str(key), dict(values)) for key, values in result["notes"]))

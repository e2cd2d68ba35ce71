"""Curated speakers: who is who across articles, whatever each article calls them."""

from __future__ import annotations

import re
import stat
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from index.corpus.source_files import SourceFile, leads_out
from index.errors import CorpusError
from index.folding import strip_accents
from index.vocabulary import COURTESY_TITLES

_Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
_ARTICLE_OR_TITLE = re.compile(rf"^(?:the|a|an|{'|'.join(COURTESY_TITLES)}|dr)\.?\s+", re.IGNORECASE)

_DEEP_KEY = re.compile(r"^(?![ \t]*#)(?:[^\n.=]*\.){30}", re.MULTILINE)
"""A line with more dots before "=" than any key has; TOML reads its parts in time that grows with their square."""

_SPELLINGS = (
    (re.compile("kyiv"), "kiev"),
    (re.compile("y(?=[aeu])"), "i"),
    (re.compile(r"(?:iy|yi|yy|ij|ii|y)\b"), "i"),
)
"""Ways to write one Cyrillic name in Latin letters: Yatsenyuk and Yatseniuk, Arseniy and Arsenii, Kyiv and Kiev."""


class Office(BaseModel):
    """A role that somebody held for a time; without `since` or `until` it has no such end."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    role: _Text
    since: date | None = None
    until: date | None = None

    def covers(self, day: date) -> bool:
        """Return whether the role was held on a day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


class CuratedSpeaker(BaseModel):
    """A person or body under its canonical name, with what it is and whose side it is on."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: _Text
    aliases: tuple[_Text, ...] = ()
    role: _Text | None = None
    side: _Text | None = None
    offices: tuple[Office, ...] = ()

    def at(self, day: date | None) -> CuratedSpeaker:
        """Return the speaker with the role of a day: that of the office held then, else the general one."""
        held = next((office.role for office in self.offices if day and office.covers(day)), self.role)
        return self.model_copy(update={"role": held, "offices": ()})

    @property
    def names(self) -> tuple[str, ...]:
        """Return the canonical name and the aliases."""
        return (self.name, *self.aliases)


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    speaker: tuple[dict[str, object], ...] = ()


@dataclass(frozen=True)
class CuratedSpeakers:
    """Every curated speaker, found by name or alias in any case, with or without accents."""

    entries: tuple[CuratedSpeaker, ...]
    by_name: Mapping[str, CuratedSpeaker]

    def find(self, name: str) -> CuratedSpeaker | None:
        """Return the curated speaker that an article's wording means, or None."""
        return self.by_name.get(_fold(name))


NOBODY = CuratedSpeakers((), {})
"""What is known where nothing is curated."""


def read_speakers(path: Path) -> CuratedSpeakers:
    """Read speakers.toml; a missing file has no speakers.

    Raises CorpusError that names the file and the entry.
    """
    source = read_speakers_source(path)
    return parse_speakers(source) if source else NOBODY


def read_speakers_source(path: Path) -> SourceFile | None:
    """Read speakers.toml to the byte, or None where there is none.

    Raises CorpusError.
    """
    if leads_out(path):
        raise CorpusError(f"{path.name} is a link that leads out of the corpus", "Put the file itself there")
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise CorpusError(f"{path.name} is not a file", "Put a file there, or nothing")  # a pipe would never end
        return SourceFile(path.name, path.read_bytes())
    except FileNotFoundError:
        return None
    except OSError as error:
        raise CorpusError(f"{path.name} cannot be read: {error.strerror}") from error


def parse_speakers(source: SourceFile) -> CuratedSpeakers:
    """Read a speakers.toml that is in memory.

    Raises CorpusError that names the file and the entry.
    """
    name = source.name
    try:
        text = source.content.decode("utf-8")
        if _DEEP_KEY.search(text):
            raise CorpusError(f"{name} has a key of too many parts", "It holds [[speaker]] entries only")
        entries = _File.model_validate(tomllib.loads(text)).speaker
    except UnicodeDecodeError as error:
        raise CorpusError(f"{name} is not UTF-8", "Save it as UTF-8") from error
    except RecursionError as error:
        raise CorpusError(f"{name} nests its brackets too deep", "It holds [[speaker]] entries only") from error
    except tomllib.TOMLDecodeError as error:
        raise CorpusError(f"{name} is not TOML: {error}") from error
    except ValidationError as error:
        raise CorpusError(f"{name}: {_explain(error)}", "It holds [[speaker]] entries only") from error
    return collect_speakers(name, [_read_entry(name, number, entry) for number, entry in enumerate(entries, 1)])


def _read_entry(file: str, number: int, entry: dict[str, object]) -> CuratedSpeaker:
    try:
        return CuratedSpeaker.model_validate(entry)
    except ValidationError as error:
        label = f"'{entry['name']}'" if isinstance(entry.get("name"), str) else f"number {number}"
        raise CorpusError(f"{file}, speaker {label}: {_explain(error)}") from error


def _explain(error: ValidationError) -> str:
    return "; ".join(f"'{'.'.join(map(str, item['loc']))}': {item['msg']}" for item in error.errors())


def collect_speakers(file: str, entries: Sequence[CuratedSpeaker]) -> CuratedSpeakers:
    """Return the speakers of a file by their names.

    Raises CorpusError where a name means two of them.
    """
    by_name: dict[str, CuratedSpeaker] = {}
    for speaker in entries:
        for name in speaker.names:
            other = by_name.setdefault(_fold(name), speaker)
            if other is not speaker:
                raise CorpusError(
                    f"{file}, speaker '{speaker.name}': '{name}' already means '{other.name}'", "Keep one"
                )
    return CuratedSpeakers(tuple(entries), by_name)


def _fold(name: str) -> str:
    """Return a name as it is compared: no case, accents, article, title or odd spaces, and one of its spellings."""
    folded = _ARTICLE_OR_TITLE.sub("", " ".join(strip_accents(name).casefold().split()))
    for spelling, written in _SPELLINGS:
        folded = spelling.sub(written, folded)
    return folded

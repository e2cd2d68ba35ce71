"""Who is quoted in a corpus, under which spellings and roles, and what looks wrong among them."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.snapshots.quotations import Entry

_MOST_ROLES = 3
_LONGEST_NAME = 6


@dataclass(frozen=True)
class SurveyedSpeaker:
    """Somebody as the articles name them: spellings and roles, each with how often, and what is suspicious."""

    name: str
    spellings: tuple[tuple[str, int], ...]
    roles: tuple[tuple[str, int], ...]
    doubts: tuple[str, ...]

    @property
    def count(self) -> int:
        """Return in how many sentences they speak."""
        return sum(count for _, count in self.spellings)


def survey_speakers(entries: Iterable[Entry]) -> tuple[SurveyedSpeaker, ...]:
    """Return everybody who is quoted, suspicious ones first, then by how often."""
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    roles: defaultdict[str, Counter[str]] = defaultdict(Counter)
    inferred: defaultdict[str, list[bool]] = defaultdict(list)
    for entry in entries:
        known, given = entry.known_as, entry.attribution
        if known and given.speaker:
            spellings[known][given.speaker] += 1
            inferred[known].append(given.inferred)
            if given.role:
                roles[known][given.role] += 1
    by_last = Counter(name.split()[-1] for name in spellings)
    surveyed = [
        SurveyedSpeaker(
            name,
            tuple(counted.most_common()),
            tuple(roles[name].most_common(_MOST_ROLES)),
            tuple(_find_doubts(name, by_last, all(inferred[name]))),
        )
        for name, counted in spellings.items()
    ]
    return tuple(sorted(surveyed, key=lambda one: (-len(one.doubts), -one.count, one.name)))


def _find_doubts(name: str, by_last: Counter[str], is_only_inferred: bool) -> Iterable[str]:
    words = name.split()
    if not any(word[0].isupper() for word in words):
        yield "no capital letter"
    if any(character.isdigit() for character in name) or len(words) > _LONGEST_NAME:
        yield "does not look like a name"
    if by_last[words[-1]] > 1:
        yield "another name ends the same"
    if is_only_inferred:
        yield "only ever inferred"


def write_draft(speakers: Sequence[SurveyedSpeaker]) -> str:
    """Return a draft of `speakers.toml`: what the articles say, for somebody to correct."""
    entries = ["# A draft from the articles' own words: join spellings, delete what is no speaker, correct roles.\n"]
    for one in speakers:
        doubts = f"# {'; '.join(one.doubts)}\n" if one.doubts else ""
        aliases = [spelling for spelling, _ in one.spellings if spelling != one.name]
        lines = [f"{doubts}[[speaker]]", f"name = {_quote(one.name)}"]
        if aliases:
            lines.append(f"aliases = [{', '.join(map(_quote, aliases))}]")
        if one.roles:
            lines.append(f"role = {_quote(one.roles[0][0])}")
        entries.append("\n".join(lines) + "\n")
    return "\n".join(entries)


def _quote(text: str) -> str:
    """Return a TOML string; JSON's escapes are TOML's, too."""
    return json.dumps(" ".join(text.split()), ensure_ascii=False)

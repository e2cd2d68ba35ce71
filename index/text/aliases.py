"""Names that are spelt in several ways, and what the people of a country are called (names.toml).

Only questions are read by it; no source is ever changed.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

_FILE = Path(__file__).parent / "names.toml"


@dataclass(frozen=True)
class Aliases:
    """Every name's other names, in lower case.

    `spellings` are written for each other, `mentions` also name the same, `peoples` lead to a country.
    """

    spellings: Mapping[str, tuple[str, ...]]
    mentions: Mapping[str, tuple[str, ...]]
    peoples: Mapping[str, str]

    def find_mentions(self, name: str) -> tuple[str, ...]:
        """Return every way in which an article may write a name in lower case, itself included."""
        return self.mentions.get(name, (name,))

    def find_country(self, name: str) -> str | None:
        """Return the country that a word or two in lower case name, also by its people or its capital."""
        return next((self.peoples[each] for each in self.find_mentions(name) if each in self.peoples), None)

    def inflect(self, country: str, like: str) -> str:
        """Return a country's name, or the name of its people where `like` names another country's people."""
        if self.peoples[like] == like:
            return country
        return next((name for name, of in self.peoples.items() if of == country and name != country), country)


@functools.cache
def read_aliases() -> Aliases:
    """Read the table that ships."""
    content = tomllib.loads(_FILE.read_text("utf-8"))
    peoples = {name.lower(): country.lower() for country, names in content["peoples"].items() for name in names}
    people_groups = [[country, *names] for country, names in content["peoples"].items()]
    return Aliases(
        _group(content["spellings"]),
        _group([*content["spellings"], *content["mentions"], *people_groups]),
        {country.lower(): country.lower() for country in content["peoples"]} | peoples,
    )


def _group(groups: Iterable[Iterable[str]]) -> dict[str, tuple[str, ...]]:
    """Return of each name all of its group; groups that share a name are one."""
    names: dict[str, tuple[str, ...]] = {}
    for group in groups:
        lowered = [name.lower() for name in group]
        joined = tuple(dict.fromkeys(other for name in lowered for other in (name, *names.get(name, ()))))
        names |= dict.fromkeys(joined, joined)
    return names


@functools.lru_cache(maxsize=4096)
def match_name(name: str) -> re.Pattern[str]:
    """Return a pattern that finds a name as a whole word in any case."""
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)

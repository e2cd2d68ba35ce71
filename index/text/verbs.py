"""Verbs: the base of an irregular form, their nouns, and which say the same or the opposite (verbs.toml)."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_FILE = Path(__file__).parent / "verbs.toml"


@dataclass(frozen=True)
class Verbs:
    """`bases` leads from an irregular form to its base, `opposites` from a base to those that say the opposite.

    `same` leads from a base to those that are written for it, `nouns` to what it is called as a thing.
    """

    bases: Mapping[str, str]
    opposites: Mapping[str, frozenset[str]]
    same: Mapping[str, frozenset[str]]
    nouns: Mapping[str, frozenset[str]]


@functools.cache
def read_verbs() -> Verbs:
    """Read the table that ships."""
    content = tomllib.loads(_FILE.read_text("utf-8"))
    bases = {form: base for base, *forms in content["irregular"] for form in forms}
    opposites: dict[str, frozenset[str]] = {}
    for one, other in content["opposites"]:
        for verbs, against in ((one, other), (other, one)):
            opposites |= {verb: opposites.get(verb, frozenset()) | frozenset(against) for verb in verbs}
    same: dict[str, frozenset[str]] = {}
    for group in content["same"]:
        same |= {verb: same.get(verb, frozenset()) | frozenset(group) for verb in group}
    nouns = {base: frozenset(others) for base, *others in content["nouns"]}
    return Verbs(bases, opposites, same, nouns)


def find_base(word: str) -> str:
    """Return the base of an irregular form in lower case, else the word itself."""
    return read_verbs().bases.get(word, word)

"""Word lists of `lexicon/*.toml`, each read once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def _read(name: str) -> dict[str, str]:
    return tomllib.loads((files(__package__) / f"{name}.toml").read_text(encoding="utf-8"))


def read_list(name: str, key: str) -> tuple[str, ...]:
    """Return the words of a list, in the file's order."""
    return tuple(_read(name)[key].split())


def read_phrases(name: str, key: str) -> tuple[str, ...]:
    """Return the phrases of a list that `|` parts."""
    return tuple(phrase.strip() for phrase in _read(name)[key].split("|"))

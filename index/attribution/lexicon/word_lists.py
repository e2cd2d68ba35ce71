"""The one reader of the word lists in `lexicon/*.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / f"{name}.toml").read_text(encoding="utf-8"))


def read_list(name: str, key: str) -> tuple[str, ...]:
    """Return the words of a list, in the file's order."""
    return tuple(_read(name)[key].split())


def read_words(name: str, key: str) -> frozenset[str]:
    """Return the words of a list as a set, as the file has them."""
    return frozenset(read_list(name, key))


def read_lower(name: str, *keys: str) -> frozenset[str]:
    """Return the words of one or more lists as a set, in lower case."""
    return frozenset(word.lower() for key in keys for word in read_list(name, key))


def read_phrases(name: str, key: str) -> tuple[str, ...]:
    """Return the phrases of a list that `|` parts."""
    return tuple(" ".join(phrase.split()) for phrase in _read(name)[key].split("|"))


def read_table(name: str, key: str) -> dict[str, tuple[str, ...]]:
    """Return a table of words, each with its list of words."""
    return {word: tuple(words.split()) for word, words in _read(name)[key].items()}

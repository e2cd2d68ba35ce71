"""How else a loaded question can be put: neutrally, and the other way round. Words are exchanged, none is made up."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

from index.text.aliases import read_aliases

_FILE = Path(__file__).parent / "loaded_words.toml"


def is_loaded(question: str) -> bool:
    """Return whether a question has a word that judges whom it names."""
    return bool(_match_any(tuple(_read_words()["neutral"])).search(question))


def rephrase(question: str, compared: tuple[str, str] | None = None) -> tuple[str, ...]:
    """Return a question in neutral words and the other way round, where those are other questions than it."""
    neutral = _exchange(question, _read_words()["neutral"])
    others = dict.fromkeys(" ".join(each.split()) for each in (neutral, _turn_round(neutral, compared)))
    return tuple(each for each in others if each.casefold() != " ".join(question.split()).casefold())


def _turn_round(question: str, compared: tuple[str, str] | None) -> str:
    """Return a question with two countries exchanged for each other, or the words that judge for their opposites."""
    peoples = read_aliases().peoples
    named = [match for match in re.finditer(r"[^\W\d_]+", question) if match[0].casefold() in peoples]
    countries = list(dict.fromkeys(peoples[match[0].casefold()] for match in named))
    if len(countries) == 2 and not compared:
        turned = question
        for match in reversed(named):
            other = countries[1 - countries.index(peoples[match[0].casefold()])]
            turned = (
                turned[: match.start()] + read_aliases().inflect(other, match[0].casefold()) + turned[match.end() :]
            )
        return turned
    words = _read_words()["opposite"]
    return _exchange(question, {**words, **{other: one for one, other in words.items()}})


def _exchange(question: str, words: Mapping[str, str]) -> str:
    return _match_any(tuple(words)).sub(lambda match: words[match[1].casefold()] + (match[2] or ""), question)


@functools.cache
def _match_any(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern that finds any of some words, with or without the s of a plural."""
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"\b({'|'.join(map(re.escape, longest_first))})(s)?\b", re.IGNORECASE)


@functools.cache
def _read_words() -> Mapping[str, Mapping[str, str]]:
    content: dict[str, dict[str, str]] = tomllib.loads(_FILE.read_text("utf-8"))
    return content

"""Questions as people type them, and questions made unanswerable by another name or number."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence

_NAME = re.compile(r"(?<=\s)(?:[A-Z][\w’'-]+)(?:\s+(?:of\s+)?[A-Z][\w’'-]+)*|\b\d[\d,.]*\d\b|\b\d\b")
_DEMONYM = re.compile(r"(?:ians?|ish|ese|cans?)$")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def type_in_a_hurry(question: str, chance: random.Random) -> str:
    """Drop the question mark or the apostrophes, or mistype a letter, now and then."""
    if chance.random() < 0.5:
        question = question.rstrip(" ?")
    if chance.random() < 0.3:
        question = question.replace("'", "").replace("’", "")
    if chance.random() < 0.15:
        question = mistype(question, chance)
    return question


def mistype(question: str, chance: random.Random) -> str:
    """Swap, drop, double or mistake one letter of a word of a question."""
    words = question.split(" ")
    place = max((chance.random() * len(word), number) for number, word in enumerate(words))[1]
    word = words[place]
    if len(word) < 4:
        return question
    at = chance.randrange(1, len(word) - 1)
    words[place] = chance.choice(
        [
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + chance.choice(_LETTERS) + word[at + 1 :],
        ]
    )
    return " ".join(words)


def find_names(question: str) -> list[str]:
    """Return the names and numbers of a question."""
    return _NAME.findall(question)


def kind_of(name: str) -> str:
    """Tell what a name can be exchanged with: a year, a number, a people, a name of one word or of more."""
    if name[0].isdigit():
        return "year" if re.fullmatch(r"[12]\d{3}", name) else "number"
    if _DEMONYM.search(name):
        return "people"
    return "names" if " " in name else "name"


def exchange_name(
    question: str, others: Mapping[str, Sequence[str]], passage: str, chance: random.Random
) -> str | None:
    """Return the question about somebody or something else that the passage does not name."""
    names = [name for name in find_names(question) if name in passage]
    if not names:
        return None
    name = chance.choice(names)
    for _ in range(5):
        other = chance.choice(others[kind_of(name)])
        if other.casefold() not in passage.casefold() and other != name:
            return question.replace(name, other)
    return None

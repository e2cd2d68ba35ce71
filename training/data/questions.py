"""Questions as people type them, and questions made unanswerable by another name or number."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence

_NAME = re.compile(r"(?<=\s)(?:[A-Z][\w’'-]+)(?:\s+(?:of\s+)?[A-Z][\w’'-]+)*|\b\d[\d,.]*\d\b|\b\d\b")
_DEMONYM = re.compile(r"(?:ians?|ish|ese|cans?)$")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_COUNTED = re.compile(r"\b([Hh]ow (?:many|much)) ([a-z]+)")
_BETWEEN_NAMES = re.compile(r"\b(did|does|do|has|have|was|were|is|are)\b")
_LITTLE_WORDS = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "by",
        "did",
        "do",
        "does",
        "for",
        "from",
        "had",
        "has",
        "have",
        "in",
        "is",
        "of",
        "on",
        "the",
        "their",
        "there",
        "to",
        "was",
        "were",
        "with",
    ]
)


def type_in_a_hurry(question: str, chance: random.Random) -> str:
    """Type half of the questions as people do: lower case, words dropped or moved, no marks, a slip."""
    if chance.random() < 0.5:
        return question
    dice = chance.random()
    if dice < 0.15:
        question = put_topic_first(question, chance)
    elif dice < 0.3:
        question = drop_little_words(question, chance)
    if chance.random() < 0.8:
        question = question.rstrip(" ?")
    if chance.random() < 0.7:
        question = question.lower()
    if chance.random() < 0.5:
        question = question.replace("'", "").replace("’", "")
    if chance.random() < 0.3:
        question = mistype(question, chance)
    return question


def drop_little_words(question: str, chance: random.Random) -> str:
    """Leave out most of the words that carry little."""
    kept = [word for word in question.split() if word.lower() not in _LITTLE_WORDS or chance.random() < 0.3]
    return " ".join(kept)


def put_topic_first(question: str, chance: random.Random) -> str:
    """Begin with a name of the question and go on without little words: "ukraine how many dead"."""
    names = find_names(question)
    if not names:
        return drop_little_words(question, chance)
    name = chance.choice(names)
    rest = drop_little_words(question.rstrip(" ?").replace(name, " ", 1), chance)
    return f"{name} {rest}"


def exchange_roles(question: str) -> str | None:
    """Return the question with its two names in each other's place, where a verb stands between them."""
    names = [name for name in find_names(question) if not name[0].isdigit()]
    if len(names) != 2 or names[0] == names[1] or not _BETWEEN_NAMES.search(question):
        return None
    first, second = question.find(names[0]), question.rfind(names[1])
    between = question[first + len(names[0]) : second]
    words = between.split()
    if first < 0 or second <= first or not words or {"and", "or", "of", "in", "at"} & set(words) or "," in between:
        return None
    return question[:first] + names[1] + between + names[0] + question[second + len(names[1]) :]


def exchange_counted(question: str, others: Sequence[str], passage: str, chance: random.Random) -> str | None:
    """Return the question for the number of something else that the passage does not mention."""
    found = _COUNTED.search(question)
    if not found:
        return None
    other = chance.choice(others)
    if other[:4] in passage.casefold() or other == found[2]:
        return None
    return question[: found.start(2)] + other + question[found.end(2) :]


def find_counted(question: str) -> str | None:
    """Return what the question asks the number of."""
    found = _COUNTED.search(question)
    return found[2] if found else None


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
    """Return what a name can be exchanged with: a year, a number, a people, a name of one word or of more."""
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

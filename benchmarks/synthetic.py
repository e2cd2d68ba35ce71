"""Articles that are made up at run time: every sentence is one of its kind."""

from __future__ import annotations

import random
from pathlib import Path

_WHO = ("The mayor", "A sailor", "The harbour master", "An engineer", "The ministry", "A teacher", "The union")
_DID = ("counted", "repaired", "sold", "inspected", "lost", "painted", "ordered")
_WHAT = ("boats", "bridges", "lamps", "wagons", "houses", "wells", "letters")
_WHERE = ("Velm", "Orlan", "Veldra", "Orsk", "Tamar", "Lindau", "Brenn")


def write_articles(folder: Path, count: int, sentences: int = 10, seed: int = 1) -> None:
    """Write articles of so many sentences each."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        write_article(folder, number, sentences, random.Random(seed * 1_000_003 + number))


def write_article(folder: Path, number: int, sentences: int, chance: random.Random) -> None:
    """Write one article; another source of chance gives another text."""
    body = " ".join(_make_sentence(chance, number, place) for place in range(sentences))
    (folder / f"article-{number:04}.md").write_text(f"---\ntitle: Report number {number}\n---\n{body}\n")


def _make_sentence(chance: random.Random, number: int, place: int) -> str:
    words = [chance.choice(kind) for kind in (_WHO, _DID, _WHAT, _WHERE)]
    who, did, what, where = words
    return f"{who} {did} {chance.randrange(2, 9999)} {what} in {where} on day {number * 100 + place}."

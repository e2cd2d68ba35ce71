"""Everything that is trained on and measured, in one file that needs no other to be read."""

from __future__ import annotations

import json
import lzma
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Paragraph:
    """A heading and the sentences under it."""

    heading: str
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class AskedRow:
    """A question, the number of its paragraph, its answers there, and its look-alikes, the likest first.

    An answer is (sentence, first character, end), -1 where the words are not known; a look-alike is
    (paragraph, first sentence, end).
    """

    source: str
    document: str
    question: str
    paragraph: int
    answers: tuple[tuple[int, int, int], ...]
    others: tuple[tuple[int, int, int], ...] = ()


@dataclass(frozen=True)
class Gathered:
    """What is trained on, and what training is measured on, by name of the set."""

    paragraphs: list[Paragraph]
    rows: list[AskedRow]
    measured: dict[str, list[AskedRow]]


def write_gathered(path: Path, gathered: Gathered) -> None:
    """Write what was gathered."""
    with lzma.open(path, "wt", encoding="utf-8", preset=4) as file:
        json.dump(asdict(gathered), file, ensure_ascii=False)


def read_gathered(path: Path) -> Gathered:
    """Read what was gathered."""
    with lzma.open(path, "rt", encoding="utf-8") as file:
        kept = json.load(file)
    return Gathered(
        [Paragraph(each["heading"], tuple(each["sentences"])) for each in kept["paragraphs"]],
        [_read_row(row) for row in kept["rows"]],
        {name: [_read_row(row) for row in rows] for name, rows in kept["measured"].items()},
    )


def _read_row(row: dict[str, object]) -> AskedRow:
    return AskedRow(**row)  # type: ignore[arg-type]  # what `write_gathered` wrote

"""Write every training question with excerpts: those that it was asked of first, then look-alikes.

usage: python -m training.gather DATA GROUPS.jsonl
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import bm25s
import numpy as np

from training.rows import Row, read_rows

SHARES = {
    "01-squad-train": 0.55,
    "02-squad2-unanswerable": 1.0,
    "03-squad-removed": 0.4,
    "04-natural-questions": 2.0,
    "05-qadiscourse": 0.4,
    "06-qamr": 0.12,
    "07-condaqa": 0.12,
    "08-fairytaleqa": 0.3,
    "09-claims": 0.45,
    "squad2": 1.0,
    "new_wiki": 0.8,
    "selqa": 1.0,
    "reddit": 0.15,
}
"""How many of a set's questions are asked, on average; twice each where 2."""

_LENGTHS = (3, 3, 3, 4, 4, 4, 5, 5, 6)
"""Sentences of an excerpt, drawn evenly."""

_LOOK_ALIKES = 2
_SEARCHED = 12


@dataclass(frozen=True)
class Window:
    """An excerpt, with the answers in it as (sentence, first character, end); -1 where the words are not known."""

    heading: str
    sentences: tuple[str, ...]
    answers: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True)
class Group:
    """A question and its windows: first those that it was asked of, then the others, best first."""

    source: str
    document: str
    question: str
    windows: tuple[Window, ...]


def main() -> None:
    """Write one JSON object a group, the questions of one paragraph together."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("groups", type=Path)
    arguments = parser.parse_args()
    chance = random.Random(0)
    rows = list(draw_rows(list(read_rows(arguments.data)), chance))
    chance.shuffle(rows)
    windows = [cut_window(row, chance) for row in rows]
    others = find_look_alikes(rows, windows)
    with arguments.groups.open("w", encoding="utf-8") as file:
        for row, window, look_alikes in zip(rows, windows, others, strict=True):
            group = Group(row.source, row.document, row.question, (window, *look_alikes))
            file.write(json.dumps(asdict(group), ensure_ascii=False) + "\n")
    print(len(rows), "questions")


def draw_rows(rows: Sequence[Row], chance: random.Random) -> Iterator[Row]:
    """Draw each set's share; near misses come with questions of the same paragraph that it does answer."""
    twins = {row.document for row in rows if row.source.startswith("02")}
    for row in rows:
        share = SHARES[row.source]
        if row.source.startswith("01"):
            share *= 1.3 if row.document in twins else 0.8
        for _ in range(int(share) + (chance.random() < share % 1)):
            yield row


def cut_window(row: Row, chance: random.Random) -> Window:
    """Cut an excerpt of a few sentences around the first answer, which stands anywhere in it."""
    length = min(chance.choice(_LENGTHS), len(row.sentences))
    right = row.answers[0][0] if row.answers else chance.randrange(len(row.sentences))
    first = chance.randint(max(0, right - length + 1), min(right, len(row.sentences) - length))
    answers = tuple((place - first, start, end) for place, start, end in row.answers if first <= place < first + length)
    return Window(row.title, row.sentences[first : first + length], answers)


def find_look_alikes(rows: Sequence[Row], windows: Sequence[Window]) -> Iterator[list[Window]]:
    """Return for each question the excerpts of other paragraphs that share most of its words and not the answer's."""
    texts = [" ".join([window.heading, *window.sentences]) for window in windows]
    index = bm25s.BM25(k1=0.9, b=0.4)
    index.index(bm25s.tokenize(texts, stopwords="en", show_progress=False), show_progress=False)
    asked = bm25s.tokenize([row.question for row in rows], stopwords="en", show_progress=False)
    found, _ = index.retrieve(asked, k=_SEARCHED, show_progress=False)
    for row, window, places in zip(rows, windows, np.asarray(found), strict=True):
        answers = [_words(window, answer) for answer in window.answers]
        fitting = [
            place
            for place in map(int, places)
            if rows[place].document != row.document
            and not any(answer and answer in texts[place].casefold() for answer in answers)
            and rows[place].question != row.question
        ]
        yield [Window(windows[place].heading, windows[place].sentences, ()) for place in fitting[:_LOOK_ALIKES]]


def _words(window: Window, answer: tuple[int, int, int]) -> str:
    place, start, end = answer
    return window.sentences[place][start:end].casefold() if start >= 0 else window.sentences[place].casefold()


if __name__ == "__main__":
    main()

"""Write every training question with its paragraph and the excerpts of others that look like it.

usage: python -m training.data.gather DATA GATHERED.json.xz
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import bm25s
import numpy as np

from training.data.gathered import AskedRow, Gathered, Paragraph, write_gathered
from training.data.rows import Row, read_measured, read_rows

LOOK_ALIKES = 12
_SEARCHED = 24
_CHUNK = 4
"""Sentences of an excerpt that may look alike."""


def main() -> None:
    """Write one file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("gathered", type=Path)
    arguments = parser.parse_args()
    gathered = gather(read_rows(arguments.data), read_measured(arguments.data))
    write_gathered(arguments.gathered, gathered)
    print(len(gathered.rows), "questions,", len(gathered.paragraphs), "paragraphs")


def gather(asked: Iterable[Row], measured: Mapping[str, Sequence[Row]]) -> Gathered:
    """Return questions with their paragraphs and look-alikes, and those that training is measured on."""
    numbers: dict[Paragraph, int] = {}
    rows = [_number(row, numbers) for row in asked]
    found = find_look_alikes(rows, list(numbers))
    rows = [replace(row, others=others) for row, others in zip(rows, found, strict=True)]
    kept_out = {name: [_number(row, numbers) for row in each] for name, each in measured.items()}
    return Gathered(list(numbers), rows, kept_out)


def _number(row: Row, numbers: dict[Paragraph, int]) -> AskedRow:
    paragraph = Paragraph(row.title, row.sentences)
    number = numbers.setdefault(paragraph, len(numbers))
    return AskedRow(row.source, row.document, row.question, number, row.answers)


def find_look_alikes(
    rows: Sequence[AskedRow], paragraphs: Sequence[Paragraph]
) -> Iterator[tuple[tuple[int, int, int], ...]]:
    """Yield for each question the excerpts of other paragraphs that share most of its words and not its answer."""
    chunks = _cut_chunks(paragraphs)
    texts = [" ".join(paragraphs[place].sentences[first:end]).casefold() for place, first, end in chunks]
    headed = [f"{paragraphs[place].heading} {text}" for (place, _, _), text in zip(chunks, texts, strict=True)]
    index = bm25s.BM25(k1=0.9, b=0.4)
    index.index(bm25s.tokenize(headed, stopwords="en", show_progress=False), show_progress=False)
    asked = bm25s.tokenize([row.question for row in rows], stopwords="en", show_progress=False)
    found, _ = index.retrieve(asked, k=_SEARCHED, show_progress=False, n_threads=2)
    for row, places in zip(rows, np.asarray(found), strict=True):
        home = paragraphs[row.paragraph]
        known = {sentence.casefold() for sentence in home.sentences}
        words = [_words(home, answer) for answer in row.answers]
        fitting = [
            chunks[place]
            for place in map(int, places)
            if not any(answer and answer in texts[place] for answer in words)
            and not any(sentence in texts[place] for sentence in known)
        ]
        yield tuple(fitting[:LOOK_ALIKES])


def _cut_chunks(paragraphs: Sequence[Paragraph]) -> list[tuple[int, int, int]]:
    """Cut paragraphs into excerpts; those of which another paragraph has most sentences are left out."""
    seen: set[str] = set()
    chunks = []
    for number, paragraph in enumerate(paragraphs):
        for first in range(0, len(paragraph.sentences), _CHUNK):
            sentences = paragraph.sentences[first : first + _CHUNK]
            if sum(sentence not in seen for sentence in sentences) * 2 > len(sentences):
                chunks.append((number, first, first + len(sentences)))
            seen.update(sentences)
    return chunks


def _words(paragraph: Paragraph, answer: tuple[int, int, int]) -> str:
    place, start, end = answer
    sentence = paragraph.sentences[place]
    return (sentence[start:end] if start >= 0 else sentence).casefold()


if __name__ == "__main__":
    main()

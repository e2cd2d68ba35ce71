"""Write every training question with the excerpts that the project's own first stage leads to.

usage: python -m training.groups DATA GROUPS.jsonl
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from index.building.contents import index_articles
from index.models.embedder import Embedder, SentenceTransformerEmbedder, find_model
from index.search.first_stage import rank
from index.search.reranking import CANDIDATES, find_excerpts, make_excerpt
from index.snapshots.snapshot import Contents
from training.sources import Answer, Asked, Source, find_right, find_rows, read_training

_WINDOWS = 10


@dataclass(frozen=True)
class Window:
    """An excerpt, with the answers in it as (sentence, first character, end)."""

    heading: str
    sentences: tuple[str, ...]
    answers: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True)
class Group:
    """A question and its windows: first those that it was asked of, then the others, best first."""

    source: str
    question: str
    windows: tuple[Window, ...]


def main() -> None:
    """Write one JSON object a group."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("groups", type=Path)
    arguments = parser.parse_args()
    embedder = SentenceTransformerEmbedder(find_model(""))
    with arguments.groups.open("w", encoding="utf-8") as file:
        for source in read_training(arguments.data):
            for group in find_groups(source, embedder):
                file.write(json.dumps(asdict(group), ensure_ascii=False) + "\n")
            print(source.name, len(source.articles), "articles", len(source.questions), "questions", flush=True)


def find_groups(source: Source, embedder: Embedder) -> Iterator[Group]:
    """Ask the first stage every question of a source."""
    contents = index_articles(source.articles, embedder, lambda *_: None).contents
    rows = find_rows(contents, source)
    queries = embedder.embed([asked.text for asked in source.questions])
    for asked, query in zip(source.questions, queries, strict=True):
        ranked = [int(row) for row in rank(contents, asked.text, query).rows[:CANDIDATES]]
        yield _make_group(source.name, contents, asked, ranked, rows[asked.article])


def _make_group(name: str, contents: Contents, asked: Asked, ranked: list[int], own: list[int]) -> Group:
    home = find_right(contents, own, asked) or _find_place(contents, own, asked)
    best = {row: place for place, row in reversed(list(enumerate([*ranked, *home])))}
    excerpts = sorted(
        find_excerpts(contents, list(best)),
        key=lambda rows: (not set(home) & set(rows), min(best[row] for row in rows if row in best)),
    )
    windows = (_make_window(contents, rows, asked.answers, set(own)) for rows in excerpts[:_WINDOWS])
    return Group(name, asked.text, tuple(windows))


def _find_place(contents: Contents, rows: Sequence[int], asked: Asked) -> list[int]:
    """Return the row in which the paragraph begins that the question was asked of."""
    return [row for row in rows if contents.entries[row].sentence.span.end > asked.place][:1]


def _make_window(contents: Contents, rows: range, answers: Sequence[Answer], own: set[int]) -> Window:
    excerpt = make_excerpt(contents, rows)
    spans = [(place, contents.entries[row].sentence.span) for place, row in enumerate(rows) if row in own]
    marked = [
        (place, answer.start - span.start, min(answer.end, span.end) - span.start)
        for answer in answers
        for place, span in spans
        if span.start <= answer.start < span.end
    ]
    return Window(excerpt.heading, excerpt.sentences, tuple(marked))


if __name__ == "__main__":
    main()

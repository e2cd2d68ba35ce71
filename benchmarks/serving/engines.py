"""Compare what several engines answer from one snapshot: first quotations, and whole rankings to the digit.

usage: python -m benchmarks.serving.engines --corpus FOLDER --questions FILE [FILE ...] [--milvus URI]

Indexes the articles of FOLDER and asks the questions (docs/evaluation.md has their format) of the engine that serves a
corpus of that size, which compares every vector; of the codes that serve a large one; and, with --milvus, of a server
or of a file of milvus-lite.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from index.building.build import build
from index.engines.embedded import EmbeddedEngine
from index.engines.engine import Engine
from index.engines.faiss_vectors import Vectors
from index.engines.milvus import MilvusStore
from index.engines.milvus_connection import MilvusConnection
from index.evaluation.metrics import DEPTH
from index.evaluation.question_file import read_questions
from index.models.exported_model import make_embedder
from index.search.searcher import Searcher
from index.settings import load_settings
from index.snapshots.snapshot import open_snapshot
from index.snapshots.store import find_current

Ranking = list[tuple[str, int, int, float]]
Open = Callable[[EmbeddedEngine], Engine]


def main() -> None:
    """Print a line for each engine."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--questions", type=Path, nargs="+", required=True)
    parser.add_argument("--milvus", help="address of a server, or a file that ends with .db")
    given = parser.parse_args()
    print(f"{os.cpu_count()} cores, {time.strftime('%F %R')}")
    questions = [each.question for file in given.questions for each in read_questions(file)]
    settings = load_settings()
    embedder = make_embedder(settings)
    with TemporaryDirectory() as folder:
        index = Path(folder) / "index"
        built = build(given.corpus, index, embedder, 1, lambda *_: None)
        snapshot = open_snapshot(find_current(index), embedder.model)
        searcher = Searcher(snapshot, embedder, settings.threshold)
        print(f"{built.articles} articles, {built.sentences} sentences, {len(questions)} questions")
        expected = ask(searcher, questions)
        for name, open_engine in list_engines(given.milvus):
            contents = replace(snapshot.contents, open_engine=open_engine)
            print_comparison(name, expected, ask(searcher.over(replace(snapshot, contents=contents)), questions))


def list_engines(milvus: str | None) -> Iterator[tuple[str, Open]]:
    """Yield the engines that are compared with the one that serves, each with what opens it."""
    yield "again", lambda rows: rows
    yield "codes", _encode
    if milvus:
        connection = MilvusConnection(milvus, os.environ.get("VERBATIM_MILVUS_TOKEN", ""), None, 60)
        yield "Milvus", lambda rows: _fill(MilvusStore(connection, "engines"), rows)


def ask(searcher: Searcher, questions: Sequence[str]) -> list[Ranking]:
    """Return what is quoted for each question: article, place and score."""
    answers = (searcher.ask(question, DEPTH) for question in questions)
    return [[(each.article.id, each.span.start, each.span.end, each.score) for each in a.quotations] for a in answers]


def print_comparison(name: str, expected: Sequence[Ranking], found: Sequence[Ranking]) -> None:
    """Print what share of the first quotations, and of the rankings to the last digit of a score, is the same."""
    pairs = list(zip(expected, found, strict=True))
    first = sum([each[:3] for each in one[:1]] == [each[:3] for each in other[:1]] for one, other in pairs) / len(pairs)
    whole = sum(one == other for one, other in pairs) / len(pairs)
    print(f"{name}: first quotations equal {first:.4f}, whole rankings to the digit {whole:.4f}")


def _encode(rows: EmbeddedEngine) -> EmbeddedEngine:
    sentences, passages = (
        Vectors.from_matrix(each.to_matrix(), exact_rows=0) for each in (rows.sentence_vectors, rows.passage_vectors)
    )
    return replace(rows, sentence_vectors=sentences, passage_vectors=passages)


def _fill(store: MilvusStore, rows: EmbeddedEngine) -> Engine:
    store.load("compared", rows)
    return store.open("compared", rows)


if __name__ == "__main__":
    main()

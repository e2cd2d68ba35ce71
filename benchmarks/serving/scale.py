"""Measure the embedded engine as a corpus grows: building, memory, files, first stage, recall.

usage: python -m benchmarks.serving.scale --sentences N [N ...] [--index INDEX]

Sentences are made up: words drawn as often as a language's are (Zipf), and vectors around centres. With --index, the
vectors are those of the snapshot that serves there, repeated with noise. Each size is asked in a process of its own.
`CPU ms` is the median of a question's time on a core, which other work does not lengthen; `exact` the same of one
vector search by faiss' IndexFlatIP, of which a question needs two. No model is run: no embedding, no reading.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from index.engines.bm25 import Lexicon
from index.engines.embedded import EmbeddedEngine
from index.engines.engine import Query
from index.engines.faiss_vectors import Vectors
from index.snapshots.store import find_current
from index.types import Matrix, Rows

DIMENSION = 384
QUESTIONS = 200
POOL = 100
_WORDS = 60_000
_LENGTH = 11
_AROUND = 3
_ROWS_A_CENTRE = 20
_VECTORS = ("sentences.faiss", "passages.faiss")
_LEXICONS = ("sentence-words", "passage-words")


_COLUMNS = {
    "build s": 9, "CPU s": 8, "disk MB": 9, "RSS MB": 8, "p50 ms": 8, "p99 ms": 8, "CPU ms": 8, "exact ms": 9,
    "recall@100": 12,
}  # fmt: skip


@dataclass(frozen=True)
class Made:
    """A corpus that is made up: vectors of sentences, and words by their numbers, those of one sentence a row."""

    vectors: Matrix
    words: Rows

    def noisy(self, chance: np.random.Generator, rows: Rows) -> Matrix:
        """Return vectors near those of some rows."""
        return _normalise(self.vectors[rows] + chance.normal(scale=0.03, size=(len(rows), DIMENSION)))


def main() -> None:
    """Print a row for each size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sentences", type=int, nargs="+", required=True)
    parser.add_argument("--index", type=Path)
    parser.add_argument("--ask", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.ask:
        ask(make(given.sentences[0], given.index), given.ask)
        return
    vectors = f"vectors of {given.index} repeated with noise" if given.index else "made vectors"
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}; {vectors}, made words")
    print(f"{'sentences':>10}" + "".join(f"{name:>{width}}" for name, width in _COLUMNS.items()))
    for sentences in given.sentences:
        with TemporaryDirectory() as folder:
            measure(sentences, given.index, Path(folder))


def measure(sentences: int, index: Path | None, folder: Path) -> None:
    """Build one size here, ask it in a new process, and print both."""
    made = make(sentences, index)
    started, used = time.perf_counter(), time.process_time()
    build(made, folder)
    built, spent = time.perf_counter() - started, time.process_time() - used
    disk = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
    command = [sys.executable, "-m", "benchmarks.serving.scale", "--sentences", str(sentences), "--ask", str(folder)]
    asked = subprocess.run([*command, *(["--index", str(index)] if index else [])], capture_output=True, check=True)
    print(f"{sentences:>10,}{built:>9.1f}{spent:>8.1f}{disk:>9.1f}{asked.stdout.decode()}", end="", flush=True)


def make(sentences: int, index: Path | None) -> Made:
    """Make a corpus up, the same at every run."""
    chance = np.random.default_rng(1)
    centres = (
        _read(index) if index else _normalise(chance.normal(size=(max(sentences // _ROWS_A_CENTRE, 1), DIMENSION)))
    )
    rows = np.arange(sentences) % len(centres)
    vectors = _normalise(centres[rows] + chance.normal(scale=0.03, size=(sentences, DIMENSION)))
    words = np.minimum(chance.zipf(1.2, size=(sentences, _LENGTH)) - 1, _WORDS - 1)
    return Made(vectors, words)


def build(made: Made, folder: Path) -> None:
    """Write what a snapshot has for its engine; a passage is a sentence with those around it."""
    passages = _normalise(made.vectors + np.roll(made.vectors, 1, axis=0) + np.roll(made.vectors, -1, axis=0))
    for name, matrix in zip(_VECTORS, (made.vectors, passages), strict=True):
        Vectors.from_matrix(matrix).save(folder / name)
    sentences = [" ".join(f"w{number}" for number in words) for words in made.words.tolist()]
    around = [" ".join(sentences[max(row - 1, 0) : row + _AROUND - 1]) for row in range(len(sentences))]
    for name, texts in zip(_LEXICONS, (sentences, around), strict=True):
        Lexicon.from_texts(texts).save(folder / name)


def ask(made: Made, folder: Path) -> None:
    """Print memory, times and recall of a process that maps an index and asks it."""
    before = _read_memory()
    sentence_vectors, passage_vectors = (Vectors.load(folder / name) for name in _VECTORS)
    sentence_words, passage_words = (Lexicon.load(folder / name) for name in _LEXICONS)
    engine = EmbeddedEngine(sentence_vectors, passage_vectors, sentence_words, passage_words)
    chance = np.random.default_rng(2)
    about = chance.integers(0, len(made.vectors), QUESTIONS)
    queries = [
        Query(tuple(f"w{number}" for number in made.words[row, :6]), vector)
        for row, vector in zip(about, made.noisy(chance, about), strict=True)
    ]
    engine.score(queries[0], engine.put_forward(queries[0], POOL))
    times = _time(lambda query: engine.score(query, engine.put_forward(query, POOL)), queries)
    memory = _read_memory() - before
    exact = Vectors.from_matrix(made.vectors, len(made.vectors))
    plain = _time(lambda query: exact.find_nearest(query.vector, POOL), queries)
    recall = np.mean([_measure_recall(engine.sentence_vectors, exact, each.vector) for each in queries])
    figures = np.median(times[:, 0]), np.quantile(times[:, 0], 0.99), np.median(times[:, 1])
    print(f"{memory:>8.0f}" + "".join(f"{each:>8.2f}" for each in figures), end="")
    print(f"{np.median(plain[:, 1]):>9.2f}{recall:>12.4f}")


def _time(work: Callable[[Query], object], queries: Sequence[Query]) -> Matrix:
    """Return the milliseconds that each question takes, by the clock and of this thread's time on a core."""
    times = []
    for query in queries:
        started, used = time.perf_counter(), time.thread_time()
        work(query)
        times.append((time.perf_counter() - started, time.thread_time() - used))
    return np.array(times, np.float32) * 1_000


def _measure_recall(found: Vectors, exact: Vectors, query: Matrix) -> float:
    best = exact.find_nearest(query, POOL)
    return len(np.intersect1d(best, found.find_nearest(query, POOL))) / len(best)


def _read(index: Path) -> Matrix:
    return Vectors.load(find_current(index) / _VECTORS[0]).to_matrix()


def _normalise(matrix: np.ndarray) -> Matrix:
    return np.asarray(matrix / np.linalg.norm(matrix, axis=1, keepdims=True), np.float32)


def _read_memory() -> float:
    """Return the resident memory of this process in megabytes, mapped files that were touched among it."""
    pages = int(Path("/proc/self/statm").read_text("utf-8").split()[1])
    return pages * resource.getpagesize() / 1e6


if __name__ == "__main__":
    main()

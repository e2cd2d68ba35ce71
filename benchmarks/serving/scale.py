"""Measure the embedded engine as a corpus grows: building, memory, files, first stage, recall; and others beside it.

usage: python -m benchmarks.serving.scale --sentences N [N ...] --texts FOLDER --kept FILE [--folder FOLDER]

Sentences and vectors are real ones repeated with noise (benchmarks/serving/repeated.py), questions real ones.
Each size is built in one process and asked in another. `CPU ms` is the median of a question's time on a core, which
other work does not lengthen. The first stage is both vectors, both kinds of words, and the scores of what they put
forward; `one vector` is one of its searches, beside faiss' IndexFlatIP and, where it is installed, LanceDB, of which
a question would need two as well. No model is run: no embedding, no reading.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from benchmarks.serving.repeated import Real, normalise, read_real, repeat_sentences, repeat_vectors
from index.engines.bm25 import Lexicon, find_stems
from index.engines.embedded import EmbeddedEngine
from index.engines.engine import Query
from index.engines.faiss_vectors import Vectors
from index.engines.row_facts import RowFacts
from index.types import Matrix

POOL = 100
_COMPARED = 100
"""Questions that others are asked as well."""

_VECTORS = ("sentences.faiss", "passages.faiss")
_LEXICONS = ("sentence-words", "passage-words")
_COLUMNS = {
    "build s": 9, "CPU s": 8, "disk MB": 9, "RSS MB": 8, "p50 ms": 8, "p99 ms": 8, "CPU ms": 8, "one vector": 12,
    "recall@100": 12, "IndexFlatIP": 13, "LanceDB": 9, "recall@100 ": 12,
}  # fmt: skip


def main() -> None:
    """Print a row for each size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sentences", type=int, nargs="+", required=True)
    parser.add_argument("--texts", type=Path, required=True, help="folder of files in SQuAD's format")
    parser.add_argument("--kept", type=Path, required=True, help="where their vectors are kept, a file .npz")
    parser.add_argument("--folder", type=Path, help="where what was built stays, so that it is only asked again")
    parser.add_argument("--ask", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    indexed, asked = read_real(given.texts, given.kept)
    if given.ask:
        ask(indexed, asked, given.sentences[0], given.ask)
        return
    print(f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {time.strftime('%F %R')}")
    print(f"{'sentences':>10}" + "".join(f"{name:>{width}}" for name, width in _COLUMNS.items()))
    for sentences in given.sentences:
        with TemporaryDirectory() as temporary:
            measure(indexed, sentences, (given.folder or Path(temporary)) / str(sentences), sys.argv[1:])


def add_arguments(parser: argparse.ArgumentParser, sentences: int) -> None:
    """Let a command say which of the sizes that were built here it asks."""
    parser.add_argument("--built", type=Path, required=True, help="the --folder of benchmarks.serving.scale")
    parser.add_argument("--kept", type=Path, required=True, help="its --kept")
    parser.add_argument("--sentences", type=int, default=sentences)


def measure(indexed: Real, sentences: int, folder: Path, arguments: Sequence[str]) -> None:
    """Build one size here, unless it is there, ask it in a new process, and print both."""
    built = spent = 0.0
    if not folder.is_dir():
        folder.mkdir(parents=True)
        started, used = time.perf_counter(), time.process_time()
        build(indexed, sentences, folder)
        built, spent = time.perf_counter() - started, time.process_time() - used
    disk = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
    print(f"{sentences:>10,}{built:>9.1f}{spent:>8.1f}{disk:>9.1f}", end="", flush=True)
    ended = ["--sentences", str(sentences), "--ask", str(folder)]
    subprocess.run([sys.executable, "-m", "benchmarks.serving.scale", *arguments, *ended], check=True)


def build(indexed: Real, sentences: int, folder: Path) -> None:
    """Write what a snapshot has for its engine; a passage is a sentence with those around it."""
    vectors = repeat_vectors(indexed, sentences)
    Vectors.from_matrix(vectors).save(folder / _VECTORS[0])
    around = normalise(vectors + np.roll(vectors, 1, axis=0) + np.roll(vectors, -1, axis=0))
    Vectors.from_matrix(around).save(folder / _VECTORS[1])
    del vectors, around
    texts = list(repeat_sentences(indexed, sentences))
    Lexicon.from_texts(texts).save(folder / _LEXICONS[0])
    Lexicon.from_texts(_join_around(texts)).save(folder / _LEXICONS[1])


def _join_around(texts: Sequence[str]) -> list[str]:
    return [" ".join(texts[max(row - 1, 0) : row + 2]) for row in range(len(texts))]


def ask(indexed: Real, asked: Real, sentences: int, folder: Path) -> None:
    """Print memory, times and recall of a process that maps an index and asks it, and the times of others."""
    before = read_memory()
    engine = open_engine(folder, sentences)
    queries = [Query(find_stems(text), vector) for text, vector in zip(asked.texts, asked.vectors, strict=True)]
    for query in queries[:20]:
        engine.score(query, engine.put_forward(query, POOL))
    times = _time(lambda query: engine.score(query, engine.put_forward(query, POOL)), queries)
    memory = read_memory() - before
    found = engine.sentence_vectors
    one = _time(lambda query: found.find_nearest(query.vector, POOL), queries)
    vectors = repeat_vectors(indexed, sentences)
    exact = Vectors.from_matrix(vectors, sentences)
    best: list[np.ndarray] = []
    plain = _time(lambda query: best.append(exact.find_nearest(query.vector, POOL)), queries[:_COMPARED])
    figures = np.median(times[:, 0]), np.quantile(times[:, 0], 0.99), np.median(times[:, 1])
    print(f"{memory:>8.0f}" + "".join(f"{each:>8.2f}" for each in figures), end="")
    recall = _measure_recall([found.find_nearest(query.vector, POOL) for query in queries[:_COMPARED]], best)
    print(f"{np.median(one[:, 1]):>12.2f}{recall:>12.4f}{np.median(plain[:, 1]):>13.2f}", end="", flush=True)
    if importlib.util.find_spec("lancedb"):
        _ask_lancedb(vectors, queries[:_COMPARED], best, folder)
    print()


def _ask_lancedb(vectors: Matrix, queries: Sequence[Query], best: Sequence[np.ndarray], folder: Path) -> None:
    """Print the median by the clock and the recall of LanceDB's own kind of index, refined as ours is."""
    import lancedb
    import pyarrow

    with TemporaryDirectory(dir=folder.parent) as place:
        rows = pyarrow.FixedSizeListArray.from_arrays(pyarrow.array(vectors.reshape(-1)), vectors.shape[1])
        numbers = pyarrow.array(np.arange(len(vectors)))
        table = lancedb.connect(place).create_table("rows", pyarrow.table({"row": numbers, "vector": rows}))
        if len(vectors) > 20_000:
            table.create_index(metric="dot", index_type="IVF_PQ", num_sub_vectors=96)

        def search(query: Query) -> np.ndarray:
            asked = table.search(query.vector).distance_type("dot").limit(POOL).nprobes(100).refine_factor(20)
            return np.asarray(asked.select(["row", "_distance"]).to_arrow()["row"])

        times = _time(search, queries)
        recall = _measure_recall([search(query) for query in queries], best)
        print(f"{np.median(times[:, 0]):>9.2f}{recall:>12.4f}", end="")


def open_engine(folder: Path, sentences: int) -> EmbeddedEngine:
    """Open what was built of one size."""
    sentence_vectors, passage_vectors = (Vectors.load(folder / name) for name in _VECTORS)
    sentence_words, passage_words = (Lexicon.load(folder / name) for name in _LEXICONS)
    nowhere = np.zeros(sentences, np.int32)
    facts = RowFacts([("all", None)], nowhere, (), nowhere - 1)
    return EmbeddedEngine(sentence_vectors, passage_vectors, sentence_words, passage_words, facts)


def _time(work: Callable[[Query], object], queries: Sequence[Query]) -> Matrix:
    """Return the milliseconds that each question takes, by the clock and of this thread's time on a core."""
    times = []
    for query in queries:
        started, used = time.perf_counter(), time.thread_time()
        work(query)
        times.append((time.perf_counter() - started, time.thread_time() - used))
    return np.array(times, np.float32) * 1_000


def _measure_recall(found: Sequence[np.ndarray], best: Sequence[np.ndarray]) -> float:
    return float(np.mean([len(np.intersect1d(*pair)) / POOL for pair in zip(found, best, strict=True)]))


def read_memory() -> float:
    """Return the resident memory of this process in megabytes, mapped files that were touched among it."""
    pages = int(Path("/proc/self/statm").read_text("utf-8").split()[1])
    return pages * resource.getpagesize() / 1e6


if __name__ == "__main__":
    main()

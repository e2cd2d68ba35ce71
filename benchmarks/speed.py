"""Measure building and asking from cold, each in a process of its own, and the search itself.

usage: python -m benchmarks.speed FOLDER_OF_ARTICLES
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from index.building import index_articles
from index.embedding import SentenceTransformerEmbedder, find_model
from index.onnx_runner import OnnxReranker
from index.ranking import rank
from index.reranking import CANDIDATES, rerank
from index.searching import Searcher

QUESTION = "how many russian soldiers have been killed"
SEED = Path(__file__).parents[1] / "corpus"


@dataclass(frozen=True)
class Run:
    """What a command took."""

    seconds: float
    peak_gb: float


def main() -> None:
    """Print every figure with the machine that it was measured on."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    articles: Path = parser.parse_args().articles
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    with tempfile.TemporaryDirectory() as folder:
        index, seed = Path(folder) / "index", Path(folder) / "seed"
        measure_build("the seed article", SEED, seed)
        measure_build(str(articles.name), articles, index)
        again = run_index("build", "--corpus", str(articles), "--index", str(index))
        print(f"build with nothing changed: {again.seconds:.1f} s")
        cold = run_index("ask", "--index", str(index), QUESTION)
        print(f"ask from cold: {cold.seconds:.1f} s, peak {cold.peak_gb:.2f} GB")
        measure_search(index)


def measure_build(name: str, articles: Path, index: Path) -> None:
    """Build from nothing and print what it took."""
    built = run_index("build", "--corpus", str(articles), "--index", str(index))
    print(f"build of {name} from cold: {built.seconds:.1f} s, peak {built.peak_gb:.2f} GB")
    embedder = SentenceTransformerEmbedder(find_model(""))
    contents = Searcher.open(index, embedder, 0.5).generation.contents
    if len(contents.entries) < 100:
        return
    embedder.embed([QUESTION])
    start = time.perf_counter()
    index_articles(contents.articles, embedder, lambda *_: None)
    seconds = time.perf_counter() - start
    print(f"  without start-up: {len(contents.entries) / seconds:.0f} sentences a second, each with its passage")


def measure_search(index: Path) -> None:
    """Print the median time of a search, and of its parts."""
    embedder = SentenceTransformerEmbedder(find_model(""))
    searcher = Searcher.open(index, embedder, 0.5)
    contents = searcher.generation.contents
    searcher.ask(QUESTION, 3)
    vector = embedder.embed([QUESTION])[0]
    whole = time_median(lambda: searcher.ask(QUESTION, 3))
    first = rank(contents, QUESTION, vector)
    reading = time_median(lambda: rerank(contents, QUESTION, first, OnnxReranker()))
    embedding = time_median(lambda: embedder.embed([QUESTION]))
    ranking = time_median(lambda: rank(contents, QUESTION, vector))
    print(f"first stage: embedding {embedding:.1f} ms, ranking {ranking:.1f} ms (medians of 100)")
    print(f"reading {CANDIDATES} candidates: {reading:.1f} ms; question to answer: {whole:.1f} ms")


def time_median(action: Callable[[], object]) -> float:
    """Return the median of 100 runs in milliseconds."""
    times = []
    for _ in range(100):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return 1000 * statistics.median(times)


def run_index(*arguments: str) -> Run:
    """Run a command of the index in a process of its own."""
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-m", "index", *arguments], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status):
        sys.exit(f"python -m index {' '.join(arguments)} failed")
    process.returncode = 0
    return Run(time.perf_counter() - start, usage.ru_maxrss / 1024**2)


if __name__ == "__main__":
    main()

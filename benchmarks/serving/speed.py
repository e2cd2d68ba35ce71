"""Measure building, from cold in a process of its own and warm.

usage: python -m benchmarks.serving.speed FOLDER_OF_ARTICLES
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from index.building.contents import index_articles
from index.corpus.articles import read_corpus
from index.models.embedder import SentenceTransformerEmbedder, find_model

SEED = Path(__file__).parents[2] / "corpus"


@dataclass(frozen=True)
class Run:
    """What a command took."""

    seconds: float
    megabytes: float


def main() -> None:
    """Print every figure with the machine that it was measured on."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    articles: Path = parser.parse_args().articles
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    with tempfile.TemporaryDirectory() as folder:
        index, seed = Path(folder) / "index", Path(folder) / "seed"
        print_build("build of the seed article from cold", SEED, seed)
        print_build(f"build of {articles.name} from cold", articles, index)
        print_build("build with nothing changed", articles, index)
    measure_warm(articles)


def print_build(name: str, articles: Path, index: Path) -> None:
    """Build and print what it took."""
    built = run_python("-m", "index", "build", "--corpus", str(articles), "--index", str(index))
    print(f"{name}: {built.seconds:.1f} s, peak {built.megabytes:.0f} MB")


def measure_warm(folder: Path) -> None:
    """Index the articles with the model loaded, and print how fast that was."""
    embedder = SentenceTransformerEmbedder(find_model(""))
    articles = read_corpus(folder).articles
    embedder.embed(["what is known"])
    start = time.perf_counter()
    contents = index_articles(articles, embedder, lambda *_: None).contents
    seconds = time.perf_counter() - start
    print(f"without start-up: {len(contents.entries) / seconds:.0f} sentences a second, each with its passage")


def run_python(*arguments: str, **environment: str) -> Run:
    """Run Python with arguments in a process of its own; exit when it fails."""
    start = time.perf_counter()
    command = [sys.executable, *arguments]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env={**os.environ, **environment})
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"python {' '.join(arguments)} failed")
    return Run(time.perf_counter() - start, usage.ru_maxrss / 1024)


if __name__ == "__main__":
    main()

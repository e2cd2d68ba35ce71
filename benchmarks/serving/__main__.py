"""Measure asking beside Sentence Transformers and faiss written plainly (benchmarks/serving/plain.py), in one run.

usage: python -m benchmarks.serving FOLDER

FOLDER holds articles/ and questions.jsonl (docs/evaluation.md).
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.serving.speed import run_python
from index.evaluation.question_file import read_questions
from index.models.embedder import Model, SentenceTransformerEmbedder
from index.models.onnx_reranker import OnnxReranker
from index.search.first_stage import Ranking, rank
from index.search.reranking import CANDIDATES, rerank
from index.search.searcher import Searcher

COLD_RUNS = 5

OPEN_BOT = """
import sys
from bot.settings import load_settings
from index.settings import load_settings as load_index_settings
from bot.runtime.startup import open_client
client = open_client(load_settings(), load_index_settings())
for question in sys.argv[1:]:
    client.search_service.searcher.ask(question, 3)
client.journal.close()
"""


@dataclass(frozen=True)
class Cold:
    """What one question takes, process start included: medians."""

    seconds: float
    megabytes: float


@dataclass(frozen=True)
class Warm:
    """What a question takes in a process that has answered before: medians in milliseconds."""

    first_stage: float
    reading: float
    whole: float


def main() -> None:
    """Build, measure each in a process that has loaded nothing of the other, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    questions = [question.question for question in read_questions(folder / "questions.jsonl")]
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, medians")
    with TemporaryDirectory() as scratch:
        index, plain = Path(scratch) / "index", Path(scratch)
        run_python("-m", "index", "build", "--corpus", str(folder / "articles"), "--index", str(index))
        # First, since the peak of a process is never below the memory of the one that started it.
        ours = measure_cold("-m", "index", "ask", "--index", str(index), "--", questions[0])
        bot = measure_bot(index, plain, questions)
        searcher = Searcher.open(index, SentenceTransformerEmbedder(Model("")), 0.5)
        write_plain(searcher, plain)
        theirs = measure_cold("-m", "benchmarks.serving.plain", str(plain), questions[0])
        warm = measure_warm(searcher, questions)
        plainly = measure_plain(plain, questions)
    print(f"{'':32}{'verbatim':>10}{'plainly':>10}{'ratio':>8}")
    print_row("one question from cold, s", ours.seconds, theirs.seconds)
    print_row("peak memory of that, MB", ours.megabytes, theirs.megabytes)
    print_row("first stage, ms", warm.first_stage, plainly)
    print_row(f"reading {CANDIDATES} candidates, ms", warm.reading)
    print_row("question to answer, ms", warm.whole)
    print_row("peak memory of the bot, MB", bot)


def write_plain(searcher: Searcher, folder: Path) -> None:
    """Write the same sentences and vectors for the plain search."""
    contents = searcher.snapshot.contents
    articles = contents.articles_by_id
    texts = [entry.sentence.span.of(articles[entry.sentence.article_id].text) for entry in contents.entries]
    (folder / "sentences.json").write_text(json.dumps(texts), "utf-8")
    contents.sentence_vectors.save(folder / "sentences.faiss")


def measure_cold(*arguments: str) -> Cold:
    """Run a command several times, each in a process of its own."""
    runs = [run_python(*arguments) for _ in range(COLD_RUNS)]
    return Cold(statistics.median(each.seconds for each in runs), statistics.median(each.megabytes for each in runs))


def measure_warm(searcher: Searcher, questions: Sequence[str]) -> Warm:
    """Ask every question, whole and in its parts."""
    contents, reranker = searcher.snapshot.contents, OnnxReranker()
    encoder = contents.encoder
    assert encoder
    searcher.ask(questions[0], 3)

    def find(question: str) -> Ranking:
        return rank(contents, question, encoder.embed([question])[0])

    rankings = {question: find(question) for question in questions}
    return Warm(
        time_median(find, questions),
        time_median(lambda question: rerank(contents, question, rankings[question], reranker), questions),
        time_median(lambda question: searcher.ask(question, 3), questions),
    )


def measure_bot(index: Path, state: Path, questions: Sequence[str]) -> float:
    """Return the peak memory in megabytes of a bot that has answered every question."""
    places = {"VERBATIM_INDEX": str(index), "DISCORD_STATE": str(state / "bot")}
    return run_python("-c", OPEN_BOT, *questions, **places).megabytes


def measure_plain(folder: Path, questions: Sequence[str]) -> float:
    """Return the median time of the plain search in milliseconds."""
    from benchmarks.serving.plain import PlainSearch  # its torch would weigh on what was measured before

    search = PlainSearch(folder)
    search.ask(questions[0])
    return time_median(search.ask, questions)


def time_median(ask: Callable[[str], object], questions: Sequence[str]) -> float:
    """Return the median time over the questions in milliseconds."""
    times = []
    for question in questions:
        start = time.perf_counter()
        ask(question)
        times.append(time.perf_counter() - start)
    return 1000 * statistics.median(times)


def print_row(name: str, ours: float, theirs: float | None = None) -> None:
    """Print a figure, and how many times larger it is when written plainly."""
    beside = f"{theirs:10.1f}{theirs / ours:8.1f}" if theirs else ""
    print(f"{name:32}{ours:10.1f}{beside}")


if __name__ == "__main__":
    main()

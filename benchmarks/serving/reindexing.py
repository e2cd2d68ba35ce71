"""Measure what a change costs, and what people notice of a full reindex.

    python -m benchmarks.serving.reindexing [--articles 1000] [--served 60] [--folder FOLDER] [--rate 5] [--words]

First, one article of --articles is changed, and what is embedded for it is counted (with an embedder that needs no
model). Then the articles of --folder, or --served made-up ones, are reindexed from nothing by the worker, as the bot
does it, while --rate questions a second are asked; --words takes the small embedder for that too.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import platform
import random
import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.synthetic import write_article, write_articles
from bot.library.events import Moderator, Progress, Published
from bot.library.jobs.build_process import WORKER, WorkerProcess
from bot.library.journal.journal import Journal
from bot.library.library import Library
from bot.library.serving.search_service import SearchService
from index.building.build import build, build_staged
from index.engines.embedded import EmbeddedStore
from index.models.embedder import Embedder
from index.models.exported_model import make_embedder
from index.search.searcher import Searcher
from index.settings import Settings
from tests.support.index.embedders import WordEmbedder

BAR = 2.0
QUESTIONS = (
    "who repaired bridges in Velm",
    "what was lost in Orsk",
    "how many boats were counted",
    "who painted lamps",
)


def measure_change(count: int) -> None:
    """Change one article of many and print what was embedded."""
    with TemporaryDirectory() as place:
        corpus, index = Path(place) / "corpus", Path(place) / "index"
        write_articles(corpus, count)
        whole = build(corpus, index, WordEmbedder(), 2, lambda *_: None)
        changed = count // 2
        write_article(corpus, changed, 10, random.Random(-1))
        embedder = WordEmbedder()
        began = time.perf_counter()
        staged = build_staged(corpus, index, embedder, lambda *_: None, EmbeddedStore())
        days = {f"on day {changed * 100 + place}." for place in range(10)}
        foreign = [text for text in embedder.embedded if not any(day in text for day in days)]
        print(f"{count} articles, {whole.sentences} sentences: {whole.embedded} texts embedded")
        print(f"1 of them changed: {staged.embedded} texts embedded, {len(foreign)} of other articles, "
              f"{time.perf_counter() - began:.1f} s")  # fmt: skip


@dataclass(frozen=True)
class Waited:
    """How long questions took during a job, in seconds, and how long the job took."""

    seconds: list[float]
    job: float


async def measure_service(settings: Settings, embedder: Embedder, worker: str, rate: float) -> Waited:
    """Ask at a rate while everything is reindexed by the worker."""
    searcher = Searcher.open(settings.index, embedder, settings.threshold, settings.candidates)
    searcher.ask(QUESTIONS[0], 3)
    journal = Journal(settings.index.parent / "journal.sqlite")
    search_service = SearchService(searcher, 100_000, 3600)  # so that a question that waits is measured, not refused
    library = Library(search_service, journal, settings, WorkerProcess(1800, 8192, worker))
    stages: set[str] = set()

    def on_progress(progress: Progress) -> None:
        if progress.stage not in stages:
            stages.add(progress.stage)
            print(f"  {time.perf_counter() - began:5.1f} s  {progress.stage}", flush=True)

    began = time.perf_counter()
    job = asyncio.create_task(library.reindex(Moderator(1, "benchmark"), True, on_progress))
    asked: list[asyncio.Task[float]] = []
    while not job.done():
        asked.append(asyncio.create_task(_ask(search_service, QUESTIONS[len(asked) % len(QUESTIONS)])))
        await asyncio.sleep(max(0.0, began + len(asked) / rate - time.perf_counter()))
    took = time.perf_counter() - began
    assert isinstance(await job, Published)
    seconds = sorted(await asyncio.gather(*asked))
    await library.close()
    await search_service.close(1)
    journal.close()
    return Waited(seconds, took)


async def _ask(search_service: SearchService, question: str) -> float:
    began = time.perf_counter()
    assert (await search_service.ask(question, 3)).quotations
    return time.perf_counter() - began


def main() -> None:
    """Print every figure with the machine that it was measured on."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--served", type=int, default=60)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--rate", type=float, default=5)
    parser.add_argument("--words", action="store_true")
    chosen = parser.parse_args()
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    measure_change(chosen.articles)
    with TemporaryDirectory() as place:
        settings = Settings(corpus=Path(place) / "corpus", index=Path(place) / "index", threshold=0)
        if chosen.folder:
            shutil.copytree(chosen.folder, settings.corpus)
        else:
            write_articles(settings.corpus, chosen.served)
        embedder = WordEmbedder() if chosen.words else make_embedder(settings)
        worker = "tests.support.library.worker" if chosen.words else WORKER
        built = build(settings.corpus, settings.index, embedder, 2, lambda *_: None)
        waited = asyncio.run(measure_service(settings, embedder, worker, chosen.rate))
        print(f"reindex of {built.articles} articles, {built.sentences} sentences: {waited.job:.1f} s")
        count = len(waited.seconds)
        p50, p95 = (waited.seconds[min(count - 1, int(share * count))] for share in (0.5, 0.95))
        print(f"meanwhile {count} questions, {chosen.rate:g} a second: p50 {p50:.3f} s, p95 {p95:.3f} s, "
              f"slowest {waited.seconds[-1]:.3f} s (bar: p95 under {BAR:g} s)")  # fmt: skip


if __name__ == "__main__":
    main()

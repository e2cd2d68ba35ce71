"""Measure what adding costs: one article to many, many pages from a folder, and the memory of both.

    python -m benchmarks.ingestion.adding [--articles 1000] [--sentences 25] [--pages FOLDER]

People ask in the languages of VERBATIM_LANGUAGES.

First, an index of --articles made-up articles is built, with made-up vectors, since only their number counts. Then
`index add` adds one article to it, which the model embeds, and `index ask` quotes it, each in a process of its own.
Then a speaker is curated, for which every article is read again.
After that another article is added by the library of a bot that runs, as a moderator does it who has looked at the
draft for some seconds; its next answer has it.
--pages adds every file of a folder to an empty corpus in one command, and reads each of them once more by itself.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from benchmarks.synthetic import write_articles
from bot.library.events import Moderator, Published
from bot.library.jobs.build_process import WorkerProcess
from bot.library.journal.journal import Journal
from bot.library.library import Library
from bot.library.serving.search_service import SearchService
from index.building.build import build
from index.ingestion.drafts import KINDS, draft_file, draft_paste
from index.ingestion.limited.reader import Reader
from index.ingestion.refusals import DraftRefusal
from index.models.embedder import Model
from index.models.exported_model import ExportedEmbedder, make_embedder
from index.models.multilingual.encoder import MultilingualEncoder
from index.search.searcher import Searcher
from index.settings import Settings, load_settings
from index.types import Matrix

_NEW = "Herons at the weir\n\nA lighthouse keeper counted 4117 herons at the weir of Sand Point. Nobody knew why.\n"
_QUESTION = "how many herons were counted at the weir"
_NEXT = "Geese at the mill\n\nA miller counted 5230 geese at the mill of Long Reach. Nobody had called them.\n"
_NEXT_QUESTION = "how many geese were counted at the mill"
_MEBIBYTE = 1024
_READ_SECONDS = 5
"""How long a moderator looks at a draft before adding it."""


class MadeUpVectors(ExportedEmbedder):
    """Gives each text a vector at random, and the encoder of questions that belongs to the model."""

    def embed(self, texts: Sequence[str]) -> Matrix:
        """Return one unit vector a text."""
        return _make_up(len(texts))


class MadeUpAcross(MultilingualEncoder):
    """Gives each sentence a vector at random."""

    def embed_sentences(self, texts: Sequence[str]) -> Matrix:
        """Return one unit vector a sentence."""
        return _make_up(len(texts))


def _make_up(count: int) -> Matrix:
    vectors = np.random.default_rng(count).normal(size=(count, 384)).astype(np.float32)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


@dataclass(frozen=True)
class Ran:
    """What a command cost: seconds, seconds of a processor, MiB at its peak; and what it printed."""

    wall: float
    cpu: float
    memory: float
    output: str

    def __str__(self) -> str:
        return f"{self.wall:.1f} s, {self.cpu:.1f} s of a processor, at most {self.memory:.0f} MiB"


def run(arguments: Sequence[str], settings: Settings) -> Ran:
    """Run a command of the index in a process of its own."""
    given = {
        "VERBATIM_CORPUS": settings.corpus,
        "VERBATIM_INDEX": settings.index,
        "VERBATIM_EXPORTED_MODEL": settings.exported_model,
        "VERBATIM_LANGUAGES": " ".join(settings.languages),
    }
    environment = {**os.environ, **{name: str(value) for name, value in given.items()}}
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "index", *arguments],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout
    output = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status):
        sys.exit(f"index {' '.join(arguments)}: {output}")
    return Ran(time.perf_counter() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / _MEBIBYTE, output)


def measure_one(place: Path, articles: int, sentences: int, settings: Settings) -> None:
    """Add one article to many and print what it costs until it is quoted."""
    write_articles(settings.corpus, articles, sentences)
    across = None if set(settings.languages) <= {"en"} else MadeUpAcross(settings.exported_model)
    made_up = MadeUpVectors(Model(""), settings.exported_model, multilingual=across)
    built = build(settings.corpus, settings.index, made_up, 2, lambda *_: None)
    (place / "herons.txt").write_text(_NEW)
    added = run(["add", str(place / "herons.txt"), "--yes"], settings)
    asked = run(["ask", _QUESTION], settings)
    assert "4117 herons" in asked.output, asked.output
    print(f"{built.articles} articles, {built.sentences} sentences")
    print(f"add one, index it:  {added}")
    print(f"ask, and it quotes: {asked}")
    (settings.corpus / "speakers.toml").write_text('[[speaker]]\nname = "Jo Lind"\naliases = ["Lind"]\n')
    again = run(["build"], settings)
    print(f"read all of them again, since a speaker was curated: {again}")
    asyncio.run(measure_bot(settings))


async def measure_bot(settings: Settings) -> None:
    """Add one article by the library of a bot that runs and print what it costs until it is quoted."""
    embedder = make_embedder(settings)
    journal = Journal(settings.index.parent / "journal.sqlite")
    service = SearchService(Searcher.open(settings.index, embedder, settings.threshold), 8, 60)
    library = Library(service, journal, settings, WorkerProcess(1800, 8192))
    await service.ask(_QUESTION, settings.limit)  # so that what a bot has loaded is loaded
    with Reader() as reader:
        draft_paste(_NEW, reader)
        await library.build_process.prepare()  # as a draft that is shown to a moderator does
        await asyncio.sleep(_READ_SECONDS)
        began, before = time.perf_counter(), _read_processor()
        draft = draft_paste(_NEXT, reader)
        assert isinstance(await library.add(Moderator(1, "benchmark"), draft, lambda _: None), Published)
        answer = await service.ask(_NEXT_QUESTION, settings.limit)
        wall, cpu = time.perf_counter() - began, _read_processor() - before
    assert "5230 geese" in answer.quotations[0].text, answer
    print(f"in a bot that runs, from the text to the quotation: {wall:.1f} s, {cpu:.1f} s of a processor")
    await library.close()
    await service.close(1)
    journal.close()


def _read_processor() -> float:
    """Return the seconds of a processor that this process and those that it waited for have taken."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def measure_pages(pages: Path, settings: Settings) -> None:
    """Add a folder to an empty corpus and print what it costs."""
    added = run(["add", str(pages), "--yes"], settings)
    print(*added.output.strip().splitlines()[-2:], sep="\n")
    print(f"add the folder, index it: {added}")
    seconds = sorted(_time_pages(pages))
    print(f"one page read: median {seconds[len(seconds) // 2]:.2f} s, slowest {seconds[-1]:.2f} s")


def _time_pages(pages: Path) -> Iterator[float]:
    """Yield the seconds in which each page of a folder is read by a process that has loaded what it needs."""
    with Reader(is_nice=False) as reader:
        draft_paste(_NEW, reader)
        for number, page in enumerate(sorted(path for path in pages.rglob("*") if path.suffix in KINDS)):
            for _ in range(1 if number else 2):
                began = time.perf_counter()
                with contextlib.suppress(DraftRefusal):
                    draft_file(page.name, page.read_bytes(), reader)
            yield time.perf_counter() - began


def main() -> None:
    """Print every figure with the machine that it was measured on."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--sentences", type=int, default=25)
    parser.add_argument("--pages", type=Path)
    chosen = parser.parse_args()
    with TemporaryDirectory() as folder:
        settings = load_settings()
        made_here = {"corpus": Path(folder) / "corpus", "index": Path(folder) / "index"}
        settings = settings.model_copy(update={**made_here, "exported_model": settings.exported_model.resolve()})
        machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
        print(f"{machine}; people ask in {' '.join(settings.languages)}")
        assert make_embedder(settings).export_digest  # made now where there is none
        if chosen.pages:
            measure_pages(chosen.pages, settings)
        else:
            measure_one(Path(folder), chosen.articles, chosen.sentences, settings)


if __name__ == "__main__":
    main()

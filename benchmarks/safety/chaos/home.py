"""A corpus of known sentences, its index, and the bot that runs over them."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sqlite3
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean

from benchmarks.safety.chaos.stand_in import LOG_CHANNEL, UnreliableStandIn
from benchmarks.synthetic import write_articles
from index.building.build import build
from index.corpus.articles import Article, read_corpus
from index.models.exported_model import make_embedder
from index.settings import Settings
from tests.support.discord.loopback import TOKEN
from tests.support.discord.payloads import GUILD

PATIENCE = 180.0
_TICK = os.sysconf("SC_CLK_TCK")
_FACT = re.compile(r"^(?P<who>.+?) (?P<did>\w+) (?P<number>\d+) (?P<what>\w+) in (?P<where>\w+) on day (?P<day>\d+)\.$")
_UNKNOWN = ("who invented the telephone in Boston", "what colour was the dragon of Lisbon", "who won the football cup")
ONE_UNKNOWN_IN = 6


@dataclass(frozen=True)
class Home:
    """The folder of a bot."""

    folder: Path

    @property
    def settings(self) -> Settings:
        """Return where corpus and index are."""
        return Settings(corpus=self.folder / "corpus", index=self.folder / "index")

    @property
    def journal(self) -> Path:
        """Return the journal's file."""
        return self.folder / "state" / "journal.sqlite"

    def prepare(self, articles: int) -> int:
        """Make corpus and index where they are not there yet, and return how many sentences can be quoted."""
        if not self.settings.corpus.exists():
            write_articles(self.settings.corpus, articles)
        return build(
            self.settings.corpus, self.settings.index, make_embedder(self.settings), 2, lambda *_: None
        ).sentences

    def read_articles(self) -> tuple[Article, ...]:
        """Return the articles."""
        return read_corpus(self.settings.corpus).articles

    def make_questions(self) -> list[str]:
        """Return a question for each sentence that was made up, and now and then one that nothing answers."""
        found = (
            _FACT.match(line)
            for article in self.read_articles()
            for line in re.split(r"(?<=\.) ", article.text.strip())
        )
        asked = [f"who {fact['did']} {fact['what']} in {fact['where']} on day {fact['day']}" for fact in found if fact]
        return [_UNKNOWN[n % len(_UNKNOWN)] if n % ONE_UNKNOWN_IN == 0 else each for n, each in enumerate(asked)]

    def count_unanswered(self) -> int:
        """Return how many times questions without an answer were noted."""
        with sqlite3.connect(self.journal) as connection:
            return int(connection.execute("SELECT total(times) FROM unanswered").fetchone()[0])


@dataclass
class Bot:
    """The process, and what it took of memory and processor, each second."""

    process: asyncio.subprocess.Process
    memory: list[tuple[float, float]] = field(default_factory=list)
    """When (seconds) and MiB that are its own."""

    @property
    def processor_seconds(self) -> float:
        """Return what it took of processors until now."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICK

    async def watch(self, began: float) -> None:
        """Note its memory each second."""
        while True:
            status = Path(f"/proc/{self.process.pid}/status").read_text()
            found = re.search(r"RssAnon:\s+(\d+) kB", status)
            if found:
                self.memory.append((time.perf_counter() - began, int(found[1]) / 1024))
            await asyncio.sleep(1)

    def find_slope(self, since: float) -> float:
        """Return how many MiB its memory grew in ten minutes, by a line through the least of each ten seconds."""
        return fit_slope(_find_floors([each for each in self.memory if each[0] >= since])) * 600


def _find_floors(samples: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    by_window: dict[int, float] = {}
    for at, size in samples:
        by_window[int(at // 10)] = min(size, by_window.get(int(at // 10), size))
    return [(10.0 * window, size) for window, size in sorted(by_window.items())]


def fit_slope(points: Sequence[tuple[float, float]]) -> float:
    """Return the slope of the line with the least squares."""
    if len(points) < 3:
        return 0.0
    middle, level = mean(x for x, _ in points), mean(y for _, y in points)
    return sum((x - middle) * (y - level) for x, y in points) / sum((x - middle) ** 2 for x, _ in points)


@asynccontextmanager
async def run_bot(home: Home, standin: UnreliableStandIn, **settings: str) -> AsyncIterator[Bot]:
    """Start the bot, wait until it is connected, and let it end; raises where it does not end by itself with 0."""
    environment = {
        **os.environ, "DISCORD_TOKEN": TOKEN, "DISCORD_STATE": str(home.folder / "state"),
        "DISCORD_MODERATING_GUILDS": str(GUILD), "DISCORD_LOG_CHANNEL": str(LOG_CHANNEL),
        "VERBATIM_INDEX": str(home.settings.index), "VERBATIM_CORPUS": str(home.settings.corpus), **settings,
    }  # fmt: skip
    arguments = ("-m", "benchmarks.safety.chaos.child", standin.rest, standin.gateway)
    with (home.folder / "bot.log").open("ab") as log:
        process = await asyncio.create_subprocess_exec(
            sys.executable, *arguments, env=environment, stdout=log, stderr=log
        )
    try:
        connecting = asyncio.create_task(standin.identified.wait())
        ending = asyncio.create_task(process.wait())
        await asyncio.wait({connecting, ending}, timeout=PATIENCE, return_when=asyncio.FIRST_COMPLETED)
        if not connecting.done():
            raise RuntimeError(f"the bot did not connect; see {home.folder / 'bot.log'}")
        yield Bot(process)
        process.send_signal(signal.SIGTERM)
        await asyncio.wait_for(ending, PATIENCE)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()

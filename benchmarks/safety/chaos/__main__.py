"""Run the real bot on the loopback, measure what it can take, and let everything go wrong at once.

    python -m benchmarks.safety.chaos capacity [--seconds 30]
    python -m benchmarks.safety.chaos overload [--seconds 60]
    python -m benchmarks.safety.chaos chaos    [--seconds 600] [--rate 0]

The corpus is made up, so that each answer can be told right from wrong; it and its index stay in --folder, so that a
run that was stopped goes on there: `chaos` keeps what it saw every ten seconds and does the seconds that are left.
Each writes its figures to benchmarks/results/. `overload` asks ten times, and `chaos` three quarters of the capacity
that was measured last, unless --rate says another one.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import random
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.reports import RESULTS, write_report
from benchmarks.safety.chaos.drafts import make_hostile_files
from benchmarks.safety.chaos.home import Bot, Home, run_bot
from benchmarks.safety.chaos.records import Proof, Record, count_told, describe, to_lines
from benchmarks.safety.chaos.stand_in import UnreliableStandIn
from benchmarks.safety.chaos.traffic import JOB_PATIENCE, Traffic
from index.snapshots.snapshot import open_snapshot, prove_everything
from index.snapshots.store import find_current

_TOGETHER = 8
_WARM_UP = 5.0
_KEEP_EVERY = 10.0
_OVERLOAD = 10
_SETTLED = 30.0
"""Seconds after the last snapshot from which memory must be level."""

_LONG_ENOUGH = 120
"""Seconds of which a slope says something."""

_KINDS = ("asks", "hostile asks", "hostile drafts")
_SHARE = 0.75
"""Of the capacity, what people ask while everything goes wrong."""


@dataclass(frozen=True)
class Options:
    """What was chosen on the command line."""

    seconds: float
    rate: float
    sentences: int
    candidates: int

    def describe(self) -> dict[str, Any]:
        """Return what was measured."""
        return {"sentences": self.sentences, "candidates": self.candidates or "the default"}

    @property
    def settings(self) -> dict[str, str]:
        """Return what the bot is told besides its folder."""
        return {"VERBATIM_CANDIDATES": str(self.candidates)} if self.candidates else {}


@contextlib.asynccontextmanager
async def open_traffic(home: Home, **settings: str) -> AsyncIterator[tuple[Traffic, Bot]]:
    """Start the bot over a home, and be the people."""
    async with UnreliableStandIn() as standin, run_bot(home, standin, **settings) as bot:
        yield Traffic(standin, home, Proof(home.read_articles()), home.make_questions()), bot


async def measure_capacity(home: Home, options: Options) -> dict[str, Any]:
    """Let some people ask as fast as they are answered."""
    async with open_traffic(home, **options.settings) as (traffic, bot):
        await traffic.ask_closely(_TOGETHER, _WARM_UP)
        traffic.records.clear()
        began, before = traffic.now, bot.processor_seconds
        answers = await traffic.ask_closely(_TOGETHER, options.seconds)
        seconds, taken = traffic.now - began, bot.processor_seconds - before
    return {
        **options.describe(), "people who ask at once": _TOGETHER, "seconds": round(seconds, 1),
        "asks a second": round(answers / seconds, 1), "asks a second of a core": round(answers / taken, 1),
        "cores used": round(taken / seconds, 2), **describe(traffic.records),
    }  # fmt: skip


async def overload(home: Home, options: Options) -> dict[str, Any]:
    """Ask far more than can be answered, and then see how soon it is as before."""
    rate = options.rate or _OVERLOAD * read_capacity()
    async with open_traffic(home, **options.settings) as (traffic, _):
        await traffic.ask_at(1, 10)
        await traffic.wait_for_all()
        usual = sorted(each.answered or 99 for each in traffic.records)[len(traffic.records) // 2]
        traffic.records.clear()
        await traffic.ask_at(rate, options.seconds)
        ended = traffic.now
        back = await _wait_until_usual(traffic, usual)
        await traffic.wait_for_all()
        during = [each for each in traffic.records if each.at < ended]
    figures = describe(during)
    failures = [] if _find_p99(figures) < 500 else ["p99 of acknowledgements"]
    failures += [] if back <= 10 else ["back to normal"]
    failures += _require_all(figures)
    return {
        **options.describe(), "asked a second": rate, "seconds": options.seconds, **figures,
        "answer before, ms": round(1000 * usual, 1), "back to normal after, s": round(back, 1),
        "told": count_told(during), "failures": failures,
    }  # fmt: skip


async def _wait_until_usual(traffic: Traffic, usual: float) -> float:
    """Return after how many seconds a question is answered about as fast as before."""
    ended, chance = traffic.now, random.Random(2)
    while traffic.now < ended + 60:
        record = await traffic.follow(
            "ask", traffic.standin.ask(chance.choice(traffic.questions), int(traffic.now * 9) + 99)
        )
        if record.answered is not None and record.quotations and record.answered < max(0.5, 3 * usual):
            break
    return traffic.now - ended


async def let_all_go_wrong(home: Home, options: Options) -> dict[str, Any]:
    """Ask, and meanwhile reindex, hand in, ask ill, drop, lock and hang up."""
    rate, kept = options.rate or _SHARE * read_capacity(), home.folder / "chaos.jsonl"
    before, done = _read_kept(kept)
    seconds = max(60.0, options.seconds - done)
    files = make_hostile_files()
    before_noted = home.count_unanswered() if home.journal.exists() else 0
    async with open_traffic(home, **options.settings) as (traffic, bot):
        troubles = [
            traffic.be_spiteful(), traffic.hand_in_for_ever(files), traffic.drop_connections(seconds / 12),
            traffic.lock_journal(seconds / 10, min(15.0, seconds / 20)),
            bot.watch(traffic.began), _keep(traffic, kept, done),
        ]  # fmt: skip
        running = [asyncio.create_task(each) for each in troubles]
        moderating = asyncio.create_task(traffic.moderate())
        await traffic.ask_at(rate, seconds)
        stopped = [each.exception() for each in running if each.done()]
        for each in running:
            each.cancel()
        await asyncio.wait(running)
        await traffic.wait_for_all()
        await asyncio.wait({moderating}, timeout=JOB_PATIENCE)
        if not moderating.done() or moderating.exception():
            traffic.jobs["moderator"] = str(moderating.exception() if moderating.done() else "did not end")
    records, level_from = [*before, *traffic.records], traffic.published_at + _SETTLED
    figures = {
        **options.describe(), "asked a second": rate, "seconds": round(done + seconds),
        "asks": describe([each for each in records if each.kind == "ask"]),
        "hostile asks": describe([each for each in records if each.kind == "hostile ask"]),
        "hostile drafts": describe([each for each in records if each.kind == "draft"]),
        "drafts were told": count_told(each for each in records if each.kind == "draft"),
        "asks were told": count_told(each for each in records if each.kind == "ask"),
        "jobs": traffic.jobs, "article that was added": traffic.added,
        "connections dropped": traffic.standin.drops, "journal locked": traffic.locks,
        "log channel hung up": traffic.standin.hung_up, "exit code": bot.process.returncode,
        "memory, MiB": [round(size) for _, size in bot.memory[:: max(1, len(bot.memory) // 20)]],
        "memory growth in 10 minutes after the last snapshot, MiB": round(bot.find_slope(level_from), 2),
        "of the last seconds": round(max(0.0, bot.memory[-1][0] - level_from)),
        "noted, of this run": home.count_unanswered() - before_noted,
        "troubles that failed": [str(each) for each in stopped],
    }  # fmt: skip
    kept.unlink(missing_ok=True)
    return {**figures, "failures": list(find_failures(home, figures))}


def find_failures(home: Home, figures: dict[str, Any]) -> list[str]:
    """Return what did not hold, by name."""
    snapshot = open_snapshot(find_current(home.settings.index), None)
    prove_everything(snapshot)
    served = {article.title for article in snapshot.contents.articles}
    bars = {
        **{f"{kind}: p99 of acknowledgements under 1 s": _find_p99(figures[kind]) < 1000 for kind in _KINDS},
        "memory level": figures["memory growth in 10 minutes after the last snapshot, MiB"] < 1,
        "long enough after the last snapshot to say so": figures["of the last seconds"] >= _LONG_ENOUGH,
        "jobs ended well": [each.split()[0].strip("*:") for each in figures["jobs"].values()] == ["Added", "Reindexed"],
        "an article that was added is there": figures["article that was added"] in served,
        "files and snapshot agree": served == {article.title for article in home.read_articles()},
        "what was noted is in the journal": figures["asks"]["noted"] <= figures["noted, of this run"],
        "it left with 0": figures["exit code"] == 0,
        "the log channel hung up": figures["log channel hung up"] > 0,
        "the troubles went on": not figures["troubles that failed"],
    }  # fmt: skip
    wrong = [name for name, holds in bars.items() if not holds]
    return [
        *wrong,
        *(
            problem
            for kind in ("asks", "hostile asks", "hostile drafts")
            for problem in _require_all(figures[kind], kind)
        ),
    ]


def _find_p99(figures: dict[str, Any]) -> float:
    return float(figures["to the acknowledgement, ms"].get("p99", 1e9))


def _require_all(figures: dict[str, Any], kind: str = "asks") -> list[str]:
    return [
        f"{kind}: {name}"
        for name, holds in {
            "all acknowledged": figures["acknowledged"] == figures["asked"],
            "each ended once": figures["ended once"] == figures["asked"],
            "no unproved quotation": figures["unproved quotations"] == 0,
        }.items()
        if not holds
    ]


async def _keep(traffic: Traffic, kept: Path, done: float) -> None:
    """Write down what was seen so far, so that a run that is stopped goes on from there."""
    written = 0
    while True:
        await asyncio.sleep(_KEEP_EVERY)
        lines = [{"done": done + traffic.now}, *to_lines(traffic.records[written:])]
        written = len(traffic.records)
        with kept.open("a", encoding="utf-8") as file:
            file.write("".join(json.dumps(each) + "\n" for each in lines))


def _read_kept(kept: Path) -> tuple[list[Record], float]:
    if not kept.exists():
        return [], 0.0
    lines = [json.loads(line) for line in kept.read_text("utf-8").splitlines()]
    done = max((line["done"] for line in lines if "done" in line), default=0.0)
    return [Record(**line) for line in lines if "done" not in line], done


def read_capacity() -> float:
    """Return the asks a second that were measured last."""
    try:
        return float(json.loads((RESULTS / "capacity.json").read_bytes())["asks a second"])
    except FileNotFoundError:
        sys.exit("measure the capacity first: python -m benchmarks.safety.chaos capacity (or say --rate)")


MEASURES = {"capacity": (measure_capacity, 30), "overload": (overload, 60), "chaos": (let_all_go_wrong, 600)}


def main() -> None:
    """Measure, print and keep the figures; exit with 1 where something did not hold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("measure", choices=MEASURES)
    parser.add_argument("--seconds", type=float, default=0)
    parser.add_argument("--rate", type=float, default=0, help="questions a second")
    parser.add_argument("--articles", type=int, default=100)
    parser.add_argument(
        "--candidates", type=int, default=0, help="sentences that the reranker reads; default: the setting"
    )
    parser.add_argument("--folder", type=Path, default=Path("var/chaos"))
    parser.add_argument("--note", default="", help="what the report should say of the machine")
    chosen = parser.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    home = Home(chosen.folder.resolve())
    sentences = home.prepare(chosen.articles)
    measure, usual = MEASURES[chosen.measure]
    options = Options(chosen.seconds or usual, chosen.rate, sentences, chosen.candidates)
    figures = asyncio.run(measure(home, options))
    print(json.dumps(figures, indent=2, ensure_ascii=False))
    print(f"written to {write_report(chosen.measure, figures, chosen.note)}")
    sys.exit(1 if figures.get("failures") else 0)


if __name__ == "__main__":
    main()

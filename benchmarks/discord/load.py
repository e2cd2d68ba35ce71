"""Ask the real process 20 questions a second over a stand-in of Discord on the loopback.

    python -m benchmarks.discord.load [--seconds 30] [--rate 20] [--index var/index]

Prints how long it takes from an interaction to its deferral and to its answer, and how far the bot's event loop
lags behind, which the bot samples every 5 ms. The model is the real one; the index must be built.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tests.support.discord.loopback import TOKEN, Asked, StandIn

if TYPE_CHECKING:
    from bot.client.client import Client

PATIENCE = 90
SAMPLE = 0.005
QUESTIONS = (
    "how many russian soldiers were killed", "where might wagner go next", "who leads the wagner group",
    "what is the estimate based on", "when did russia annex crimea", "how many people were injured",
    "what did prigozhin threaten", "who won the football world cup", "what is happening in bakhmut",
)  # fmt: skip


async def measure(seconds: float, rate: float, index: Path) -> None:
    """Start the bot, ask, stop it, and print the figures."""
    with TemporaryDirectory() as folder:
        async with StandIn() as standin:
            lags = Path(folder) / "lags.json"
            process = await _start(standin, Path(folder), index.resolve(), lags)
            await asyncio.wait_for(standin.identified.wait(), PATIENCE)
            asked = await _ask(standin, seconds, rate)
            answered = [each.answered for each in asked]
            done, pending = await asyncio.wait(answered, timeout=PATIENCE)
            process.send_signal(signal.SIGTERM)
            told = time.perf_counter()
            await asyncio.wait_for(process.wait(), PATIENCE)
            _print(asked, len(done), len(pending), json.loads(lags.read_text()))
            print(f"SIGTERM to the end {time.perf_counter() - told:.2f} s, exit code {process.returncode}")


async def _start(standin: StandIn, folder: Path, index: Path, lags: Path) -> asyncio.subprocess.Process:
    environment = {
        **os.environ, "DISCORD_TOKEN": TOKEN, "DISCORD_COOLDOWN": "0", "DISCORD_STATE": str(folder / "state"),
        "DISCORD_QUEUE": "200", "DISCORD_LOG_LEVEL": "WARNING", "VERBATIM_INDEX": str(index),
        "LAGS": str(lags),
    }  # fmt: skip
    arguments = ("-m", "benchmarks.discord.load", "--child", standin.rest, standin.gateway)
    return await asyncio.create_subprocess_exec(sys.executable, *arguments, env=environment)


async def _ask(standin: StandIn, seconds: float, rate: float) -> list[Asked]:
    source, asked = random.Random(1), []
    started = time.perf_counter()
    for number in range(int(seconds * rate)):
        await asyncio.sleep(max(0.0, started + number / rate - time.perf_counter()))
        asked.append(await standin.ask(source.choice(QUESTIONS), person=number + 1))
    return asked


def _print(asked: Sequence[Asked], ended: int, unended: int, lags: list[float]) -> None:
    deferred = sorted(each.deferred.result() - each.at for each in asked if each.deferred.done())
    print(f"asked {len(asked)}  ended {ended}  without an end {unended}")
    print(f"to deferred, ms: {_describe(deferred)}")
    print(f"event-loop lag, ms, {len(lags)} samples: {_describe(sorted(lags))}")


def _describe(values: list[float]) -> str:
    at = {name: values[min(len(values) - 1, int(share * len(values)))] for name, share in (("p50", 0.5), ("p99", 0.99))}
    return "  ".join(f"{name} {1000 * value:.1f}" for name, value in {**at, "max": values[-1]}.items())


def run_child(rest: str, gateway: str) -> int:
    """Be the bot, pointed at the stand-in, with this module loaded as one of its cogs."""
    import yarl
    from discord.gateway import DiscordWebSocket
    from discord.http import Route

    from bot.__main__ import main
    from bot.runtime import startup

    Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = rest, yarl.URL(gateway)
    startup.COGS = (*startup.COGS, sys.modules[__name__])
    return main(["run"])


async def add_to(client: Client) -> None:
    """Note how far the event loop lags, until it ends."""
    client.sampling = asyncio.create_task(_sample(Path(os.environ["LAGS"])))  # type: ignore[attr-defined]  # kept alive


async def _sample(target: Path) -> None:
    lags = []
    try:
        while True:
            before = time.perf_counter()
            await asyncio.sleep(SAMPLE)
            lags.append(time.perf_counter() - before - SAMPLE)
    finally:
        target.write_text(json.dumps(lags))


def main() -> None:
    """Measure, or be the measured process."""
    if sys.argv[1:2] == ["--child"]:
        sys.exit(run_child(sys.argv[2], sys.argv[3]))
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--rate", type=float, default=20)
    parser.add_argument("--index", type=Path, default=Path("var/index"))
    chosen = parser.parse_args()
    asyncio.run(measure(chosen.seconds, chosen.rate, chosen.index))


if __name__ == "__main__":
    main()

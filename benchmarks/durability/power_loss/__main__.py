"""Cut the power at random moments, and see that what serves then is whole and agrees with the files.

    python -m benchmarks.durability.power_loss [--states 1000] [--commands 24] [--seed 1] [--seconds 0]

strace records every change of a file that the library makes while it adds, edits, removes, reindexes and rolls back.
A model of the disk then plays the record up to a random moment. What was synced is there; of what was not, anything may
be missing, out of order or torn. The library is opened over what is left, as the bot opens it: it must serve what was
acknowledged or what was under way, with every quotation proved; after recovery files, answers and snapshot must be one.
With --seconds, as many states are proved as there is time for; the report says how many.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import shutil
import subprocess
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import mkdtemp

from benchmarks.durability.killed import Expected, change, recover, settle
from benchmarks.durability.power_loss.disk import Disk
from benchmarks.durability.power_loss.trace import CALLS, Operation, Trace
from benchmarks.reports import write_report
from index.snapshots.atomic_files import sync_tree
from tests.support.library.real_library import OLHA, ignore, make_corpus, make_settings, open_library

FIRST = {"The bridge": "", "The harbour": ""}
_NEAR_A_NAME = 0.5
"""Share of the states that are taken right before or after a sync, a rename or a removal."""


async def act(folder: Path, commands: int, seed: int) -> None:
    """Give the library commands, one after another; strace looks on."""
    chance, expected = random.Random(seed), Expected.load(folder)
    async with open_library(make_settings(folder)) as shelf:
        for _ in range(commands):
            await change(folder, shelf, expected, chance, None)


async def prepare(folder: Path) -> None:
    """Make a corpus, its index and the journal, all of it on the disk for certain."""
    folder.mkdir()
    settings = make_corpus(folder)
    expected = Expected(dict(FIRST))
    expected.snapshots[(settings.index / "CURRENT").read_text().strip()] = expected.acknowledged
    expected.save(folder)
    async with open_library(settings) as shelf:
        await shelf.library.reindex(OLHA, False, ignore)
    sync_tree(folder)


async def prove(folder: Path) -> None:
    """Open the library over what is left; raises where what it serves is not whole, or does not agree."""
    expected = Expected.load(folder)
    async with open_library(make_settings(folder)) as shelf:
        await recover(shelf, expected)
        await shelf.library.reindex(OLHA, False, ignore)
        settle(folder, shelf, expected)


def record(folder: Path, commands: int, seed: int) -> list[Operation]:
    """Return every change that a process makes to the files of a folder."""
    trace = folder.with_name("trace")
    child = [sys.executable, "-m", "benchmarks.durability.power_loss", "--record", str(folder)]
    child += ["--commands", str(commands), "--seed", str(seed)]
    watched = ["strace", "-f", "-y", "-xx", "-s", "100000000", "-e", f"trace={','.join(CALLS)}", "-o", str(trace)]
    subprocess.run([*watched, *child], check=True)  # our own module
    with trace.open("r", encoding="ascii") as lines:
        return list(Trace(folder).read(line.rstrip("\n") for line in lines))


def choose_moments(operations: Sequence[Operation], states: int, chance: random.Random) -> list[int]:
    """Return when the power fails: how many operations were done, in order."""
    named = [number for number, each in enumerate(operations) if each.kind in {"sync", "rename", "remove"}]
    return sorted(
        chance.choice(named) + chance.randint(0, 1)
        if chance.random() < _NEAR_A_NAME
        else chance.randint(0, len(operations))
        for _ in range(states)
    )


def fail(disk: Disk, operations: Sequence[Operation], moments: Sequence[int]) -> Iterator[int]:
    """Play the record, and yield at each moment how many operations could be lost."""
    done = 0
    for moment in moments:
        for operation in operations[done:moment]:
            disk.apply(operation)
        done = max(done, moment)
        yield disk.count_pending()


def measure(states: int, commands: int, seed: int, place: Path, most: float) -> dict[str, object]:
    """Return the figures."""
    chance, folder = random.Random(seed), place / "library"
    asyncio.run(prepare(folder))
    disk = Disk(folder)
    operations = record(folder, commands, seed)
    print(f"{len(operations):,} changes of files recorded, {commands} commands", flush=True)
    kinds, during = Counter(each.kind for each in operations), Counter[str]()
    began, at_risk, violations, proved = time.monotonic(), 0, 0, 0
    for number, pending in enumerate(fail(disk, operations, choose_moments(operations, states, chance)), 1):
        if most and time.monotonic() - began > most:
            print(f"stopped after {most:.0f} s", flush=True)
            break
        proved, at_risk = number, at_risk + (pending > 0)
        left = place / "left"
        disk.write_survivors(left, chance)
        (left / "expected.json").write_bytes(disk.read("expected.json"))
        expected = Expected.load(left)
        during[expected.action if expected.begun is not None else "between commands"] += 1
        violations += not _is_proved(left, place / f"violation-{number}")
        if number % 50 == 0:
            print(f"  {number} of {states} states, {violations} violations", flush=True)
    return {
        "states": proved, "of": states, "states with something at risk": at_risk, "violations": violations,
        "commands": commands, "operations": dict(kinds), "during": dict(during), "seed": seed,
        "seconds": round(time.monotonic() - began),
    }  # fmt: skip


def _is_proved(left: Path, kept: Path) -> bool:
    shm = left / "state" / "journal.sqlite-shm"
    shm.unlink(missing_ok=True)  # memory that processes share, which SQLite makes anew
    shutil.copytree(left, kept)
    try:
        asyncio.run(prove(left))
    except Exception:  # noqa: BLE001  # whatever it is, it is what is looked for
        print(f"violation, kept in {kept}:\n{traceback.format_exc()[-2000:]}", flush=True)
        return False
    else:
        shutil.rmtree(kept)
        return True
    finally:
        shutil.rmtree(left)


def main() -> None:
    """Fail, prove, and print the figures; or be the process that is recorded."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--states", type=int, default=1000)
    parser.add_argument("--commands", type=int, default=24)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=0, help="give up after so many seconds; 0: never")
    parser.add_argument("--note", default="", help="what the report should say of the machine")
    parser.add_argument("--record", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.record:
        asyncio.run(act(chosen.record, chosen.commands, chosen.seed))
        return
    if shutil.which("strace") is None:
        sys.exit("strace is not installed")
    place = Path(mkdtemp(prefix="power-")).resolve()
    figures = measure(chosen.states, chosen.commands, chosen.seed, place, chosen.seconds)
    if not figures["violations"]:
        shutil.rmtree(place)
    print(f"{figures['states']} states, {figures['violations']} violations")
    print(f"written to {write_report('power_loss', figures, chosen.note)}")
    sys.exit(1 if figures["violations"] else 0)


if __name__ == "__main__":
    main()

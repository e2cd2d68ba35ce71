"""Kill the moderators' library at random moments, and see that nothing acknowledged is lost.

    python -m benchmarks.durability.kills [--kills 300] [--workers 20] [--seed 1]
    python -m benchmarks.durability.kills --syscalls

A child opens the library as the bot does, proves that corpus and answers are as an expected-state file says, runs a
next command, and then adds, edits, removes, reindexes and rolls back at random until SIGKILL. Of the kills, --workers
hit a library that builds in processes of their own, as the bot does; the others build in the child itself, so that
the kill hits the building too. Children are forked from a process that has imported everything, so `serving again`
counts from there.
With --syscalls, strace kills a child at each write, sync, rename and removal of an addition, a rollback and a
removal, one after the other.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import os
import random
import shutil
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import mkdtemp

from benchmarks.durability.killed import Expected, act
from benchmarks.reports import write_report
from tests.support.library.real_library import make_corpus

SERVING_WITHIN = 10.0
CALLS = (
    "write", "pwrite64", "ftruncate", "fsync", "fdatasync", "rename", "renameat", "renameat2", "unlink", "unlinkat",
    "rmdir", "mkdir", "mkdirat",
)  # fmt: skip


@dataclass
class Child:
    """A forked process that acts, and what it says."""

    pid: int
    said: int
    told: int

    @classmethod
    def fork(cls, work: Callable[[], None], errors: Path) -> Child:
        """Fork, and do work with standard input and output to this process."""
        (said, to_say), (to_hear, told) = os.pipe(), os.pipe()
        pid = os.fork()
        if pid:
            os.close(to_say)
            os.close(to_hear)
            return cls(pid, said, told)
        code = 1
        try:
            for descriptor, number in ((to_hear, 0), (to_say, 1), (os.open(errors, os.O_WRONLY | os.O_CREAT), 2)):
                os.dup2(descriptor, number)
            for descriptor in (said, told, to_say, to_hear):
                os.close(descriptor)
            work()
            code = 0
        except BaseException:  # noqa: BLE001  # whatever it is, the parent prints it
            traceback.print_exc()
            sys.stderr.flush()
        os._exit(code)

    def hear(self) -> str:
        """Return the next line, or nothing when it is dead."""
        line = b""
        while not line.endswith(b"\n"):
            got = os.read(self.said, 1)
            if not got:
                return ""
            line += got
        return line.decode().strip()

    def tell(self) -> None:
        """Let it go on."""
        os.write(self.told, b"\n")

    def kill(self) -> int:
        """Kill it and return how it ended."""
        os.kill(self.pid, signal.SIGKILL)
        return self.wait()

    def wait(self) -> int:
        """Wait for its end and return how it was."""
        _, status = os.waitpid(self.pid, 0)
        os.close(self.said)
        os.close(self.told)
        return os.waitstatus_to_exitcode(status)


@dataclass
class Tally:
    """What was seen."""

    kills: int = 0
    violations: int = 0
    slowest: float = 0.0
    during: dict[str, int] = field(default_factory=dict)
    extra: dict[str, object] = field(default_factory=dict)
    """What else is known of the run."""

    def note(self, folder: Path, ended: int, errors: Path) -> None:
        """Count a kill, or a child that ended by itself, which it never should."""
        expected = Expected.load(folder)
        self.kills += 1
        what = expected.action if expected.begun is not None else "between commands"
        self.during[what] = self.during.get(what, 0) + 1
        if ended != -signal.SIGKILL:
            self.violations += 1
            print(f"kill {self.kills}: the child ended with {ended}\n{errors.read_text()[-3000:]}", flush=True)

    def print(self) -> None:
        """Print the figures."""
        during = ", ".join(f"{name} {count}" for name, count in sorted(self.during.items()))
        print(f"kills {self.kills}: {during}")
        print(f"acknowledged changes lost, mixtures served, commands refused: {self.violations}")
        kept = "within" if self.slowest < SERVING_WITHIN else "NOT within"
        print(f"serving again, slowest: {self.slowest:.2f} s, {kept} {SERVING_WITHIN:.0f} s")

    def describe(self) -> dict[str, object]:
        """Return the figures as they are kept."""
        return {
            "kills": self.kills, "during": self.during, "violations": self.violations,
            "serving again, slowest, s": round(self.slowest, 2), **self.extra,
        }  # fmt: skip


def make_folder() -> Path:
    """Make a corpus, its index and the file of what is expected, in a child so that nothing runs here."""
    folder = Path(mkdtemp(prefix="kills-"))

    def work() -> None:
        settings = make_corpus(folder)
        expected = Expected({"The bridge": "", "The harbour": ""})
        expected.snapshots[(settings.index / "CURRENT").read_text().strip()] = expected.acknowledged
        expected.save(folder)

    errors = folder / "errors"
    if Child.fork(work, errors).wait():
        sys.exit(errors.read_text())
    return folder


def kill_at_random(kills: int, workers: int, seed: int) -> Tally:
    """Kill, open, prove, again and again in one folder."""
    folder, chance, tally = make_folder(), random.Random(seed), Tally()
    errors = folder / "errors"
    for number in range(kills):
        process = number < workers
        child = Child.fork(lambda n=number, p=process: asyncio.run(act(folder, seed + n, process=p)), errors)  # type: ignore[misc]
        if chance.random() < 0.25:
            time.sleep(chance.uniform(0, 1.0))  # while it starts and recovers
        else:
            served = child.hear()
            tally.slowest = max(tally.slowest, float(served.partition(" ")[2] or 0))
            if child.hear() == "checked":
                child.tell()
                time.sleep(chance.uniform(0, 8.0 if process else 1.0))
        tally.note(folder, child.kill(), errors)
        if tally.violations:
            print(f"the folder is kept: {folder}")
            return tally
        if (number + 1) % 25 == 0:
            print(f"  {number + 1} of {kills} kills", flush=True)
    shutil.rmtree(folder)
    return tally


def kill_at_every_call() -> Tally:
    """Kill each command at the first, second, third… call of each kind, until it runs to its end."""
    tally, template = Tally(), make_folder()
    errors = template / "errors"
    first = Child.fork(lambda: asyncio.run(act(template, 1, process=False, only="add")), errors)
    while first.hear() not in {"checked", ""}:
        pass
    first.tell()
    if first.wait():
        sys.exit(errors.read_text())
    for only in ("add", "roll_back", "remove"):
        killed = {name: _kill_at_each(template, only, name, tally) for name in CALLS}
        made = ", ".join(f"{name} {count}" for name, count in killed.items() if count)
        print(f"{only}: killed at each of {sum(killed.values())} calls ({made})", flush=True)
        tally.extra[f"calls of {only}"] = {name: count for name, count in killed.items() if count}
    shutil.rmtree(template)
    return tally


def _kill_at_each(template: Path, only: str, name: str, tally: Tally) -> int:
    """Kill a command at every call of a kind, each time in a folder of its own, and return how many there are."""
    for number in itertools.count(1):
        folder = Path(mkdtemp(prefix="kills-"))
        shutil.copytree(template, folder, dirs_exist_ok=True)
        finished = _kill_at(folder, only, f"?{name}", number, tally)
        shutil.rmtree(folder)
        if finished or tally.violations:
            return number - 1
    raise AssertionError


def _kill_at(folder: Path, only: str, name: str, number: int, tally: Tally) -> bool:
    """Kill a command at its call of this number, then prove; True when the command ended before."""
    errors = folder / "errors"
    child = Child.fork(lambda: asyncio.run(act(folder, 1, process=False, only=only)), errors)
    if not child.hear() or child.hear() != "checked":
        child.wait()
        sys.exit(errors.read_text())
    # strace counts each kind of call of each thread by itself.
    chosen = ["-o", str(folder / "strace"), "-e", f"trace={name}", "-e", f"inject={name}:signal=KILL:when={number}"]
    tracer = subprocess.Popen(["strace", "-f", "-qq", *chosen, "-p", str(child.pid)], stderr=subprocess.DEVNULL)
    while not _is_traced(child.pid):
        time.sleep(0.01)
    child.tell()
    if child.hear() == "done":
        child.kill()
        tracer.wait()
        return True
    ended = child.wait()
    tracer.wait()
    tally.note(folder, ended, errors)
    again = Child.fork(lambda: asyncio.run(act(folder, 1, process=False, only="add")), errors)
    served = again.hear()
    tally.slowest = max(tally.slowest, float(served.partition(" ")[2] or 0))
    again.hear()
    again.tell()
    if again.hear() != "done":
        tally.violations += 1
        print(f"{only}, {name} {number}:\n{errors.read_text()[-3000:]}", flush=True)
    again.kill()
    return False


def _is_traced(pid: int) -> bool:
    status = Path(f"/proc/{pid}/status").read_text()
    threads = len(list(Path(f"/proc/{pid}/task").iterdir()))
    traced = sum("TracerPid:\t0" not in (each / "status").read_text() for each in Path(f"/proc/{pid}/task").iterdir())
    return "TracerPid:\t0" not in status and traced == threads


def main() -> None:
    """Kill and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--workers", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--syscalls", action="store_true")
    parser.add_argument("--note", default="", help="what the report should say of the machine")
    chosen = parser.parse_args()
    if chosen.syscalls and shutil.which("strace") is None:
        sys.exit("strace is not installed")
    tally = kill_at_every_call() if chosen.syscalls else kill_at_random(chosen.kills, chosen.workers, chosen.seed)
    tally.print()
    name = "kills_at_every_call" if chosen.syscalls else "kills_at_random"
    print(f"written to {write_report(name, tally.describe(), chosen.note)}")
    sys.exit(1 if tally.violations else 0)


if __name__ == "__main__":
    main()

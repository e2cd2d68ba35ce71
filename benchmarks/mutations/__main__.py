"""Break one line at a time in a copy of the project, and see whether the tests that should notice do.

    python -m benchmarks.mutations [--only WORD] [--stale | --at-once] [--seconds 120]

The lines stand in `mutations.toml` beside this file. Each is broken, its tests are run until the first that fails,
and it is mended again. A line *survives* where they all pass; it is *stale* where the old text is not in its file
exactly once, which is a fault of the list. First, all those tests have to pass on the project as it is; --at-once
leaves that out, for after a run of the whole suite. --only takes the mutations with a word in their file or reason,
--stale runs no test. Ends with 1 where anything is stale or more than a tenth survives.
"""

from __future__ import annotations

import argparse
import importlib
import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LIST = Path(__file__).with_name("mutations.toml")
MOST_SURVIVORS = 0.1
_OUTPUT = "output-of-pytest"
_WARM = ("discord", "faiss", "lxml", "onnxruntime", "pydantic", "tokenizers")
"""What nearly every test imports: here once, and not again by each process that runs tests."""


@dataclass(frozen=True)
class Mutation:
    """A text of a file, what it is broken into, the tests that should notice, and why it matters."""

    file: str
    old: str
    new: str
    tests: tuple[str, ...]
    why: str

    def is_stale(self, folder: Path) -> bool:
        """Return whether the file no longer has the text exactly once."""
        path = folder / self.file
        return not path.is_file() or path.read_text("utf-8").count(self.old) != 1


def main() -> int:
    """Print what became of each mutation, and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--stale", action="store_true")
    how.add_argument("--at-once", action="store_true")
    parser.add_argument("--seconds", type=float, default=120)
    given = parser.parse_args()
    mutations = [each for each in read_mutations() if given.only in f"{each.file} {each.why}"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copy_project(folder)
        if given.stale:
            outcomes = Counter(stale=report_stale(folder, mutations))
        else:
            import_what_tests_need()
            if not given.at_once:
                require_passing(folder, mutations, given.seconds)
            outcomes = break_each(folder, mutations, given.seconds)
    print(f"{len(mutations)} mutations: {', '.join(f'{number} {what}' for what, number in outcomes.most_common())}")
    return int(outcomes["stale"] > 0 or outcomes["survived"] > MOST_SURVIVORS * len(mutations))


def read_mutations() -> list[Mutation]:
    """Read the list."""
    rows = tomllib.loads(LIST.read_text("utf-8"))["mutation"]
    return [Mutation(**{**row, "tests": tuple(row["tests"].split())}) for row in rows]


def copy_project(folder: Path) -> None:
    """Copy every file that git knows, aged, so that a file that is broken later is newer than its byte code."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, folder / name)
            os.utime(folder / name, (0, 0))


def report_stale(folder: Path, mutations: Sequence[Mutation]) -> int:
    """Print and count the mutations whose text is no longer in its file."""
    stale = [each for each in mutations if each.is_stale(folder)]
    for each in stale:
        print(f"stale     {each.file}: {each.old}")
    return len(stale)


def import_what_tests_need() -> None:
    """Import it once, for all processes that are forked from this one."""
    for module in _WARM:
        importlib.import_module(module)


def require_passing(folder: Path, mutations: Sequence[Mutation], seconds: float) -> None:
    """Exit where the tests fail on the project as it is."""
    tests = tuple(dict.fromkeys(test for each in mutations for test in each.tests))
    if run_tests(folder, tests, max(seconds, 20 * len(tests))) != 0:
        last = (folder / _OUTPUT).read_text("utf-8", "replace").splitlines()[-20:]
        sys.exit("\n".join([*last, "The tests fail before anything is broken: mend them first"]))


def break_each(folder: Path, mutations: Sequence[Mutation], seconds: float) -> Counter[str]:
    """Break one line after the other, print what became of it, and count."""
    outcomes = Counter[str]()
    for number, mutation in enumerate(mutations, 1):
        start = time.monotonic()
        outcome = try_mutation(folder, mutation, seconds)
        outcomes[outcome] += 1
        spent = time.monotonic() - start
        print(f"{number:3} {outcome:9} {spent:4.0f} s  {mutation.file}: {mutation.why}", flush=True)
    return outcomes


def try_mutation(folder: Path, mutation: Mutation, seconds: float) -> str:
    """Break a line, run its tests and mend it: noticed, survived, hung (which is noticed too) or stale."""
    if mutation.is_stale(folder):
        return "stale"
    path = folder / mutation.file
    whole = path.read_text("utf-8")
    path.write_text(whole.replace(mutation.old, mutation.new), "utf-8")
    try:
        status = run_tests(folder, mutation.tests, seconds)
    finally:
        path.write_text(whole, "utf-8")
        os.utime(path, (0, 0))
    # 4 and 5: a test was renamed, or none was found.
    return {None: "hung", 0: "survived", 4: "stale", 5: "stale"}.get(status, "noticed")


def run_tests(folder: Path, tests: Sequence[str], seconds: float) -> int | None:
    """Run tests in a process of their own until the first fails; return pytest's status, None when time is up."""
    process = multiprocessing.get_context("fork").Process(target=_run, args=(folder, tests, int(seconds)))
    process.start()
    try:
        process.join(seconds)
        return process.exitcode
    finally:
        if process.is_alive() and process.pid:
            os.killpg(process.pid, signal.SIGKILL)
            process.join()


def _run(folder: Path, tests: Sequence[str], seconds: int) -> None:
    os.setsid()  # so that what the tests start can be ended with them
    os.chdir(folder)
    sys.path[0] = str(folder)
    os.environ["PYTHONPATH"] = str(folder)
    output = os.open(_OUTPUT, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(output, 1)
    os.dup2(output, 2)
    options = ("-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-o", f"timeout={seconds}")
    os._exit(pytest.main([*options, *tests]))


if __name__ == "__main__":
    sys.exit(main())

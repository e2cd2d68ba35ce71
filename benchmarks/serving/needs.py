"""What hosting needs: most memory while the corpus is indexed and while the bot answers, and the disk.

    python -m benchmarks.serving.needs [--corpus FOLDER]

The bot is opened as `python -m bot run` opens it, without a connection, and is asked what is known.
"""

from __future__ import annotations

import argparse
import asyncio
import importlib.metadata
import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.runtime.startup import open_client
from bot.settings import Settings
from index.settings import Settings as IndexSettings

QUESTIONS = ("how many soldiers were killed", "who is kirby", "what happened in bakhmut", "чому почалася війна") * 5
_MEBIBYTE = 1024**2


def _measure(command: list[str]) -> float:
    """Return the most memory that a command took, in MiB, its processes one by one."""
    code = "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL);"
    code += "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)"
    found = subprocess.run([sys.executable, "-c", code, *command], check=True, capture_output=True, text=True)
    return float(found.stdout)


def measure_libraries() -> tuple[float, float]:
    """Return the MiB that the installed libraries of constraints.txt take on disk: all, and those of the image."""
    listed = Path("constraints.txt").read_text("utf-8").splitlines()
    left_out = [re.compile(line) for line in Path("deploy/not-at-run-time.txt").read_text("utf-8").splitlines() if line]
    sizes = {line: _measure_library(line) for line in listed if "==" in line and not line.startswith("#")}
    kept = [size for line, size in sizes.items() if not any(pattern.search(line) for pattern in left_out)]
    return sum(sizes.values()), sum(kept)


def _measure_library(line: str) -> float:
    try:
        files = importlib.metadata.distribution(re.split(r"[=\[]", line)[0]).files or []
    except importlib.metadata.PackageNotFoundError:
        return 0.0
    found = (Path(str(file.locate())) for file in files)
    return sum(file.stat().st_size for file in found if file.is_file()) / _MEBIBYTE


def serve(corpus: Path, index: Path) -> None:
    """Open the bot and answer questions."""
    with TemporaryDirectory() as state:
        client = open_client(Settings(state=Path(state)), IndexSettings(corpus=corpus, index=index))

        async def ask() -> None:
            for question in QUESTIONS:
                await client.search_service.ask(question, 24)
            await client.search_service.close(1)

        asyncio.run(ask())
        client.journal.close()


def main() -> None:
    """Measure, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--serve", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.serve:
        serve(chosen.corpus, chosen.serve)
        return
    with TemporaryDirectory() as folder:
        index, corpus = Path(folder) / "index", str(chosen.corpus)
        built = _measure([sys.executable, "-m", "index", "build", "--corpus", corpus, "--index", str(index)])
        again = _measure([sys.executable, "-m", "benchmarks.serving.needs", "--corpus", corpus, "--serve", str(index)])
        size = sum(file.stat().st_size for file in index.rglob("*") if file.is_file()) / _MEBIBYTE
    print(f"most memory, indexing   {built:,.0f} MiB")
    print(f"most memory, answering  {again:,.0f} MiB")
    print(f"one snapshot on disk    {size:,.0f} MiB")
    every, kept = measure_libraries()
    print(f"libraries on disk       {every:,.0f} MiB, without those that the image leaves out {kept:,.0f} MiB")


if __name__ == "__main__":
    main()

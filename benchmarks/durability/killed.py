"""What is killed: the library, changed at random with an expected-state file, and proved at each start."""

from __future__ import annotations

import asyncio
import json
import os
import random
import sys
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from pathlib import Path

from bot.library.events import Published
from index.corpus.articles import Metadata, read_corpus
from index.snapshots.atomic_files import write_file
from index.snapshots.contents import read_sources
from index.snapshots.snapshot import prove_everything
from tests.support.library.real_library import (
    OLHA,
    InlineBuildProcess,
    Shelf,
    ignore,
    make_build_process,
    make_draft,
    make_settings,
    open_library,
)

EXPECTED = "expected.json"
ACTIONS = ("add", "remove", "edit", "reindex", "roll_back")
_WORDS = ("anchor", "bakery", "cinder", "dragon", "ember", "falcon", "garnet", "hollow", "island", "jasper")
_LEAST = 3
_MOST = 8

State = Mapping[str, str]
"""Titles of articles and their publishers."""


@dataclass
class Expected:
    """What was acknowledged, what is under way and what each snapshot held."""

    acknowledged: dict[str, str]
    begun: dict[str, str] | None = None
    action: str = ""
    number: int = 0
    snapshots: dict[str, dict[str, str]] = field(default_factory=dict)

    @classmethod
    def load(cls, folder: Path) -> Expected:
        """Read the file."""
        return cls(**json.loads((folder / EXPECTED).read_bytes()))

    def save(self, folder: Path) -> None:
        """Write the file so that it survives a kill."""
        write_file(folder / EXPECTED, json.dumps(asdict(self)).encode())


class Violation(Exception):  # noqa: N818  # it is what the benchmark looks for, not an error of it
    """Something acknowledged was lost, or a mixture was served."""


async def act(folder: Path, seed: int, *, process: bool, only: str | None = None) -> None:
    """Open, prove, and change the corpus for as long as it is left alive."""
    began = time.perf_counter()
    chance = random.Random(seed)
    build_process = make_build_process() if process else InlineBuildProcess()
    if only:
        # strace counts the calls of each thread by itself, so that they have to be made by one.
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(1))
    async with open_library(make_settings(folder), build_process) as shelf:
        expected = Expected.load(folder)
        await recover(shelf, expected)
        print(f"served {time.perf_counter() - began:.3f}", flush=True)
        await shelf.library.reindex(OLHA, False, ignore)
        settle(folder, shelf, expected)
        print("checked", flush=True)
        sys.stdin.readline()
        parent = os.getppid()
        while os.getppid() == parent:  # it does not outlive the benchmark
            await change(folder, shelf, expected, chance, only)
            if only:
                print("done", flush=True)
                return


async def recover(shelf: Shelf, expected: Expected) -> None:
    """Prove that what is served at once is whole, old or new."""
    served = {article.title: article.publisher or "" for article in shelf.search_service.catalog.articles}
    if served not in (expected.acknowledged, expected.begun):
        raise Violation(f"served {served}, acknowledged {expected.acknowledged}, begun {expected.begun}")
    prove_everything(shelf.search_service.searcher.snapshot)
    title = next(iter(served))
    if not await shelf.ask(f"how is {title}"):
        raise Violation("nothing is quoted")
    await shelf.library.recover()


def settle(folder: Path, shelf: Shelf, expected: Expected) -> None:
    """Prove that files and answers agree, and that they are what was acknowledged or begun."""
    corpus = read_corpus(shelf.settings.corpus)
    present = {article.title: article.publisher or "" for article in corpus.articles}
    served = {article.title: article.publisher or "" for article in shelf.search_service.catalog.articles}
    if present not in (expected.acknowledged, expected.begun) or served != present or corpus.errors:
        raise Violation(f"files {present}, served {served}, expected {expected}")
    kept = read_sources(shelf.settings.index / shelf.search_service.searcher.snapshot.name)
    if {source.name: source.content for source in corpus.sources} != {name: kept[name].content for name in kept}:
        raise Violation("the snapshot does not hold the files that it serves")
    expected.acknowledged, expected.begun = present, None
    expected.snapshots[shelf.search_service.searcher.snapshot.name] = present
    expected.save(folder)


async def change(folder: Path, shelf: Shelf, expected: Expected, chance: random.Random, only: str | None) -> None:
    """Do one command, with the expected state written before and after."""
    action = only or chance.choice(ACTIONS)
    titles = sorted(expected.acknowledged)
    action = "add" if len(titles) <= _LEAST and not only else "remove" if len(titles) >= _MOST and not only else action
    kept = [record.name for record in shelf.library.list_snapshots() if record.name in expected.snapshots]
    title, older = chance.choice(titles), kept[-1] if only else chance.choice(kept)
    expected.number += 1
    added = f"{_WORDS[expected.number % len(_WORDS)]} {expected.number}"
    begun = dict(expected.acknowledged)
    if action == "add":
        begun[added] = ""
    elif action == "remove":
        del begun[title]
    elif action == "edit":
        begun[title] = f"Post {expected.number}"
    elif action == "roll_back":
        begun = expected.snapshots[older]
    expected.begun, expected.action = begun, action
    expected.save(folder)
    await command(shelf, action, added if action == "add" else title, begun, older)
    expected.acknowledged, expected.begun = begun, None
    expected.snapshots[shelf.search_service.searcher.snapshot.name] = begun
    expected.save(folder)


async def command(shelf: Shelf, action: str, title: str, begun: State, snapshot: str) -> None:
    """Give the library a command."""
    found = {article.title: article.id for article in shelf.search_service.catalog.articles}
    library = shelf.library
    if action == "add":
        text = f"The {title} was seen by nobody in the year {1000 + len(title)}. It is about {title}.\n"
        assert isinstance(await library.add(OLHA, make_draft(title, text), ignore), Published)
    elif action == "remove":
        await library.remove(OLHA, found[title], "", ignore)
    elif action == "edit":
        await library.edit(OLHA, found[title], Metadata(title=title, publisher=begun[title]), ignore)
    elif action == "reindex":
        await library.reindex(OLHA, True, ignore)
    else:
        await library.roll_back(OLHA, snapshot, ignore)

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from index.building.build import build
from index.errors import PublicationError
from index.snapshots.store import find_current, has_unfinished, hold_lock, list_published, sweep
from tests.support.index.corpus import BRIDGE, Library

ROOT = Path(__file__).parents[3]

BUILD_IN_A_SMALL_DISK = """
import resource, sys
from pathlib import Path
from index.errors import PublicationError
from tests.support.index.corpus import Library
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
try:
    Library(Path(sys.argv[1])).build()
except PublicationError as error:
    print(error)
    sys.exit(3)
"""

DIE_WHILE_EMBEDDING = """
import os, sys
from pathlib import Path
from tests.support.index.embedders import WordEmbedder
from tests.support.index.corpus import Library
class Dying(WordEmbedder):
    def embed(self, texts):
        (Path(sys.argv[1]) / "index" / ".building-left").mkdir()
        os.kill(os.getpid(), 9)
Library(Path(sys.argv[1]), Dying()).build()
"""


def run(program: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", program, *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("room", [0, 300, 1000, 2000])
def test_a_full_disk_leaves_the_old_index(built: Library, room: int) -> None:
    """When a file cannot be written whole, the error says so and the index before still serves."""
    before = find_current(built.index)
    built.write("new", "The lighthouse of Orlan is 40 metres high.")
    ended = run(BUILD_IN_A_SMALL_DISK, built.folder, room)
    assert ended.returncode == 3, ended.stderr
    assert "could not be written" in ended.stdout
    assert "still serves" in ended.stdout
    assert find_current(built.index) == before
    assert built.open().ask("trucks an hour", 1).quotations
    assert not list(built.index.glob(".building-*"))


def test_a_killed_build_is_swept_by_the_next(built: Library) -> None:
    """After a kill the old index serves, and the next build works and clears what was left."""
    built.write("new", "The lighthouse of Orlan is 40 metres high.")
    assert run(DIE_WHILE_EMBEDDING, built.folder).returncode == -9
    assert built.open().ask("trucks an hour", 1).quotations
    assert built.build().snapshot
    assert not list(built.index.glob(".building-*"))
    assert "40 metres" in built.open().ask("how high is the lighthouse", 1).quotations[0].text


def test_a_folder_that_cannot_be_written_is_named(library: Library) -> None:
    """An index below a file cannot be made, and the error says where."""
    library.write("bridge", BRIDGE)
    library.index.write_text("not a folder")
    with pytest.raises(PublicationError, match=r"index.* could not be written|could not be written to .*index"):
        library.build()


def test_only_one_build_runs_at_a_time(library: Library) -> None:
    """A second build of the same index is refused while one holds the lock."""
    library.write("bridge", BRIDGE)
    refused: list[str] = []

    def build_too() -> None:
        try:
            build(library.corpus, library.index, library.embedder, 2, lambda *_: None)
        except PublicationError as error:
            refused.append(str(error))

    with hold_lock(library.index):
        thread = threading.Thread(target=build_too)
        thread.start()
        thread.join()
    assert "another build" in refused[0]
    assert library.build().snapshot


def test_keeps_the_snapshot_before(built: Library) -> None:
    """Of many builds the serving one and the one before are kept."""
    for trucks in (41, 42, 43):
        before = find_current(built.index)
        built.write("bridge", BRIDGE.replace("40", str(trucks)), title="The bridge is open")
        built.build()
    kept = {path.name for path in built.index.iterdir() if path.is_dir()}
    assert kept == {before.name, find_current(built.index).name}


def test_what_is_swept_is_no_snapshot_any_more_at_once(built: Library) -> None:
    """A folder takes another name before it is emptied, so that a kill leaves no half of a snapshot."""
    first = find_current(built.index)
    for trucks in (41, 42):
        built.write("bridge", BRIDGE.replace("40", str(trucks)), title="The bridge is open")
        built.build()
    assert first.name not in list_published(built.index)
    (built.index / f".building-{first.name}").mkdir()
    assert has_unfinished(built.index)
    sweep(built.index, 2)
    assert not has_unfinished(built.index)

from __future__ import annotations

import hashlib
import json
import random
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from index.errors import DamagedSnapshotError, ForeignSnapshotError, MissingSnapshotError, SnapshotError
from index.snapshots.contents import read_sources
from index.snapshots.snapshot import open_snapshot, prove_everything
from index.snapshots.store import CURRENT, find_current
from tests.support.index.corpus import BRIDGE, Library
from tests.support.index.embedders import WordEmbedder


def list_files(snapshot: Path) -> list[Path]:
    return sorted(path for path in snapshot.rglob("*") if path.is_file())


def truncate(content: bytes) -> bytes:
    return content[: len(content) // 2]


def flip_bit(content: bytes) -> bytes:
    place = random.Random(1).randrange(len(content))
    return content[:place] + bytes([content[place] ^ 4]) + content[place + 1 :]


def zero_page(content: bytes) -> bytes:
    return b"\0" * min(4096, len(content)) + content[4096:]


@pytest.mark.parametrize("damage", [truncate, flip_bit, zero_page, lambda _: b""])
def test_refuses_every_damaged_file(built: Library, damage: Callable[[bytes], bytes]) -> None:
    """Whichever file is truncated, flipped or zeroed, nothing is served from it."""
    for file in list_files(find_current(built.index)):
        content = file.read_bytes()
        file.write_bytes(damage(content))
        if damage(content) != content:
            with pytest.raises(DamagedSnapshotError, match="python -m index build"):
                built.open()
        file.write_bytes(content)
    assert built.open()


def test_refuses_a_missing_file(built: Library) -> None:
    """A snapshot of which a file is gone is damaged."""
    for file in list_files(find_current(built.index)):
        content = file.read_bytes()
        file.unlink()
        with pytest.raises(DamagedSnapshotError):
            built.open()
        file.write_bytes(content)


def test_refuses_a_mixture(built: Library) -> None:
    """Files of two snapshots are never served together."""
    before = find_current(built.index)
    built.write("bridge", BRIDGE.replace("40", "50"), title="The bridge is open")
    built.build()
    for file in list_files(find_current(built.index)):
        content = file.read_bytes()
        shutil.copy(before / file.relative_to(find_current(built.index)), file)
        if file.read_bytes() != content:
            with pytest.raises(DamagedSnapshotError):
                built.open()
        file.write_bytes(content)


@pytest.mark.parametrize("name", ["sentences.faiss", "entries.json", "manifest.json", "sources.zip", CURRENT])
@pytest.mark.parametrize("damage", [truncate, flip_bit, zero_page, None])
def test_building_mends_a_damaged_index(built: Library, name: str, damage: Callable[[bytes], bytes] | None) -> None:
    """The command that the error names makes the index whole again, whatever is wrong with it."""
    file = built.index / CURRENT if name == CURRENT else find_current(built.index) / name
    file.write_bytes(damage(file.read_bytes())) if damage else file.unlink()
    assert built.build().snapshot
    prove_everything(built.open().snapshot)


def test_building_mends_a_pointer_that_is_a_folder(built: Library) -> None:
    """No program makes one, but a file system check might."""
    (built.index / CURRENT).unlink()
    (built.index / CURRENT / "lost").mkdir(parents=True)
    assert built.build().snapshot
    assert built.open()


def test_keeps_the_files_that_it_was_made_from(built: Library) -> None:
    """To the byte, speakers.toml among them, and of a spoilt article the file that could be read."""
    (built.corpus / "speakers.toml").write_bytes(b"# nobody\r\n")
    before = {path.name: path.read_bytes() for path in built.corpus.iterdir()}
    built.write("bridge", "Spoilt.", published="yesterday")
    built.build()
    kept = read_sources(find_current(built.index))
    assert {name: source.content for name, source in kept.items()} == before


def test_refuses_another_model(built: Library) -> None:
    """An index is opened only with the model that made it."""
    with pytest.raises(ForeignSnapshotError, match="built by the model words, not by other"):
        open_snapshot(find_current(built.index), WordEmbedder("other").model)


def test_refuses_another_format(built: Library) -> None:
    """A manifest of another format says so, whatever else it holds."""
    replace_manifest(built, {"format": 99, "what": "a later program knows"})
    with pytest.raises(ForeignSnapshotError, match="format 99"):
        built.open()


def replace_manifest(library: Library, manifest: Mapping[str, Any]) -> None:
    """Let a snapshot with another manifest serve, under the name that proves it."""
    snapshot, content = find_current(library.index), json.dumps(manifest).encode()
    renamed = snapshot.with_name(snapshot.name[:-16] + hashlib.sha256(content).hexdigest()[:16])
    snapshot.rename(renamed)
    (renamed / "manifest.json").write_bytes(content)
    (library.index / CURRENT).write_text(renamed.name)


def replace_file(library: Library, name: str, change: Callable[[Any], Any]) -> None:
    """Change a file of the serving snapshot, and its digest in the manifest with it."""
    snapshot = find_current(library.index)
    content = json.dumps(change(json.loads((snapshot / name).read_bytes()))).encode()
    (snapshot / name).write_bytes(content)
    manifest = json.loads((snapshot / "manifest.json").read_bytes())
    manifest["files"][name] = hashlib.sha256(content).hexdigest()
    replace_manifest(library, manifest)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("entries.json", lambda entries: entries[:-1]),
        ("articles.json", lambda articles: articles[:-1]),
        ("articles.json", lambda articles: [{**each, "text": each["text"].replace("40", "50")} for each in articles]),
    ],
    ids=["a sentence too few", "an article too few", "other words"],
)
def test_refuses_files_that_do_not_agree(built: Library, name: str, change: Callable[[Any], Any]) -> None:
    """Every file is as the manifest says, and still they are not of one corpus."""
    replace_file(built, name, change)
    with pytest.raises(DamagedSnapshotError, match="do not agree"):
        built.open()


def test_refuses_articles_that_the_manifest_does_not_name(built: Library) -> None:
    """What serves is what the manifest says, to the digest of each article."""
    manifest = json.loads((find_current(built.index) / "manifest.json").read_bytes())
    replace_manifest(built, {**manifest, "articles": dict.fromkeys(manifest["articles"], "0" * 64)})
    with pytest.raises(DamagedSnapshotError, match="do not agree"):
        built.open()


@pytest.mark.parametrize("pointer", ["", "\n", "../corpus", "20240101T000000000000-0123456789abcdef", "\udcff"])
def test_refuses_a_bad_pointer(built: Library, pointer: str) -> None:
    """CURRENT must name a snapshot of this folder."""
    (built.index / "CURRENT").write_bytes(pointer.encode("utf-8", "surrogateescape"))
    with pytest.raises(DamagedSnapshotError):
        built.open()
    built.build()
    assert built.open()


def test_names_the_command_for_a_missing_index(library: Library) -> None:
    """Without an index the error says how to make one."""
    with pytest.raises(MissingSnapshotError, match="python -m index build"):
        library.open()


def test_proves_every_sentence(built: Library) -> None:
    """A snapshot as it was built passes the proof of all its sentences."""
    prove_everything(open_snapshot(find_current(built.index), None))


def test_is_a_snapshot_error_throughout(built: Library) -> None:
    """Whatever is wrong with an index is one kind of error to those above."""
    shutil.rmtree(find_current(built.index))
    with pytest.raises(SnapshotError):
        built.open()


def test_refuses_a_pointer_by_a_path(built: Library) -> None:
    """CURRENT holds a name, even where a path leads to a whole snapshot."""
    (built.index / CURRENT).write_text(f"../{built.index.name}/{find_current(built.index).name}")
    with pytest.raises(DamagedSnapshotError):
        built.open()

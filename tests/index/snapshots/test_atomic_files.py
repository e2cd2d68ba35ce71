"""Files that are on the disk whole, or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from index.snapshots.atomic_files import sync_tree, write_file


@pytest.fixture
def synced(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path, bytes | None]]:
    """Note every file or folder that is synced, with what it then held; a folder holds None."""
    found: list[tuple[Path, bytes | None]] = []
    sync = os.fsync

    def note(descriptor: int) -> None:
        path = Path(os.readlink(f"/proc/self/fd/{descriptor}"))
        found.append((path, path.read_bytes() if path.is_file() else None))
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", note)
    return found


def test_content_reaches_the_disk_before_the_name(tmp_path: Path, synced: list[tuple[Path, bytes | None]]) -> None:
    """First all of it under another name, then the folder with the new name."""
    write_file(tmp_path / "a.md", b"all of it")
    (staged, content), (folder, _) = synced
    assert (content, folder) == (b"all of it", tmp_path)
    assert staged.name != "a.md"
    assert (tmp_path / "a.md").read_bytes() == b"all of it"


def test_every_file_of_a_folder_reaches_the_disk(tmp_path: Path, synced: list[tuple[Path, bytes | None]]) -> None:
    """Those in folders below, and the folders themselves, too."""
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "a").write_bytes(b"a")
    sync_tree(tmp_path)
    assert {path for path, _ in synced} == {tmp_path, tmp_path / "below", tmp_path / "below" / "a"}

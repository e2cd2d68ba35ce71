"""Opening an index and a journal that are not whole."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.library.events import AuditAction, Change
from bot.library.journal.journal import Journal
from bot.library.serving.snapshots import find_withdrawn
from bot.runtime.startup import list_missing_changes, open_whole_searcher
from index.building.build import build
from index.errors import DamagedSnapshotError
from index.settings import Settings
from index.snapshots.snapshot import open_snapshot
from index.snapshots.store import find_current
from tests.support.index.embedders import WordEmbedder
from tests.support.library.real_library import OLHA, TOWER, make_corpus, write


def make_two_snapshots(folder: Path) -> tuple[Settings, str]:
    """Index a corpus twice, and return the name of the first snapshot."""
    settings = make_corpus(folder)
    first = find_current(settings.index).name
    write(settings, "tower", TOWER)
    build(settings.corpus, settings.index, WordEmbedder(), 3, lambda *_: None)
    return settings, first


def damage(folder: Path) -> None:
    """Change a file of a snapshot."""
    (folder / "articles.json").write_bytes(b"[]")


def test_a_damaged_index_falls_back_to_the_newest_that_is_whole(tmp_path: Path) -> None:
    """What serves is proved, and older by one snapshot."""
    settings, first = make_two_snapshots(tmp_path)
    damage(find_current(settings.index))
    assert open_whole_searcher(settings.index, settings, lambda _: WordEmbedder()).snapshot.name == first


def test_where_none_is_whole_the_start_says_so(tmp_path: Path) -> None:
    """It names what is damaged and the command that mends it."""
    settings, first = make_two_snapshots(tmp_path)
    damage(find_current(settings.index))
    damage(settings.index / first)
    with pytest.raises(DamagedSnapshotError, match="python -m index build"):
        open_whole_searcher(settings.index, settings, lambda _: WordEmbedder())


def test_what_was_taken_out_since_is_not_quoted(tmp_path: Path) -> None:
    """An older snapshot still has the article; the journal knows that it is out."""
    settings, first = make_two_snapshots(tmp_path)
    journal = Journal(tmp_path / "journal.sqlite")
    removal = Change("1", datetime.now(UTC), OLHA, AuditAction.REMOVE, "The harbour", "f" * 16, snapshot="later")
    journal.record_change(removal)
    snapshot = open_snapshot(settings.index / first, None)
    assert find_withdrawn(list_missing_changes(journal, settings.index, snapshot)) == {"f" * 16}
    serving = open_snapshot(find_current(settings.index), None)
    assert list_missing_changes(journal, settings.index, serving) == ()
    journal.close()

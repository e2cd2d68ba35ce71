"""Changes of several files that happen all or not at all."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from index.errors import PublicationError
from index.snapshots.atomic_files import UNFINISHED
from index.snapshots.transaction import (
    DONE,
    TRANSACTION,
    Edit,
    Step,
    Transaction,
    acknowledge,
    commit,
    read_done,
    recover,
)

ROLL = [Edit(name="a.md", content=b"new"), Edit(name="b.md", content=None), Edit(name="c.md", content=b"c")]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Return a folder with two files, beside one for the index."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    (tmp_path / "index").mkdir()
    (folder / "a.md").write_bytes(b"old")
    (folder / "b.md").write_bytes(b"b")
    return folder


def read(corpus: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in corpus.iterdir()}


def test_all_of_it_happens(corpus: Path, tmp_path: Path) -> None:
    """Files are written and removed, the pointer is moved, and the note waits to be acknowledged."""
    index = tmp_path / "index"
    commit(corpus, index, ROLL, "who", "a-snapshot")
    assert read(corpus) == {"a.md": b"new", "c.md": b"c"}
    assert (index / "CURRENT").read_text() == "a-snapshot\n"
    assert read_done(index) == "who"
    acknowledge(index)
    assert read_done(index) is None
    assert [path.name for path in index.iterdir()] == ["CURRENT"]


def test_what_was_begun_is_finished_however_far_it_came(corpus: Path, tmp_path: Path) -> None:
    """Also when a part of it had been done, and when it is finished twice."""
    index = tmp_path / "index"
    commit(corpus, index, ROLL, "who")
    done = (index / DONE).read_bytes()
    (corpus / "b.md").write_bytes(b"b")
    (index / TRANSACTION).write_bytes(done)
    for _ in range(2):
        recover(corpus, index)
        assert read(corpus) == {"a.md": b"new", "c.md": b"c"}


def test_what_was_only_prepared_is_swept(corpus: Path, tmp_path: Path) -> None:
    """Without an intent, nothing has happened."""
    before = read(corpus)
    (corpus / f"{UNFINISHED}x").write_bytes(b"half")
    recover(corpus, tmp_path / "index")
    assert read(corpus) == before
    assert read_done(tmp_path / "index") is None


def test_a_damaged_intent_is_passed_over(corpus: Path, tmp_path: Path) -> None:
    """It cannot be followed, and it must not stand in the way."""
    (tmp_path / "index" / TRANSACTION).write_bytes(b"\0\0")
    before = read(corpus)
    recover(corpus, tmp_path / "index")
    assert read(corpus) == before
    assert not (tmp_path / "index" / TRANSACTION).exists()


def test_what_cannot_be_prepared_changes_nothing(corpus: Path, tmp_path: Path) -> None:
    """A name that no file can have is found out before anything is done."""
    before = read(corpus)
    missing = tmp_path / "nowhere"
    with pytest.raises(PublicationError):
        commit(corpus, missing, ROLL, "who")
    assert read(corpus) == before


@pytest.mark.parametrize("name", ["../a.md", "a/b.md", "", "a\0b"])
def test_no_step_leads_out_of_the_corpus(name: str) -> None:
    """A file is named, never a path."""
    with pytest.raises(ValueError, match="name"):
        Edit(name=name, content=b"")


def test_a_staged_file_that_was_damaged_takes_no_name(corpus: Path, tmp_path: Path) -> None:
    """What was written ahead is compared with what was meant, so that a file is whole, old or new."""
    steps = [Step(place="corpus", name="a.md", staged=f"{UNFINISHED}x", digest=hashlib.sha256(b"new").hexdigest())]
    (corpus / f"{UNFINISHED}x").write_bytes(b"ne\0")
    (tmp_path / "index" / TRANSACTION).write_text(Transaction(steps=tuple(steps), note="who").model_dump_json())
    recover(corpus, tmp_path / "index")
    assert read(corpus) == {"a.md": b"old", "b.md": b"b"}


@pytest.mark.parametrize("name", ["..", "."])
def test_a_transaction_that_leads_out_is_passed_over(tmp_path: Path, name: str) -> None:
    """Whoever wrote it, no folder is touched, and the next change is made."""
    corpus, index = tmp_path / "corpus", tmp_path / "index"
    corpus.mkdir()
    index.mkdir()
    step = {"place": "corpus", "name": name, "staged": None, "digest": None}
    (index / TRANSACTION).write_text(json.dumps({"steps": [step], "note": "n"}))
    recover(corpus, index)
    assert corpus.is_dir()
    assert not (index / TRANSACTION).exists()

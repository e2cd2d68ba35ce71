"""A build that is cut off while it embeds leaves what it embedded, and the next one goes on from there."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from index.building import contents
from index.building.build import build
from index.building.resuming import KEPT
from index.snapshots.snapshot import open_snapshot
from index.snapshots.store import find_current
from index.types import Matrix
from tests.support.index.embedders import WordEmbedder

TEXT = "".join(f"The ferry number {number} left at dawn.\n\n" for number in range(30))


class CutOff(WordEmbedder):
    """Is killed at its third batch."""

    def embed(self, texts: Sequence[str]) -> Matrix:
        if len(self.embedded) >= 20:
            raise KeyboardInterrupt
        return super().embed(texts)


@pytest.fixture
def cut_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the index of a build that was cut off after twenty texts."""
    monkeypatch.setattr(contents, "_CHUNK", 10)
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus/ferries.md").write_text(f"---\ntitle: Ferries\n---\n{TEXT}")
    with pytest.raises(KeyboardInterrupt):
        build(tmp_path / "corpus", tmp_path / "index", CutOff(), 2, lambda *_: None)
    return tmp_path / "index"


def build_again(index: Path, name: str = "words") -> list[str]:
    """Return what is embedded by a build that nothing cuts off."""
    embedder = WordEmbedder(name)
    build(index.parent / "corpus", index, embedder, 2, lambda *_: None)
    return embedder.embedded


def test_what_was_embedded_is_not_embedded_again(cut_off: Path, tmp_path: Path) -> None:
    """The snapshot is the one that an undisturbed build makes, and nothing is left beside it."""
    assert len(build_again(cut_off)) == 40
    assert not list(cut_off.glob(f"{KEPT}*"))
    assert len(build_again(tmp_path / "other")) == 60
    resumed, whole = (open_snapshot(find_current(each), None).contents for each in (cut_off, tmp_path / "other"))
    np.testing.assert_array_equal(resumed.sentence_vectors.to_matrix(), whole.sentence_vectors.to_matrix())
    np.testing.assert_array_equal(resumed.passage_vectors.to_matrix(), whole.passage_vectors.to_matrix())


@pytest.mark.parametrize(("place", "embedded"), [(-1, 41), (-300, 42), (3, 60), (100, 60)])
def test_what_is_damaged_is_embedded_again(cut_off: Path, place: int, embedded: int) -> None:
    """From the damage on; nothing of it is believed."""
    (file,) = cut_off.glob(f"{KEPT}*")
    content = bytearray(file.read_bytes())
    content[place] ^= 255
    file.write_bytes(content)
    assert len(build_again(cut_off)) == embedded


def test_a_line_that_was_cut_short_costs_itself(cut_off: Path) -> None:
    """What is kept after it is found again."""
    (file,) = cut_off.glob(f"{KEPT}*")
    file.write_bytes(file.read_bytes()[:-5])
    with pytest.raises(KeyboardInterrupt):
        build(cut_off.parent / "corpus", cut_off, CutOff(), 2, lambda *_: None)
    assert len(build_again(cut_off)) == 20


def test_another_model_knows_nothing_of_it(cut_off: Path) -> None:
    """What one has embedded is of no use to another, and is swept."""
    assert len(build_again(cut_off, "others")) == 60
    assert not list(cut_off.glob(f"{KEPT}*"))

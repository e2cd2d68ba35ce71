from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from index.errors import ModelError
from index.models.embedder import PACKAGE, PACKAGED_DIGEST, SentenceTransformerEmbedder, digest_model, find_model


def test_the_packaged_model_is_the_pinned_one() -> None:
    """What pip installed is what was measured."""
    assert find_model("").digest == PACKAGED_DIGEST


def test_a_changed_model_has_another_digest(tmp_path: Path) -> None:
    """One byte of any file of a model changes its digest, a note beside it does not."""
    copy = tmp_path / "model"
    shutil.copytree(find_model("").folder, copy)
    (copy / "README.md").write_text("a note")
    assert digest_model(copy) == PACKAGED_DIGEST
    with (copy / "model.safetensors").open("r+b") as file:
        file.seek(-1, 2)
        file.write(b"\x01")
    assert find_model(str(copy)).digest != PACKAGED_DIGEST


def test_names_a_model_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that is neither a folder nor to be had is refused by name."""
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(ModelError, match="nobody/nothing"):
        find_model("nobody/nothing")


def test_refuses_a_folder_without_a_model(tmp_path: Path) -> None:
    """An empty folder is no model."""
    with pytest.raises(ModelError, match="holds no model"):
        find_model(str(tmp_path))


def test_embeds_in_order_as_unit_vectors() -> None:
    """Like texts are near, unlike ones are not, and each row belongs to its text."""
    embedder = SentenceTransformerEmbedder(find_model(""))
    long_first = embedder.embed(
        ["The harbour burned for three days and nobody came. " * 5, "A harbour fire", "Tax law"]
    )
    np.testing.assert_allclose(np.linalg.norm(long_first, axis=1), 1, rtol=1e-2)
    assert long_first[0] @ long_first[1] > long_first[0] @ long_first[2]


def test_a_packaged_model_that_is_not_the_pinned_one_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A package of the same name with other files is named, with what mends it."""
    folder = tmp_path / PACKAGE
    (folder / "model").mkdir(parents=True)
    (folder / "__init__.py").touch()
    (folder / "model" / "config.json").write_text("{}")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(ModelError, match=r"not the pinned one.*pip install --force-reinstall"):
        find_model("")

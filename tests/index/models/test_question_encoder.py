"""The encoder of questions that a build exports, and that serving loads no other model."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from index.building.build import build
from index.building.stages import Stage
from index.errors import ForeignSnapshotError, ModelError, PublicationError
from index.models.embedder import Model, SentenceTransformerEmbedder, find_model
from index.models.exported_model import ExportedEmbedder
from index.models.question_encoder import OnnxEncoder
from index.search.searcher import Searcher
from index.snapshots.manifest import read_manifest
from index.snapshots.snapshot import open_snapshot
from index.snapshots.store import find_current
from tests.support.index.corpus import Library
from tests.support.index.embedders import WordEmbedder

ROOT = Path(__file__).parents[3]
TEXTS = [
    "When?",
    "Petro Hanush, an engineer, counted 340 damaged ships.",
    "Міст знову відкрито. " * 40,
    "a " * 700,
    "😀",
]
QUESTIONS = ["When?", "how many ships were damaged", "Хто це сказав?", "😀", "who said that " * 300]

COUNT_HEAVY = """
import sys
heavy = {"torch", "sentence_transformers", "transformers", "huggingface_hub", "sklearn", "onnx"}
print(*sorted(heavy & set(sys.modules)))
"""
SERVE = {
    "index": """
from index.__main__ import main
assert main(["ask", "how many ships"]) == main(["evaluate", "questions.jsonl"]) == main(["check"]) == 0
""",
    "build": """
import pathlib
from index.__main__ import main
pathlib.Path("corpus/tower.md").write_text("---\\ntitle: Tower\\n---\\nThe tower has 90 bells.\\n")
assert main(["build"]) == main(["ask", "how many bells"]) == 0
""",
    "bot": """
import bot.runtime.commands, bot.settings, index.settings
from bot.runtime.startup import open_client
open_client(bot.settings.load_settings(), index.settings.load_settings()).journal.close()
""",
}


@pytest.fixture(scope="module")
def embedder() -> SentenceTransformerEmbedder:
    """Return the packaged model, run by Sentence Transformers."""
    return SentenceTransformerEmbedder(find_model(""))


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory, exported: ExportedEmbedder) -> Library:
    """Return a library that was built by the exported model, its encoder with it."""
    library = Library(tmp_path_factory.mktemp("shelf"))
    library.write("harbour", "Officials counted 340 damaged ships. The fire began in a warehouse.")
    build(library.corpus, library.index, exported, 2, lambda *_: None)
    return library


def read_encoder(library: Library) -> OnnxEncoder:
    encoder = open_snapshot(find_current(library.index), None).contents.encoder
    assert encoder
    return encoder


def test_questions_are_embedded_as_the_model_would(shelf: Library, embedder: SentenceTransformerEmbedder) -> None:
    """In int8 every vector is of length 1 and next to the model's own, however long or odd the text."""
    vectors = read_encoder(shelf).embed(QUESTIONS)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, rtol=1e-3)
    assert np.sum(vectors * embedder.embed(QUESTIONS), axis=1).min() > 0.97


def test_texts_are_embedded_as_the_model_does(
    exported: ExportedEmbedder, embedder: SentenceTransformerEmbedder
) -> None:
    """In float32 every text of a batch has the vector that the model itself gives it, so no ranking changes."""
    assert np.sum(exported.embed(TEXTS) * embedder.embed(TEXTS), axis=1).min() > 0.9999


def test_a_damaged_export_is_refused(exported: ExportedEmbedder, tmp_path: Path) -> None:
    """A file of the export that was changed is named, with what mends it."""
    shutil.copytree(exported.folder, tmp_path / "model")
    (file,) = (tmp_path / "model").glob("*/float32/tokenizer.json")
    file.write_bytes(file.read_bytes() + b" ")
    with pytest.raises(ModelError, match=r"damaged: float32/tokenizer.json was changed\. Remove that folder"):
        ExportedEmbedder(Model(""), tmp_path / "model").embed(TEXTS)


def test_what_cannot_be_exported_is_said(tmp_path: Path) -> None:
    """Where the first build cannot export, its error says why, and where it could be done instead."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty/config.json").write_text("{}")
    with pytest.raises(ModelError, match=r"cannot be loaded.*Where there is no PyTorch, export it elsewhere"):
        ExportedEmbedder(Model(str(tmp_path / "empty")), tmp_path / "model").embed(TEXTS)


def test_a_vector_does_not_depend_on_the_others(shelf: Library) -> None:
    """A question gets the same vector alone and among others."""
    encoder = read_encoder(shelf)
    np.testing.assert_array_equal(encoder.embed(QUESTIONS)[1], encoder.embed(QUESTIONS[1:2])[0])


def test_the_manifest_holds_the_encoder(shelf: Library) -> None:
    """Its files are verified like all others, and the manifest says who exported it."""
    manifest = read_manifest(find_current(shelf.index))
    assert manifest.model.exporter
    assert {"encoder/model.onnx", "encoder/tokenizer.json"} < set(manifest.files)


def test_the_next_snapshot_takes_the_encoder_over(shelf: Library, exported: ExportedEmbedder) -> None:
    """While the model is the same, nothing is exported again, and the files stay as they are."""
    before = _read_encoder_digests(shelf)
    shelf.write("bridge", "Traffic is limited to 40 trucks an hour.")
    told: list[str] = []
    assert build(shelf.corpus, shelf.index, exported, 2, lambda stage, *_: told.append(stage)).snapshot
    assert told
    assert Stage.EXPORTING not in told
    assert _read_encoder_digests(shelf) == before


def _read_encoder_digests(library: Library) -> dict[str, str]:
    files = read_manifest(find_current(library.index)).files
    return {name: digest for name, digest in files.items() if name.startswith("encoder/")}


@pytest.mark.parametrize("way", ["index", "build", "bot"])
def test_nothing_imports_torch(shelf: Library, exported: ExportedEmbedder, way: str) -> None:
    """Asking, evaluating, checking, building and opening the bot import nothing that only exporting needs."""
    (shelf.folder / "questions.jsonl").write_text(json.dumps({"question": "how many ships"}))
    served = subprocess.run(
        [sys.executable, "-c", f"{SERVE[way]}\n{COUNT_HEAVY}"],
        cwd=shelf.folder,
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "VERBATIM_INDEX": str(shelf.index),
            "VERBATIM_EXPORTED_MODEL": str(exported.folder),
        },
        capture_output=True,
        text=True,
        check=True,
    )
    assert served.stdout.splitlines()[-1] == ""


def test_a_searcher_outlives_its_files(shelf: Library, tmp_path: Path) -> None:
    """What was opened goes on answering after a later build has swept its snapshot."""
    shutil.copytree(shelf.index, tmp_path / "index")
    OnnxEncoder(find_current(shelf.index) / "encoder", "another, so that this one is loaded no longer").load()
    searcher = Searcher.open(tmp_path / "index", SentenceTransformerEmbedder(Model("")), 0.3)
    shutil.rmtree(tmp_path / "index")
    assert searcher.ask("how many ships", 1).quotations[0].text == "Officials counted 340 damaged ships."


def test_the_same_encoder_is_loaded_once(shelf: Library, tmp_path: Path) -> None:
    """Two snapshots with the same encoder share the loaded model."""
    before = read_encoder(shelf)
    shutil.copytree(shelf.index, tmp_path / "index")
    after = open_snapshot(find_current(tmp_path / "index"), None).contents.encoder
    assert after == before
    assert after.runner is before.runner


def test_another_model_is_refused(shelf: Library, tmp_path: Path) -> None:
    """A snapshot with an encoder serves only where the settings name the model that it was exported from."""
    other = tmp_path / "other"
    other.mkdir()
    (other / "config.json").write_text("{}")
    with pytest.raises(ForeignSnapshotError, match="built by the model all-MiniLM-L6-v2, not by"):
        Searcher.open(shelf.index, SentenceTransformerEmbedder(Model(str(other))), 0.3)


def test_a_model_under_another_name_is_known_by_its_files(shelf: Library, tmp_path: Path) -> None:
    """The same files in a folder of another name serve the index that they built."""
    copy = tmp_path / "copy"
    shutil.copytree(find_model("").folder, copy)
    assert Searcher.open(shelf.index, SentenceTransformerEmbedder(Model(str(copy))), 0.3)


class Unwritable(WordEmbedder):
    """Finds no room for its export."""

    def export(self, folder: Path) -> bool:
        raise OSError(errno.ENOSPC, "No space left on device")


def test_an_export_without_room_leaves_the_index_before(built: Library) -> None:
    """A full disk is named, and the snapshot before serves."""
    serving = find_current(built.index)
    built.write("lighthouse", "The lighthouse of Orlan is 40 metres high.")
    with pytest.raises(PublicationError, match="No space left on device"):
        build(built.corpus, built.index, Unwritable(), 2, lambda *_: None)
    assert find_current(built.index) == serving


def test_an_export_that_is_off_is_not_used(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A model that puts a prompt before each text is not what was exported: it is told, and serves itself."""
    folder = tmp_path / "prompted"
    shutil.copytree(find_model("").folder, folder)
    prompts = {"prompts": {"all": "the price of butter and of cheese in Orlan: "}, "default_prompt_name": "all"}
    (folder / "config_sentence_transformers.json").write_text(json.dumps(prompts))
    assert not SentenceTransformerEmbedder(find_model(str(folder))).export(tmp_path)
    assert "each build and start will load it whole" in caplog.text

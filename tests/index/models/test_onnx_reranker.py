from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from index.errors import ModelError
from index.models.onnx_reranker import FOLDER, OnnxReranker
from index.models.reading import Excerpt

HARBOUR = Excerpt(
    "Fire in the harbour of Veldra",
    (
        "The port was closed on Monday.",
        "Anna Karr, the harbour master, said that 340 ships had been damaged.",
        "The fire began in a warehouse.",
        "It burned for three days before the rain put it out.",
    ),
)


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("how many ships were damaged", 1),
        ("who is the harbour master?", 1),
        ("where did the fire start", 2),
        ("how long did it burn", 3),
        ("When was the port closed?", 0),
    ],
)
def test_the_answer_reads_best(question: str, place: int) -> None:
    """The sentence that answers gets the highest score of its excerpt."""
    (reading,) = OnnxReranker().read(question, [HARBOUR])
    assert int(np.argmax(reading.scores)) == place


@pytest.mark.parametrize("question", ["how many sailors drowned", "what did the mayor of Orlan say about the bridge"])
def test_what_is_not_answered_reads_worse(question: str) -> None:
    """A question that the excerpt only seems to be about gets a lower score than one that it answers."""
    reranker = OnnxReranker()
    (missing,), (answered,) = reranker.read(question, [HARBOUR]), reranker.read("where did the fire start", [HARBOUR])
    assert max(missing.scores) < max(answered.scores)


def test_excerpts_are_read_apart() -> None:
    """What an excerpt's sentences get does not depend on which others are read with it."""
    reranker, other = OnnxReranker(), Excerpt("The bridge is open", ("Traffic is limited to 40 trucks an hour.",))
    (alone,) = reranker.read("how many ships were damaged", [HARBOUR])
    _, together = reranker.read("how many ships were damaged", [other, HARBOUR])
    np.testing.assert_array_equal(alone.scores, together.scores)


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_changed_files_are_refused(tmp_path: Path, name: str) -> None:
    """A file that is not the pinned one is never loaded."""
    folder = tmp_path / "reranker"
    shutil.copytree(FOLDER, folder)
    (folder / name).write_bytes((folder / name).read_bytes() + b" ")
    with pytest.raises(ModelError, match=f"{name}.*not the pinned one"):
        OnnxReranker(folder).read("what burned", [HARBOUR])


def test_missing_files_are_named(tmp_path: Path) -> None:
    """A model that is not there is an error that says so."""
    with pytest.raises(ModelError, match=r"model\.onnx cannot be read"):
        OnnxReranker(tmp_path).read("what burned", [HARBOUR])

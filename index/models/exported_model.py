"""Texts -> vectors by an embedding model that was exported to ONNX beforehand, where there is no torch.

`python -m index.models.exported_model FOLDER` exports, on a machine or in a build stage that has torch.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from index.digests import digest_bytes
from index.errors import ModelError
from index.models.embedder import Model, SentenceTransformerEmbedder, find_model
from index.models.onnx_session import MODEL, TOKENIZER
from index.models.question_encoder import OnnxEncoder
from index.types import Matrix

_DIGEST = "model.sha256"
"""File that says which model was exported, and pins the files."""

_INCOMPLETE = "Export it again: python -m index.models.exported_model FOLDER"


@dataclass(frozen=True)
class ExportedEmbedder:
    """Embeds the corpus by the very encoder that embeds questions, and hands that encoder on to each snapshot."""

    model: Model
    folder: Path

    def embed(self, texts: Sequence[str]) -> Matrix:
        """Return one unit vector a text, in the same order."""
        return self._encoder.embed(texts)

    def export(self, folder: Path) -> bool:
        """Copy the encoder into a folder; it can always replace this one."""
        _ = self._encoder
        for name in (MODEL, TOKENIZER):
            shutil.copyfile(self.folder / name, folder / name)
        return True

    @cached_property
    def _encoder(self) -> OnnxEncoder:
        try:
            exported, *files = (self.folder / _DIGEST).read_text("utf-8").splitlines() or [""]
            found = _list_files(self.folder)
        except (OSError, UnicodeDecodeError) as error:
            raise ModelError(f"the folder {self.folder} holds no exported model", _INCOMPLETE) from error
        if exported != self.model.digest:
            raise ModelError(f"the model in {self.folder} was exported from another one", _INCOMPLETE)
        if files != found:
            raise ModelError(f"the model in {self.folder} is not as it was exported", _INCOMPLETE)
        return OnnxEncoder.from_folder(self.folder)


def export_model(name: str, folder: Path) -> None:
    """Export a model into a folder.

    Raises ModelError when it cannot be found, or cannot be exported.
    """
    embedder = SentenceTransformerEmbedder(find_model(name))
    folder.mkdir(parents=True, exist_ok=True)
    if not embedder.export(folder):
        raise ModelError(f"the model {embedder.model.id} cannot be exported to ONNX", "Name another one")
    pin_export(folder, embedder.model)


def pin_export(folder: Path, model: Model) -> None:
    """Note which model was exported into a folder, and what its files are, so that none can be exchanged."""
    (folder / _DIGEST).write_text("\n".join([model.digest, *_list_files(folder), ""]), "utf-8")


def _list_files(folder: Path) -> list[str]:
    """Return the SHA-256 and the name of each file of an exported model."""
    return [f"{digest_bytes((folder / name).read_bytes())}  {name}" for name in (MODEL, TOKENIZER)]


if __name__ == "__main__":
    export_model("", Path(sys.argv[1]))

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

from index.errors import ModelError
from index.models.embedder import Model, SentenceTransformerEmbedder, find_model
from index.models.onnx_session import MODEL, TOKENIZER
from index.models.question_encoder import OnnxEncoder
from index.types import Matrix

_DIGEST = "model.sha256"
"""File that says which model was exported."""

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
            exported = (self.folder / _DIGEST).read_text("utf-8").strip()
            encoder = OnnxEncoder.from_folder(self.folder)
        except OSError as error:
            raise ModelError(f"the folder {self.folder} holds no exported model", _INCOMPLETE) from error
        if exported != self.model.digest:
            raise ModelError(f"the model in {self.folder} was exported from another one", _INCOMPLETE)
        return encoder


def export_model(name: str, folder: Path) -> None:
    """Export a model into a folder.

    Raises ModelError when it cannot be found, or cannot be exported.
    """
    embedder = SentenceTransformerEmbedder(find_model(name))
    folder.mkdir(parents=True, exist_ok=True)
    if not embedder.export(folder):
        raise ModelError(f"the model {embedder.model.id} cannot be exported to ONNX", "Name another one")
    (folder / _DIGEST).write_text(f"{embedder.model.digest}\n", "utf-8")


if __name__ == "__main__":
    export_model("", Path(sys.argv[1]))

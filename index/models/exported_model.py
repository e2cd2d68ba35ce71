"""Texts -> vectors by an embedding model that was exported to ONNX once, so that no build needs torch.

`python -m index.models.exported_model [FOLDER]` exports beforehand; else the first build does, in a process of its own.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

from index.digests import digest_bytes
from index.errors import ModelError, VerbatimError
from index.models.embedder import Embedder, Model, SentenceTransformerEmbedder, find_model
from index.models.onnx_session import FLOAT32, INT8, MODEL, TOKENIZER
from index.models.question_encoder import EXPORTER
from index.models.text_encoder import TextEncoder
from index.settings import Settings
from index.types import Matrix

log = logging.getLogger(__name__)

_ROOT = str(Path(__file__).parents[2])
_RECORD = "export.json"
"""File that has the digest of every other one; it is written last, and empty for a model that cannot be exported."""

_ELSEWHERE = (
    "Where there is no PyTorch, export it elsewhere (python -m index.models.exported_model FOLDER)"
    " and name the folder in VERBATIM_EXPORTED_MODEL"
)
_AGAIN = "Remove that folder, and export it again: python -m index.models.exported_model"


@dataclass(frozen=True)
class ExportedEmbedder:
    """Embeds the corpus by a float32 export, and gives each snapshot the int8 export that embeds questions.

    `folder` keeps the exports; what it lacks is exported when it is first needed. A model that cannot be exported
    embeds the corpus itself, by torch.
    """

    model: Model
    folder: Path
    batch_size: int = 32

    def embed(self, texts: Sequence[str]) -> Matrix:
        """Return one unit vector a text, in the same order.

        Raises ModelError where there is no export, and none can be made.
        """
        return self._encoder.embed(texts) if self._encoder else self._itself.embed(texts)

    def release(self) -> None:
        """Let go of the float32 model."""
        self.__dict__.pop("_encoder", None)

    @property
    def export_digest(self) -> str | None:
        """Return the digest of the export that embeds the texts; None where the model itself does."""
        return self._files.get(f"{FLOAT32}/{MODEL}")

    def export(self, folder: Path) -> bool:
        """Copy the encoder of questions into a folder, and return whether there is one."""
        if not self._files:
            return False
        for name in (MODEL, TOKENIZER):
            (folder / name).write_bytes(self._read(f"{INT8}/{name}"))
        return True

    @cached_property
    def _encoder(self) -> TextEncoder | None:
        if not self._files:
            return None
        for name in (MODEL, TOKENIZER):
            self._read(f"{FLOAT32}/{name}")
        return TextEncoder.from_folder(self._place / FLOAT32, self.batch_size)

    @cached_property
    def _itself(self) -> SentenceTransformerEmbedder:
        return SentenceTransformerEmbedder(self.model, self.batch_size)

    @cached_property
    def _files(self) -> dict[str, str]:
        """Return the digest of every file of the export, which is made now if need be; none if it cannot be."""
        if not (self._place / _RECORD).is_file():
            _export_apart(self.model, self.folder)
        try:
            files: dict[str, str] = json.loads((self._place / _RECORD).read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise ModelError(f"the exported model in {self._place} cannot be read", _AGAIN) from error
        return files

    @property
    def _place(self) -> Path:
        return self.folder / f"{self.model.digest[:16]}-{EXPORTER}"

    def _read(self, name: str) -> bytes:
        """Return a file of the export, verified."""
        try:
            content = (self._place / name).read_bytes()
        except OSError as error:
            raise ModelError(f"the exported model in {self._place} cannot be read", _AGAIN) from error
        if digest_bytes(content) != self._files[name]:
            raise ModelError(f"the exported model in {self._place} is damaged: {name} was changed", _AGAIN)
        return content


def make_embedder(settings: Settings) -> Embedder:
    """Return the model that the settings name; it is found, verified and loaded only where the index needs it."""
    return ExportedEmbedder(Model(settings.model), settings.exported_model, settings.batch_size)


def _export_apart(model: Model, folder: Path) -> None:
    """Export in a process of its own, so that this one keeps no torch in memory."""
    command = [sys.executable, "-m", "index.models.exported_model", str(folder), model.name]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, [_ROOT, os.environ.get("PYTHONPATH")]))}
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603  # its own program
    if ran.returncode:
        reason = (ran.stderr.strip().splitlines() or ["it was stopped"])[-1]
        raise ModelError(f"the model {model.id} could not be exported to {folder}: {reason}", _ELSEWHERE)
    if ran.stderr.strip():
        log.warning(ran.stderr.strip())


def export_model(model: Model, folder: Path) -> bool:
    """Export a model into a folder, where it is kept by its digest, and return whether it can be exported.

    Raises ModelError when it cannot be found, OSError when it cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / f"{model.digest[:16]}-{EXPORTER}"
    with TemporaryDirectory(dir=folder, prefix=".exporting-") as unfinished:
        made = Path(unfinished) / "made"
        made.mkdir()
        can = SentenceTransformerEmbedder(model).export_both(made)
        files = sorted(path for path in made.rglob("*") if path.is_file()) if can else []
        digests = {path.relative_to(made).as_posix(): digest_bytes(path.read_bytes()) for path in files}
        (made / _RECORD).write_text(json.dumps(digests, indent=2) + "\n", "utf-8")
        shutil.rmtree(place, ignore_errors=True)
        made.rename(place)
    return can


def main(arguments: Sequence[str]) -> int:
    """Export the model that the settings name, or the second argument, into the first."""
    from index.settings import load_settings

    try:
        settings = load_settings()
        folder = Path(arguments[0]) if arguments else settings.exported_model
        export_model(find_model(arguments[1] if len(arguments) > 1 else settings.model), folder)
    except (VerbatimError, OSError, ImportError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

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
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from index.digests import digest_file
from index.errors import ModelError, VerbatimError
from index.models.embedder import Embedder, Model, SentenceTransformerEmbedder, find_model
from index.models.onnx_session import FLOAT32, INT8, MODEL, TOKENIZER
from index.models.question_encoder import EXPORTER
from index.models.text_encoder import TextEncoder
from index.settings import Settings
from index.types import Matrix

if TYPE_CHECKING:
    from index.models.multilingual.encoder import MultilingualEncoder

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
class Export:
    """Files that were exported once into a place; the record beside them has the digest of each."""

    place: Path

    @property
    def is_made(self) -> bool:
        """Return whether the files are there, whole."""
        return (self.place / _RECORD).is_file()

    @cached_property
    def files(self) -> dict[str, str]:
        """Return the digest of every file; none for a model that cannot be exported. Raises ModelError."""
        try:
            files: dict[str, str] = json.loads((self.place / _RECORD).read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise ModelError(f"the exported model in {self.place} cannot be read", _AGAIN) from error
        return files

    def verify(self, name: str) -> Path:
        """Return where a file is, which is as it was made. Raises ModelError."""
        try:
            digest = digest_file(self.place / name)
        except OSError as error:
            raise ModelError(f"the exported model in {self.place} cannot be read", _AGAIN) from error
        if digest != self.files[name]:
            raise ModelError(f"the exported model in {self.place} is damaged: {name} was changed", _AGAIN)
        return self.place / name

    def write(self, make: Callable[[Path], bool]) -> bool:
        """Let the files be made in a folder, which then takes the place; return what making them returns.

        Raises OSError when they cannot be written.
        """
        self.place.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=self.place.parent, prefix=".exporting-") as unfinished:
            made = Path(unfinished) / "made"
            made.mkdir()
            can = make(made)
            files = sorted(path for path in made.rglob("*") if path.is_file()) if can else []
            digests = {path.relative_to(made).as_posix(): digest_file(path) for path in files}
            (made / _RECORD).write_text(json.dumps(digests, indent=2) + "\n", "utf-8")
            shutil.rmtree(self.place, ignore_errors=True)
            made.rename(self.place)
        return can


@dataclass(eq=False)
class ExportedEmbedder:
    """Embeds the corpus by a float32 export, and gives each snapshot the int8 export that embeds questions.

    `folder` keeps the exports; what it lacks is exported when it is first needed. A model that cannot be exported
    embeds the corpus itself, by torch.
    """

    model: Model
    folder: Path
    batch_size: int = 32
    multilingual: MultilingualEncoder | None = None
    _loading: list[Future[None]] = field(default_factory=list, init=False, repr=False)

    def prepare(self) -> None:
        """Begin to load what embeds, beside what goes on until the first text; where that fails, embedding does."""
        thread = ThreadPoolExecutor(1)
        self._loading.append(thread.submit(self._load))
        if self.multilingual:
            thread.submit(self.multilingual.load)
        thread.shutdown(wait=False)

    def embed(self, texts: Sequence[str]) -> Matrix:
        """Return one unit vector a text, in the same order.

        Raises ModelError where there is no export, and none can be made.
        """
        wait(self._loading)
        return self._encoder.embed(texts) if self._encoder else self._itself.embed(texts)

    def release(self) -> None:
        """Let go of the float32 model."""
        self.__dict__.pop("_encoder", None)

    @property
    def export_digest(self) -> str | None:
        """Return the digest of the export that embeds the texts; None where the model itself does."""
        return self._export.files.get(f"{FLOAT32}/{MODEL}")

    def export(self, folder: Path) -> bool:
        """Copy the encoder of questions into a folder, and return whether there is one."""
        if not self._export.files:
            return False
        for name in (MODEL, TOKENIZER):
            shutil.copyfile(self._export.verify(f"{INT8}/{name}"), folder / name)
        return True

    def _load(self) -> None:
        _ = self._encoder

    @cached_property
    def _encoder(self) -> TextEncoder | None:
        if not self._export.files:
            return None
        for name in (MODEL, TOKENIZER):
            self._export.verify(f"{FLOAT32}/{name}")
        return TextEncoder.from_folder(self._export.place / FLOAT32, self.batch_size)

    @cached_property
    def _itself(self) -> SentenceTransformerEmbedder:
        return SentenceTransformerEmbedder(self.model, self.batch_size)

    @cached_property
    def _export(self) -> Export:
        """Return the export, which is made now if need be; it has no files if the model cannot be exported."""
        export = _find_export(self.model, self.folder)
        if not export.is_made:
            export_apart(__name__, str(self.folder), self.model.name, of=self.model.id)
        return export


def make_embedder(settings: Settings) -> ExportedEmbedder:
    """Return the model that the settings name; it is found, verified and loaded only where the index needs it."""
    from index.models.multilingual.encoder import MultilingualEncoder

    is_english = set(settings.languages) <= {"en"}
    multilingual = None if is_english else MultilingualEncoder.find(settings.exported_model)
    return ExportedEmbedder(Model(settings.model), settings.exported_model, settings.batch_size, multilingual)


def prepare_embedder(settings: Settings) -> Embedder:
    """Return the model that the settings name, which is being loaded, since there will be texts for it."""
    embedder = make_embedder(settings)
    embedder.prepare()
    return embedder


def _find_export(model: Model, folder: Path) -> Export:
    return Export(folder / f"{model.digest[:16]}-{EXPORTER}")


def export_apart(module: str, folder: str, *arguments: str, of: str) -> None:
    """Run a module that exports into a folder, in a process of its own, so that this one keeps no torch in memory.

    Raises ModelError.
    """
    command = [sys.executable, "-m", module, folder, *arguments]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, [_ROOT, os.environ.get("PYTHONPATH")]))}
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603  # its own program
    if ran.returncode:
        reason = (ran.stderr.strip().splitlines() or ["it was stopped"])[-1]
        raise ModelError(f"the model {of} could not be exported to {folder}: {reason}", _ELSEWHERE)
    if ran.stderr.strip():
        log.warning(ran.stderr.strip())


def export_model(model: Model, folder: Path) -> bool:
    """Export a model into a folder, where it is kept by its digest, and return whether it can be exported.

    Raises ModelError when it cannot be found, OSError when it cannot be written.
    """
    return bool(_find_export(model, folder).write(SentenceTransformerEmbedder(model).export_both))


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

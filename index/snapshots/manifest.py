"""What a snapshot says it consists of, proved by its name and the digests of its files."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from index.digests import digest_bytes, digest_file
from index.errors import DamagedSnapshotError, ForeignSnapshotError
from index.models.embedder import Model

FORMAT = 6
"""Raised whenever an older program could not read what a newer one writes, or the reverse."""

MANIFEST = "manifest.json"
REBUILD = "Run: python -m index build"

_Parsed = TypeVar("_Parsed")


class ManifestModel(BaseModel):
    """The embedding model that made the vectors.

    `exporter` is the version of what exported the encoder of questions from it; None where there is no such
    encoder, so that questions are embedded by the model itself. `export` is the digest of the float32 export that
    embedded the texts; None where the model itself did.
    `multilingual` is the digest of the encoder by which sentences are found in other languages; None without one.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    digest: str
    dimension: int
    exporter: int | None = None
    export: str | None = None
    multilingual: str | None = None


@dataclass(frozen=True)
class Origin:
    """Digests of what a snapshot was made from, and of all that read its articles."""

    inputs: str
    readers: str


class Manifest(BaseModel):
    """What a snapshot consists of and was made from.

    `inputs` is a digest of the articles, the model, the pipeline and its libraries; `readers` one of all that read
    the articles, so that a build whose digest is the same need not read them again.
    `sources` has the digest of every file of the corpus that it was made from; the files are in `sources.zip`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: int
    created: datetime
    inputs: str
    readers: str = ""
    model: ManifestModel
    articles: dict[str, str]
    sentences: int
    sources: dict[str, str]
    files: dict[str, str]


def digest_files(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file of a snapshot but its manifest."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST)
    with ThreadPoolExecutor(os.cpu_count()) as cores:
        digests = cores.map(digest_file, files)
        return {path.relative_to(folder).as_posix(): each for path, each in zip(files, digests, strict=True)}


def make_snapshot_name(manifest: bytes, created: datetime) -> str:
    """Return a name that sorts by time and proves the manifest."""
    return f"{created:%Y%m%dT%H%M%S%f}-{digest_bytes(manifest)[:16]}"


def read_manifest(folder: Path) -> Manifest:
    """Read a snapshot's manifest and verify every file against it.

    Raises ForeignSnapshotError for another format, DamagedSnapshotError.
    """
    manifest = peek_manifest(folder)
    with ThreadPoolExecutor(os.cpu_count()) as cores:
        list(cores.map(lambda file: verify_file(folder, *file), manifest.files.items()))
    return manifest


def peek_manifest(folder: Path) -> Manifest:
    """Read a snapshot's manifest, verified, but none of its other files.

    Raises ForeignSnapshotError for another format, DamagedSnapshotError.
    """
    try:
        content = (folder / MANIFEST).read_bytes()
    except OSError as error:
        raise DamagedSnapshotError(f"the manifest of the index {folder} cannot be read", REBUILD) from error
    if digest_bytes(content)[:16] != folder.name.rpartition("-")[2]:
        raise DamagedSnapshotError(f"the index {folder} is damaged: {MANIFEST} was changed", REBUILD)
    _require_format(folder, content)
    return parse_file(folder, MANIFEST, content, TypeAdapter(Manifest))


def _require_format(folder: Path, manifest: bytes) -> None:
    class Formatted(BaseModel):
        format: int

    found = parse_file(folder, MANIFEST, manifest, TypeAdapter(Formatted)).format
    if found != FORMAT:
        problem = f"the index {folder} has format {found}, and this program reads format {FORMAT}"
        raise ForeignSnapshotError(problem, REBUILD)


def verify_file(folder: Path, name: str, digest: str) -> None:
    """Raise DamagedSnapshotError unless a file of a snapshot has this SHA-256."""
    try:
        found = digest_file(folder / name)
    except OSError as error:
        raise DamagedSnapshotError(f"the index {folder} is damaged: {name} cannot be read", REBUILD) from error
    if found != digest:
        raise DamagedSnapshotError(f"the index {folder} is damaged: {name} was changed", REBUILD)


def require_model(folder: Path, manifest: Manifest, model: Model) -> None:
    """Raise ForeignSnapshotError unless the files of this model made the vectors."""
    if model.digest != manifest.model.digest:
        problem = f"the index {folder} was built by the model {manifest.model.id}, not by {model.id}"
        raise ForeignSnapshotError(problem, REBUILD)


def parse_file(folder: Path, name: str, content: bytes, adapter: TypeAdapter[_Parsed]) -> _Parsed:
    """Return what a file of a snapshot holds as JSON.

    Raises DamagedSnapshotError.
    """
    try:
        return adapter.validate_json(content)
    except ValidationError as error:
        raise DamagedSnapshotError(f"the index {folder} is damaged: {name} cannot be read", REBUILD) from error

"""One built index on disk: opened whole and verified, or not at all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from index.engines.engine import EngineStore
from index.errors import DamagedSnapshotError
from index.models.embedder import Model
from index.snapshots.contents import Contents, read_contents
from index.snapshots.manifest import REBUILD, Manifest, read_manifest, require_model
from index.snapshots.quotations import digest_slice

STAGED = ".staged-"
"""How the name of a snapshot begins that is whole but has not been published."""


@dataclass(frozen=True)
class Snapshot:
    """A verified snapshot, open for searching."""

    name: str
    manifest: Manifest
    contents: Contents


def open_snapshot(folder: Path, model: Model | None, store: EngineStore | None = None) -> Snapshot:
    """Open a snapshot for searching with a model; None accepts any model's, and no store searches its files.

    Where the snapshot has an encoder of its own, the model's name is enough, and its files are not read.
    Raises ForeignSnapshotError for another model or format, DamagedSnapshotError.
    """
    manifest = read_manifest(folder)
    if model and not (manifest.model.exporter and manifest.model.id == model.id):
        require_model(folder, manifest, model)
    name, contents = folder.name.removeprefix(STAGED), read_contents(folder, manifest)
    if store:
        contents = replace(contents, open_engine=lambda rows: store.open(name, rows))
    return Snapshot(name, manifest, contents)


def prove_everything(snapshot: Snapshot) -> None:
    """Take the slice of every sentence again, as if all were shown.

    Raises DamagedSnapshotError for the first one that is not what was indexed.
    """
    for entry in snapshot.contents.entries:
        article = snapshot.contents.articles_by_id[entry.sentence.article_id]
        if digest_slice(article, entry.sentence) != entry.digest:
            where = f"{article.path} {entry.sentence.span.start}-{entry.sentence.span.end}"
            raise DamagedSnapshotError(f"the index {snapshot.name} does not hold the words of {where}", REBUILD)

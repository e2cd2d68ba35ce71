"""One built index on disk: written whole, verified whole, never changed."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from index.corpus.articles import Article, digest_text
from index.corpus.curated_speakers import CuratedSpeaker
from index.corpus.source_files import SourceFile, pack_sources, unpack_sources
from index.digests import digest_bytes
from index.engines.bm25 import Lexicon
from index.engines.faiss_vectors import Vectors
from index.errors import DamagedSnapshotError, ForeignSnapshotError
from index.models.embedder import Model
from index.models.onnx_session import MODEL, TOKENIZER
from index.models.question_encoder import OnnxEncoder
from index.snapshots.quotations import Entry, digest_slice, find_words_of
from index.text.translation.english import read_in_english

FORMAT = 4
"""Raised whenever an older program could not read what a newer one writes, or the reverse."""

MANIFEST = "manifest.json"
SOURCES = "sources.zip"
ENCODER = "encoder"
STAGED = ".staged-"
"""How the name of a snapshot begins that is whole but has not been published."""

REBUILD = "Run: python -m index build"

_ARTICLES = TypeAdapter(tuple[Article, ...])
_ENTRIES = TypeAdapter(tuple[Entry, ...])
_Parsed = TypeVar("_Parsed")


class ManifestModel(BaseModel):
    """The embedding model that made the vectors.

    `exporter` is the version of what exported the encoder of questions from it; None where there is no such
    encoder, so that questions are embedded by the model itself. `export` is the digest of the float32 export that
    embedded the texts; None where the model itself did.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    digest: str
    dimension: int
    exporter: int | None = None
    export: str | None = None


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


@dataclass(frozen=True)
class Contents:
    """What a snapshot holds; row n of every index is entry n."""

    articles: tuple[Article, ...]
    entries: tuple[Entry, ...]
    sentence_vectors: Vectors
    passage_vectors: Vectors
    sentence_words: Lexicon
    passage_words: Lexicon
    encoder: OnnxEncoder | None = None

    @cached_property
    def articles_by_id(self) -> dict[str, Article]:
        """Return the articles by their ids."""
        return {article.id: article for article in self.articles}

    @cached_property
    def curated(self) -> tuple[CuratedSpeaker, ...]:
        """Return the curated speakers that are quoted."""
        return tuple({entry.curated.name: entry.curated for entry in self.entries if entry.curated}.values())

    def read(self, row: int) -> str:
        """Return the words of the sentence of a row as they are searched: in English."""
        sentence = self.entries[row].sentence
        article = self.articles_by_id[sentence.article_id]
        return read_in_english(find_words_of(article, sentence).of(article.text))


@dataclass(frozen=True)
class Snapshot:
    """A verified snapshot, open for searching."""

    name: str
    manifest: Manifest
    contents: Contents


def write_contents(folder: Path, contents: Contents, sources: Iterable[SourceFile]) -> None:
    """Write everything but the manifest into an empty folder."""
    (folder / SOURCES).write_bytes(pack_sources(sources))
    (folder / "articles.json").write_bytes(_ARTICLES.dump_json(contents.articles))
    (folder / "entries.json").write_bytes(_ENTRIES.dump_json(contents.entries))
    (folder / "sentences.faiss").write_bytes(contents.sentence_vectors.to_bytes())
    (folder / "passages.faiss").write_bytes(contents.passage_vectors.to_bytes())
    contents.sentence_words.save(folder / "sentence-words")
    contents.passage_words.save(folder / "passage-words")
    if contents.encoder:
        (folder / ENCODER).mkdir()
        for name in (MODEL, TOKENIZER):
            shutil.copyfile(contents.encoder.folder / name, folder / ENCODER / name)


def digest_files(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file of a snapshot but its manifest."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST)
    return {path.relative_to(folder).as_posix(): digest_bytes(path.read_bytes()) for path in files}


def make_snapshot_name(manifest: bytes, created: datetime) -> str:
    """Return a name that sorts by time and proves the manifest."""
    return f"{created:%Y%m%dT%H%M%S%f}-{digest_bytes(manifest)[:16]}"


def read_manifest(folder: Path) -> Manifest:
    """Read a snapshot's manifest and verify every file against it.

    Raises ForeignSnapshotError for another format, DamagedSnapshotError.
    """
    manifest = peek_manifest(folder)
    for name, digest in manifest.files.items():
        _verify_file(folder, name, digest)
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
    return _parse(folder, MANIFEST, content, TypeAdapter(Manifest))


def read_sources(folder: Path) -> dict[str, SourceFile]:
    """Return the files of the corpus that a snapshot was made from, by name.

    Raises ForeignSnapshotError for another format, DamagedSnapshotError.
    """
    _verify_file(folder, SOURCES, peek_manifest(folder).files.get(SOURCES, ""))
    return unpack_sources((folder / SOURCES).read_bytes())


def open_snapshot(folder: Path, model: Model | None) -> Snapshot:
    """Open a snapshot for searching with a model; None accepts any model's.

    Where the snapshot has an encoder of its own, the model's name is enough, and its files are not read.
    Raises ForeignSnapshotError for another model or format, DamagedSnapshotError.
    """
    manifest = read_manifest(folder)
    if model and not (manifest.model.exporter and manifest.model.id == model.id):
        require_model(folder, manifest, model)
    contents = Contents(
        _parse(folder, "articles.json", (folder / "articles.json").read_bytes(), _ARTICLES),
        _parse(folder, "entries.json", (folder / "entries.json").read_bytes(), _ENTRIES),
        Vectors.from_bytes((folder / "sentences.faiss").read_bytes()),
        Vectors.from_bytes((folder / "passages.faiss").read_bytes()),
        Lexicon.load(folder / "sentence-words"),
        Lexicon.load(folder / "passage-words"),
        _find_encoder(folder, manifest),
    )
    _require_agreement(folder, manifest, contents)
    return Snapshot(folder.name.removeprefix(STAGED), manifest, contents)


def _find_encoder(folder: Path, manifest: Manifest) -> OnnxEncoder | None:
    if not manifest.model.exporter:
        return None
    files = {name.removeprefix(f"{ENCODER}/"): digest for name, digest in manifest.files.items()}
    return OnnxEncoder.from_digests(folder / ENCODER, files)


def require_model(folder: Path, manifest: Manifest, model: Model) -> None:
    """Raise ForeignSnapshotError unless the files of this model made the vectors."""
    if model.digest != manifest.model.digest:
        problem = f"the index {folder} was built by the model {manifest.model.id}, not by {model.id}"
        raise ForeignSnapshotError(problem, REBUILD)


def prove_everything(snapshot: Snapshot) -> None:
    """Take the slice of every sentence again, as if all were shown.

    Raises DamagedSnapshotError for the first one that is not what was indexed.
    """
    for entry in snapshot.contents.entries:
        article = snapshot.contents.articles_by_id[entry.sentence.article_id]
        if digest_slice(article, entry.sentence) != entry.digest:
            where = f"{article.path} {entry.sentence.span.start}-{entry.sentence.span.end}"
            raise DamagedSnapshotError(f"the index {snapshot.name} does not hold the words of {where}", REBUILD)


def _require_format(folder: Path, manifest: bytes) -> None:
    class Formatted(BaseModel):
        format: int

    found = _parse(folder, MANIFEST, manifest, TypeAdapter(Formatted)).format
    if found != FORMAT:
        problem = f"the index {folder} has format {found}, and this program reads format {FORMAT}"
        raise ForeignSnapshotError(problem, REBUILD)


def _verify_file(folder: Path, name: str, digest: str) -> None:
    try:
        content = (folder / name).read_bytes()
    except OSError as error:
        raise DamagedSnapshotError(f"the index {folder} is damaged: {name} cannot be read", REBUILD) from error
    if digest_bytes(content) != digest:
        raise DamagedSnapshotError(f"the index {folder} is damaged: {name} was changed", REBUILD)


def _require_agreement(folder: Path, manifest: Manifest, contents: Contents) -> None:
    rows = {len(contents.entries), len(contents.sentence_vectors), len(contents.passage_vectors)}
    known = {article.id: article.digest for article in contents.articles}
    if len(rows) > 1 or known != manifest.articles or not _are_unchanged(contents):
        raise DamagedSnapshotError(f"the index {folder} is damaged: its files do not agree", REBUILD)


def _are_unchanged(contents: Contents) -> bool:
    return all(digest_text(article.text) == article.digest for article in contents.articles) and all(
        entry.sentence.article_id in contents.articles_by_id for entry in contents.entries
    )


def _parse(folder: Path, name: str, content: bytes, adapter: TypeAdapter[_Parsed]) -> _Parsed:
    try:
        return adapter.validate_json(content)
    except ValidationError as error:
        raise DamagedSnapshotError(f"the index {folder} is damaged: {name} cannot be read", REBUILD) from error

"""The corpus -> a snapshot, reusing every vector whose text did not change."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from index.building.contents import index_articles
from index.building.inputs import Inputs, digest_inputs, read_inputs
from index.building.pipeline import digest_readers
from index.building.resuming import resume_embedding
from index.building.stages import OnProgress, Stage
from index.engines.embedded import EmbeddedStore
from index.engines.engine import EngineStore
from index.errors import (
    ArticleError,
    PublicationError,
    SnapshotError,
    StoppedAfterPublication,
    UnreachableEngineError,
)
from index.models.embedder import Embedder
from index.models.question_encoder import EXPORTER, OnnxEncoder
from index.snapshots.contents import Contents
from index.snapshots.engine_store import keep_published
from index.snapshots.held import clear_held, read_held
from index.snapshots.manifest import ManifestModel, Origin, peek_manifest, read_manifest
from index.snapshots.snapshot import Snapshot
from index.snapshots.store import (
    UNFINISHED,
    discard,
    find_current,
    hold_lock,
    publish,
    sweep,
    sweep_cut_off,
    write_staged,
)
from index.snapshots.transaction import recover


@dataclass(frozen=True)
class Built:
    """What a build did; `snapshot` is None when nothing had changed, or what it would make is `held` back."""

    snapshot: str | None
    articles: int
    sentences: int
    embedded: int
    errors: tuple[ArticleError, ...]
    kept: tuple[str, ...]
    empty: tuple[str, ...]
    held: str | None = None
    serving: Snapshot | None = field(default=None, repr=False)
    """What served before, as it was opened for this."""


def build(
    corpus: Path,
    index: Path,
    embedder: Embedder,
    keep: int,
    on_progress: OnProgress,
    store: EngineStore | None = None,
) -> Built:
    """Publish a snapshot of the corpus, unless the serving one, or one that is held back, is of the same.

    An article that can no longer be read keeps the text that it had in the serving snapshot.
    A store has taken the snapshot in before it is published, and also where that served already.
    Raises CorpusError when there is no article or a bad speakers.toml, PublicationError when nothing can be written.
    """
    with hold_lock(index):
        recover(corpus, index)
        held = read_held(index)
        sweep_cut_off(index, held.snapshot if held else None)
        store = store or EmbeddedStore()
        built = build_staged(corpus, index, embedder, on_progress, store)
        if built.snapshot:
            _publish(index, built.snapshot, keep, store)
        return built


def _publish(index: Path, name: str, keep: int, store: EngineStore) -> None:
    try:
        publish(index, name)
        clear_held(index)
        sweep(index, keep)
        keep_published(store, index)
    except KeyboardInterrupt:
        if find_current(index).name == name:
            raise StoppedAfterPublication from None
        raise


def build_staged(
    corpus: Path,
    index: Path,
    embedder: Embedder,
    on_progress: OnProgress,
    store: EngineStore,
    *,
    everything: bool = False,
) -> Built:
    """Write a snapshot of the corpus that does not serve yet; `everything` reuses nothing.

    The caller holds the lock. Raises what `build` raises.
    """
    inputs = read_inputs(corpus, index)
    digest = digest_inputs(inputs, embedder.model, _digest_multilingual(embedder))
    serving, held = inputs.serving, read_held(index)
    if not everything and serving and serving.manifest.inputs == digest:
        store.load(serving.name, serving.contents.embedded)
        return _describe(inputs, len(serving.contents.entries))
    if not everything and held and _read_inputs_digest(held.find(index)) == digest:
        return _describe(inputs, peek_manifest(held.find(index)).sentences, held=held.snapshot)
    reused = None if everything else serving
    with resume_embedding(index, embedder) as resuming:
        indexed = index_articles(
            inputs.articles, resuming, on_progress, inputs.speakers, reused, is_read_alike=inputs.is_read_alike
        )
        with _provide_encoder(index, embedder, reused, on_progress) as encoder:
            contents = replace(indexed.contents, encoder=encoder)
            origin = Origin(digest, digest_readers())
            name = write_staged(index, contents, inputs.sources, _describe_model(embedder, contents), origin)
    _load(store, index, name, contents)
    return _describe(inputs, len(contents.entries), snapshot=name, embedded=indexed.embedded)


def _load(store: EngineStore, index: Path, name: str, contents: Contents) -> None:
    """Let the store take in a staged snapshot, or leave neither."""
    try:
        store.load(name, contents.embedded)
    except UnreachableEngineError:
        discard(index, name)
        raise


def _describe(
    inputs: Inputs, sentences: int, *, snapshot: str | None = None, embedded: int = 0, held: str | None = None
) -> Built:
    return Built(
        snapshot=snapshot,
        articles=len(inputs.articles),
        sentences=sentences,
        embedded=embedded,
        errors=inputs.read.errors,
        kept=tuple(article.path for article in inputs.kept),
        empty=tuple(article.path for article in inputs.articles if not article.text.strip()),
        held=held,
        serving=inputs.serving,
    )


@contextmanager
def _provide_encoder(
    index: Path, embedder: Embedder, serving: Snapshot | None, on_progress: OnProgress
) -> Iterator[OnnxEncoder | None]:
    """Provide what embeds questions: the serving snapshot's where it is of this model, or else a new export."""
    if serving and serving.contents.encoder and _is_exported_alike(serving.manifest.model, embedder):
        yield serving.contents.encoder
        return
    try:
        with TemporaryDirectory(prefix=UNFINISHED, dir=index) as folder:
            on_progress(Stage.EXPORTING, 0, 1)
            exported = embedder.export(Path(folder))
            on_progress(Stage.EXPORTING, 1, 1)
            yield OnnxEncoder.from_folder(Path(folder)) if exported else None
    except OSError as error:
        problem = f"the question encoder could not be written to {index}: {error.strerror or error}"
        remedy = "Make room or make it writable, then run: python -m index build (the index before still serves)"
        raise PublicationError(problem, remedy) from error


def _is_exported_alike(model: ManifestModel, embedder: Embedder) -> bool:
    return (model.digest, model.exporter) == (embedder.model.digest, EXPORTER)


def _describe_model(embedder: Embedder, contents: Contents) -> ManifestModel:
    return ManifestModel(
        id=embedder.model.id,
        digest=embedder.model.digest,
        dimension=contents.sentence_vectors.dimension,
        exporter=EXPORTER if contents.encoder else None,
        export=embedder.export_digest,
        multilingual=_digest_multilingual(embedder),
    )


def _digest_multilingual(embedder: Embedder) -> str | None:
    return embedder.multilingual.digest if embedder.multilingual else None


def _read_inputs_digest(snapshot: Path) -> str | None:
    try:
        return read_manifest(snapshot).inputs
    except SnapshotError:
        return None  # what is damaged is built again

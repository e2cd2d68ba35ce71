"""The corpus -> a snapshot, reusing every vector whose text did not change."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from index.building.passages import IndexedText, Passage, make_passages
from index.building.stages import OnProgress, Stage
from index.corpus.articles import Article, Corpus, read_corpus
from index.corpus.curated_speakers import NOBODY, CuratedSpeakers, parse_speakers, read_speakers_source
from index.corpus.source_files import SPEAKERS, SourceFile
from index.engines.bm25 import Lexicon
from index.engines.faiss_vectors import Vectors
from index.errors import ArticleError, CorpusError, PublicationError, SnapshotError
from index.models.embedder import Embedder
from index.models.question_encoder import EXPORTER, OnnxEncoder
from index.snapshots.held import clear_held, read_held
from index.snapshots.snapshot import (
    Contents,
    ManifestModel,
    Snapshot,
    open_snapshot,
    peek_manifest,
    read_manifest,
    read_sources,
)
from index.snapshots.store import UNFINISHED, find_current, hold_lock, publish, sweep, write_staged
from index.snapshots.transaction import recover
from index.types import Matrix

_CHUNK = 256


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


def build(corpus: Path, index: Path, embedder: Embedder, keep: int, on_progress: OnProgress) -> Built:
    """Publish a snapshot of the corpus, unless the serving one, or one that is held back, is of the same.

    An article that can no longer be read keeps the text that it had in the serving snapshot.
    Raises CorpusError when there is no article or a bad speakers.toml, PublicationError when nothing can be written.
    """
    with hold_lock(index):
        recover(corpus, index)
        built = build_staged(corpus, index, embedder, on_progress)
        if built.snapshot:
            publish(index, built.snapshot)
            clear_held(index)
            sweep(index, keep)
        return built


def build_staged(
    corpus: Path, index: Path, embedder: Embedder, on_progress: OnProgress, *, everything: bool = False
) -> Built:
    """Write a snapshot of the corpus that does not serve yet; `everything` uses no vector again.

    The caller holds the lock. Raises what `build` raises.
    """
    inputs = _read_inputs(corpus, index)
    digest = _digest_inputs(inputs, embedder)
    told = (inputs.read.errors, tuple(article.path for article in inputs.kept), _find_empty(inputs.articles))
    serving, held = inputs.serving, read_held(index)
    if not everything and serving and serving.manifest.inputs == digest:
        return Built(None, len(inputs.articles), len(serving.contents.entries), 0, *told)
    if not everything and held and _find_inputs(held.find(index)) == digest:
        return Built(None, len(inputs.articles), peek_manifest(held.find(index)).sentences, 0, *told, held.snapshot)
    indexed = index_articles(inputs.articles, embedder, on_progress, inputs.speakers, None if everything else serving)
    with _provide_encoder(index, embedder, None if everything else serving, on_progress) as encoder:
        contents = replace(indexed.contents, encoder=encoder)
        name = write_staged(index, contents, inputs.sources, _describe_model(embedder, contents), digest)
    return Built(name, len(inputs.articles), len(contents.entries), indexed.embedded, *told)


@dataclass(frozen=True)
class _Inputs:
    read: Corpus
    serving: Snapshot | None
    kept: tuple[Article, ...]
    articles: tuple[Article, ...]
    speakers: CuratedSpeakers
    sources: tuple[SourceFile, ...]


def _read_inputs(corpus: Path, index: Path) -> _Inputs:
    read, speakers, serving = read_corpus(corpus), read_speakers_source(corpus / SPEAKERS), _open_serving(index)
    kept = _keep_unreadable(read, serving)
    articles = tuple(sorted((*read.articles, *kept), key=lambda article: article.path))
    _require_articles(corpus, read, articles)
    before = read_sources(index / serving.name) if kept and serving else {}
    sources = [*read.sources, *(before[article.path] for article in kept if article.path in before)]
    return _Inputs(
        read,
        serving,
        tuple(kept),
        articles,
        parse_speakers(speakers) if speakers else NOBODY,
        (*sources, speakers) if speakers else tuple(sources),
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
        problem = f"the encoder of questions could not be written to {index}: {error.strerror or error}"
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
    )


@dataclass(frozen=True)
class Indexed:
    """The contents of a snapshot, and how many texts had to be embedded for them."""

    contents: Contents
    embedded: int


def index_articles(
    articles: Sequence[Article],
    embedder: Embedder,
    on_progress: OnProgress,
    speakers: CuratedSpeakers = NOBODY,
    serving: Snapshot | None = None,
) -> Indexed:
    """Index articles in memory, with the vectors of the serving snapshot where its texts are the same.

    Raises CorpusError when the articles hold no sentence.
    """
    passages = _cut(articles, speakers, on_progress)
    sentences = [passage.sentence for passage in passages]
    contexts = [passage.context for passage in passages]
    vectors = _embed([*sentences, *contexts], embedder, _find_known(serving, embedder.model.digest), on_progress)
    contents = Contents(
        tuple(articles),
        tuple(passage.entry for passage in passages),
        Vectors.from_matrix(np.stack([vectors.by_digest[text.digest] for text in sentences])),
        Vectors.from_matrix(np.stack([vectors.by_digest[text.digest] for text in contexts])),
        Lexicon.from_texts([text.text for text in sentences]),
        Lexicon.from_texts([text.text for text in contexts]),
    )
    return Indexed(contents, vectors.embedded)


def _open_serving(index: Path) -> Snapshot | None:
    try:
        return open_snapshot(find_current(index), None)
    except SnapshotError:
        return None  # whatever is wrong with it, building anew mends it


def _keep_unreadable(read: Corpus, serving: Snapshot | None) -> list[Article]:
    unreadable = {error.name for error in read.errors}
    ids = {article.id for article in read.articles}
    before = serving.contents.articles if serving else ()
    return [article for article in before if article.path in unreadable and article.id not in ids]


def _require_articles(corpus: Path, read: Corpus, articles: Sequence[Article]) -> None:
    if not articles:
        reasons = "".join(f"\n  {error}" for error in read.errors)
        raise CorpusError(f"there is no article to index in {corpus}{reasons}", "See corpus/README.md")


def _find_empty(articles: Sequence[Article]) -> tuple[str, ...]:
    return tuple(article.path for article in articles if not article.text.strip())


def _digest_inputs(inputs: _Inputs, embedder: Embedder) -> str:
    total = hashlib.sha256(embedder.model.digest.encode())
    for program in sorted(Path(__file__).parents[1].rglob("*.py")):
        total.update(program.read_bytes())
    for described in (*inputs.articles, *inputs.speakers.entries):
        total.update(repr(described).encode())
    for source in inputs.sources:
        total.update(f"{source.name} {source.digest}\n".encode())
    return total.hexdigest()


def _find_inputs(snapshot: Path) -> str | None:
    try:
        return read_manifest(snapshot).inputs
    except SnapshotError:
        return None  # what is damaged is built anew


def _cut(articles: Sequence[Article], speakers: CuratedSpeakers, on_progress: OnProgress) -> list[Passage]:
    passages: list[Passage] = []
    for number, article in enumerate(articles, 1):
        passages += make_passages(article, speakers)
        on_progress(Stage.READING, number, len(articles))
    if not passages:
        raise CorpusError("the articles hold no sentence that can be quoted", "Add text below their titles")
    return passages


@dataclass(frozen=True)
class _Embedded:
    by_digest: dict[str, Matrix]
    embedded: int


def _embed(
    texts: Sequence[IndexedText], embedder: Embedder, known: dict[str, Matrix], on_progress: OnProgress
) -> _Embedded:
    """Embed the texts that have no vector yet.

    Texts of like length share a batch, so that little of it is padding; the longest come first, so that
    too little memory shows at once.
    """
    missing = {text.digest: text.text for text in texts if text.digest not in known}
    digests = sorted(missing, key=lambda digest: len(missing[digest]), reverse=True)
    for start in range(0, len(digests), _CHUNK):
        on_progress(Stage.EMBEDDING, start, len(digests))
        chunk = digests[start : start + _CHUNK]
        known.update(zip(chunk, embedder.embed([missing[digest] for digest in chunk]), strict=True))
    if digests:
        on_progress(Stage.EMBEDDING, len(digests), len(digests))
    return _Embedded(known, len(digests))


def _find_known(serving: Snapshot | None, model_digest: str) -> dict[str, Matrix]:
    if not serving or serving.manifest.model.digest != model_digest:
        return {}
    contents = serving.contents
    known = dict(
        zip((entry.passage_digest for entry in contents.entries), contents.passage_vectors.to_matrix(), strict=True)
    )
    sentences = zip((entry.digest for entry in contents.entries), contents.sentence_vectors.to_matrix(), strict=True)
    return known | dict(sentences)

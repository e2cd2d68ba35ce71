"""The corpus -> a generation, reusing every vector whose text did not change."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from index.articles import Article, Corpus, read_corpus
from index.embedding import Embedder, Matrix
from index.encoding import EXPORTER, OnnxEncoder
from index.errors import ArticleError, CorpusError, GenerationError, PublicationError
from index.generation import Contents, Generation, ManifestModel, open_generation
from index.lexical import Lexicon
from index.passages import IndexedText, Passage, cut_passages
from index.publishing import UNFINISHED, find_current, hold_lock, publish, sweep
from index.speakers import NOBODY, Speakers, read_speakers
from index.vectors import Vectors

Report = Callable[[str, int, int], None]
"""Told the stage, how much of it is done, and how much there is."""

_CHUNK = 256


@dataclass(frozen=True)
class Built:
    """What a build did; `published` is None when nothing had changed."""

    published: str | None
    articles: int
    sentences: int
    embedded: int
    errors: tuple[ArticleError, ...]
    kept: tuple[str, ...]
    empty: tuple[str, ...]


def build(corpus: Path, index: Path, embedder: Embedder, keep: int, report: Report) -> Built:
    """Publish a generation of the corpus, unless the serving one is of the same.

    An article that can no longer be read keeps the text that it had in the serving generation.
    Raises CorpusError when there is no article or a bad speakers.toml, PublicationError when nothing can be written.
    """
    with hold_lock(index):
        read, speakers = read_corpus(corpus), read_speakers(corpus / "speakers.toml")
        serving = _open_serving(index)
        kept = _keep_unreadable(read, serving)
        articles = sorted((*read.articles, *kept), key=lambda article: article.path)
        _require_articles(corpus, read, articles)
        inputs = _digest_inputs(articles, speakers, embedder)
        described = (read.errors, tuple(article.path for article in kept), _find_empty(articles))
        if serving and serving.manifest.inputs == inputs:
            return Built(None, len(articles), len(serving.contents.entries), 0, *described)
        indexed = index_articles(articles, embedder, report, speakers, serving)
        with _provide_encoder(index, embedder, serving, report) as encoder:
            contents = replace(indexed.contents, encoder=encoder)
            name = publish(index, contents, _describe_model(embedder, contents), inputs)
        sweep(index, keep)
        return Built(name, len(articles), len(contents.entries), indexed.embedded, *described)


@contextmanager
def _provide_encoder(
    index: Path, embedder: Embedder, serving: Generation | None, report: Report
) -> Iterator[OnnxEncoder | None]:
    """Provide what embeds questions: the serving generation's where it is of this model, or else a new export."""
    if serving and serving.contents.encoder and _is_exported_alike(serving.manifest.model, embedder):
        yield serving.contents.encoder
        return
    try:
        with TemporaryDirectory(prefix=UNFINISHED, dir=index) as folder:
            report("Exporting the encoder of questions", 0, 1)
            exported = embedder.export(Path(folder))
            report("Exporting the encoder of questions", 1, 1)
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
    """The contents of a generation, and how many texts had to be embedded for them."""

    contents: Contents
    embedded: int


def index_articles(
    articles: Sequence[Article],
    embedder: Embedder,
    report: Report,
    speakers: Speakers = NOBODY,
    serving: Generation | None = None,
) -> Indexed:
    """Index articles in memory, with the vectors of the serving generation where its texts are the same.

    Raises CorpusError when the articles hold no sentence.
    """
    passages = _cut(articles, speakers, report)
    sentences = [passage.sentence for passage in passages]
    contexts = [passage.context for passage in passages]
    vectors = _embed([*sentences, *contexts], embedder, _find_known(serving, embedder.model.digest), report)
    contents = Contents(
        tuple(articles),
        tuple(passage.entry for passage in passages),
        Vectors.from_matrix(np.stack([vectors.by_digest[text.digest] for text in sentences])),
        Vectors.from_matrix(np.stack([vectors.by_digest[text.digest] for text in contexts])),
        Lexicon.from_texts([text.text for text in sentences]),
        Lexicon.from_texts([text.text for text in contexts]),
    )
    return Indexed(contents, vectors.embedded)


def _open_serving(index: Path) -> Generation | None:
    try:
        return open_generation(find_current(index), None)
    except GenerationError:
        return None  # whatever is wrong with it, building anew mends it


def _keep_unreadable(read: Corpus, serving: Generation | None) -> list[Article]:
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


def _digest_inputs(articles: Sequence[Article], speakers: Speakers, embedder: Embedder) -> str:
    total = hashlib.sha256(embedder.model.digest.encode())
    for source in sorted(Path(__file__).parent.rglob("*.py")):
        total.update(source.read_bytes())
    for described in (*articles, *speakers.entries):
        total.update(repr(described).encode())
    return total.hexdigest()


def _cut(articles: Sequence[Article], speakers: Speakers, report: Report) -> list[Passage]:
    passages: list[Passage] = []
    for number, article in enumerate(articles, 1):
        passages += cut_passages(article, speakers)
        report("Reading articles", number, len(articles))
    if not passages:
        raise CorpusError("the articles hold no sentence that can be quoted", "Add text below their titles")
    return passages


@dataclass(frozen=True)
class _Embedded:
    by_digest: dict[str, Matrix]
    embedded: int


def _embed(texts: Sequence[IndexedText], embedder: Embedder, known: dict[str, Matrix], report: Report) -> _Embedded:
    """Embed the texts that have no vector yet.

    Texts of like length share a batch, so that little of it is padding; the longest come first, so that
    too little memory shows at once.
    """
    missing = {text.digest: text.text for text in texts if text.digest not in known}
    digests = sorted(missing, key=lambda digest: len(missing[digest]), reverse=True)
    for start in range(0, len(digests), _CHUNK):
        report("Embedding", start, len(digests))
        chunk = digests[start : start + _CHUNK]
        known.update(zip(chunk, embedder.embed([missing[digest] for digest in chunk]), strict=True))
    if digests:
        report("Embedding", len(digests), len(digests))
    return _Embedded(known, len(digests))


def _find_known(serving: Generation | None, model_digest: str) -> dict[str, Matrix]:
    if not serving or serving.manifest.model.digest != model_digest:
        return {}
    contents = serving.contents
    known = dict(
        zip((entry.passage_digest for entry in contents.entries), contents.passage_vectors.to_matrix(), strict=True)
    )
    sentences = zip((entry.digest for entry in contents.entries), contents.sentence_vectors.to_matrix(), strict=True)
    return known | dict(sentences)

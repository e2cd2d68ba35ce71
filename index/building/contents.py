"""Articles -> the contents of a snapshot; a text whose vector is known is not embedded again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.building.passages import IndexedText, Passage, make_passages
from index.building.stages import OnProgress, Stage
from index.corpus.articles import Article, digest_text
from index.corpus.curated_speakers import NOBODY, CuratedSpeakers
from index.engines.bm25 import Lexicon
from index.engines.faiss_vectors import Vectors
from index.errors import CorpusError
from index.models.embedder import Embedder
from index.snapshots.contents import Contents
from index.snapshots.snapshot import Snapshot
from index.types import Matrix

_CHUNK = 256


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
    passages = _split(articles, speakers, on_progress)
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


def _split(articles: Sequence[Article], speakers: CuratedSpeakers, on_progress: OnProgress) -> list[Passage]:
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
    sentences = zip(contents.entries, contents.sentence_vectors.to_matrix(), strict=True)
    # What a vector was made of in place of another language changes with the tables, so that it is made again.
    made_of_it = (digest_text(contents.read(row)) == entry.digest for row, entry in enumerate(contents.entries))
    same = {entry.digest: vector for (entry, vector), is_same in zip(sentences, made_of_it, strict=True) if is_same}
    return known | same

"""Articles -> the contents of a snapshot; what did not change is taken over from the serving one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from index.building.multilingual import place_multilingual
from index.building.reuse import Kept, find_kept, find_known
from index.building.stages import OnProgress, Stage
from index.building.vectors import KnownVectors, copy_rows
from index.corpus.articles import Article
from index.corpus.curated_speakers import NOBODY, CuratedSpeakers
from index.engines.bm25 import Lexicon
from index.engines.faiss_vectors import Vectors
from index.errors import CorpusError
from index.models.embedder import Embedder
from index.snapshots.contents import Contents
from index.snapshots.passages import IndexedText, Passage, make_passages
from index.snapshots.quotations import Entry
from index.snapshots.snapshot import Snapshot
from index.types import Matrix, Rows

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
    *,
    is_read_alike: bool = False,
) -> Indexed:
    """Index articles in memory, with the vectors of the serving snapshot where its texts are the same.

    A snapshot of another model gives nothing. `is_read_alike` says that this program, with these speakers, read the
    serving snapshot's articles: those that did not change are then not read again.
    Raises CorpusError when the articles hold no sentence.
    """
    serving = serving if serving and serving.manifest.model.digest == embedder.model.digest else None
    kept = find_kept(articles, serving) if serving and is_read_alike else {}
    split = _split(articles, kept, speakers, on_progress)
    layout = _lay_out(articles, kept, split)
    flat = [passage for of_one in split.values() for passage in of_one]
    sentences, passages = [each.sentence for each in flat], [each.context for each in flat]
    texts = [*sentences, *passages]
    known = find_known(serving, {text.digest for text in texts})
    old = serving.contents if serving else None
    entries = tuple(entry for article in articles for entry in _list_entries(article, kept, split))
    embedded = _embed(texts, embedder, known, on_progress)
    embedder.release()
    vectors = (old.sentence_vectors, old.passage_vectors) if old else (None, None)
    words = (old.sentence_words, old.passage_words) if old else (None, None)
    with ThreadPoolExecutor(1) as beside:  # most of it is in libraries that let both go on
        sentence_vectors = beside.submit(_place_vectors, layout, sentences, known, vectors[0])
        passage_vectors = beside.submit(_place_vectors, layout, passages, known, vectors[1])
        contents = Contents(
            articles=tuple(articles),
            entries=entries,
            sentence_words=_place_words(layout, sentences, words[0]),
            passage_words=_place_words(layout, passages, words[1]),
            multilingual_vectors=_place_multilingual(articles, entries, embedder, layout, serving, on_progress),
            sentence_vectors=sentence_vectors.result(),
            passage_vectors=passage_vectors.result(),
        )
    return Indexed(contents, embedded)


def _place_multilingual(
    articles: Sequence[Article],
    entries: Sequence[Entry],
    embedder: Embedder,
    layout: _Layout,
    serving: Snapshot | None,
    on_progress: OnProgress,
) -> Vectors | None:
    encoder = embedder.multilingual
    if not encoder:
        return None
    is_of_encoder = serving is not None and serving.manifest.model.multilingual == encoder.digest
    old = serving.contents if serving and is_of_encoder else None
    by_id = {article.id: article for article in articles}
    return place_multilingual(by_id, entries, encoder, old, (layout.rows, layout.kept_at), on_progress)


def _split(
    articles: Sequence[Article], kept: dict[str, Kept], speakers: CuratedSpeakers, on_progress: OnProgress
) -> dict[str, list[Passage]]:
    """Return the passages of every article that is not kept, by its id."""
    passages: dict[str, list[Passage]] = {}
    for number, article in enumerate(articles, 1):
        if article.id not in kept:
            passages[article.id] = make_passages(article, speakers)
        on_progress(Stage.READING, number, len(articles))
    if not any(passages.values()) and not any(each.entries for each in kept.values()):
        raise CorpusError("the articles hold no sentence that can be quoted", "Add text below their titles")
    return passages


@dataclass(frozen=True)
class _Layout:
    """Where rows come from and go: kept ones from `rows` to `kept_at`, new ones in their order to `new_at`."""

    rows: Rows
    kept_at: Rows
    new_at: Rows

    @property
    def size(self) -> int:
        return len(self.kept_at) + len(self.new_at)


def _lay_out(articles: Sequence[Article], kept: dict[str, Kept], passages: dict[str, list[Passage]]) -> _Layout:
    rows: list[int] = []
    kept_at: list[int] = []
    new_at: list[int] = []
    for article in articles:
        start = len(kept_at) + len(new_at)
        if article.id in kept:
            rows += kept[article.id].rows
            kept_at += range(start, start + len(kept[article.id].rows))
        else:
            new_at += range(start, start + len(passages[article.id]))
    return _Layout(*(np.array(each, np.int64) for each in (rows, kept_at, new_at)))


def _list_entries(article: Article, kept: dict[str, Kept], passages: dict[str, list[Passage]]) -> Iterator[Entry]:
    if article.id in kept:
        yield from kept[article.id].entries
    else:
        yield from (passage.entry for passage in passages[article.id])


def _embed(texts: Sequence[IndexedText], embedder: Embedder, known: KnownVectors, on_progress: OnProgress) -> int:
    """Embed the texts that have no vector yet into `known`, and return how many.

    Texts of like length share a batch, so that little of it is padding; the longest come first, so that
    too little memory shows at once.
    """
    missing = {text.digest: text.text for text in texts if text.digest not in known}
    digests = sorted(missing, key=lambda digest: len(missing[digest]), reverse=True)
    for start in range(0, len(digests), _CHUNK):
        on_progress(Stage.EMBEDDING, start, len(digests))
        chunk = digests[start : start + _CHUNK]
        known.add(chunk, embedder.embed([missing[digest] for digest in chunk]))
    if digests:
        on_progress(Stage.EMBEDDING, len(digests), len(digests))
    return len(digests)


def _place_vectors(layout: _Layout, texts: Sequence[IndexedText], known: KnownVectors, old: Vectors | None) -> Vectors:
    new = [text.digest for text in texts]
    dimension = known.find_dimension(new) if new else old.dimension if old else 0

    def write(matrix: Matrix) -> None:
        if old:
            copy_rows(old, layout.rows, matrix, layout.kept_at)
        known.fill(matrix, layout.new_at, new)

    return Vectors.from_rows(layout.size, dimension, write, before=old)


def _place_words(layout: _Layout, texts: Sequence[IndexedText], old: Lexicon | None) -> Lexicon:
    parts = [(Lexicon.from_texts([text.text for text in texts]), layout.new_at)] if texts else []
    if len(layout.rows) and old:
        places = np.full(len(old), -1, np.int64)
        places[layout.rows] = layout.kept_at
        parts.append((old, places))
    return Lexicon.from_parts(parts)

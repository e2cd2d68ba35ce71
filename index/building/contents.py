"""Articles -> the contents of a snapshot; what did not change is taken over from the serving one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

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
from index.types import Rows

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
    passages = _split(articles, kept, speakers, on_progress)
    layout = _lay_out(articles, kept, passages)
    flat = [passage for of_one in passages.values() for passage in of_one]
    texts = [*(passage.sentence for passage in flat), *(passage.context for passage in flat)]
    known = find_known(serving, {text.digest for text in texts})
    old = serving.contents if serving else None
    entries = tuple(entry for article in articles for entry in _list_entries(article, kept, passages))
    embedded = _embed(texts, embedder, known, on_progress)
    embedder.release()
    contents = Contents(
        tuple(articles),
        entries,
        _place_vectors(layout, [each.sentence.digest for each in flat], known, old.sentence_vectors if old else None),
        _place_vectors(layout, [each.context.digest for each in flat], known, old.passage_vectors if old else None),
        _place_words(layout, [each.sentence.text for each in flat], old.sentence_words if old else None),
        _place_words(layout, [each.context.text for each in flat], old.passage_words if old else None),
    )
    return Indexed(_add_multilingual(contents, embedder, layout, serving, on_progress), embedded)


def _add_multilingual(
    contents: Contents, embedder: Embedder, layout: _Layout, serving: Snapshot | None, on_progress: OnProgress
) -> Contents:
    encoder = embedder.multilingual
    if not encoder:
        return contents
    is_of_encoder = serving is not None and serving.manifest.model.multilingual == encoder.digest
    old = serving.contents.multilingual_vectors if serving and is_of_encoder else None
    kept = layout.rows, layout.kept_at
    vectors = place_multilingual(contents.articles_by_id, contents.entries, encoder, old, kept, on_progress)
    return replace(contents, multilingual_vectors=vectors)


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


def _place_vectors(layout: _Layout, new: Sequence[str], known: KnownVectors, old: Vectors | None) -> Vectors:
    dimension = known.find_dimension(new) if new else old.dimension if old else 0
    matrix = np.empty((layout.size, dimension), np.float32)
    if old:
        copy_rows(old, layout.rows, matrix, layout.kept_at)
    known.fill(matrix, layout.new_at, new)
    return Vectors.from_matrix(matrix, before=old)


def _place_words(layout: _Layout, new: Sequence[str], old: Lexicon | None) -> Lexicon:
    parts = [(Lexicon.from_texts(new), layout.new_at)] if new else []
    if len(layout.rows) and old:
        places = np.full(len(old), -1, np.int64)
        places[layout.rows] = layout.kept_at
        parts.append((old, places))
    return Lexicon.from_parts(parts)

"""The vectors by which sentences are found in other languages: those that a snapshot has, and new ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from index.building.stages import OnProgress, Stage
from index.building.vectors import copy_rows
from index.corpus.articles import Article
from index.engines.faiss_vectors import Vectors
from index.models.multilingual.encoder import DIMENSION, MultilingualEncoder
from index.snapshots.contents import Contents
from index.snapshots.quotations import Entry, find_words_of
from index.types import Matrix, Rows

_CHUNK = 256


def place_multilingual(
    articles: Mapping[str, Article],
    entries: Sequence[Entry],
    encoder: MultilingualEncoder,
    old: Contents | None,
    kept: tuple[Rows, Rows],
    on_progress: OnProgress,
) -> Vectors:
    """Return the vector of each entry's own words, whatever language they are in.

    `kept` are rows of the old vectors and the rows that they are now; of every other row the vector is the one that
    the same words had, or a new one.
    """
    vectors = old.multilingual_vectors if old else None
    rows, places = _find_known(old.entries, entries, kept) if old and vectors else (kept[0][:0], kept[1][:0])
    missing = np.setdiff1d(np.arange(len(entries)), places)

    def write(matrix: Matrix) -> None:
        if vectors:
            copy_rows(vectors, rows, matrix, places)
        for start in range(0, len(missing), _CHUNK):
            on_progress(Stage.EMBEDDING_ACROSS, start, len(missing))
            chunk = missing[start : start + _CHUNK]
            matrix[chunk] = encoder.embed_sentences([_read(articles, entries[row]) for row in chunk])
        if len(missing):
            on_progress(Stage.EMBEDDING_ACROSS, len(missing), len(missing))

    return Vectors.from_rows(len(entries), DIMENSION, write, before=vectors)


def _find_known(old: Sequence[Entry], entries: Sequence[Entry], kept: tuple[Rows, Rows]) -> tuple[Rows, Rows]:
    """Return the old rows whose vectors are still right, and where they go."""
    rows, places = kept
    other = np.setdiff1d(np.arange(len(entries)), places).tolist()
    wanted = {entries[row].digest for row in other}
    known = {entry.digest: row for row, entry in enumerate(old) if entry.digest in wanted} if wanted else {}
    found = [(known[entries[row].digest], row) for row in other if entries[row].digest in known]
    again = np.array(found, np.int64).reshape(-1, 2)
    return np.concatenate([rows, again[:, 0]]), np.concatenate([places, again[:, 1]])


def _read(articles: Mapping[str, Article], entry: Entry) -> str:
    article = articles[entry.sentence.article_id]
    return find_words_of(article, entry.sentence).of(article.text)

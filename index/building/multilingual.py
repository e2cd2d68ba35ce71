"""The vectors by which sentences are found in other languages: those that a snapshot has, and new ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from index.building.stages import OnProgress, Stage
from index.building.vectors import copy_rows
from index.corpus.articles import Article
from index.engines.faiss_vectors import Vectors
from index.models.multilingual.encoder import DIMENSION, MultilingualEncoder
from index.snapshots.quotations import Entry, find_words_of
from index.types import Rows

_CHUNK = 256


def place_multilingual(
    articles: Mapping[str, Article],
    entries: Sequence[Entry],
    encoder: MultilingualEncoder,
    old: Vectors | None,
    kept: tuple[Rows, Rows],
    on_progress: OnProgress,
) -> Vectors:
    """Return the vector of each entry's own words, whatever language they are in.

    `kept` are rows of the old vectors and the rows that they are now; every other row is embedded.
    """
    rows, places = kept
    missing = np.arange(len(entries))
    if old:
        missing = np.setdiff1d(missing, places)
    matrix = np.empty((len(entries), DIMENSION), np.float32)
    if old:
        copy_rows(old, rows, matrix, places)
    for start in range(0, len(missing), _CHUNK):
        on_progress(Stage.EMBEDDING_ACROSS, start, len(missing))
        chunk = missing[start : start + _CHUNK]
        matrix[chunk] = encoder.embed_sentences([_read(articles, entries[row]) for row in chunk])
    if len(missing):
        on_progress(Stage.EMBEDDING_ACROSS, len(missing), len(missing))
    return Vectors.from_matrix(matrix, before=old)


def _read(articles: Mapping[str, Article], entry: Entry) -> str:
    article = articles[entry.sentence.article_id]
    return find_words_of(article, entry.sentence).of(article.text)

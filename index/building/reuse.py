"""What of the serving snapshot a build takes over instead of making it again."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from index.building.vectors import KnownVectors
from index.corpus.articles import Article, digest_text
from index.snapshots.contents import Contents
from index.snapshots.quotations import Entry
from index.snapshots.snapshot import Snapshot


@dataclass(frozen=True)
class Kept:
    """The rows of an article in the serving snapshot and what they say."""

    rows: range
    entries: Sequence[Entry]


def find_kept(articles: Sequence[Article], serving: Snapshot) -> dict[str, Kept]:
    """Return what the serving snapshot has of each article that is still the same, by its id."""
    same = {article.id for article in set(articles) & set(serving.contents.articles)}
    kept: dict[str, Kept] = dict.fromkeys(same, Kept(range(0), ()))
    for article_id, rows in _find_rows(serving.contents).items():
        if article_id in same:
            kept[article_id] = Kept(rows, serving.contents.entries[rows.start : rows.stop])
    return kept


def _find_rows(contents: Contents) -> dict[str, range]:
    """Return the rows of each article, which a build writes one after another."""
    found: dict[str, range] = {}
    for row, entry in enumerate(contents.entries):
        start = found[entry.sentence.article_id].start if entry.sentence.article_id in found else row
        found[entry.sentence.article_id] = range(start, row + 1)
    return found


def find_known(serving: Snapshot | None, needed: Collection[str]) -> KnownVectors:
    """Return the vectors of the serving snapshot that are needed."""
    known = KnownVectors()
    if not serving:
        return known
    contents = serving.contents
    for row, entry in enumerate(contents.entries):
        if entry.passage_digest in needed:
            known.take_over(entry.passage_digest, contents.passage_vectors, row)
        # What a vector was made of in place of another language changes with the tables, so that it is made again.
        if entry.digest in needed and digest_text(contents.read(row)) == entry.digest:
            known.take_over(entry.digest, contents.sentence_vectors, row)
    return known

"""What is known of all entries without reading one: their articles, their speakers, who of those is curated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from pydantic import TypeAdapter

from index.corpus.articles import Article
from index.corpus.curated_speakers import CuratedSpeaker
from index.engines.row_facts import RowFacts
from index.snapshots.manifest import parse_file
from index.snapshots.quotations import Entry

_SPEAKERS = "speakers.json"
_ROW_ARTICLES = "row-articles.npy"
_ROW_SPEAKERS = "row-speakers.npy"


@dataclass(frozen=True)
class _Speakers:
    names: tuple[str, ...]
    curated: tuple[CuratedSpeaker, ...]


_ADAPTER = TypeAdapter(_Speakers)


@dataclass(frozen=True)
class Summary:
    """What filters go by, and the curated speakers that are quoted."""

    facts: RowFacts
    curated: tuple[CuratedSpeaker, ...]


def summarise(articles: Sequence[Article], entries: Sequence[Entry]) -> Summary:
    """Read every entry once."""
    rows = [(entry.sentence.article_id, entry.known_as) for entry in entries]
    curated = {entry.curated.name: entry.curated for entry in entries if entry.curated}
    return Summary(RowFacts.from_rows(_date(articles), rows), tuple(curated.values()))


def write_summary(folder: Path, summary: Summary) -> None:
    """Write a summary beside its entries."""
    speakers = _Speakers(tuple(summary.facts.speakers), summary.curated)
    (folder / _SPEAKERS).write_bytes(_ADAPTER.dump_json(speakers))
    np.save(folder / _ROW_ARTICLES, summary.facts.row_articles, allow_pickle=False)
    np.save(folder / _ROW_SPEAKERS, summary.facts.row_speakers, allow_pickle=False)


def read_summary(folder: Path, articles: Sequence[Article]) -> Summary | None:
    """Read what `write_summary` wrote, if it did; the caller has verified it.

    Raises DamagedSnapshotError.
    """
    if not (folder / _SPEAKERS).is_file():
        return None
    speakers = parse_file(folder, _SPEAKERS, (folder / _SPEAKERS).read_bytes(), _ADAPTER)
    rows = (np.load(folder / name, allow_pickle=False) for name in (_ROW_ARTICLES, _ROW_SPEAKERS))
    row_articles, row_speakers = rows
    return Summary(RowFacts(_date(articles), row_articles, speakers.names, row_speakers), speakers.curated)


def _date(articles: Sequence[Article]) -> list[tuple[str, date | None]]:
    return [(article.id, article.published) for article in articles]

"""What a build is made from: articles, curated speakers and the files that they are in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from index.building.pipeline import describe_pipeline, digest_readers
from index.corpus.articles import Article, Corpus, read_corpus
from index.corpus.curated_speakers import NOBODY, CuratedSpeakers, parse_speakers, read_speakers_source
from index.corpus.source_files import SPEAKERS, SourceFile
from index.digests import digest_bytes
from index.errors import CorpusError, SnapshotError
from index.models.embedder import Model
from index.snapshots.contents import read_sources
from index.snapshots.snapshot import Snapshot, open_snapshot
from index.snapshots.store import find_current, key_by_source


@dataclass(frozen=True)
class Inputs:
    """What was read and what of it is indexed, with its files, and the snapshot that serves.

    `is_read_alike` says that the articles of the serving snapshot would be read now as they were.
    `kept` are articles that can no longer be read; they stay as they are in the serving snapshot.
    """

    read: Corpus
    serving: Snapshot | None
    kept: tuple[Article, ...]
    articles: tuple[Article, ...]
    speakers: CuratedSpeakers
    sources: tuple[SourceFile, ...]
    is_read_alike: bool


def read_inputs(corpus: Path, index: Path) -> Inputs:
    """Read the corpus, and what of the serving snapshot it still needs.

    Raises CorpusError when there is no article or a bad speakers.toml.
    """
    speakers, serving = read_speakers_source(corpus / SPEAKERS), _open_serving(index)
    is_read_alike = serving is not None and serving.manifest.readers == digest_readers()
    known = key_by_source(serving.manifest, serving.contents.articles) if serving and is_read_alike else {}
    read = read_corpus(corpus, known)
    kept = _keep_unreadable(read, serving)
    articles = tuple(sorted((*read.articles, *kept), key=lambda article: article.path))
    _require_articles(corpus, read, articles)
    before = read_sources(index / serving.name) if kept and serving else {}
    sources = [*read.sources, *(before[article.path] for article in kept if article.path in before)]
    return Inputs(
        read=read,
        serving=serving,
        kept=tuple(kept),
        articles=articles,
        speakers=parse_speakers(speakers) if speakers else NOBODY,
        sources=(*sources, speakers) if speakers else tuple(sources),
        is_read_alike=is_read_alike and _has_speakers(serving, speakers),
    )


def _has_speakers(serving: Snapshot | None, speakers: SourceFile | None) -> bool:
    """Return whether a snapshot was made with these curated speakers."""
    return serving is not None and serving.manifest.sources.get(SPEAKERS) == (speakers.digest if speakers else None)


def _open_serving(index: Path) -> Snapshot | None:
    try:
        return open_snapshot(find_current(index), None)
    except SnapshotError:
        return None  # whatever is wrong with it, a new build mends it


def _keep_unreadable(read: Corpus, serving: Snapshot | None) -> list[Article]:
    unreadable = {error.name for error in read.errors}
    ids = {article.id for article in read.articles}
    before = serving.contents.articles if serving else ()
    return [article for article in before if article.path in unreadable and article.id not in ids]


def _require_articles(corpus: Path, read: Corpus, articles: Sequence[Article]) -> None:
    if not articles:
        reasons = "".join(f"\n  {error}" for error in read.errors)
        raise CorpusError(f"there is no article to index in {corpus}{reasons}", "See corpus/README.md")


def digest_inputs(inputs: Inputs, model: Model, multilingual: str | None) -> str:
    """Return a digest of all that a snapshot is made from: where it is the same, so is the snapshot."""
    described = [
        model.digest,
        multilingual or "",
        describe_pipeline(),
        *map(repr, inputs.articles),
        *map(repr, inputs.speakers.entries),
    ]
    files = [f"{source.name} {source.digest}" for source in inputs.sources]
    return digest_bytes("\n".join([*described, *files]).encode())

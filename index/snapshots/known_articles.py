"""The articles of the snapshot that serves, so that files that did not change need not be parsed again."""

from __future__ import annotations

from pathlib import Path

from index.corpus.articles import Article, SourceKey
from index.errors import SnapshotError
from index.snapshots.contents import read_articles
from index.snapshots.manifest import Manifest, peek_manifest
from index.snapshots.store import find_current


def read_known_articles(index: Path) -> dict[SourceKey, Article]:
    """Return the articles of the snapshot that serves, by the files that they were read from; none where none serves.

    Only the file that has them is read and verified.
    """
    try:
        folder = find_current(index)
        manifest = peek_manifest(folder)
        return key_by_source(manifest, read_articles(folder, manifest))
    except SnapshotError:
        return {}  # whatever is wrong with it, the files of the corpus have all of it


def key_by_source(manifest: Manifest, articles: tuple[Article, ...]) -> dict[SourceKey, Article]:
    """Return the articles of a snapshot by the files that they were read from."""
    sources = manifest.sources
    return {(each.path, sources[each.path]): each for each in articles if each.path in sources}

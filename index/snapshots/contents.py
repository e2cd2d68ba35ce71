"""What a snapshot holds: articles, the sentences that may be quoted, and what finds them; written and read."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pydantic import TypeAdapter

from index.corpus.articles import Article, digest_text
from index.corpus.curated_speakers import CuratedSpeaker
from index.corpus.source_files import SourceFile, pack_sources, unpack_sources
from index.engines.bm25 import Lexicon
from index.engines.embedded import EmbeddedEngine
from index.engines.engine import Engine
from index.engines.faiss_vectors import Vectors
from index.engines.row_facts import RowFacts
from index.errors import DamagedSnapshotError
from index.models.onnx_session import MODEL, TOKENIZER
from index.models.question_encoder import OnnxEncoder
from index.snapshots.entries import READ_WHOLE, read_entries, write_entries
from index.snapshots.manifest import REBUILD, Manifest, parse_file, peek_manifest, verify_file
from index.snapshots.quotations import Entry, find_words_of
from index.snapshots.summary import Summary, read_summary, summarise, write_summary
from index.text.translation.english import read_in_english

SOURCES = "sources.zip"
ENCODER = "encoder"
SENTENCES = "sentences.faiss"
PASSAGES = "passages.faiss"
MULTILINGUAL = "multilingual.faiss"
_ARTICLE_FILE = "articles.json"

_ARTICLES = TypeAdapter(tuple[Article, ...])


def _search_files(rows: EmbeddedEngine) -> Engine:
    return rows


@dataclass(frozen=True)
class Contents:
    """What a snapshot holds; row n of every index is entry n."""

    articles: tuple[Article, ...]
    entries: Sequence[Entry]
    sentence_vectors: Vectors
    passage_vectors: Vectors
    sentence_words: Lexicon
    passage_words: Lexicon
    encoder: OnnxEncoder | None = None
    multilingual_vectors: Vectors | None = None
    open_engine: Callable[[EmbeddedEngine], Engine] = _search_files
    stored_summary: Summary | None = None

    @cached_property
    def articles_by_id(self) -> dict[str, Article]:
        """Return the articles by their ids."""
        return {article.id: article for article in self.articles}

    @cached_property
    def _summary(self) -> Summary:
        return self.stored_summary or summarise(self.articles, self.entries)

    @property
    def facts(self) -> RowFacts:
        """Return what filters go by."""
        return self._summary.facts

    @property
    def curated(self) -> tuple[CuratedSpeaker, ...]:
        """Return the curated speakers that are quoted."""
        return self._summary.curated

    @cached_property
    def embedded(self) -> EmbeddedEngine:
        """Return what finds rows in the files of the snapshot."""
        words = self.sentence_words, self.passage_words
        return EmbeddedEngine(self.sentence_vectors, self.passage_vectors, *words, self.facts)

    @cached_property
    def engine(self) -> Engine:
        """Return what finds the rows of a question; it is opened when it is first asked.

        Raises UnreachableEngineError.
        """
        return self.open_engine(self.embedded)

    def read(self, row: int) -> str:
        """Return the words of the sentence of a row as they are searched: in English."""
        sentence = self.entries[row].sentence
        article = self.articles_by_id[sentence.article_id]
        return read_in_english(find_words_of(article, sentence).of(article.text))


def write_contents(folder: Path, contents: Contents, sources: Iterable[SourceFile]) -> None:
    """Write everything but the manifest into an empty folder."""
    with ThreadPoolExecutor(os.cpu_count()) as beside:
        writing = [beside.submit(vectors.save, folder / name) for name, vectors in _name_vectors(contents)]
        _write_rest(folder, contents, sources)
        for each in writing:
            each.result()


def _name_vectors(contents: Contents) -> Iterator[tuple[str, Vectors]]:
    yield SENTENCES, contents.sentence_vectors
    yield PASSAGES, contents.passage_vectors
    if contents.multilingual_vectors:
        yield MULTILINGUAL, contents.multilingual_vectors


def _write_rest(folder: Path, contents: Contents, sources: Iterable[SourceFile]) -> None:
    (folder / SOURCES).write_bytes(pack_sources(sources))
    (folder / _ARTICLE_FILE).write_bytes(_ARTICLES.dump_json(contents.articles))
    write_entries(folder, contents.entries)
    if len(contents.entries) > READ_WHOLE:
        write_summary(folder, Summary(contents.facts, contents.curated))
    contents.sentence_words.save(folder / "sentence-words")
    contents.passage_words.save(folder / "passage-words")
    if contents.encoder:
        (folder / ENCODER).mkdir()
        for name in (MODEL, TOKENIZER):
            shutil.copyfile(contents.encoder.folder / name, folder / ENCODER / name)


def read_contents(folder: Path, manifest: Manifest) -> Contents:
    """Read what a snapshot holds; its files are verified already.

    Raises DamagedSnapshotError where they do not agree.
    """
    articles = parse_file(folder, _ARTICLE_FILE, (folder / _ARTICLE_FILE).read_bytes(), _ARTICLES)
    contents = Contents(
        articles=articles,
        entries=read_entries(folder),
        sentence_vectors=Vectors.load(folder / SENTENCES),
        passage_vectors=Vectors.load(folder / PASSAGES),
        sentence_words=Lexicon.load(folder / "sentence-words"),
        passage_words=Lexicon.load(folder / "passage-words"),
        encoder=_find_encoder(folder, manifest),
        multilingual_vectors=Vectors.load(folder / MULTILINGUAL) if manifest.model.multilingual else None,
        stored_summary=read_summary(folder, articles),
    )
    _require_agreement(folder, manifest, contents)
    return contents


def read_articles(folder: Path, manifest: Manifest) -> tuple[Article, ...]:
    """Read the articles of a snapshot and nothing else of it.

    Raises DamagedSnapshotError.
    """
    verify_file(folder, _ARTICLE_FILE, manifest.files.get(_ARTICLE_FILE, ""))
    return parse_file(folder, _ARTICLE_FILE, (folder / _ARTICLE_FILE).read_bytes(), _ARTICLES)


def _find_encoder(folder: Path, manifest: Manifest) -> OnnxEncoder | None:
    if not manifest.model.exporter:
        return None
    files = {name.removeprefix(f"{ENCODER}/"): digest for name, digest in manifest.files.items()}
    return OnnxEncoder.from_digests(folder / ENCODER, files)


def _require_agreement(folder: Path, manifest: Manifest, contents: Contents) -> None:
    vectors = contents.sentence_vectors, contents.passage_vectors, contents.multilingual_vectors
    rows = {len(contents.entries), *(len(each) for each in vectors if each is not None)}
    known = {article.id: article.digest for article in contents.articles}
    if len(rows) > 1 or known != manifest.articles or not _are_unchanged(contents):
        raise DamagedSnapshotError(f"the index {folder} is damaged: its files do not agree", REBUILD)


def _are_unchanged(contents: Contents) -> bool:
    return all(digest_text(article.text) == article.digest for article in contents.articles) and (
        contents.stored_summary is not None
        or all(entry.sentence.article_id in contents.articles_by_id for entry in contents.entries)
    )


def read_sources(folder: Path) -> dict[str, SourceFile]:
    """Return the files of the corpus that a snapshot was made from, by name.

    Raises ForeignSnapshotError for another format, DamagedSnapshotError.
    """
    verify_file(folder, SOURCES, peek_manifest(folder).files.get(SOURCES, ""))
    return unpack_sources((folder / SOURCES).read_bytes())

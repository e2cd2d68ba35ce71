"""Ask a whole index of a large corpus, models and all: seconds to open it, memory, and the time of an answer.

usage: python -m benchmarks.serving.large --built FOLDER --kept FILE --index FOLDER [--sentences N]

Makes a snapshot around what `benchmarks.serving.scale --folder` built, of articles of twenty sentences that speak for
themselves, unless it is there already, and asks it real questions in this process.
"""

from __future__ import annotations

import argparse
import os
import time
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from benchmarks.serving.repeated import Real, read_real, repeat_sentences
from benchmarks.serving.scale import add_arguments, open_engine, read_memory
from index.attribution.attribution import Attribution
from index.corpus.articles import Article, Metadata, make_article
from index.corpus.sentences import Sentence
from index.corpus.span import Span
from index.models.embedder import Embedder
from index.models.exported_model import make_embedder
from index.models.question_encoder import EXPORTER, OnnxEncoder
from index.search.searcher import Searcher
from index.settings import load_settings
from index.snapshots.contents import Contents
from index.snapshots.manifest import ManifestModel, Origin
from index.snapshots.quotations import Entry, digest_slice
from index.snapshots.store import publish, write_staged

_SENTENCES = 20


def main() -> None:
    """Print every figure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_arguments(parser, 1_000_000)
    parser.add_argument("--index", type=Path, required=True)
    given = parser.parse_args()
    settings = load_settings()
    embedder = make_embedder(settings)
    real, asked = read_real(Path(), given.kept)
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {time.strftime('%F %R')}")
    if not (given.index / "CURRENT").is_file():
        make_snapshot(given.index, given.built / str(given.sentences), real, given.sentences, embedder)
    before, started = read_memory(), time.perf_counter()
    searcher = Searcher.open(given.index, embedder, settings.threshold)
    searcher.ask("what is known", 1)
    print(f"{len(searcher.snapshot.contents.entries):,} sentences opened in {time.perf_counter() - started:.1f} s")
    seconds = [_time(searcher, question) for question in asked.texts]
    print(f"an answer: p50 {1_000 * np.median(seconds):.0f} ms, p99 {1_000 * np.quantile(seconds, 0.99):.0f} ms")
    print(f"memory: {read_memory() - before:.0f} MB, mapped files that were touched among it")


def make_snapshot(index: Path, built: Path, real: Real, sentences: int, embedder: Embedder) -> None:
    """Publish a snapshot of articles made of the sentences that were indexed."""
    texts = repeat_sentences(real, sentences)
    articles, entries = [], []
    for number in range(-(-sentences // _SENTENCES)):
        article, found = _make_article(number, list(islice(texts, _SENTENCES)))
        articles.append(article)
        entries += found
    rows = open_engine(built, sentences)
    index.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=index) as folder:
        encoder = OnnxEncoder.from_folder(Path(folder)) if embedder.export(Path(folder)) else None
        contents = Contents(
            tuple(articles), entries, rows.sentence_vectors, rows.passage_vectors, rows.sentence_words,
            rows.passage_words, encoder,
        )  # fmt: skip
        model = ManifestModel(
            id=embedder.model.id, digest=embedder.model.digest, dimension=rows.sentence_vectors.dimension,
            exporter=EXPORTER if encoder else None, export=embedder.export_digest,
        )  # fmt: skip
        publish(index, write_staged(index, contents, [], model, Origin("made up", "")))


def _make_article(number: int, texts: list[str]) -> tuple[Article, list[Entry]]:
    published = date(2020, 1, 1) + timedelta(days=number % 2_000)
    article = make_article(f"{number}.md", " ".join(texts), Metadata(title=f"Report {number}", published=published))
    entries, start = [], 0
    for text in texts:
        span = Span(start, start + len(text))
        sentence = Sentence(article.id, span, None)
        digest = digest_slice(article, sentence)
        entries.append(Entry(sentence, Attribution("own"), None, digest, digest))
        start = span.end + 1
    return article, entries


def _time(searcher: Searcher, question: str) -> float:
    started = time.perf_counter()
    searcher.ask(question, 3)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()

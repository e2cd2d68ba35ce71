"""Measure sentence boundaries against gold sentences.

usage: python -m benchmarks.retrieval.sentences CORPUS GOLD.jsonl …

Gold sentences come from labels: lines with `article` and `text`, or with a list of such under `gold`.
A boundary is the start or the end of a sentence. It counts as right where a gold sentence starts or
ends, and as wrong where it falls inside one; what lies outside of gold sentences is not counted.
Other splitters are measured beside ours where they are installed; each gets one line of text at a time.
"""

from __future__ import annotations

import argparse
import importlib
import json
import re
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import syntok.segmenter
from syntok.tokenizer import Tokenizer

from index.corpus.articles import Article, read_corpus
from index.corpus.sentences import split_article
from index.corpus.span import Span

Split = Callable[[Article], list[Span]]


@dataclass(frozen=True)
class Counts:
    """Boundaries that are right, too many, and missed."""

    right: int
    extra: int
    missed: int

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall."""
        return 2 * self.right / (2 * self.right + self.extra + self.missed)


def main() -> None:
    """Print F1 and speed of every splitter at hand."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("gold", type=Path, nargs="+")
    arguments = parser.parse_args()
    articles = {article.name: article for article in read_corpus(arguments.corpus).articles}
    gold = sorted(read_gold(arguments.gold))
    for name, split in find_splitters().items():
        start = time.perf_counter()
        spans = {name: split(article) for name, article in articles.items()}
        seconds = time.perf_counter() - start
        counts = compare(articles, spans, gold)
        sentences = sum(map(len, spans.values()))
        print(f"{name:10} F1 {counts.f1:.3f}  {counts}  {sentences} sentences, {sentences / seconds:,.0f} a second")


def read_gold(paths: Iterable[Path]) -> set[tuple[str, str]]:
    """Return the gold sentences as (article, text)."""
    found = set()
    for path in paths:
        for line in path.read_text("utf-8").splitlines():
            label = json.loads(line)
            found |= {(each["article"], each["text"]) for each in label.get("gold", [label])}
    return found


def compare(articles: dict[str, Article], spans: dict[str, list[Span]], gold: Sequence[tuple[str, str]]) -> Counts:
    """Count the boundaries at and inside the gold sentences that the articles hold."""
    right = extra = missed = 0
    for name, text in gold:
        start = articles[name].text.find(text)
        if start < 0:
            continue
        end = start + len(text)
        found = [start in {span.start for span in spans[name]}, end in {span.end for span in spans[name]}]
        right += sum(found)
        missed += 2 - sum(found)
        extra += sum(start < span.start < end for span in spans[name])
    return Counts(right, extra, missed)


def find_splitters() -> dict[str, Split]:
    """Return ours, syntok alone, and the others that can be imported."""
    splitters: dict[str, Split] = {"verbatim": split_ours, "syntok": split_syntok}
    for name in ("sentencex", "pysbd", "blingfire"):
        try:
            importlib.import_module(name)
        except ImportError:
            continue
        splitters[name] = lambda article, name=name: split_by(name, article)  # type: ignore[misc]
    return splitters


def split_ours(article: Article) -> list[Span]:
    """Split as the project does."""
    return [sentence.span for sentence in split_article(article)]


def split_syntok(article: Article) -> list[Span]:
    """Split by syntok without our rules."""
    tokenizer = Tokenizer(emit_hyphen_or_underscore_sep=True, replace_not_contraction=False)
    return [
        Span(sentence[0].offset, sentence[-1].offset + len(sentence[-1].value)).shift(line.start())
        for line in re.finditer(r"[^\n]+", article.text)
        for sentence in syntok.segmenter.split(tokenizer.tokenize(line[0]))
        if sentence
    ]


def split_by(name: str, article: Article) -> list[Span]:
    """Split by a library that returns the texts of sentences."""
    library = importlib.import_module(name)
    split: Callable[[str], list[str]] = {
        "sentencex": lambda text: library.segment("en", text),
        "pysbd": lambda text: library.Segmenter(language="en", clean=False).segment(text),
        "blingfire": lambda text: library.text_to_sentences(text).split("\n"),
    }[name]
    spans = []
    for line in re.finditer(r"[^\n]+", article.text):
        position = line.start()
        for text in filter(None, (text.strip() for text in split(line[0]))):
            start = article.text.find(text, position)
            if start >= 0:
                position = start + len(text)
                spans.append(Span(start, position))
    return spans


if __name__ == "__main__":
    main()

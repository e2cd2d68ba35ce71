"""Rows of question, paragraph and answering sentences, from every set that may be trained on."""

from __future__ import annotations

import hashlib
import json
import lzma
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from index.corpus.sentences import split_article
from training.data.invented import read_invented
from training.data.sources import Source, read_training
from training.data.typed import digest_paragraph, read_typed

MEASURED_PART = 10
"""Of SQuAD's paragraphs, one in so many is never trained on."""

_MEASURED = 500
"""Questions of a set that are measured, drawn by a hash."""

_UNSPOKEN = (-1, -1)
"""Where an answer's words are not known, only its sentence."""


@dataclass(frozen=True)
class Row:
    """A question, the sentences it is asked of, and which of them answer it, with the words that do where known."""

    source: str
    document: str
    title: str
    question: str
    sentences: tuple[str, ...]
    answers: tuple[tuple[int, int, int], ...]


def read_rows(data: Path) -> Iterator[Row]:
    """Read everything that is trained on."""
    paragraphs: dict[str, Row] = {}
    for path in sorted((data / "reader" / "open").glob("*.jsonl.xz")):
        for row in read_file(path):
            if not is_measured(row.document):
                paragraphs.setdefault(digest_paragraph(row.title, row.sentences), row)
                yield row
    yield from _read_typed(paragraphs)
    yield from (row for row in _read_invented() if not is_measured(row.document))
    for source in read_training(data):
        yield from _read_source(source)


def read_measured(data: Path) -> dict[str, list[Row]]:
    """Read what training is measured on and never done with: NewsQA, and the paragraphs that are kept out."""
    reader = data / "reader"
    kept_out = {
        "squad": reader / "open" / "01-squad-train.jsonl.xz",
        "near misses": reader / "open" / "02-squad2-unanswerable.jsonl.xz",
        "natural questions": reader / "open" / "04-natural-questions.jsonl.xz",
    }
    sets = {name: [row for row in read_file(path) if is_measured(row.document)] for name, path in kept_out.items()}
    news = list(read_file(reader / "ask-first" / "21-newsqa.jsonl.xz"))
    sets["news"] = [row for row in news if row.answers]
    sets["news, answer taken out"] = [row for row in news if not row.answers]
    invented = [row for row in _read_invented() if is_measured(row.document)]
    sets["invented news"] = [row for row in invented if row.answers]
    sets["invented news, near misses"] = [row for row in invented if not row.answers]
    return {name: sorted(rows, key=_draw)[:_MEASURED] for name, rows in sets.items()}


def _draw(row: Row) -> str:
    return hashlib.sha256(row.question.encode()).hexdigest()


def is_measured(document: str) -> bool:
    """Return whether a paragraph is kept out of training."""
    return int(hashlib.sha256(document.encode()).hexdigest(), 16) % MEASURED_PART == 0


def read_file(path: Path) -> Iterator[Row]:
    """Read one file of rows."""
    name = path.name.split(".")[0]
    with lzma.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield _read_line(name, json.loads(line))


def _read_typed(paragraphs: Mapping[str, Row]) -> Iterator[Row]:
    """Yield the questions that were written for this training, of the paragraphs that are here."""
    for line in read_typed():
        if (home := paragraphs.get(line["paragraph"])) is not None:
            place = line["gold"]
            answers = () if place is None else ((place, *(line["answer"] or _UNSPOKEN)),)
            yield replace(home, source="10-typed", question=line["question"], answers=answers)


def _read_invented() -> Iterator[Row]:
    for number, line in enumerate(read_invented()):
        title = ". ".join(part for part in (line["title"], line["section"]) if part)
        sentences = tuple(line["s"])
        for question, place, words in line["q"]:
            answers = () if place is None else ((place, *_find_words(sentences[place], words)),)
            yield Row("11-invented", f"invented:{number}", title, question, sentences, answers)


def _read_line(name: str, line: dict[str, Any]) -> Row:
    sentences = tuple(line["sentences"])
    answers = tuple((place, *_find_words(sentences[place], line["answer"])) for place in line["gold"])
    return Row(name, line["doc"], line["title"], line["question"], sentences, answers)


def _find_words(sentence: str, words: str | None) -> tuple[int, int]:
    start = sentence.casefold().find(words.casefold()) if words else -1
    return (start, start + len(words or "")) if start >= 0 else _UNSPOKEN


def _read_source(source: Source) -> Iterator[Row]:
    """Cut a source's articles into paragraphs, each with the questions that were asked of it."""
    articles = {article.name: article for article in source.articles}
    split = {
        name: [each for each in split_article(article) if not each.is_heading] for name, article in articles.items()
    }
    for asked in source.questions:
        article, sentences = articles[asked.article], split[asked.article]
        start, end = (0, len(article.text)) if source.name == "selqa" else _find_paragraph(article.text, asked.place)
        own = [each for each in sentences if start <= each.span.start < end]
        answers = tuple(
            (place, answer.start - each.span.start, min(answer.end, each.span.end) - each.span.start)
            for answer in asked.answers
            for place, each in enumerate(own)
            if each.span.start <= answer.start < each.span.end
        )
        if not own or (asked.answers and not answers):
            continue
        if source.name == "selqa":
            answers = tuple((place, *_UNSPOKEN) for place, _, _ in answers)
        texts = tuple(each.span.of(article.text) for each in own)
        yield Row(source.name, f"{source.name}:{asked.article}:{start}", article.title, asked.text, texts, answers)


def _find_paragraph(text: str, place: int) -> tuple[int, int]:
    end = text.find("\n\n", place)
    return place, end if end >= 0 else len(text)

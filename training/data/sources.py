"""The questions and articles of the data folder: what is trained on, fitted on, and only measured."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.corpus.articles import Article, Metadata, make_article
from index.snapshots.contents import Contents

HELD_OUT = 4
"""Of the articles that may be trained on, every fourth is kept for fitting the mix and the confidence."""

TAKEN_OUT = 3
"""Of the paragraphs of a held-out article, every third is left out where its questions are to have no answer."""

_SQUAD2 = Path("squad2-part", "squad2-part.json")
_NEW_WIKI = Path("squadshifts", "new_wiki_v1.0.json")
_REDDIT = Path("squadshifts", "reddit_v1.0.json")
_SELQA = Path("selqa", "selqa-ass-dev.json")

_Entry = dict[str, Any]


@dataclass(frozen=True)
class Answer:
    """Where an answer stands in its article."""

    start: int
    end: int


@dataclass(frozen=True)
class Asked:
    """A question, its article, the place in it that it was asked of, and its answers; none where it has none."""

    text: str
    article: str
    place: int
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class Source:
    """A corpus of articles and the questions that are asked of it."""

    name: str
    articles: tuple[Article, ...]
    questions: tuple[Asked, ...]


def read_training(data: Path) -> Iterator[Source]:
    """Read what is trained on."""
    yield _read_squad("squad2", _leave_out(_load(data / _SQUAD2)))
    yield _read_squad("new_wiki", _leave_out(_load(data / _NEW_WIKI)[::2]))
    yield _read_selqa(data / _SELQA)
    posts = [paragraph for entry in _load(data / _REDDIT) for paragraph in entry["paragraphs"]]
    yield _read_squad("reddit", [{"title": "Reddit", "paragraphs": [post]} for post in posts])


def read_held_out(data: Path) -> Iterator[Source]:
    """Read what the confidence is fitted on: in both, many questions have no answer."""
    yield _read_squad("squad2", _load(data / _SQUAD2)[HELD_OUT - 1 :: HELD_OUT])
    kept = _load(data / _NEW_WIKI)[::2][HELD_OUT - 1 :: HELD_OUT]
    yield _read_squad("new_wiki", kept, TAKEN_OUT)


def read_unseen(data: Path) -> Source:
    """Read the half of New Wikipedia that nothing is ever trained or fitted on."""
    return _read_squad("new_wiki", _load(data / _NEW_WIKI)[1::2])


def find_rows(contents: Contents, source: Source) -> dict[str, list[int]]:
    """Return the rows of every article, by its name."""
    names = {article.id: article.name for article in source.articles}
    rows: dict[str, list[int]] = {article.name: [] for article in source.articles}
    for row, entry in enumerate(contents.entries):
        rows[names[entry.sentence.article_id]].append(row)
    return rows


def find_right(contents: Contents, rows: Sequence[int], asked: Asked) -> list[int]:
    """Return which rows of its article answer a question: those in which an answer begins."""
    spans = [(row, contents.entries[row].sentence.span) for row in rows]
    starts = [answer.start for answer in asked.answers]
    return [row for row, span in spans if any(span.start <= start < span.end for start in starts)]


def _load(path: Path) -> list[_Entry]:
    entries: list[_Entry] = json.loads(path.read_text("utf-8"))["data"]
    return entries


def _leave_out(entries: Sequence[_Entry]) -> list[_Entry]:
    return [entry for number, entry in enumerate(entries) if number % HELD_OUT != HELD_OUT - 1]


def _read_squad(name: str, entries: Sequence[_Entry], taken_out: int = 0) -> Source:
    articles, questions = [], []
    for number, entry in enumerate(entries):
        article, texts, place = f"{number:04}", [], 0
        for order, paragraph in enumerate(entry["paragraphs"]):
            gone = bool(taken_out) and order % taken_out == 0
            questions += [_read_question(article, place, asked, gone) for asked in paragraph["qas"]]
            if not gone:
                texts.append(paragraph["context"].replace("\n", " ").rstrip())
                place += len(texts[-1]) + 2
        title = entry["title"].replace("_", " ")
        articles.append(make_article(f"{article}.md", "\n\n".join(texts), Metadata(title=title)))
    return Source(name, tuple(articles), tuple(questions))


def _read_question(article: str, place: int, asked: _Entry, gone: bool) -> Asked:
    found = [] if gone or asked.get("is_impossible") else asked["answers"]
    starts = [(place + one["answer_start"], one["text"].rstrip()) for one in found]
    answers = dict.fromkeys(Answer(start, start + len(text)) for start, text in starts)
    return Asked(asked["question"].strip(), article, place, tuple(answers))


def _read_selqa(path: Path) -> Source:
    articles: dict[str, Article] = {}
    questions = []
    for asked in json.loads(path.read_text("utf-8")):
        texts = [text.replace("\n", " ").strip() for text in asked["candidates"]]
        body, title = "\n\n".join(texts), f"{asked['article']}. {asked['section']}"
        name = f"{len(articles):04}.md"
        article = articles.setdefault(body, make_article(name, body, Metadata(title=title)))
        starts = list(itertools.accumulate((len(text) + 2 for text in texts), initial=0))
        answers = tuple(Answer(starts[place], starts[place] + len(texts[place])) for place in asked["answers"])
        questions.append(Asked(asked["question"].strip(), article.name, 0, answers))
    return Source("selqa", tuple(articles.values()), tuple(questions))

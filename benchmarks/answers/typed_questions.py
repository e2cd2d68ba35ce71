"""600 questions as six people type them, half of them near misses, on 300 of the articles in `news-dev`.

`typed_questions.jsonl` knows the sentences that answer by their digests; their texts are only in the articles.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from index.corpus.articles import read_corpus
from index.corpus.sentences import split_article
from index.digests import digest_bytes
from index.errors import CorpusError
from index.evaluation.question_file import Gold, Question

FILE = Path(__file__).with_suffix(".jsonl")


def read_typed(articles: Path) -> list[Question]:
    """Read the questions with the sentences of these articles that answer them.

    Raises CorpusError where a sentence is not there: the articles are others, or sentences are split otherwise.
    """
    known = {digest_sentence(gold): gold for gold in _read_sentences(articles)}
    questions = []
    for line in FILE.read_text("utf-8").splitlines():
        row = json.loads(line)
        if not known.keys() >= set(row["gold"]):
            problem = f"{articles} lacks a sentence that answers “{row['question']}”"
            raise CorpusError(problem, "Name the folder news-dev")
        gold = tuple(known[digest] for digest in row["gold"])
        questions.append(Question(question=row["question"], gold=gold, kind="typed" if gold else None))
    return questions


def digest_sentence(sentence: Gold) -> str:
    """Return what a sentence is known by."""
    return digest_bytes(f"{sentence.article}\n{sentence.text}".encode())[:16]


def _read_sentences(articles: Path) -> Iterator[Gold]:
    for article in read_corpus(articles).articles:
        for sentence in split_article(article):
            yield Gold(article=article.name, text=sentence.span.of(article.text))

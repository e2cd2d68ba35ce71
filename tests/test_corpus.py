"""The articles that ship, and how well the real model answers questions on them."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from index.building.build import build
from index.corpus.articles import read_corpus
from index.evaluation.metrics import Outcome, ask_all, evaluate
from index.evaluation.question_file import read_questions
from index.models.exported_model import ExportedEmbedder
from index.search.searcher import Searcher
from index.settings import Settings

CORPUS = Path(__file__).parents[1] / "corpus"
SEED = "us-estimates-more-than-20000-russian-soldiers-killed"


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory, exported: ExportedEmbedder) -> list[Outcome]:
    """Return what came of the corpus's own questions."""
    index = tmp_path_factory.mktemp("index")
    build(CORPUS, index, exported, 2, lambda *_: None)
    searcher = Searcher.open(index, exported, Settings().threshold, Settings().candidates)
    return ask_all(read_questions(CORPUS / "questions.jsonl"), searcher.ask)


def test_every_article_can_be_read() -> None:
    """No article of the corpus is refused."""
    assert read_corpus(CORPUS).errors == ()


def test_the_first_article_is_unchanged() -> None:
    """Without its heading marks its text is the one that was handed in, typos and all."""
    (article,) = [article for article in read_corpus(CORPUS).articles if article.name == SEED]
    handed_in = f"{article.title}\n{article.text}".replace("\n## ", "\n")
    assert hashlib.sha256(handed_in.encode()).hexdigest() == (
        "c0b10c55bfd99a48f7cb09f485e7c02fbc60a0f23dc70c990699c0e7e6129273"
    )
    assert (article.publisher, article.author, article.published, article.url) == (None, None, None, None)


def test_every_gold_sentence_is_in_its_article() -> None:
    """A gold sentence that no article holds could never be found."""
    texts = {article.name: article.text for article in read_corpus(CORPUS).articles}
    for question in read_questions(CORPUS / "questions.jsonl"):
        assert all(gold.text in texts[gold.article] for gold in question.gold)


def test_the_questions_are_answered_as_measured(outcomes: list[Outcome]) -> None:
    """The result on the corpus's own questions does not get worse."""
    figures = evaluate(outcomes)
    assert (figures.answerable, figures.unanswerable) == (32, 13)
    assert figures.recall_at_1 >= 0.96
    assert figures.recall_at_3 == 1.0
    assert figures.recall_at_10 == 1.0
    assert figures.correct >= 0.78
    assert figures.wrong == 0.0
    assert figures.refused == 1.0

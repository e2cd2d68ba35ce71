from __future__ import annotations

from pathlib import Path

import pytest

from index.errors import CorpusError
from index.evaluation.metrics import Outcome, ask_all, evaluate, measure_trade_off
from index.evaluation.question_file import Gold, Question, read_questions
from index.search.answer import Answer
from tests.support.index.corpus import Library

SHIPS = Question(
    question="how many damaged ships", gold=(Gold(article="harbour", text="Officials counted 340 damaged ships."),)
)
TRUCKS = Question(
    question="how many damaged ships", gold=(Gold(article="bridge", text="Traffic is limited to 40 trucks an hour."),)
)
CHESS = Question(question="who won the chess championship in Tallinn")


def test_computes_the_figures(built: Library) -> None:
    """One question right at first place, one wrong and one refused give these shares."""
    figures = evaluate(ask_all([SHIPS, TRUCKS, CHESS], built.open().ask))
    assert (figures.answerable, figures.unanswerable) == (2, 1)
    assert (figures.recall_at_1, figures.recall_at_10) == (0.5, 1.0)
    assert 0.5 < figures.mean_reciprocal_rank < 1
    assert (figures.correct, figures.wrong, figures.abstained, figures.refused) == (0.5, 0.5, 0.0, 1.0)
    assert sum(each.count for each in figures.reliability) == 3


def test_figures_by_kind(built: Library) -> None:
    """Questions are told apart by the kind that the file gives them, else by their wording."""
    claim = SHIPS.model_copy(update={"kind": "claim"})
    kinds = {each.kind: each for each in evaluate(ask_all([SHIPS, TRUCKS, claim, CHESS], built.open().ask)).by_type}
    assert list(kinds) == ["how many", "claim", "who"]
    assert (kinds["how many"].answerable, kinds["how many"].correct, kinds["how many"].wrong) == (2, 0.5, 0.5)
    assert (kinds["claim"].recall_at_1, kinds["who"].refused, kinds["who"].unanswerable) == (1.0, 1.0, 1)


def test_equal_confidences_tell_nothing_apart() -> None:
    """A pair of the same confidence counts half, so that one number for all questions separates them by chance."""
    outcomes = [Outcome(question, Answer(question.question, True, 0.5, ()), 1) for question in (SHIPS, TRUCKS, CHESS)]
    assert evaluate(outcomes).separation == 0.5


def test_a_higher_threshold_shows_less(built: Library) -> None:
    """At 0 everything is shown, above 1 nothing."""
    low, high = measure_trade_off(ask_all([SHIPS, TRUCKS, CHESS], built.open().ask), [0, 1.01])
    assert (low.correct, low.wrong, low.refused) == (0.5, 0.5, 0.0)
    assert (high.correct, high.wrong, high.refused) == (0.0, 0.0, 1.0)


def test_gold_of_another_article_is_no_hit(built: Library) -> None:
    """The same words count only in the article that gold names."""
    elsewhere = Question(question=SHIPS.question, gold=(Gold(article="bridge", text=SHIPS.gold[0].text),))
    assert evaluate(ask_all([elsewhere], built.open().ask)).recall_at_10 == 0


@pytest.mark.parametrize(
    ("content", "expected"),
    [("", "holds no question"), ('{"question": "x"}\n{"gold": []}', "line 2"), ("not json", "line 1")],
)
def test_names_the_line_that_is_wrong(tmp_path: Path, content: str, expected: str) -> None:
    """A bad line is named; so is a file without questions."""
    path = tmp_path / "q.jsonl"
    path.write_text(content)
    with pytest.raises(CorpusError, match=expected):
        read_questions(path)


def test_names_a_file_that_is_not_there(tmp_path: Path) -> None:
    """A missing file is named."""
    with pytest.raises(CorpusError, match=r"nowhere\.jsonl"):
        read_questions(tmp_path / "nowhere.jsonl")


@pytest.mark.parametrize(
    ("gold", "hits"),
    [
        ("We had no choice", True),
        ("had no", False),
        ('"We had no choice," said Anna Karr, the harbour master. The port had been closed for a day.', True),
        (
            f'"We had no choice," said Anna Karr, the harbour master. {"The port had been closed for a day. " * 3}',
            False,
        ),
    ],
    ids=["most of it", "a few words of it", "it is most of", "it is a little of"],
)
def test_a_quotation_has_to_be_about_the_gold_sentence(built: Library, gold: str, hits: bool) -> None:
    """Neither a long sentence that holds a few gold words nor a short one of a long gold passage is right."""
    question = Question(question="what did Karr say", gold=(Gold(article="harbour", text=gold),))
    (outcome,) = ask_all([question], built.open().ask)
    assert (outcome.rank > 0) == hits

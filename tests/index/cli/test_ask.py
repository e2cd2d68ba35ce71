"""`ask` as people and other programs use it, with the real model."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.index.command_line import ask
from tests.support.index.corpus import Library

ROOT = Path(__file__).parents[3]
ANSWERED = ["question", "answered", "confidence", "quotations"]
KEYS = [
    *["text", "article", "start", "end", "section", "voice", "speaker", "role", "via", "inferred"],
    *["title", "publisher", "author", "published", "url", "score"],
]


def test_answers_a_question_of_several_words(shelf: Library, capsys: pytest.CaptureFixture[str]) -> None:
    """Words on the command line are one question."""
    assert ask(shelf, "how", "many", "trucks", "an", "hour") == 0
    assert "Traffic is limited to 40 trucks an hour." in capsys.readouterr().out


def test_json_keeps_the_contract(shelf: Library, capsys: pytest.CaptureFixture[str]) -> None:
    """An answer is one line with the documented keys, and each text is its slice."""
    assert ask(shelf, "--json", "--limit", "2", "how many ships were damaged") == 0
    answer = json.loads(capsys.readouterr().out)
    assert list(answer) == [*ANSWERED, "note", "read_as", "newer", "sides", "also_asked"]
    assert len(answer["quotations"]) == 2
    for quotation in answer["quotations"]:
        assert list(quotation) == KEYS
        source = (shelf.corpus / f"{quotation['article']}.md").read_text("utf-8").partition("\n---\n")[2]
        assert source[quotation["start"] : quotation["end"]] == quotation["text"]
    assert answer["quotations"][0]["text"] == "Officials counted 340 damaged ships."
    assert answer["quotations"][0]["published"] == "2024-03-02"


def test_filters_narrow_what_is_asked(shelf: Library, capsys: pytest.CaptureFixture[str]) -> None:
    """--article and the dates leave only what they name, as /ask does."""
    assert ask(shelf, "--json", "--article", "bridge", "how many ships were damaged") == 0
    answer = json.loads(capsys.readouterr().out)
    assert {quotation["article"] for quotation in answer["quotations"]} == {"bridge"}
    assert ask(shelf, "--json", "--from", "2 March 2024", "how many ships were damaged") == 0
    answer = json.loads(capsys.readouterr().out)
    assert {quotation["article"] for quotation in answer["quotations"]} == {"harbour"}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--speaker", "nobody at all"], "--speaker: nothing in the corpus is called 'nobody at all'"),
        (["--from", "2024-05-01", "--to", "2024-04-01"], "--from 2024-05-01 is later than --to 2024-04-01"),
    ],
)
def test_a_filter_that_means_nothing_is_named(
    shelf: Library, capsys: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    """What was typed and which option it was for stand in the error."""
    assert ask(shelf, *arguments, "how many ships") != 0
    assert told in capsys.readouterr().err


def test_a_question_may_lean_on_the_one_before(shelf: Library, capsys: pytest.CaptureFixture[str]) -> None:
    """What it was read as is told."""
    assert ask(shelf, "--previous", "how many ships were damaged", "and trucks?") == 0
    assert "read as: how many trucks were damaged" in capsys.readouterr().out


def test_a_question_that_names_nobody_asks_for_a_name(shelf: Library, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a question before, "he" is nobody."""
    assert ask(shelf, "who is he") == 0
    assert "It is not clear who or what is meant." in capsys.readouterr().out


def test_reads_one_question_a_line(
    shelf: Library, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every line gets its object, in order, also where it cannot be searched for."""
    questions = [
        "how many ships were damaged?",
        "",
        "😀",
        "Міст?",
        "x" * 10_000,
        "trucks \x0b\x85 an hour",
        "7" * 310,
        "last",
    ]
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("\r\n".join(questions).encode()), "utf-8"))
    assert ask(shelf, "--json") == 0
    out, err = capsys.readouterr()
    answers = [json.loads(line) for line in out.splitlines()]
    assert [answer["question"] for answer in answers] == questions
    assert [bool(answer["quotations"]) for answer in answers] == [True, False, False, True, False, True, True, True]
    assert [question for question, answer in zip(questions, answers, strict=True) if "error" in answer] == [
        "",
        "x" * 10_000,
    ]
    assert "line 2: the question is blank" in err
    assert "line 5: the question has 10,000 characters" in err


def test_explains_an_answer(shelf: Library, capsys: pytest.CaptureFixture[str]) -> None:
    """It says what the question was read as, what each score is made of, and what the confidence adds up to."""
    assert ask(shelf, "--explain", "how many truks an hour") == 0
    answer, _, explanation = capsys.readouterr().out.partition("read as: truks → trucks")
    assert "Traffic is limited to 40 trucks an hour." in answer
    assert "score = reading + first stage" in explanation
    assert "answer: 40" in explanation
    numbers = [line.split()[-1] for line in explanation.partition("confidence:")[2].splitlines() if line.strip()]
    parts, total = list(map(float, numbers[1:-1])), float(numbers[-1])
    assert sum(parts) == pytest.approx(total, abs=0.05)


def test_an_explanation_fits_a_terminal(shelf: Library, capsys: pytest.CaptureFixture[str]) -> None:
    """Its own lines are no longer than 80 columns."""
    assert ask(shelf, "--explain", "how many truks an hour") == 0
    explanation = capsys.readouterr().out.partition("read as: truks")[2].splitlines()
    assert max(len(line) for line in explanation if "answer: " not in line) <= 80


def test_explains_two_questions_in_one(shelf: Library, capsys: pytest.CaptureFixture[str]) -> None:
    """What only the other part found is shown and not explained."""
    assert (
        ask(shelf, "--explain", "--limit", "2", "how many ships were damaged? when was the Orlan bridge reopened?") == 0
    )
    assert "confidence: what is measured of the first" in capsys.readouterr().out


def test_a_blank_question_is_wrong_usage(shelf: Library, capsys: pytest.CaptureFixture[str]) -> None:
    """A question of nothing is refused with an example."""
    assert ask(shelf, " ") == 2
    assert "the question is blank" in capsys.readouterr().err


def test_runs_as_a_module_in_a_pipe(shelf: Library) -> None:
    """A reader that stops early causes no traceback, and a quotation is never wrapped in a pipe."""
    command = f"{sys.executable} -m index ask --index {shelf.index} how many trucks an hour"
    environment = {**os.environ, "COLUMNS": "20"}
    ended = subprocess.run(
        ["bash", "-c", f"{command} | cat; {command} | true; echo ended"],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "Traffic is limited to 40 trucks an hour.\n" in ended.stdout
    assert ended.stdout.endswith("ended\n")
    assert ended.stderr == ""

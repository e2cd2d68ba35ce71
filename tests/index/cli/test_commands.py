"""The command line as people and other programs use it, with the real model."""

from __future__ import annotations

import io
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from index.__main__ import main
from index.snapshots.store import find_current
from tests.support.index.corpus import BRIDGE, HARBOUR, Library

ROOT = Path(__file__).parents[3]
ANSWERED = ["question", "answered", "confidence", "quotations"]
KEYS = [
    *["text", "article", "start", "end", "section", "voice", "speaker", "role", "via", "inferred"],
    *["title", "publisher", "author", "published", "url", "score"],
]

Run = Callable[..., int]


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Return a library that the command line built."""
    library = Library(tmp_path_factory.mktemp("shelf"))
    library.write("harbour", HARBOUR, title="Fire in the harbour", publisher="The Veldra Post", published="2024-03-02")
    library.write("bridge", BRIDGE, title="The bridge is open")
    assert main(["build", "--corpus", str(library.corpus), "--index", str(library.index)]) == 0
    return library


def ask(library: Library, *arguments: str) -> int:
    return main(["ask", "--index", str(library.index), *arguments])


def test_building_again_says_that_nothing_changed(shelf: Library, capsys: pytest.CaptureFixture[str]) -> None:
    """The second build publishes nothing and says so."""
    before = find_current(shelf.index)
    assert main(["build", "--corpus", str(shelf.corpus), "--index", str(shelf.index)]) == 0
    assert capsys.readouterr().out == "Nothing changed: 2 articles, 9 sentences.\n"
    assert find_current(shelf.index) == before


def test_answers_a_question_of_several_words(shelf: Library, capsys: pytest.CaptureFixture[str]) -> None:
    """Words on the command line are one question."""
    assert ask(shelf, "how", "many", "trucks", "an", "hour") == 0
    assert "Traffic is limited to 40 trucks an hour." in capsys.readouterr().out


def test_json_keeps_the_contract(shelf: Library, capsys: pytest.CaptureFixture[str]) -> None:
    """An answer is one line with the documented keys, and each text is its slice."""
    assert ask(shelf, "--json", "--limit", "2", "how many ships were damaged") == 0
    answer = json.loads(capsys.readouterr().out)
    assert list(answer) == [*ANSWERED, "note", "read_as", "newer", "sides"]
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


def test_inspect_shows_every_sentence(shelf: Library, capsys: pytest.CaptureFixture[str]) -> None:
    """Inspecting prints each sentence with who said it, as JSON with the documented keys."""
    assert main(["inspect", str(shelf.corpus / "harbour.md"), "--json"]) == 0
    sentences = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(sentences) == 7
    keys = ["text", "start", "end", "section", "voice", "speaker", "role", "via", "inferred", "cue", "also"]
    assert list(sentences[0]) == keys


def test_inspect_is_readable(shelf: Library, capsys: pytest.CaptureFixture[str]) -> None:
    """Without --json people read the sentences and the speakers."""
    assert main(["inspect", str(shelf.corpus / "harbour.md")]) == 0
    assert "Officials counted 340 damaged ships." in capsys.readouterr().out


def test_check_proves_the_index(shelf: Library, capsys: pytest.CaptureFixture[str]) -> None:
    """An index as it was built passes."""
    assert main(["check", "--index", str(shelf.index)]) == 0
    assert "9 sentences, each of them proved" in capsys.readouterr().out


def test_evaluate_prints_the_figures(shelf: Library, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file of questions gives recall, refusals and the reliability table."""
    gold = {"article": "bridge", "text": "Traffic is limited to 40 trucks an hour."}
    questions = [{"question": "how many trucks an hour", "gold": [gold]}, {"question": "who won at chess"}]
    (tmp_path / "q.jsonl").write_text("\n".join(map(json.dumps, questions)))
    assert main(["evaluate", str(tmp_path / "q.jsonl"), "--index", str(shelf.index)]) == 0
    out = capsys.readouterr().out
    assert "R@1 1.000" in out
    assert "expected calibration error" in out


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


def write_questions(path: Path, right: int, unanswerable: int) -> Path:
    gold = {"article": "bridge", "text": "Traffic is limited to 40 trucks an hour."}
    asked = [{"question": f"how many trucks an hour, {number}", "gold": [gold]} for number in range(right)]
    asked += [{"question": f"who won at chess in {number}"} for number in range(unanswerable)]
    path.write_text("\n".join(map(json.dumps, asked)))
    return path


def test_calibrates_to_own_questions(shelf: Library, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The confidence is fitted, measured and kept beside the index, serves from then on, and can be taken back."""
    index, question = ["--index", str(shelf.index)], ["--json", "who damaged the ships"]
    questions = write_questions(tmp_path / "q.jsonl", 20, 10)
    assert ask(shelf, *question) == 0
    before = json.loads(capsys.readouterr().out)["confidence"]
    assert main(["calibrate", str(questions), *index]) == 0
    out = capsys.readouterr().out
    assert "30 questions, each measured by a fit on the others" in out
    assert "VERBATIM_THRESHOLD=" in out
    assert f"Written to {shelf.index / 'calibration.json'}" in out
    assert ask(shelf, *question) == 0
    assert json.loads(capsys.readouterr().out)["confidence"] != before
    assert main(["calibrate", "--reset", *index]) == 0
    assert "The confidence that ships serves again." in capsys.readouterr().out
    assert ask(shelf, *question) == 0
    assert json.loads(capsys.readouterr().out)["confidence"] == before


def test_too_few_questions_change_nothing(shelf: Library, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is missing is said, and nothing is written."""
    questions = write_questions(tmp_path / "q.jsonl", 8, 2)
    assert main(["calibrate", str(questions), "--index", str(shelf.index)]) == 1
    assert "10 questions, 8 of them answered right and 2 not, are too few" in capsys.readouterr().err
    assert not (shelf.index / "calibration.json").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "expected"),
    [
        (["ask", "--index", "nowhere", "x"], 1, "there is no index in nowhere. Run: python -m index build"),
        (["check", "--index", "nowhere"], 1, "there is no index in nowhere"),
        (["build", "--corpus", "nowhere"], 1, "the corpus nowhere cannot be read"),
        (["inspect", "nowhere.md"], 1, "nowhere.md: cannot be read"),
        (["evaluate", "nowhere.jsonl"], 1, "nowhere.jsonl"),
        (["calibrate", "nowhere.jsonl"], 1, "nowhere.jsonl"),
        (["calibrate"], 2, "there is no file of questions"),
        (["ask", "--json", "--explain", "x"], 2, "--json and --explain do not go together"),
    ],
)
def test_errors_are_one_line(
    arguments: list[str], code: int, expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is wrong and what to do stand in one line on standard error."""
    assert main(arguments) == code
    err = capsys.readouterr().err
    assert expected in err
    assert len(err.strip().splitlines()) == 1


@pytest.mark.parametrize("arguments", [[], ["sing"], ["ask", "--limit", "0", "x"], ["ask", "--limit", "many", "x"]])
def test_wrong_usage_exits_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """The command line explains itself."""
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert "usage: python -m index" in capsys.readouterr().err


def test_a_blank_question_is_wrong_usage(shelf: Library, capsys: pytest.CaptureFixture[str]) -> None:
    """A question of nothing is refused with an example."""
    assert ask(shelf, " ") == 2
    assert "the question is blank" in capsys.readouterr().err


def test_a_bad_setting_exits_with_78(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A configuration error is told from others by its exit code."""
    monkeypatch.setenv("VERBATIM_LIMIT", "many")
    assert main(["check"]) == 78
    assert "VERBATIM_LIMIT" in capsys.readouterr().err


def test_a_bad_article_is_named_and_the_rest_is_served(
    shelf: Library, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Building with a bad article publishes the others and exits with 1."""
    library = Library(tmp_path)
    shutil.copytree(shelf.index, library.index)
    library.write("bridge", BRIDGE)
    library.write("bad", "Text.", published="yesterday")
    library.write("empty", "")
    assert main(["build", "--corpus", str(library.corpus), "--index", str(library.index)]) == 1
    err = capsys.readouterr().err
    assert "error: bad.md, line 3, field 'published'" in err
    assert "warning: empty.md" in err
    assert ask(library, "trucks") == 0


def test_stops_cleanly_at_ctrl_c(shelf: Library) -> None:
    """An interrupted build says so in one line, leaves nothing behind, and the index before serves."""
    before = find_current(shelf.index)
    article = shelf.write("lighthouse", "The lighthouse of Orlan is 40 metres high.")
    command = [sys.executable, "-m", "index", "build", "--corpus", str(shelf.corpus), "--index", str(shelf.index)]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        assert process.stderr.readline().startswith("Reading articles")
        process.send_signal(signal.SIGINT)
        err = process.stderr.read()
    article.unlink()
    assert process.returncode == 130
    assert err.splitlines()[-1] == "stopped; nothing was changed"
    assert "Traceback" not in err
    assert find_current(shelf.index) == before
    assert not list(shelf.index.glob(".building-*"))


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

"""The other commands, and what they all have in common: exit codes, one-line errors, Ctrl-C."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from index.__main__ import main
from index.snapshots.store import find_current
from tests.support.index.command_line import ask
from tests.support.index.corpus import BRIDGE, Library

ROOT = Path(__file__).parents[3]


def test_building_again_says_that_nothing_changed(shelf: Library, capsys: pytest.CaptureFixture[str]) -> None:
    """The second build publishes nothing and says so."""
    before = find_current(shelf.index)
    assert main(["build", "--corpus", str(shelf.corpus), "--index", str(shelf.index)]) == 0
    assert capsys.readouterr().out == "Nothing changed: 2 articles, 9 sentences.\n"
    assert find_current(shelf.index) == before


@pytest.mark.parametrize("command", [["build"], ["add", "article.md"]])
def test_a_process_that_follows_builds_nothing(
    shelf: Library, command: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It says which process does, and asking goes on."""
    monkeypatch.setenv("VERBATIM_ROLE", "follower")
    before = find_current(shelf.index)
    assert main([*command, "--corpus", str(shelf.corpus), "--index", str(shelf.index)]) == 78
    assert "VERBATIM_ROLE is builder" in capsys.readouterr().err
    assert find_current(shelf.index) == before


def test_milvus_without_an_address_is_told(shelf: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before anything is built or asked."""
    monkeypatch.setenv("VERBATIM_ENGINE", "milvus")
    assert main(["ask", "--index", str(shelf.index), "how many trucks"]) == 78


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


def write_questions(path: Path, right: int, unanswerable: int) -> Path:
    gold = {"article": "bridge", "text": "Traffic is limited to 40 trucks an hour."}
    asked = [{"question": f"how many trucks an hour{'?' * number}", "gold": [gold]} for number in range(right)]
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
    article = shelf.write("lighthouses", " ".join(f"Lighthouse {n} is {n} metres high." for n in range(5_000)))  # long
    command = [sys.executable, "-m", "index", "build", "--corpus", str(shelf.corpus), "--index", str(shelf.index)]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        assert process.stderr.readline().startswith("Reading articles")
        process.send_signal(signal.SIGINT)
        err = process.stderr.read()
    article.unlink()
    assert process.returncode == 130, err
    assert err.splitlines()[-1] == "stopped; nothing was changed"
    assert "Traceback" not in err
    assert find_current(shelf.index) == before
    assert not list(shelf.index.glob(".building-*"))


def test_a_name_that_is_no_utf8_costs_no_other_article(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The file is named with what to do, and the build goes on."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "harbour.md").write_text("---\ntitle: Harbour\n---\nThe harbour of Veldra burned for three days.\n")
    (Path(os.fsdecode(os.fsencode(corpus) + b"/dam\xff.md"))).write_text("---\ntitle: Dam\n---\nIt held.\n")
    assert main(["build", "--corpus", str(corpus), "--index", str(tmp_path / "index")]) == 0
    told = capsys.readouterr()
    assert "is not read: its name is not UTF-8; rename it" in told.err
    assert "1 article, 1 sentence" in told.out

"""python -m index add: what is handed in becomes articles, drafts or one reason each."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from index.__main__ import main
from index.building.build import build
from index.cli.add import add, add_and_build
from index.cli.parser import make_parser
from index.corpus.articles import read_corpus
from index.errors import StoppedAfterAdding
from index.ingestion.limited.reader import Reader
from tests.support.index.embedders import WordEmbedder
from tests.support.ingestion.pages import ORDINARY, UKRAINIAN

HARBOUR = "The harbour of Veldra was closed on Monday, and nobody in the hall said what for, the mayor told them.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of documents: a page, two texts that are one, a zip, a picture and a broken PDF."""
    made = tmp_path / "documents"
    (made / "more").mkdir(parents=True)
    (made / "a.html").write_text(ORDINARY)
    (made / "b.txt").write_bytes(f"Гавань\n\n{UKRAINIAN}".encode("cp1251"))
    (made / "more" / "c.md").write_text(f"---\ntitle: T\ndate: 2024-03-02\n---\n{HARBOUR}")
    (made / "more" / "d.md").write_text(f"---\ntitle: Again\n---\n{HARBOUR}")
    (made / "e.pdf").write_bytes(b"%PDF-1.4\n%")
    (made / "f.png").write_bytes(b"\x89PNG")
    with zipfile.ZipFile(made / "g.zip", "w") as archive:
        archive.writestr(
            "h.md", "---\ntitle: The bridge\n---\nIt is open again, and both sides say that they built it."
        )
        archive.writestr("speakers.toml", "")
    return made


def run(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, list[dict[str, object]]]:
    code = main(["add", *arguments])
    return code, [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_dry_run_writes_drafts_and_changes_nothing_else(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One object a source; each draft is an article file named as its source, each refusal one line."""
    drafts = tmp_path / "drafts"
    code, told = run([str(folder), "nothing.html", "--dry-run", "--drafts", str(drafts), "--json"], capsys)
    assert code == 1
    assert [Path(str(each["draft"])).name for each in told if each["draft"]] == ["a.md", "b.md", "h.md", "c.md", "d.md"]
    assert [Path(str(each["source"])).name for each in told if each["refused"]] == ["e.pdf", "f.png", "nothing.html"]
    assert [article.title for article in read_corpus(drafts).articles] == [
        "Harbour burned for three days", "Гавань", "T", "The bridge",
    ]  # fmt: skip
    assert told[0]["published"] == "2024-03-02"
    assert set(told[0]) == {
        "source", "draft", "title", "published", "publisher", "author", "url", "language", "sentences", "notes",
        "refused",
    }  # fmt: skip
    assert {path.name for path in tmp_path.iterdir()} == {"documents", "drafts"}


def test_everything_is_added_once(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], reader: Reader
) -> None:
    """What the corpus has already is named, and nothing is left half done."""
    corpus, index = tmp_path / "corpus", tmp_path / "index"
    arguments = make_parser().parse_args(
        ["add", str(folder / "more"), str(folder / "more" / "c.md"), "--yes", "--json"]
    )
    assert add(arguments, corpus, index, (reader,)) == (0, 1)
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [each["refused"] for each in told] == [None, *["The corpus has this text already: T."] * 2]
    assert [path.read_text().endswith(HARBOUR) for path in corpus.iterdir()] == [True]


@pytest.mark.parametrize("is_damaged", [False, True])
def test_what_the_index_has_of_the_corpus_is_known_by_its_files(
    is_damaged: bool, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], reader: Reader
) -> None:
    """An article that changed since, or an index that is damaged, adds no text twice and refuses no other."""
    corpus, index = tmp_path / "corpus", tmp_path / "index"
    corpus.mkdir()
    (corpus / "kept.md").write_text(f"---\ntitle: Kept\n---\n{HARBOUR}")
    (corpus / "changed.md").write_text("---\ntitle: Changed\n---\nThe bridge is closed, and nobody knows for how long.")
    build(corpus, index, WordEmbedder(), 2, lambda *_: None)
    (corpus / "changed.md").write_text("---\ntitle: Changed\n---\nThe dam of Orsk held through the winter after all.")
    if is_damaged:
        next(index.glob("*/articles.json")).write_text("[]")
    (folder / "i.md").write_text("---\ntitle: I\n---\nThe dam of Orsk held through the winter after all.")
    (folder / "j.md").write_text("---\ntitle: J\n---\nThe bridge is closed, and nobody knows for how long.")
    sources = [str(folder / name) for name in ("more/c.md", "i.md", "j.md")]
    assert add(make_parser().parse_args(["add", *sources, "--yes", "--json"]), corpus, index, (reader,)) == (0, 1)
    told = [json.loads(line)["refused"] for line in capsys.readouterr().out.splitlines()]
    assert told == ["The corpus has this text already: Kept.", "The corpus has this text already: Changed.", None]


@pytest.mark.parametrize("arguments", [["x.md"], ["x.md", "--json"], ["x.md", "--yes", "--drafts", "d"]])
def test_wrong_usage_is_told(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """There must be somebody to ask, and drafts are those of a dry run."""
    assert main(["add", *arguments]) == 2
    assert capsys.readouterr().err.startswith("error: ")


def test_whoever_stops_the_indexing_is_told_what_is_in_the_corpus(folder: Path, tmp_path: Path, reader: Reader) -> None:
    """What was confirmed stays, so nobody reads that nothing was changed."""

    def stop() -> int:
        raise KeyboardInterrupt

    arguments = make_parser().parse_args(["add", str(folder / "more"), "--yes"])
    with pytest.raises(StoppedAfterAdding):
        add_and_build(arguments, tmp_path / "corpus", tmp_path / "index", (reader,), stop)
    assert len(list((tmp_path / "corpus").iterdir())) == 1

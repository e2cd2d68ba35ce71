"""Lint reads a corpus as its readers will, and says where something is wrong and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.__main__ import main
from index.ingestion.lint import Finding, lint_corpus

WHOLE = "title: {}\npublisher: The Post\npublished: 2024-03-02\nurl: https://post.example/a"
SENTENCE = "The harbour of Veldra was closed on Monday, and nobody in the hall said what for.\n"


def lint(folder: Path, **files: str) -> list[Finding]:
    for name, text in files.items():
        (folder / f"{name}.md").write_text(text)
    return lint_corpus(folder)


def test_a_corpus_without_fault_has_no_finding(tmp_path: Path) -> None:
    """Nothing is said for its own sake."""
    assert (
        lint(tmp_path, a=f"---\n{WHOLE.format('T')}\n---\n{SENTENCE}\n## Losses\n\nTwo boats sank, said Jo Lind.\n")
        == []
    )


@pytest.mark.parametrize(
    ("source", "line", "problem"),
    [
        (f"---\ntitle: T\npublisher: P\n---\n{SENTENCE}", 1, "no date"),
        (f"---\ntitle: T\npublished: 2024-03-02\n---\n{SENTENCE}", 1, "no outlet"),
        (f"---\n{WHOLE.format('T')}\nauthor:\n---\n{SENTENCE}", 6, "the field author is empty"),
        (f"---\n{WHOLE.format('T')}\n---\n{SENTENCE}\nSign up for our newsletter.\n", 9, "looks like a page's own"),
        (f"---\n{WHOLE.format('T')}\n---\n{SENTENCE}\nThe losses\n\n{SENTENCE}", 9, "looks like a heading: The losses"),
        (
            f"---\n{WHOLE.format('T')}\n---\nПорт закрили, і ніхто не постраждав.\n",
            1,
            "not written in the language en",
        ),
        (f"---\n{WHOLE.format('T')}\ntags: x\n---\n{SENTENCE}", 6, "unknown field"),
        (f"---\n{WHOLE.format('T').replace('2024', '2924')}\n---\n{SENTENCE}", 1, "has not come yet"),
    ],
)
def test_what_is_wrong_is_found_where_it_is(tmp_path: Path, source: str, line: int, problem: str) -> None:
    """By file and line of the file, front matter counted."""
    findings = lint(tmp_path, a=source)
    assert [(each.file, each.line) for each in findings if problem in each.problem] == [("a.md", line)]


def test_articles_that_say_the_same_are_named(tmp_path: Path) -> None:
    """By the title of the other."""
    body = SENTENCE * 4
    findings = lint(
        tmp_path,
        a=f"---\n{WHOLE.format('One')}\n---\n{body}",
        b=f"---\n{WHOLE.format('Two')}\n---\n{body}\nMore was said.\n",
    )
    assert [(each.file, "One" in each.problem) for each in findings] == [("b.md", True)]


def test_files_that_are_not_read_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Pages, documents, endings in capitals and folders: one line each, and what to do."""
    (tmp_path / "more").mkdir()
    for name in ("page.html", "e.pdf", "C.MD"):
        (tmp_path / name).write_text("x")
    (tmp_path / "a.md").write_text(f"---\n{WHOLE.format('T')}\n---\n{SENTENCE}")
    assert main(["lint", "--corpus", str(tmp_path)]) == 1
    told = capsys.readouterr().out.splitlines()
    assert [line.partition(":")[0] for line in told] == ["C.MD", "e.pdf", "more", "page.html"]
    assert "python -m index add page.html" in told[-1]

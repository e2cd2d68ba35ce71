"""python -m index lint: a line for everything that is wrong in a corpus."""

from __future__ import annotations

import sys
from pathlib import Path

from index.cli.console import count
from index.ingestion.lint import lint_corpus


def lint(corpus: Path) -> int:
    """Print what is wrong in a corpus, and return the exit code."""
    findings = lint_corpus(corpus)
    for each in findings:
        sys.stdout.write(f"{each.file}:{each.line}: {each.problem}; {each.remedy}\n")
    sys.stderr.write(f"{count(len(findings), 'finding')}.\n" if findings else "Nothing was found.\n")
    return 1 if findings else 0

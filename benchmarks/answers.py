"""Index a folder of articles, ask its questions and print every figure of the answers.

usage: python -m benchmarks.answers FOLDER

FOLDER holds articles/, questions.jsonl and, where there is one, unanswerable.jsonl (docs/evaluation.md).
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

from index.building import build
from index.embedding import SentenceTransformerEmbedder, find_model
from index.evaluation import Outcome, ask_all, evaluate, read_questions
from index.searching import Searcher
from index.settings import load_settings
from index.terminal import make_console, print_evaluation


def main() -> None:
    """Build, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    settings = load_settings()
    embedder = SentenceTransformerEmbedder(find_model(settings.model), settings.batch_size)
    with tempfile.TemporaryDirectory() as index:
        build(folder / "articles", Path(index), embedder, 2, lambda *_: None)
        searcher = Searcher.open(Path(index), embedder, settings.threshold, settings.candidates)
    files = [path for path in (folder / "questions.jsonl", folder / "unanswerable.jsonl") if path.exists()]
    outcomes = ask_all([question for path in files for question in read_questions(path)], searcher.ask)
    print_evaluation(make_console(), evaluate(outcomes))
    print_slices(outcomes, folder / "articles")


def print_slices(outcomes: Sequence[Outcome], articles: Path) -> None:
    """Compare every quotation with the slice of its file, read anew."""
    right = total = 0
    for outcome in outcomes:
        for quotation in outcome.answer.quotations:
            body = (articles / quotation.article.path).read_bytes().decode("utf-8-sig").partition("\n---\n")[2]
            total += 1
            right += body[quotation.span.start : quotation.span.end] == quotation.text
    print(f"quotations {total}, equal to their slice of the source {right / max(1, total):.1%}")


if __name__ == "__main__":
    main()

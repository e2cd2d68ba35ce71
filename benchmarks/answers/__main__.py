"""Index a folder of articles, ask its questions and print every figure of the answers.

usage: python -m benchmarks.answers FOLDER [--half even|odd] [--typed]

FOLDER holds articles/, questions.jsonl and, where there is one, unanswerable.jsonl (docs/evaluation.md). With
`--typed` those of `typed_questions.jsonl` are asked instead, which are on the articles of `news-dev`.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.answers.asking import Half, open_folder, read_folder
from benchmarks.answers.typed_questions import read_typed
from index.cli.console import make_console
from index.cli.figures import print_evaluation
from index.evaluation.metrics import Outcome, ask_all, evaluate
from index.search.answer import Answer
from index.search.confidence.features import Features


def main() -> None:
    """Build, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--half", type=Half, choices=list(Half), default=Half.ALL, help="of the questions")
    parser.add_argument("--typed", action="store_true", help="ask the typed questions on general news")
    arguments = parser.parse_args()
    folder: Path = arguments.folder
    searcher, features = open_folder(folder), {}

    def ask(question: str, limit: int) -> Answer:
        search = searcher.search(question, limit)
        features[question] = search.features
        return search.answer

    questions = read_typed(folder / "articles") if arguments.typed else read_folder(folder)
    outcomes = ask_all([each for each in questions if arguments.half.has(each.question)], ask)
    print_evaluation(make_console(), evaluate(outcomes))
    print_against(outcomes, features)
    print_slices(outcomes, folder / "articles")


def print_against(outcomes: Sequence[Outcome], features: Mapping[str, Features | None]) -> None:
    """Print of how many questions each thing is true that lowers the confidence."""
    print("lowers confidence: right at first place, other answerable, unanswerable")
    for name in ("untold", "unnamed", "unnumbered", "lacking", "opposed", "exchanged", "asking"):
        flagged = [each for each in outcomes if getattr(features[each.question.question], name, 0)]
        right = sum(each.is_right for each in flagged)
        answerable = sum(bool(each.question.gold) for each in flagged)
        print(f"{name:10} {right:4} {answerable - right:4} {len(flagged) - answerable:4}")


def print_slices(outcomes: Sequence[Outcome], articles: Path) -> None:
    """Compare every quotation with the slice of its file, read again."""
    right = total = 0
    for outcome in outcomes:
        for quotation in outcome.answer.quotations:
            body = (articles / quotation.article.path).read_bytes().decode("utf-8-sig").partition("\n---\n")[2]
            total += 1
            right += body[quotation.span.start : quotation.span.end] == quotation.text
    print(f"quotations {total}, equal to their slice of the source {right / max(1, total):.1%}")


if __name__ == "__main__":
    main()

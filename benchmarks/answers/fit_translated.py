"""Fit the confidence in answers to questions that were asked in Ukrainian or Russian, and print how well it does.

usage: python -m benchmarks.answers.fit_translated ARTICLES QUESTIONS [ARTICLES QUESTIONS …] [--write]

QUESTIONS are those of `benchmarks.retrieval.languages`, in several languages each. What ranks a sentence is fitted, the
rest is weighed by hand at half of what it counts in English or less, since names and numbers may be lost in the English
words. Each tenth of the questions is reported by a fit on the others.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from benchmarks.answers.fit_confidence import Sample, fit, keep, predict, print_report, read_by_hand
from benchmarks.retrieval.languages import open_index, read_groups
from index.evaluation.metrics import DEPTH, find_rank
from index.search.confidence.confidence import TRANSLATED

FITTED = ("score", "score_lead")
_FOLDS = 10


def main() -> None:
    """Fit, print, and with --write keep the numbers."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, nargs="+", metavar="ARTICLES QUESTIONS")
    parser.add_argument("--indexes", type=Path, help="where the indexes are kept, 0, 1 and so on (default: nowhere)")
    parser.add_argument("--write", action="store_true", help="write the numbers")
    arguments = parser.parse_args()
    pairs = zip(arguments.data[::2], arguments.data[1::2], strict=True)
    with tempfile.TemporaryDirectory() as nowhere:
        indexes = arguments.indexes or Path(nowhere)
        samples = [
            sample
            for number, (articles, questions) in enumerate(pairs)
            for sample in measure(articles, questions, indexes / str(number))
        ]
    folds = np.array([int(sample.source) for sample in samples])
    confidences = np.zeros(len(samples))
    for fold in range(_FOLDS):
        others = fit([each for each in samples if int(each.source) != fold], FITTED, read_by_hand(TRANSLATED, FITTED))
        confidences[folds == fold] = predict(others, [each for each in samples if int(each.source) == fold])
    print_report("each tenth by a fit on the others", confidences, samples)
    keep(TRANSLATED, fit(samples, FITTED, read_by_hand(TRANSLATED, FITTED)), write=arguments.write)


def measure(articles: Path, questions: Path, index: Path) -> Iterator[Sample]:
    """Ask a corpus in every language but English; the same question in two languages is of one tenth."""
    searcher = open_index(articles, index)
    for language, asked in read_groups([questions]).items():
        for number, question in enumerate(asked if language != "en" else ()):
            search = searcher.search(question.question, DEPTH)
            if search.features:
                right = find_rank(question, search.answer) == 1
                yield Sample(search.features, right, bool(question.gold), str(number % _FOLDS))


if __name__ == "__main__":
    main()

"""Compare the words that are put in bold with the words that answer.

usage: python -m benchmarks.answers.highlighting FOLDER

FOLDER holds articles/ and questions.jsonl, whose `answer` is compared (docs/evaluation.md), in the first
quotation that hits; answers that do not stand in it word for word are left out.
Beside it, what putting the question's words in bold would give.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.answers.asking import open_folder
from index.corpus.span import Span
from index.engines.bm25 import find_content_words, find_words
from index.evaluation.metrics import DEPTH, find_rank
from index.evaluation.question_file import read_questions

_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Overlap:
    """How far the bold words of a quotation are the answer."""

    kind: str
    f1: float
    covered: bool


def main() -> None:
    """Build, ask, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    searcher = open_folder(folder)
    bold: list[Overlap] = []
    asked: list[Overlap] = []
    for question in read_questions(folder / "questions.jsonl"):
        answer = searcher.ask(question.question, DEPTH)
        rank = find_rank(question, answer)
        text = answer.quotations[rank - 1].text if rank else ""
        if question.answer and " ".join(_split(question.answer)) in " ".join(_split(text)):
            bold.append(compare(question.asks, text, answer.quotations[rank - 1].highlights, question.answer))
            asked.append(compare(question.asks, text, find_asked(question.question, text), question.answer))
    report("the question's words", asked)
    report("what is put in bold", bold)
    for kind, _ in Counter(each.kind for each in bold).most_common():
        report(f"  {kind}", [each for each in bold if each.kind == kind])


def find_asked(question: str, text: str) -> list[Span]:
    """Return the words of a text that are in the question."""
    stems = {word.stem for word in find_content_words(question)}
    return [word.span for word in find_words(text) if word.stem in stems]


def compare(kind: str, text: str, spans: Sequence[Span], answer: str) -> Overlap:
    """Return how many words bold and answer have in common."""
    bold = Counter(word for span in spans for word in _split(span.of(text)))
    wanted = Counter(_split(answer))
    common = (bold & wanted).total()
    return Overlap(kind, 2 * common / (bold.total() + wanted.total()), common == wanted.total())


def report(name: str, overlaps: Sequence[Overlap]) -> None:
    """Print one line of figures."""
    f1 = sum(each.f1 for each in overlaps) / max(1, len(overlaps))
    covered = sum(each.covered for each in overlaps) / max(1, len(overlaps))
    print(f"{name:22}questions {len(overlaps):3}  token F1 {f1:.3f}  answer covered {covered:.3f}")


def _split(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


if __name__ == "__main__":
    main()

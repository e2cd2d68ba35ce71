"""Ask questions about what changes and questions that take something false for granted, and print two shares.

usage: python -m benchmarks.answers.understanding FOLDER [--times FILE] [--half even|odd]

Of FOLDER's unanswerable questions those marked `near` take something for granted that no article says; the share of
them that are shown an answer is to be small. Of its other questions those that ask about what changes, or of a time,
are to be answered by no article that is older than every one that answers. A line of FILE has a question and the day
`since` which articles tell the newest, or `until` which they tell what it was then: an answer from before or after is
of another time.
Last it prints the processor time of an ask, and of one that only searches, reads and quotes, without understanding.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.answers.asking import Half, open_folder, read_folder
from index.evaluation.question_file import Question
from index.models.onnx_reranker import OnnxReranker
from index.search.confidence.confidence import compute_logit
from index.search.confidence.features import measure_features
from index.search.first_stage import rank
from index.search.query.spelling_reranker import SpellingReranker
from index.search.quoting import quote
from index.search.reranking import rerank
from index.search.searcher import Searcher

_SHOWN = 3
_ROUNDS = 3


@dataclass(frozen=True)
class Timed:
    """A question whose answer changes, and which articles have the one that is asked for."""

    question: str
    since: date
    until: date

    @classmethod
    def read(cls, line: dict[str, Any]) -> Timed:
        """Read a line of a file."""
        since, until = line.get("since", date.min.isoformat()), line.get("until", date.max.isoformat())
        return cls(line["question"], date.fromisoformat(since), date.fromisoformat(until))


def main() -> None:
    """Print the shares."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--times", type=Path, help="questions about what changes")
    parser.add_argument("--half", type=Half, choices=list(Half), default=Half.ALL, help="of the questions")
    arguments = parser.parse_args()
    searcher, half = open_folder(arguments.folder), arguments.half
    near = [line["question"] for line in _read(arguments.folder / "unanswerable.jsonl", half) if line.get("near")]
    print_premises(searcher, near)
    print_outdated(searcher, read_folder(arguments.folder, half))
    if arguments.times:
        print_times(searcher, [Timed.read(line) for line in _read(arguments.times, half)])
    print_cost(searcher, [question.question for question in read_folder(arguments.folder, half)])


def print_premises(searcher: Searcher, questions: Sequence[str]) -> None:
    """Print how many questions with a false premise are shown an answer."""
    shown = [question for question in questions if searcher.ask(question, _SHOWN).answered]
    print(f"false premises {len(questions)}, shown an answer {len(shown) / max(1, len(questions)):.3f}")


def print_outdated(searcher: Searcher, questions: Sequence[Question]) -> None:
    """Print how many questions of a time an article answers that is older than the right ones."""
    found = [(each, searcher.search(each.question, _SHOWN)) for each in questions if each.gold]
    of_time = [
        (each, search.answer)
        for each, search in found
        if search.understanding and (search.understanding.may_change or search.understanding.time)
    ]
    answered = [(each, answer) for each, answer in of_time if answer.answered]
    published = {article.name: article.published or date.min for article in searcher.snapshot.contents.articles}
    older = [
        each
        for each, answer in answered
        if (answer.quotations[0].article.published or date.min) < min(published[gold.article] for gold in each.gold)
    ]
    share = len(older) / max(1, len(of_time))
    print(
        f"questions of time {len(of_time)}, answered {len(answered)}, outdated first {len(older)}: {share:.3f} of all"
    )


def print_times(searcher: Searcher, questions: Sequence[Timed]) -> None:
    """Print how many questions about what changes are answered, and by an article of another time."""
    answers = [(each, searcher.ask(each.question, _SHOWN)) for each in questions]
    answered = [(each, answer) for each, answer in answers if answer.answered]
    other = [
        each
        for each, answer in answered
        if not each.since <= (answer.quotations[0].article.published or date.min) <= each.until
    ]
    share, of_answered = len(other) / max(1, len(questions)), len(other) / max(1, len(answered))
    print(
        f"time questions {len(questions)}, answered {len(answered)}, outdated first {len(other)}: "
        f"{share:.3f} of all, {of_answered:.3f} of the answered"
    )


def print_cost(searcher: Searcher, questions: Sequence[str]) -> None:
    """Print the processor time of an ask with understanding and without, the least of some rounds in turn."""
    contents, reranker = searcher.snapshot.contents, OnnxReranker()
    encoder = contents.encoder
    assert encoder is not None

    def search_plainly(question: str) -> None:
        rewritten = searcher.rewrite(question)
        ranked = rank(contents, rewritten.words, encoder.embed([rewritten.text])[0])
        ranking = rerank(contents, rewritten.text, ranked, SpellingReranker(reranker, rewritten))
        quote(contents, rewritten.text, ranking, _SHOWN)
        compute_logit(measure_features(contents, rewritten.text, ranking, None))

    ways: tuple[Callable[[str], object], ...] = (lambda question: searcher.ask(question, _SHOWN), search_plainly)
    least = [float("inf"), float("inf")]
    for _ in range(_ROUNDS):
        for number, ask in enumerate(ways):
            began = time.process_time()
            for question in questions:
                ask(question)
            least[number] = min(least[number], (time.process_time() - began) / max(1, len(questions)) * 1000)
    whole, plain = least
    print(
        f"processor time of an ask: {whole:.1f} ms, without understanding {plain:.1f} ms, more {whole - plain:+.1f} ms"
    )


def _read(path: Path, half: Half) -> Iterator[dict[str, Any]]:
    lines = path.read_text("utf-8").splitlines()
    yield from (line for line in map(json.loads, filter(None, lines)) if half.has(line["question"]))


if __name__ == "__main__":
    main()

"""Ask questions as people type them, and print what reading them with care is worth.

usage: python -m benchmarks.answers.typing FOLDER

FOLDER holds articles/, questions.jsonl and, where there is one, unanswerable.jsonl (docs/evaluation.md).
For each way to type, over the questions that it changes: as they were written; as typed, read to the letter;
as typed, read as they are by default. Everything by chance is drawn from fixed seeds.
"""

from __future__ import annotations

import argparse
import functools
import random
import re
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.answers.asking import open_folder, read_folder
from index.engines.bm25 import find_content_words
from index.evaluation.metrics import Outcome, ask_all, evaluate
from index.models.embedder import SentenceTransformerEmbedder, find_model
from index.search.answer import Answer
from index.search.query.rewriting import RewrittenQuestion
from index.search.searcher import Searcher
from index.settings import load_settings
from index.text.aliases import match_name, read_aliases
from index.text.numerals import NUMERAL, read_numeral, write_numeral
from training.data.questions import mistype

_YEAR = re.compile(r"[12]\d{3}")


class LiteralSearcher(Searcher):
    """Reads every question to the letter."""

    def rewrite(self, question: str) -> RewrittenQuestion:
        """Return the question as it is."""
        return RewrittenQuestion(question, (), {}, {})


def main() -> None:
    """Build, ask in every way, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--every", type=int, default=1, metavar="N", help="ask every n-th question only")
    arguments = parser.parse_args()
    folder: Path = arguments.folder
    opened, settings = open_folder(folder), load_settings()
    embedder = SentenceTransformerEmbedder(find_model(settings.model), settings.batch_size)
    to_the_letter = LiteralSearcher(opened.snapshot, embedder, settings.threshold, candidates=settings.candidates)
    careful, literal = _remember(opened), _remember(to_the_letter)
    questions = read_folder(folder)[:: arguments.every]
    print(f"{'':34}questions   R@1  correct  wrong  refused")
    report("as written", "to the letter", ask_all(questions, literal))
    report("", "as read by default", ask_all(questions, careful))
    for name, retype in WAYS.items():
        typed = [
            (each, each.model_copy(update={"question": retype(each.question, n)})) for n, each in enumerate(questions)
        ]
        changed = [(written, each) for written, each in typed if each.question != written.question]
        report(name, "as written", ask_all([written for written, _ in changed], careful))
        report("", "to the letter", ask_all([each for _, each in changed], literal))
        report("", "as read by default", ask_all([each for _, each in changed], careful))


def report(name: str, how: str, outcomes: Sequence[Outcome]) -> None:
    """Print one line of figures."""
    figures = evaluate(outcomes)
    print(
        f"{name:14}{how:20}{len(outcomes):9}  {figures.recall_at_1:.3f}    {figures.correct:.3f}  {figures.wrong:.3f}"
        f"    {figures.refused:.3f}",
        flush=True,
    )


def slip(question: str, seed: int) -> str:
    """Mistype one long word of a question."""
    chance = random.Random(seed)
    words = [word.span.of(question) for word in find_content_words(question)]
    long = [word for word in words if len(word) >= 5 and word.isalpha()]
    if not long:
        return question
    word = chance.choice(long)
    return question.replace(word, mistype(word, chance), 1)


def rename(question: str, seed: int) -> str:
    """Spell every name in another way of the table."""
    chance = random.Random(seed)
    for name, others in read_aliases().spellings.items():
        if match_name(name).search(question):
            return match_name(name).sub(chance.choice([other for other in others if other != name]), question)
    return question


def renumber(question: str, seed: int) -> str:  # noqa: ARG001  # every way to type takes both
    """Write every number in words that stands in digits, and the reverse."""
    return NUMERAL.sub(lambda match: _write_otherwise(match[0]), question)


WAYS: dict[str, Callable[[str, int], str]] = {
    "capitals": lambda question, _: question.upper(),
    "bare": lambda question, _: re.sub(r"[^\w\s%/-]", "", question.lower()),
    "one slip": slip,
    "two slips": lambda question, seed: slip(slip(question, seed), seed + 1_000),
    "other names": rename,
    "numbers": renumber,
    "chatty": lambda question, _: f"does anyone know {question}" if question.lower().startswith("wh") else question,
}


def _write_otherwise(numeral: str) -> str:
    value = read_numeral(numeral)
    if value is None or value < 2 or _YEAR.fullmatch(numeral):
        return numeral
    ways = [way for way in write_numeral(value) if way[0].isdigit() != numeral[0].isdigit()]
    return ways[-1] if ways else numeral


def _remember(searcher: Searcher) -> Callable[[str, int], Answer]:
    return functools.cache(searcher.ask)


if __name__ == "__main__":
    main()

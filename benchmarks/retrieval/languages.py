"""Ask the same corpus in several languages and print what comes of it, a line for each language.

usage: python -m benchmarks.retrieval.languages FOLDER QUESTIONS… [options]

FOLDER holds the articles. A line of QUESTIONS is a question of `index evaluate`, counted with the language that it is
in; or one question in several languages, `{"ru": …, "uk": …, "gold": […]}`, asked in each; `[]` where nothing answers
it. --typed asks those in Russian and Ukrainian also in lower case, in Latin letters and without the marks above
letters. --index keeps the index, so that another run builds only what changed.
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from benchmarks.answers.asking import Half
from index.building.build import build
from index.cli.console import make_console
from index.cli.figures import print_trade_off
from index.evaluation.metrics import Outcome, ask_all, evaluate, measure_trade_off
from index.evaluation.question_file import Question
from index.models.exported_model import make_embedder
from index.models.rerankers import make_reranker
from index.search.searcher import Searcher
from index.settings import load_settings
from index.text.languages import EAST_SLAVIC, Language, detect_language
from index.text.transliteration import to_latin

Groups = dict[str, list[Question]]

_LATIN_OF_UKRAINIAN = str.maketrans({"и": "y", "г": "h", "і": "i"})
_MARKS = str.maketrans("ёйїґЁЙЇҐ", "еиігЕИІГ")
_APOSTROPHES = re.compile(r"['’ʼ]")


def main() -> None:
    """Build, ask in each language, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("questions", type=Path, nargs="+")
    parser.add_argument("--index", type=Path, help="where the index is kept (default: nowhere)")
    parser.add_argument("--half", type=Half, choices=list(Half), default=Half.ALL, help="of the questions")
    parser.add_argument("--typed", action="store_true", help="ask also as people type")
    parser.add_argument("--thresholds", action="store_true", help="print what each threshold would show")
    arguments = parser.parse_args()
    groups = read_groups(arguments.questions, arguments.half)
    if arguments.typed:
        groups |= {
            f"{name}, {how}": typed for name in sorted(groups) for how, typed in type_otherwise(name, groups[name])
        }
    with tempfile.TemporaryDirectory() as temporary:
        searcher = open_index(arguments.folder, arguments.index or Path(temporary))
        print("language           answerable  R@1   R@3   right  wrong  unanswerable  refused")
        for name, questions in sorted(groups.items()):
            outcomes = ask_all(questions, searcher.ask)
            print_figures(name, outcomes)
            if arguments.thresholds:
                print_trade_off(make_console(), measure_trade_off(outcomes, [step / 20 for step in range(8, 19)]))


def read_groups(paths: Iterable[Path], half: Half = Half.ALL) -> Groups:
    """Read questions by language; a half is told by the first text of a line, so that it is one in every language."""
    groups: Groups = defaultdict(list)
    for line in (line for path in paths for line in path.read_text("utf-8-sig").splitlines() if line.strip()):
        row = json.loads(line)
        texts = {each.value: row[each.value] for each in Language if each.value in row}
        texts = texts or {detect_language(row["question"]).value: row["question"]}
        if half.has(next(iter(texts.values()))):
            for language, text in texts.items():
                groups[language].append(Question(question=text, gold=row.get("gold", ())))
    return groups


def type_otherwise(name: str, questions: Sequence[Question]) -> list[tuple[str, list[Question]]]:
    """Return questions of a language as people type them, by how they do; none for English."""
    if name not in EAST_SLAVIC:
        return []
    ways: dict[str, Callable[[str], str]] = {
        "lower case": lambda text: text.lower().rstrip("?"),
        "no marks": lambda text: _APOSTROPHES.sub("", text.translate(_MARKS)),
        "latin": lambda text: spell_latin(text.lower().rstrip("?"), Language(name)),
    }
    return [
        (how, [each.model_copy(update={"question": way(each.question)}) for each in questions])
        for how, way in ways.items()
    ]


def spell_latin(text: str, language: Language) -> str:
    """Return Cyrillic as it is typed on a Latin keyboard."""
    return to_latin(text.translate(_LATIN_OF_UKRAINIAN) if language == Language.UKRAINIAN else text)


def open_index(articles: Path, index: Path) -> Searcher:
    """Index the articles of a folder and open them, by the settings."""
    settings = load_settings()
    embedder = make_embedder(settings)
    build(articles, index, embedder, 2, lambda *_: None)
    reranker = make_reranker(settings.reranker)
    return Searcher.open(index, embedder, settings.threshold, settings.candidates, reranker)


def print_figures(name: str, outcomes: Sequence[Outcome]) -> None:
    """Print a line of figures, each a share unless it is a count."""
    figures = evaluate(outcomes)
    refused = f"{figures.refused:.2f}" if figures.unanswerable else "-"
    print(
        f"{name:18} {figures.answerable:10}  {figures.recall_at_1:.2f}  {figures.recall_at_3:.2f}  "
        f"{figures.correct:.2f}   {figures.wrong:.2f}   {figures.unanswerable:12}  {refused}",
        flush=True,
    )


if __name__ == "__main__":
    main()

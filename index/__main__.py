"""The command line: python -m index build | add | lint | ask | inspect | check | evaluate | calibrate."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from index.cli.argument_types import count_of_quotations, day, share
from index.errors import QuestionError, StoppedAfterPublication, VerbatimError

if TYPE_CHECKING:
    from index.search.searcher import Searcher
    from index.settings import Settings

INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    parsed = make_parser().parse_args(arguments)
    try:
        from index.settings import load_settings

        code: int = parsed.run(parsed, load_settings())
        sys.stdout.flush()
        return code
    except VerbatimError as error:
        print(f"error: {error}", file=sys.stderr)
        return error.exit_code
    except StoppedAfterPublication:
        print("stopped; the new index is published", file=sys.stderr)
        return INTERRUPTED
    except KeyboardInterrupt:
        print("stopped; nothing was changed", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # so that the exit does not complain again
        return 0


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of every command."""
    parser = argparse.ArgumentParser(prog="python -m index", description="Answers questions by quoting a corpus.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    folder = argparse.ArgumentParser(add_help=False)
    folder.add_argument("--index", type=Path, metavar="DIR", help="folder of the index")

    build = commands.add_parser("build", parents=[folder], help="index the corpus")
    build.add_argument("--corpus", type=Path, metavar="DIR", help="folder of the articles")
    build.set_defaults(run=_build)

    add = commands.add_parser("add", parents=[folder], help="add articles: files, folders, addresses, feeds")
    add.add_argument("sources", nargs="+", metavar="SOURCE", help="a file, folder, zip of an export, address or feed")
    add.add_argument("--corpus", type=Path, metavar="DIR", help="folder of the articles")
    add.add_argument("--yes", action="store_true", help="add everything without asking, and index it")
    add.add_argument("--dry-run", action="store_true", help="add nothing; only say what would be")
    add.add_argument("--drafts", type=Path, metavar="DIR", help="with --dry-run: write the drafts there")
    add.add_argument("--json", action="store_true", help="one JSON object a source")
    add.set_defaults(run=_add)

    lint = commands.add_parser("lint", help="find what is wrong in the articles")
    lint.add_argument("--corpus", type=Path, metavar="DIR", help="folder of the articles")
    lint.set_defaults(run=_lint)

    ask = commands.add_parser("ask", parents=[folder], help="answer a question")
    ask.add_argument("question", nargs="*", metavar="QUESTION", help="without it, one a line from standard input")
    ask.add_argument("--json", action="store_true", help="one JSON object a question")
    ask.add_argument("--explain", action="store_true", help="say how each quotation was ranked")
    ask.add_argument("--limit", type=count_of_quotations, metavar="N", help="quotations at most")
    ask.add_argument("--previous", metavar="QUESTION", help="the question before, which this one leans on")
    ask.add_argument("--speaker", metavar="NAME", help="only what this person or body says")
    ask.add_argument("--article", metavar="NAME", help="only this article: its title or file name, or part of it")
    ask.add_argument("--from", type=day, dest="after", metavar="DATE", help="only articles from this day on")
    ask.add_argument("--to", type=day, dest="before", metavar="DATE", help="only articles up to this day")
    ask.set_defaults(run=_ask)

    inspect = commands.add_parser("inspect", help="show an article's sentences and who said them")
    inspect.add_argument("file", type=Path, metavar="FILE")
    inspect.add_argument("--json", action="store_true", help="one JSON object a sentence")
    inspect.set_defaults(run=_inspect)

    check = commands.add_parser("check", parents=[folder], help="verify the index and every quotation in it")
    check.set_defaults(run=_check)

    speakers = commands.add_parser("speakers", parents=[folder], help="list who is quoted, suspicious names first")
    speakers.add_argument("--draft", type=Path, metavar="FILE", help="write a draft of speakers.toml to a new file")
    speakers.set_defaults(run=_speakers)

    evaluate = commands.add_parser("evaluate", parents=[folder], help="measure the answers to a file of questions")
    evaluate.add_argument("file", type=Path, metavar="FILE")
    evaluate.set_defaults(run=_evaluate)

    calibrate = commands.add_parser("calibrate", parents=[folder], help="fit the confidence to your own questions")
    calibrate.add_argument("file", type=Path, nargs="?", metavar="FILE")
    calibrate.add_argument("--reset", action="store_true", help="go back to the confidence that ships")
    calibrate.add_argument(
        "--wrong", type=share, default=0.1, metavar="SHARE", help="of the answers shown, how many may be wrong"
    )
    calibrate.set_defaults(run=_calibrate)
    return parser


# Each command imports what it runs on, so that none waits for what another needs.


def _build(arguments: argparse.Namespace, settings: Settings) -> int:
    from index.building.build import build
    from index.building.worker import make_embedder
    from index.cli.console import count, make_console
    from index.cli.progress import show_progress
    from index.corpus.source_files import list_passed_over
    from index.models.embedder import find_model

    find_model(settings.model)
    embedder = make_embedder(settings)
    corpus, index = arguments.corpus or settings.corpus, arguments.index or settings.index
    with show_progress(make_console(stderr=True)) as on_progress:
        built = build(corpus, index, embedder, settings.snapshots, on_progress)
    for error in built.errors:
        kept = " (what it said before is kept)" if error.name in built.kept else ""
        print(f"error: {error}{kept}", file=sys.stderr)
    for name, remedy in list_passed_over(corpus):
        print(f"warning: {name} is not read: {remedy}", file=sys.stderr)
    for name in built.empty:
        print(f"warning: {name}: no text below its title, so nothing of it can be quoted", file=sys.stderr)
    size = f"{count(built.articles, 'article')}, {count(built.sentences, 'sentence')}"
    if built.snapshot:
        print(f"Published {built.snapshot}: {size}; {count(built.embedded, 'text')} embedded.")
    elif built.held:
        print(f"Held back {built.held}: {size}. Golden questions got worse; a moderator publishes or discards it.")
    else:
        print(f"Nothing changed: {size}.")
    return 1 if built.errors else 0


def _add(arguments: argparse.Namespace, settings: Settings) -> int:
    from index.cli.add import add_and_build

    corpus, index = arguments.corpus or settings.corpus, arguments.index or settings.index
    return add_and_build(arguments, corpus, index, lambda: _build(arguments, settings))


def _lint(arguments: argparse.Namespace, settings: Settings) -> int:
    from index.cli.lint import lint

    return lint(arguments.corpus or settings.corpus)


def _ask(arguments: argparse.Namespace, settings: Settings) -> int:
    from index.cli.ask_filters import find_filters
    from index.cli.console import make_console
    from index.cli.json_output import format_answer
    from index.cli.terminal import print_answer, print_explanation
    from index.evaluation.explain import explain
    from index.search.answer import Answer, Search

    if arguments.json and arguments.explain:
        raise QuestionError("--json and --explain do not go together", "Leave one out")
    if not arguments.question and sys.stdin.isatty():
        raise QuestionError("there is no question", 'Ask one: python -m index ask "where might wagner go next"')
    searcher = _open_searcher(arguments, settings)
    limit, console = arguments.limit or settings.limit, make_console()
    filters = find_filters(searcher.snapshot.contents, arguments)
    previous = searcher.ask(arguments.previous, limit) if arguments.previous else None

    def show(search: Search, error: str | None = None) -> None:
        if arguments.json:
            print(format_answer(search.answer, error), flush=True)
            return
        print_answer(console, search.answer)
        if arguments.explain:
            print_explanation(console, explain(searcher.snapshot.contents, search, searcher.calibration))

    if arguments.question:
        with make_console(stderr=True).status("Searching"):
            search = searcher.search(" ".join(arguments.question), limit, filters, previous)
        show(search)
        return 0
    for number, question in enumerate(_read_lines(sys.stdin), 1):
        try:
            show(searcher.search(question, limit, filters, previous))
        except Exception as error:  # noqa: BLE001  # whatever it is, it costs its own line only, and is said there
            told = str(error) if isinstance(error, VerbatimError) else f"unexpected {type(error).__name__}: {error}"
            print(f"line {number}: {told}", file=sys.stderr)
            show(Search(Answer(question, False, 0.0, ())), told)
    return 0


def _open_searcher(arguments: argparse.Namespace, settings: Settings) -> Searcher:
    from index.building.worker import make_embedder
    from index.models.rerankers import make_reranker
    from index.search.searcher import Searcher

    embedder = make_embedder(settings)
    reranker = make_reranker(settings.reranker)
    return Searcher.open(arguments.index or settings.index, embedder, settings.threshold, settings.candidates, reranker)


def _read_lines(stream: Iterable[str]) -> Iterable[str]:
    return (line.rstrip("\r\n") for line in stream)


def _inspect(arguments: argparse.Namespace, settings: Settings) -> int:  # noqa: ARG001  # every command takes both
    from index.attribution.attribute import attribute
    from index.cli.console import make_console
    from index.cli.json_output import format_sentence
    from index.cli.terminal import print_sentence
    from index.corpus.articles import read_article
    from index.corpus.sentences import split_article

    article = read_article(arguments.file)
    sentences = split_article(article)
    console = make_console()
    for sentence, attribution in zip(sentences, attribute(article, sentences), strict=True):
        if arguments.json:
            print(format_sentence(article, sentence, attribution))
        else:
            print_sentence(console, article, sentence, attribution)
    return 0


def _check(arguments: argparse.Namespace, settings: Settings) -> int:
    from index.cli.console import count
    from index.models.embedder import find_model
    from index.snapshots.manifest import require_model
    from index.snapshots.snapshot import open_snapshot, prove_everything
    from index.snapshots.store import find_current

    folder = find_current(arguments.index or settings.index)
    snapshot = open_snapshot(folder, None)
    require_model(folder, snapshot.manifest, find_model(settings.model))
    prove_everything(snapshot)
    contents = snapshot.contents
    print(
        f"Snapshot {snapshot.name} is as it was built: {count(len(contents.articles), 'article')}, "
        f"{count(len(contents.entries), 'sentence')}, each of them proved; model {snapshot.manifest.model.id}."
    )
    return 0


def _speakers(arguments: argparse.Namespace, settings: Settings) -> int:
    from index.cli.speakers import list_speakers

    return list_speakers(arguments.index or settings.index, arguments.draft)


def _evaluate(arguments: argparse.Namespace, settings: Settings) -> int:
    from index.cli.console import make_console
    from index.cli.figures import print_evaluation
    from index.evaluation.metrics import ask_all, evaluate
    from index.evaluation.question_file import read_questions

    questions = read_questions(arguments.file)
    searcher = _open_searcher(arguments, settings)
    print_evaluation(make_console(), evaluate(ask_all(questions, searcher.ask)))
    return 0


def _calibrate(arguments: argparse.Namespace, settings: Settings) -> int:
    from index.cli.console import make_console
    from index.cli.figures import print_calibration
    from index.evaluation.calibrate import calibrate
    from index.evaluation.question_file import read_questions
    from index.search.confidence.calibration import remove_calibration, write_calibration

    index = arguments.index or settings.index
    if arguments.reset:
        removed = remove_calibration(index)
        print("The confidence that ships serves again." if removed else "There was no calibration.")
        return 0
    if not arguments.file:
        raise QuestionError("there is no file of questions", "Name one, or --reset; docs/evaluation.md has the format")
    questions = read_questions(arguments.file)
    found = calibrate(questions, _open_searcher(arguments, settings), arguments.wrong)
    print_calibration(make_console(), found)
    if found.helps:
        print(
            f"Written to {write_calibration(index, found.calibration, len(questions))}; it serves from the next start."
        )
    elif found.silences:
        print(
            "Fitted to these questions, the bot would fall silent on most that it answers rightly; nothing was changed."
        )
    else:
        print("The confidence that ships fits these questions as well; nothing was changed.")
    return 0


if __name__ == "__main__":
    sys.exit(main())

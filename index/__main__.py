"""The command line: python -m index COMMAND; index/cli/parser.py has the commands and their options."""

from __future__ import annotations

import argparse
import gc
import io
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from index.allocator import bound_allocator
from index.cli.parser import make_parser
from index.errors import QuestionError, StoppedAfterAdding, StoppedAfterPublication, VerbatimError

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

        code = _COMMANDS[parsed.command](parsed, load_settings())
        sys.stdout.flush()
        return code
    except VerbatimError as error:
        print(f"error: {error}", file=sys.stderr)
        return error.exit_code
    except StoppedAfterPublication:
        print("stopped; the new index is published", file=sys.stderr)
        return INTERRUPTED
    except StoppedAfterAdding:
        told = "stopped; what was confirmed is in the corpus: python -m index build indexes it"
        print(told, file=sys.stderr)
        return INTERRUPTED
    except KeyboardInterrupt:
        print("stopped; nothing was changed", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # so that the exit does not complain again
        return 0


# Each command imports what it runs on, so that none waits for what another needs.


def _build(arguments: argparse.Namespace, settings: Settings, *, has_new: bool = False) -> int:
    from index.building.build import build
    from index.cli.console import count, make_console
    from index.cli.progress import show_progress
    from index.corpus.source_files import list_passed_over
    from index.models.exported_model import make_embedder, prepare_embedder
    from index.settings import require_builder
    from index.snapshots.engine_store import open_store

    require_builder(settings)
    embedder = prepare_embedder(settings) if has_new else make_embedder(settings)
    _ = embedder.model.digest  # what cannot be found or is another one is said before anything is read
    corpus, index = arguments.corpus or settings.corpus, arguments.index or settings.index
    with show_progress(make_console(stderr=True)) as on_progress:
        built = build(corpus, index, embedder, settings.snapshots, on_progress, open_store(settings, index))
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
    from index.ingestion.limited.kinds import guess_kind
    from index.ingestion.limited.reader import Reader
    from index.settings import require_builder

    require_builder(settings)
    corpus, index = arguments.corpus or settings.corpus, arguments.index or settings.index
    is_one = len(arguments.sources) == 1 and Path(arguments.sources[0]).is_file()
    # Whoever calls it waits for it, hence not nice; they load their libraries while this process loads its own.
    with Reader(is_nice=False) as first, Reader(is_nice=False) as second:
        for reader in (first,) if is_one else (first, second):
            reader.prepare(guess_kind(arguments.sources[0]))
        from index.cli.add import add_and_build

        return add_and_build(
            arguments, corpus, index, (first, second), lambda: _build(arguments, settings, has_new=True)
        )


def _feeds(arguments: argparse.Namespace, settings: Settings) -> int:
    from index.cli.feeds import follow_feeds
    from index.settings import require_builder

    require_builder(settings)
    corpus, index = arguments.corpus or settings.corpus, arguments.index or settings.index
    return follow_feeds(arguments, settings.feeds, corpus, index, lambda: _build(arguments, settings, has_new=True))


def _lint(arguments: argparse.Namespace, settings: Settings) -> int:
    from index.cli.lint import lint

    return lint(arguments.corpus or settings.corpus)


def _ask(arguments: argparse.Namespace, settings: Settings) -> int:
    from index.cli.ask_filters import find_filters
    from index.cli.console import make_console
    from index.cli.json_output import format_answer
    from index.cli.terminal import print_answer, print_explanation
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
            from index.evaluation.explain import explain

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
    from index.models.exported_model import make_embedder
    from index.models.rerankers import make_reranker
    from index.search.searcher import Searcher
    from index.snapshots.engine_store import open_store

    embedder = make_embedder(settings)
    reranker = make_reranker(settings.reranker)
    index = arguments.index or settings.index
    store = open_store(settings, index)
    with ThreadPoolExecutor(1) as beside:
        beside.submit(reranker.read, "", ())  # which loads it
        return Searcher.open(index, embedder, settings.threshold, settings.candidates, reranker, store=store)


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


_COMMANDS: dict[str, Callable[[argparse.Namespace, Settings], int]] = {
    "build": _build, "add": _add, "feeds": _feeds, "lint": _lint, "ask": _ask, "inspect": _inspect,
    "check": _check, "speakers": _speakers, "evaluate": _evaluate, "calibrate": _calibrate,
}  # fmt: skip


if __name__ == "__main__":
    bound_allocator()
    gc.set_threshold(100_000)  # nearly all that it makes it keeps, and looking for the rest takes long
    code = main()
    gc.freeze()  # so that ending does not look through all of it again
    sys.exit(code)

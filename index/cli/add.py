"""python -m index add: documents drafted, shown, asked about, added, and a table of what became of each."""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from index.cli.console import count, make_console
from index.errors import QuestionError, StoppedAfterAdding, StoppedAfterPublication
from index.ingestion.adding import Adding, Drafted, DraftFolder, draft_all
from index.ingestion.fetching.fetcher import Fetcher, LateWebFetcher
from index.ingestion.limited.reader import Reader
from index.ingestion.sources import list_documents
from index.snapshots.store import hold_lock

_FIRST_LINES = 3
_STATES = ("added", "drafted", "already there", "not added", "refused")


@dataclass
class Row:
    """What became of a source."""

    drafted: Drafted
    state: str
    path: Path | None = None
    why: str = ""


def add_and_build(
    arguments: argparse.Namespace, corpus: Path, index: Path, readers: Sequence[Reader], build: Callable[[], int]
) -> int:
    """Add what the arguments name, index it, and return the exit code; raises StoppedAfterAdding for Ctrl-C."""
    with saying_what_is_kept():
        code, added = add(arguments, corpus, index, readers)
        if not added:
            return code
        with contextlib.redirect_stdout(sys.stderr):
            return max(code, build())


@contextmanager
def saying_what_is_kept() -> Iterator[None]:
    """Raise StoppedAfterAdding for Ctrl-C, after which the corpus has what was confirmed, but the index has not."""
    try:
        yield
    except StoppedAfterPublication:
        raise
    except KeyboardInterrupt:
        raise StoppedAfterAdding from None


def add(
    arguments: argparse.Namespace, corpus: Path, index: Path, readers: Sequence[Reader], fetcher: Fetcher | None = None
) -> tuple[int, int]:
    """Add what the arguments name; return the exit code and how many articles were added.

    Ctrl-C leaves what was confirmed.
    """
    _require_sense(arguments)
    rows: list[Row] = []
    console = make_console(stderr=True)
    try:
        with nullcontext() if arguments.dry_run else hold_lock(index):
            for row in _work(arguments, corpus, index, readers, fetcher or LateWebFetcher(), console):
                rows.append(row)
                if arguments.json:
                    sys.stdout.write(_describe(row) + "\n")
                    sys.stdout.flush()
    finally:
        _print_table(console, rows)
    added = sum(row.state == "added" for row in rows)
    return int(any(row.state == "refused" for row in rows)), added


def _require_sense(arguments: argparse.Namespace) -> None:
    if arguments.drafts and not arguments.dry_run:
        raise QuestionError("--drafts writes drafts instead of articles", "Say --dry-run too")
    if not (arguments.yes or arguments.dry_run) and (arguments.json or not sys.stdin.isatty()):
        raise QuestionError("there is nobody to ask", "Say --yes to add everything, or --dry-run to add nothing")


def _work(
    arguments: argparse.Namespace,
    corpus: Path,
    index: Path,
    readers: Sequence[Reader],
    fetcher: Fetcher,
    console: Console,
) -> Iterator[Row]:
    adding, folder = Adding(corpus, index), DraftFolder(arguments.drafts) if arguments.drafts else None
    with _show_progress(console, is_asking=not (arguments.yes or arguments.dry_run)) as advance:
        for found in draft_all(list_documents(arguments.sources, fetcher, readers[0]), readers):
            advance(found.source)
            drafted = adding.look_up(found)
            if drafted.draft is None:
                yield Row(drafted, "refused", why=drafted.refused or "")
            elif arguments.dry_run:
                path = folder.write(drafted.source, drafted.draft) if folder else None
                adding.remember(drafted.draft)
                yield Row(drafted, "drafted", path, drafted.refused or drafted.twin or "")
            elif drafted.refused or (arguments.yes and drafted.is_known):
                yield Row(drafted, "already there", why=drafted.refused or drafted.twin or "")
            elif arguments.yes or ask(console, drafted):
                yield Row(drafted, "added", adding.add(drafted.draft), drafted.twin or "")
            else:
                yield Row(drafted, "not added")


@contextmanager
def _show_progress(console: Console, *, is_asking: bool) -> Iterator[Callable[[str], None]]:
    """Show how many documents have been read, on a terminal that is not being asked."""
    if is_asking or not console.is_terminal:
        yield _say_nothing
        return
    columns = (
        TextColumn("Reading"),
        BarColumn(),
        TextColumn("{task.completed} read"),
        TimeElapsedColumn(),
        TextColumn("{task.description}"),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("", total=None)

        def advance(source: str) -> None:
            progress.update(task, advance=1, description=source[-60:])

        yield advance


def _say_nothing(_: str) -> None:
    pass


def ask(console: Console, drafted: Drafted) -> bool:
    """Show a draft and ask whether it is to be added."""
    assert drafted.draft is not None
    _print_draft(console, drafted)
    answer = console.input("Add it? [y/N] ")
    return answer.strip().lower() in {"y", "yes"}


def _print_draft(console: Console, drafted: Drafted) -> None:
    draft = drafted.draft
    assert draft is not None
    about = draft.metadata
    console.print()
    console.print(Text(about.title, "bold"))
    published = about.published.isoformat() if about.published else None
    facts = [each for each in (about.publisher, about.author, published, about.url, about.language) if each]
    console.print(Text(" · ".join([*facts, count(drafted.sentences, "sentence")]), "dim"))
    for note in drafted.notes:
        console.print(Text(f"  {note}", "yellow"))
    for line in [line for line in draft.text.splitlines() if line.strip()][:_FIRST_LINES]:
        console.print(Text(f"  {line[:300]}"))


def _describe(row: Row) -> str:
    """Return the object of one source."""
    draft = row.drafted.draft
    about = draft.metadata if draft else None
    return json.dumps(
        {
            "source": row.drafted.source,
            "draft": str(row.path) if row.path else None,
            "title": about.title if about else None,
            "published": about.published.isoformat() if about and about.published else None,
            "publisher": about.publisher if about else None,
            "author": about.author if about else None,
            "url": about.url if about else None,
            "language": about.language if about else None,
            "sentences": row.drafted.sentences,
            "notes": row.drafted.notes,
            "refused": row.why if row.state in {"refused", "already there"} else None,
        },
        ensure_ascii=False,
    )


def _print_table(console: Console, rows: list[Row]) -> None:
    """Print what became of every source, and how many of each."""
    if not rows:
        return
    table = Table("source", "", "title", "why", box=None, pad_edge=False)
    for row in rows:
        title = row.drafted.draft.metadata.title if row.drafted.draft else ""
        table.add_row(Text(row.drafted.source[-60:]), row.state, Text(title[:60]), Text(row.why))
    console.print(table)
    counts = [f"{number} {state}" for state in _STATES if (number := sum(row.state == state for row in rows))]
    console.print(", ".join(counts) + ".")

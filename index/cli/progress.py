"""How far long work has come: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from index.building.build import Report

_LINES_PER_STAGE = 4


@contextmanager
def show_progress(console: Console) -> Iterator[Report]:
    """Show what is reported on a console for as long as the block runs."""
    if not console.is_terminal:
        yield _PlainLines(console).report
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        yield _Bars(progress).report


class _Bars:
    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._tasks: dict[str, TaskID] = {}

    def report(self, stage: str, done: int, total: int) -> None:
        if stage not in self._tasks:
            self._tasks[stage] = self._progress.add_task(stage, total=total)
        self._progress.update(self._tasks[stage], completed=done)


class _PlainLines:
    def __init__(self, console: Console) -> None:
        self._console = console
        self._shown: dict[str, int] = {}

    def report(self, stage: str, done: int, total: int) -> None:
        quarter = _LINES_PER_STAGE * done // total if total else _LINES_PER_STAGE
        if self._shown.get(stage, -1) < quarter:
            self._shown[stage] = quarter
            self._console.print(f"{stage}: {done} of {total}", highlight=False)

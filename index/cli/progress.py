"""How far long work has come: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from index.building.stages import OnProgress, Stage

_LINES_PER_STAGE = 4
_TITLES = {
    Stage.READING: "Reading articles",
    Stage.EMBEDDING: "Embedding",
    Stage.EMBEDDING_ACROSS: "Embedding across languages",
    Stage.EXPORTING: "Writing the question encoder",
    Stage.GATE: "Asking the golden questions",
}


@contextmanager
def show_progress(console: Console) -> Iterator[OnProgress]:
    """Show progress on a console for as long as the block runs."""
    if not console.is_terminal:
        yield _PlainLines(console).update
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        yield _Bars(progress).update


class _Bars:
    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._tasks: dict[Stage, TaskID] = {}

    def update(self, stage: Stage, done: int, total: int) -> None:
        if stage not in self._tasks:
            self._tasks[stage] = self._progress.add_task(_TITLES[stage], total=total)
        self._progress.update(self._tasks[stage], completed=done)


class _PlainLines:
    def __init__(self, console: Console) -> None:
        self._console = console
        self._shown: dict[Stage, int] = {}

    def update(self, stage: Stage, done: int, total: int) -> None:
        quarter = _LINES_PER_STAGE * done // total if total else _LINES_PER_STAGE
        if self._shown.get(stage, -1) < quarter:
            self._shown[stage] = quarter
            self._console.print(f"{_TITLES[stage]}: {done} of {total}", highlight=False)

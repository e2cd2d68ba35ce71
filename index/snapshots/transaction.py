"""Changes of several files, of the corpus and of the index, that happen all or not at all.

New contents are written beside their files first. Then `<index>/TRANSACTION` says which of them take which names and
what is removed; from there on the change will happen, whatever stops the machine. When all is done it becomes
`<index>/DONE`, with what the bot has to write into its journal.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, ValidationError

from index.digests import digest_bytes
from index.snapshots.atomic_files import UNFINISHED, remove_file, stage_file, sweep_unfinished, sync, write_file
from index.snapshots.store import CURRENT, map_disk_errors

log = logging.getLogger(__name__)

TRANSACTION = "TRANSACTION"
DONE = "DONE"


def _require_name_within(name: str) -> str:
    if name in {".", ".."}:
        raise ValueError("leads out of its folder")
    return name


_Name = Annotated[str, StringConstraints(pattern=r"^[^/\x00]+$"), AfterValidator(_require_name_within)]
_Place = Literal["corpus", "index"]


class Step(BaseModel):
    """A file gets the content that was staged, or is removed where none was."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    place: _Place
    name: _Name
    staged: _Name | None = None
    digest: str | None = None


class Transaction(BaseModel):
    """What is to happen, in order; `note` is for whoever began it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    steps: tuple[Step, ...]
    note: str


class Edit(BaseModel):
    """What a file of the corpus should hold; None removes it."""

    model_config = ConfigDict(frozen=True)

    name: _Name
    content: bytes | None


def commit(corpus: Path, index: Path, edits: Sequence[Edit], note: str, serve: str | None = None) -> None:
    """Change files of the corpus, and then let a snapshot serve: all of it, or nothing.

    Raises PublicationError. When nothing could be begun, nothing has changed; later, `recover` goes on.
    """
    steps: list[Step] = []
    with map_disk_errors(index):
        try:
            steps += [_stage(corpus, "corpus", edit) for edit in edits]
            if serve:
                steps.append(_stage(index, "index", Edit(name=CURRENT, content=f"{serve}\n".encode())))
            for folder in (corpus, index):
                sync(folder)
            write_file(index / TRANSACTION, Transaction(steps=tuple(steps), note=note).model_dump_json().encode())
        except OSError:
            (index / TRANSACTION).unlink(missing_ok=True)
            _unstage(corpus, index, steps)
            raise
    recover(corpus, index)


def recover(corpus: Path, index: Path) -> None:
    """Finish what was begun, however often it is called, and remove what was only prepared.

    Raises PublicationError when it cannot be finished yet.
    """
    with map_disk_errors(index):
        transaction = _read(index / TRANSACTION)
        if transaction:
            for step in transaction.steps:
                _take(corpus if step.place == "corpus" else index, step)
            for folder in (corpus, index):
                sync(folder)
            (index / TRANSACTION).replace(index / DONE)
            sync(index)
        for folder in (corpus, index):
            sweep_unfinished(folder)


def read_done(index: Path) -> str | None:
    """Return the note of what was finished and not yet acknowledged."""
    done = _read(index / DONE)
    return done.note if done else None


def acknowledge(index: Path) -> None:
    """Forget what was finished, once its note is safe.

    Raises PublicationError.
    """
    with map_disk_errors(index):
        remove_file(index / DONE)


def _stage(folder: Path, place: _Place, edit: Edit) -> Step:
    if edit.content is None:
        return Step(place=place, name=edit.name)
    staged = stage_file(folder, edit.content)
    return Step(place=place, name=edit.name, staged=staged.name, digest=digest_bytes(edit.content))


def _unstage(corpus: Path, index: Path, steps: Sequence[Step]) -> None:
    for step in steps:
        if step.staged:
            ((corpus if step.place == "corpus" else index) / step.staged).unlink(missing_ok=True)


def _take(folder: Path, step: Step) -> None:
    target = folder / step.name
    if step.staged is None:
        target.unlink(missing_ok=True)
        return
    staged = folder / step.staged
    if staged.name.startswith(UNFINISHED) and staged.is_file() and digest_bytes(staged.read_bytes()) == step.digest:
        staged.replace(target)


def _read(path: Path) -> Transaction | None:
    try:
        return Transaction.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return None
    except ValidationError:
        log.exception("%s is damaged and passed over; every article file is whole, old or new", path)
        path.unlink(missing_ok=True)
        return None

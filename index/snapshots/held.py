"""The one staged snapshot that is held back, if any: `<index>/HELD` names it and says why."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from index.snapshots.atomic_files import remove_file, write_file
from index.snapshots.gate_result import QuestionChange
from index.snapshots.store import discard, map_disk_errors, staged_path

HELD = "HELD"


class HeldSnapshot(BaseModel):
    """A staged snapshot that does not serve, since these golden questions got worse.

    `resolved` names the article that answers a question which had no answer before.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    snapshot: str
    worse: tuple[QuestionChange, ...]
    resolved: dict[str, str] = {}

    def find(self, index: Path) -> Path:
        """Return its folder."""
        return staged_path(index, self.snapshot)


def read_held(index: Path) -> HeldSnapshot | None:
    """Return the held snapshot; a file that cannot be read holds none."""
    try:
        held = HeldSnapshot.model_validate_json((index / HELD).read_bytes())
    except (OSError, ValidationError):
        return None
    return held if held.find(index).is_dir() else None


def hold_snapshot(index: Path, held: HeldSnapshot) -> None:
    """Keep a staged snapshot for a person to decide on, in place of the one before.

    Raises PublicationError.
    """
    before = read_held(index)
    with map_disk_errors(index):
        write_file(index / HELD, held.model_dump_json().encode())
    if before and before.snapshot != held.snapshot:
        discard(index, before.snapshot)


def clear_held(index: Path) -> None:
    """Hold no snapshot; the one that was held is swept unless it has been published.

    Raises PublicationError.
    """
    with map_disk_errors(index):
        remove_file(index / HELD)

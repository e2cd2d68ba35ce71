"""The one candidate that is held back, if any: `<index>/HELD` names it and says why."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from index.snapshots.atomic_files import remove_file, write_file
from index.snapshots.gate_result import QuestionChange
from index.snapshots.snapshot import STAGED
from index.snapshots.store import discard, map_disk_errors

HELD = "HELD"


class HeldSnapshot(BaseModel):
    """A candidate that does not serve, since these golden questions got worse.

    `resolved` names the article that answers a question which had no answer before.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    snapshot: str
    worse: tuple[QuestionChange, ...]
    resolved: dict[str, str] = {}

    def find(self, index: Path) -> Path:
        """Return the folder of the candidate."""
        return index / f"{STAGED}{self.snapshot}"


def read_held(index: Path) -> HeldSnapshot | None:
    """Return the candidate that is held back; what cannot be read holds nothing back."""
    try:
        held = HeldSnapshot.model_validate_json((index / HELD).read_bytes())
    except (OSError, ValidationError):
        return None
    return held if held.find(index).is_dir() else None


def hold_snapshot(index: Path, held: HeldSnapshot) -> None:
    """Keep a candidate for a person to decide on; it takes the place of the one before.

    Raises PublicationError.
    """
    before = read_held(index)
    with map_disk_errors(index):
        write_file(index / HELD, held.model_dump_json().encode())
    if before and before.snapshot != held.snapshot:
        discard(index, before.snapshot)


def clear_held(index: Path) -> None:
    """Hold nothing back any more; what was held is swept unless it has been published.

    Raises PublicationError.
    """
    with map_disk_errors(index):
        remove_file(index / HELD)

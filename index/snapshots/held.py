"""The one candidate that is held back, if any: `<index>/HELD` names it and says why."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from index.snapshots.atomic_files import remove_file, write_file
from index.snapshots.gate_result import QuestionChange
from index.snapshots.snapshot import STAGED
from index.snapshots.store import discard, explain_failures

HELD = "HELD"


class Held(BaseModel):
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


def read_held(index: Path) -> Held | None:
    """Return the candidate that is held back; what cannot be read holds nothing back."""
    try:
        held = Held.model_validate_json((index / HELD).read_bytes())
    except (OSError, ValidationError):
        return None
    return held if held.find(index).is_dir() else None


def hold_back(index: Path, held: Held) -> None:
    """Keep a candidate for a person to decide on; it takes the place of the one before.

    Raises PublicationError.
    """
    before = read_held(index)
    with explain_failures(index):
        write_file(index / HELD, held.model_dump_json().encode())
    if before and before.snapshot != held.snapshot:
        discard(index, before.snapshot)


def release(index: Path) -> None:
    """Hold nothing back any more; what was held is swept unless it has been published.

    Raises PublicationError.
    """
    with explain_failures(index):
        remove_file(index / HELD)

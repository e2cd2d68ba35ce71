"""What `python -m index speakers` prints and writes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.text import Text

from index.cli.console import count, make_console
from index.cli.terminal import make_visible
from index.search.speaker_survey import SurveyedSpeaker, survey_speakers, write_draft
from index.snapshots.snapshot import open_snapshot
from index.snapshots.store import find_current


def list_speakers(index: Path, draft: Path | None) -> int:
    """Print who is quoted in an index, or write a draft of `speakers.toml`; return the exit code."""
    found = survey_speakers(open_snapshot(find_current(index), None).contents.entries)
    if draft is None:
        print_surveyed(make_console(), found)
        return 0
    try:
        with draft.open("x", encoding="utf-8") as file:
            file.write(write_draft(found))
    except OSError as error:
        make_console(stderr=True).print(Text(f"{draft}: {error.strerror}; nothing was written, name a new file"))
        return 1
    make_console().print(
        f"{count(len(found), 'speaker')} written to {draft}; correct it, then save it as speakers.toml."
    )
    return 0


def print_surveyed(console: Console, speakers: Sequence[SurveyedSpeaker]) -> None:
    """Print who is quoted, under which spellings and roles, and what looks wrong."""
    for one in speakers:
        spellings = ", ".join(f"{spelling} ({times})" for spelling, times in one.spellings)
        roles = "".join(f" · {role} ({times})" for role, times in one.roles)
        doubts = f" · check: {'; '.join(one.doubts)}" if one.doubts else ""
        console.print(Text(make_visible(one.name), "bold") + Text(make_visible(f" · {spellings}{roles}{doubts}")))

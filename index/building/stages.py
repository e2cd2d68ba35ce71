"""The stages of a build, and who is told of them."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum


class Stage(StrEnum):
    """What a build is doing; the first two and the last are those of a job that the bot runs."""

    QUEUED = "queued"
    STARTING = "starting"
    READING = "reading"
    EMBEDDING = "embedding"
    EMBEDDING_ACROSS = "embedding_across"
    EXPORTING = "exporting"
    GATE = "gate"
    PUBLISHING = "publishing"


OnProgress = Callable[[Stage, int, int], None]
"""Called with the stage, how much of it is done, and how much there is."""

"""How long each stage of a search takes, for whoever asks to be told."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum


class SearchStage(StrEnum):
    """What a search does, in this order."""

    EMBEDDING = "embedding"
    FIRST_STAGE = "first_stage"
    READING = "reading"


OnStage = Callable[[str, float], None]
"""Called with a stage and the seconds that it took."""

_ON_STAGE: ContextVar[OnStage | None] = ContextVar("on_stage", default=None)


@contextmanager
def report_stages(on_stage: OnStage) -> Iterator[None]:
    """Report the stages of every search that this thread does within the block."""
    token = _ON_STAGE.set(on_stage)
    try:
        yield
    finally:
        _ON_STAGE.reset(token)


@contextmanager
def time_stage(stage: SearchStage) -> Iterator[None]:
    """Report the time that the block takes, if anybody asked to be told."""
    started = time.perf_counter()
    yield
    on_stage = _ON_STAGE.get()
    if on_stage:
        on_stage(stage, time.perf_counter() - started)

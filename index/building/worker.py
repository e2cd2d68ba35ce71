"""A job in a process of its own, with little claim on the machine: python -m index.building.worker.

The first line of standard input is a request; standard output has one JSON object a line: progress, and at the
end a result or an error. When standard input ends the process does too, so that it never outlives the bot.
"""

from __future__ import annotations

import errno
import gc
import os
import resource
import sys
import threading
from collections.abc import Callable

from pydantic import BaseModel, ConfigDict

from index.allocator import bound_allocator
from index.building.build_job import JobRequest, JobResult, run_job
from index.building.stages import Stage
from index.errors import VerbatimError
from index.models.embedder import Embedder
from index.models.exported_model import prepare_embedder
from index.settings import Settings

NICENESS = 5
"""As much as whatever reads drafts has; with 10, a job hardly went on where the machine was full."""

ORPHANED = 3


class Order(BaseModel):
    """A request, and the address space in MiB that the job may use."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    request: JobRequest
    memory: int


class Line(BaseModel):
    """A line of output; one field is set."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    stage: Stage | None = None
    done: int = 0
    total: int = 0
    result: JobResult | None = None
    error: str | None = None
    out_of_memory: bool = False


def main(make: Callable[[Settings], Embedder] = prepare_embedder) -> int:
    """Do the job that standard input asks for and return the exit code."""
    os.nice(NICENESS)
    line = sys.stdin.readline()
    if not line:
        return ORPHANED
    order = Order.model_validate_json(line)
    threading.Thread(target=_die_with_the_bot, daemon=True).start()
    limit = order.memory * 1024**2
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    try:
        result = run_job(order.request, make(order.request.read_settings()), _print_progress)
    except VerbatimError as error:
        _print(Line(out_of_memory=True) if _lacks_memory(error) else Line(error=str(error)))
        return error.exit_code
    except MemoryError:
        _print(Line(out_of_memory=True))
        return 1
    _print(Line(result=result))
    return 0


def _lacks_memory(error: BaseException) -> bool:
    cause = error.__cause__
    return isinstance(cause, OSError) and cause.errno == errno.ENOMEM


def _die_with_the_bot() -> None:
    while os.read(sys.stdin.fileno(), 1):
        pass
    os._exit(ORPHANED)


def _print(line: Line) -> None:
    sys.stdout.write(line.model_dump_json(exclude_defaults=True) + "\n")
    sys.stdout.flush()


def _print_progress(stage: Stage, done: int, total: int) -> None:
    _print(Line(stage=stage, done=done, total=total))


if __name__ == "__main__":
    bound_allocator()
    gc.set_threshold(100_000)  # nearly all that it makes it keeps, and looking for the rest takes long
    sys.exit(main())

"""What the disk, the corpus or the index refuses -> what a moderator is told."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from bot.errors import JobRefusal, Reason
from index.errors import CorpusError, OtherBuildError, PublicationError, Refusal, SnapshotError, UnreachableEngineError


@contextmanager
def failures_as_refusals() -> Iterator[None]:
    """Turn what the disk, the corpus or the index refuses into what a moderator is told."""
    try:
        yield
    except OtherBuildError as error:
        raise Refusal(Reason.OTHER_BUILD) from error
    except PublicationError as error:
        raise JobRefusal(Reason.DISK, reason=str(error)) from error
    except (sqlite3.Error, OSError) as error:
        raise JobRefusal(Reason.DISK, reason=f"the journal or a file could not be written ({error})") from error
    except (CorpusError, SnapshotError, UnreachableEngineError) as error:
        raise JobRefusal(Reason.JOB_FAILED, reason=str(error)) from error

"""What moderators are about to add: kept on disk for an hour, so that a restart in between loses none."""

from __future__ import annotations

import os
import re
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from index.ingestion.drafts import Draft
from index.ingestion.refusals import ExpiredDraftRefusal, KeepingRefusal

LIFETIME = 3600.0
"""Seconds after which a draft that nobody touched is forgotten."""

MOST = 50
"""Drafts that are kept; the one that nobody touched for longest makes room."""

_KEY = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True)
class _Kept:
    owner: int
    draft: Draft


_ADAPTER = TypeAdapter(_Kept)


class Drafts:
    """A folder of drafts, each for whoever made it alone."""

    def __init__(self, folder: Path, now: Callable[[], float] = time.time) -> None:
        self._folder = folder
        self._now = now

    def keep(self, owner: int, draft: Draft, key: str | None = None) -> str:
        """Keep a draft, under a new key or instead of the one of a key, and return its key.

        Raises KeepingRefusal when it cannot be written.
        """
        key = key or secrets.token_hex(8)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._sweep()
            self._write(key, _ADAPTER.dump_json(_Kept(owner, draft)))
        except OSError as error:
            raise KeepingRefusal(problem=error.strerror or str(error)) from error
        return key

    def find(self, owner: int, key: str) -> Draft:
        """Return a draft.

        Raises ExpiredDraftRefusal when it no longer exists, or is somebody else's.
        """
        path = self._find_path(key)
        try:
            if self._now() - path.stat().st_mtime > LIFETIME:
                raise ExpiredDraftRefusal
            kept = _ADAPTER.validate_json(path.read_bytes())
        except (OSError, ValidationError) as error:
            raise ExpiredDraftRefusal from error
        if kept.owner != owner:
            raise ExpiredDraftRefusal
        return kept.draft

    def take(self, owner: int, key: str) -> Draft:
        """Return a draft and forget it, so that two clicks add it once; raises as `find` does."""
        draft = self.find(owner, key)
        try:
            self._find_path(key).unlink()
        except OSError as error:
            raise ExpiredDraftRefusal from error
        return draft

    def count(self) -> int:
        """Return how many drafts wait that are not too old."""
        return sum(self._now() - path.stat().st_mtime <= LIFETIME for path in self._folder.glob("*.json"))

    def _write(self, key: str, content: bytes) -> None:
        path = self._find_path(key)
        unfinished = path.with_suffix(".new")
        unfinished.write_bytes(content)
        os.utime(unfinished, (self._now(), self._now()))
        unfinished.replace(path)

    def _find_path(self, key: str) -> Path:
        if not _KEY.fullmatch(key):
            raise ExpiredDraftRefusal
        return self._folder / f"{key}.json"

    def _sweep(self) -> None:
        """Forget what is too old or too much."""
        kept = sorted(self._folder.glob("*.json"), key=lambda path: path.stat().st_mtime, reverse=True)
        for number, path in enumerate(kept):
            if number >= MOST - 1 or self._now() - path.stat().st_mtime > LIFETIME:
                path.unlink(missing_ok=True)

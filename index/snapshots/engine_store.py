"""Which store the settings name, and what it keeps of an index."""

from __future__ import annotations

import contextlib
import functools
import secrets
from pathlib import Path

from index.engines.embedded import EmbeddedStore
from index.engines.engine import EngineStore
from index.errors import ConfigurationError, UnreachableEngineError
from index.settings import Role, Settings
from index.snapshots.atomic_files import write_file
from index.snapshots.store import list_published, map_disk_errors

OWNER = "OWNER"
"""The file of an index that has what its collections are called by, so that no other index drops them."""


def open_store(settings: Settings, index: Path | None = None) -> EngineStore:
    """Return the store that the settings name, for their index or another one.

    Raises ConfigurationError where it cannot be spoken to.
    """
    if settings.engine == "embedded":
        return EmbeddedStore()
    if not settings.milvus_uri:
        raise ConfigurationError("VERBATIM_ENGINE is milvus, and VERBATIM_MILVUS_URI is empty", "Name the server")
    owner = _find_owner(index or settings.index)
    is_filled = settings.role is Role.BUILDER
    token, limit = settings.milvus_token.get_secret_value(), settings.milvus_time_limit
    return _connect(settings.milvus_uri, token, settings.milvus_certificate, limit, owner, is_filled)


@functools.lru_cache(maxsize=4)
def _connect(
    uri: str, token: str, certificate: Path | None, time_limit: float, owner: str, is_filled: bool
) -> EngineStore:
    from index.engines.milvus import MilvusStore
    from index.engines.milvus_connection import MilvusConnection

    return MilvusStore(MilvusConnection(uri, token, certificate, time_limit), owner, is_filled=is_filled)


def keep_published(store: EngineStore, index: Path, held: str | None = None) -> None:
    """Drop what a store has of snapshots that are gone; where it is away, the next time does it."""
    with contextlib.suppress(UnreachableEngineError):
        store.keep({*list_published(index), *([held] if held else [])})


def _find_owner(index: Path) -> str:
    with map_disk_errors(index):
        index.mkdir(parents=True, exist_ok=True)
        if not (index / OWNER).is_file():
            write_file(index / OWNER, secrets.token_hex(8).encode())
        return (index / OWNER).read_text("utf-8").strip()

"""What is said of a document in English; the bot translates it by its key."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

from index.errors import Refusal

_LONGEST = 300


@cache
def read_messages() -> Mapping[str, str]:
    """Return every text by its key, such as refusal.url."""
    source = resources.files("index.ingestion") / "messages.toml"
    tables = tomllib.loads(source.read_text("utf-8"))
    return {f"{table}.{name}": text for table, entries in tables.items() for name, text in entries.items()}


def write_message(key: str, values: Mapping[str, object]) -> str:
    """Return a text with values put in, as plain text."""
    short = {name: str(value)[:_LONGEST] for name, value in values.items()}
    return read_messages()[key].format(**short).replace("**", "")


def explain(refusal: Refusal) -> str:
    """Return why something is refused, in English; a refusal of another kind says its key."""
    return write_message(refusal.key, refusal.values) if refusal.key in read_messages() else str(refusal)

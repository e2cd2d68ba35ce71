"""A text in whatever encoding -> its characters."""

from __future__ import annotations

from typing import Any

from index.ingestion.formats.decoding import decode_text

SAMPLE = "Гавань горіла три дні, а мер мовчав, повідомила рада міста у вівторок після засідання.".encode("cp1251")


def parse_text(content: bytes, options: dict[str, Any]) -> dict[str, Any]:  # noqa: ARG001  # every parser takes both
    """Return the text of a file and the encoding that it was in.

    Raises EncodingRefusal, ControlCharacterRefusal.
    """
    decoded = decode_text(content)
    notes = [] if decoded.encoding == "utf-8" else [("note.encoding", {"encoding": decoded.encoding})]
    return {"text": decoded.text, "fields": {}, "notes": notes}

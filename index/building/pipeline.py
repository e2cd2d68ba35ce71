"""What the contents of a snapshot depend on besides the corpus and the model: this program and its libraries."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

from index.digests import digest_bytes

PIPELINE_VERSION = 7
"""Raised whenever the same corpus would be split, attributed or indexed otherwise, so that the next build does it."""

SPLITTING = ("syntok",)
EMBEDDING = ("tokenizers", "onnxruntime")
INDEXING = ("PyStemmer", "faiss-cpu")
"""The libraries of each step, whose versions may change what it gives."""

_READERS = ("corpus", "text", "attribution")
_PROGRAM = {".py", ".toml", ".tsv", ".txt", ".json"}


def describe_pipeline() -> str:
    """Return the version of the pipeline and of every library that it depends on, a line each."""
    versions = (f"{each} {version(each)}" for each in (*SPLITTING, *EMBEDDING, *INDEXING))
    return "\n".join([f"pipeline {PIPELINE_VERSION}", *versions])


def digest_readers() -> str:
    """Return a digest of all that reads an article: the pipeline, and the files of the program that do it."""
    root = Path(__file__).parents[1]
    files = [path for folder in _READERS for path in sorted((root / folder).rglob("*")) if path.suffix in _PROGRAM]
    read = (path.read_bytes() for path in (*files, root / "snapshots/passages.py"))
    return digest_bytes("\n".join([describe_pipeline(), *map(digest_bytes, read)]).encode())

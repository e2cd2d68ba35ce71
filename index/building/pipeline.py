"""What the contents of a snapshot depend on besides the corpus and the model: this program and its libraries."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

PIPELINE_VERSION = 4
"""Raised whenever the same corpus would be split, attributed or indexed otherwise, so that the next build does it."""

SPLITTING = ("syntok",)
EMBEDDING = ("sentence-transformers", "transformers", "tokenizers", "torch")
EXPORTING = ("onnx", "onnxruntime")
INDEXING = ("bm25s", "PyStemmer", "faiss-cpu")
"""The libraries of each step, whose versions may change what it gives."""


def describe_pipeline() -> str:
    """Return the version of the pipeline and of every library that it depends on, a line each."""
    versions = (f"{each} {_find_version(each)}" for each in (*SPLITTING, *EMBEDDING, *EXPORTING, *INDEXING))
    return "\n".join([f"pipeline {PIPELINE_VERSION}", *versions])


def _find_version(library: str) -> str:
    """Return a library's version; one that is not there, such as torch beside an exported model, changes nothing."""
    try:
        return version(library)
    except PackageNotFoundError:
        return "absent"

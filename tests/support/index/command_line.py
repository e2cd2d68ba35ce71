"""The command line, run within the process of the tests."""

from __future__ import annotations

from pathlib import Path

from index.__main__ import main
from tests.support.index.corpus import BRIDGE, HARBOUR, Library


def make_shelf(folder: Path) -> Library:
    """Return a library that the command line built, with the real model."""
    library = Library(folder)
    library.write("harbour", HARBOUR, title="Fire in the harbour", publisher="The Veldra Post", published="2024-03-02")
    library.write("bridge", BRIDGE, title="The bridge is open")
    assert main(["build", "--corpus", str(library.corpus), "--index", str(library.index)]) == 0
    return library


def ask(library: Library, *arguments: str) -> int:
    """Run `ask` on a library and return its exit code."""
    return main(["ask", "--index", str(library.index), *arguments])

"""Fixtures that every test may use."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings

from index.ingestion.limited.reader import Reader
from index.models.embedder import Model
from index.models.exported_model import ExportedEmbedder
from index.models.multilingual.encoder import MultilingualEncoder
from tests.support.index.corpus import BRIDGE, HARBOUR, Library

if "PYTEST_XDIST_WORKER" in os.environ:
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # the other processor is the other worker's

# A suite that a shell runs in the background ignores Ctrl-C, and so would every program that it starts.
signal.signal(signal.SIGINT, signal.default_int_handler)

settings.register_profile("everyday", deadline=None, max_examples=60)
settings.load_profile("everyday")


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run every test in a folder of its own and in English, without the settings of whoever runs it."""
    for name in [name for name in os.environ if name.startswith(("VERBATIM_", "DISCORD_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("VERBATIM_LANGUAGES", "en")
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """Return an empty library."""
    return Library(tmp_path)


@pytest.fixture
def built(library: Library) -> Library:
    """Return a library of two articles, indexed."""
    library.write("harbour", HARBOUR, title="Fire in the harbour", publisher="The Veldra Post", published="2024-03-02")
    library.write("bridge", BRIDGE, title="The bridge is open")
    library.build()
    return library


@pytest.fixture(scope="session")
def exported(tmp_path_factory: pytest.TempPathFactory) -> ExportedEmbedder:
    """Return the packaged model, exported once for all tests of all workers."""
    base = tmp_path_factory.getbasetemp()
    embedder = ExportedEmbedder(Model(""), (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "model")
    embedder.folder.mkdir(exist_ok=True)
    with FileLock(embedder.folder / "lock"):
        assert embedder.export_digest
    return embedder


@pytest.fixture(scope="session")
def multilingual(exported: ExportedEmbedder) -> MultilingualEncoder:
    """Return the encoder of all languages, exported once for all tests of all workers."""
    encoder = MultilingualEncoder.find(exported.folder)
    if not encoder:
        pytest.skip("its package is not made for this machine")
    with FileLock(exported.folder / "lock"):
        encoder.embed_question("?")
    return encoder


@pytest.fixture(scope="session")
def reader() -> Iterator[Reader]:
    """Return the limited process that all tests read documents in; it starts at the first."""
    with Reader() as made:
        yield made

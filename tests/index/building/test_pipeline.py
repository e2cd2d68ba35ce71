from __future__ import annotations

import importlib.metadata
from pathlib import Path

import pytest

from index.building import pipeline
from index.building.pipeline import PIPELINE_VERSION
from index.corpus.articles import Metadata, make_article
from index.corpus.curated_speakers import NOBODY
from index.digests import digest_bytes
from index.snapshots.passages import make_passages
from tests.support.index.corpus import Library

SAMPLE = """## Bridge

The Orlan bridge is open again, Mayor Hanna Karr said on Monday. “It carries 40 trucks an hour,” she added.

According to the port, 340 ships were damaged. Nobody was hurt. “We saw it,” said Petro Hanush, an engineer.
"""
INDEXED = {7: "2d292eb5fc190f7d9a5807b01fd149f25ebd1af70ee90d3119a96e3d9b1cff64"}
"""What is indexed of the sample, by the version of the pipeline."""


def test_a_new_library_builds_again(built: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new syntok may split otherwise, so what it split before is not what the corpus says now."""
    real = importlib.metadata.version
    monkeypatch.setattr(pipeline, "version", lambda name: "99" if name == "syntok" else real(name))
    assert built.build().snapshot


def test_a_new_pipeline_builds_again(built: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """So does a program that attributes otherwise."""
    monkeypatch.setattr(pipeline, "PIPELINE_VERSION", PIPELINE_VERSION + 1)
    assert built.build().snapshot


def test_a_comment_builds_nothing(built: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of the program are not read: a comment in what prints changes no snapshot."""
    read_bytes = Path.read_bytes

    def read(path: Path) -> bytes:
        return read_bytes(path) + (b"# a comment\n" if path.suffix == ".py" else b"")

    monkeypatch.setattr(Path, "read_bytes", read)
    assert built.build().snapshot is None


def test_another_reading_of_the_corpus_has_another_version() -> None:
    """Who changes what is indexed raises PIPELINE_VERSION, and writes down the new digest here."""
    article = make_article("sample.md", SAMPLE, Metadata(title="Sample"))
    described = "\n".join(repr(passage) for passage in make_passages(article, NOBODY))
    assert {PIPELINE_VERSION: digest_bytes(described.encode())} == INDEXED

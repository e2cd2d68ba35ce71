"""The library that the tests of the command line share."""

from __future__ import annotations

import pytest

from index.models.exported_model import ExportedEmbedder
from tests.support.index.command_line import make_shelf
from tests.support.index.corpus import Library

MODEL = "VERBATIM_EXPORTED_MODEL"


@pytest.fixture(scope="package")
def shelf(tmp_path_factory: pytest.TempPathFactory, exported: ExportedEmbedder) -> Library:
    """Return a library that the command line built."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv(MODEL, str(exported.folder))
        environment.setenv("VERBATIM_LANGUAGES", "en")
        return make_shelf(tmp_path_factory.mktemp("shelf"))


@pytest.fixture(autouse=True)
def _exported_already(elsewhere: None, exported: ExportedEmbedder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every command find the model that was exported for all tests."""
    monkeypatch.setenv(MODEL, str(exported.folder))

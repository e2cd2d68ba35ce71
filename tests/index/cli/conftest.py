"""The library that the tests of the command line share."""

from __future__ import annotations

import pytest

from tests.support.index.command_line import make_shelf
from tests.support.index.corpus import Library


@pytest.fixture(scope="package")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Return a library that the command line built."""
    return make_shelf(tmp_path_factory.mktemp("shelf"))

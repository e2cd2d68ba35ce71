"""Fixtures that every test may use."""

from __future__ import annotations

import asyncio
import inspect
import os
from pathlib import Path

import pytest
from hypothesis import settings

from tests.support.index.corpus import BRIDGE, HARBOUR, Library

settings.register_profile("everyday", deadline=None, max_examples=60)
settings.load_profile("everyday")


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Run a test that is a coroutine to its end."""
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    names = pyfuncitem._fixtureinfo.argnames
    asyncio.run(pyfuncitem.obj(**{name: pyfuncitem.funcargs[name] for name in names}))
    return True


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run every test in a folder of its own, without the settings of whoever runs it."""
    for name in [name for name in os.environ if name.startswith(("VERBATIM_", "DISCORD_"))]:
        monkeypatch.delenv(name)
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

"""The command line of the bot."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.__main__ import main
from index.building.build import build
from tests.support.discord.loopback import APPLICATION, TOKEN
from tests.support.index.embedders import WordEmbedder


@pytest.fixture(autouse=True)
def _logging_as_before(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    yield
    root.handlers[:], root.level = handlers, level


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """Return a folder with a small corpus and its index."""
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus/harbour.md").write_text("---\ntitle: Harbour\n---\n\nThe storm sank nine boats.\n")
    build(tmp_path / "corpus", tmp_path / "var/index", WordEmbedder(), 2, lambda *_: None)
    return tmp_path


def test_check_prints_the_invitation(
    built: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Everything is verified, and the link has the least permissions; the token is not printed."""
    monkeypatch.setenv("DISCORD_TOKEN", TOKEN)
    assert main(["check"], lambda _: WordEmbedder()) == 0
    printed = capsys.readouterr().out
    assert f"client_id={APPLICATION}" in printed
    assert "1 articles, 1 sentences" in printed or "1 article" in printed
    assert TOKEN not in printed


def test_check_without_a_token_says_so(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is no error: the preview needs none."""
    assert main(["check"], lambda _: WordEmbedder()) == 0
    assert "not set" in capsys.readouterr().out


def test_check_refuses_a_damaged_index(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command that mends it is named."""
    damaged = next((built / "var/index").glob("*/articles.json"))
    damaged.write_bytes(damaged.read_bytes() + b" ")
    assert main(["check"], lambda _: WordEmbedder()) == 1
    assert "python -m index build" in capsys.readouterr().err


def test_a_malformed_token_is_a_configuration_error(
    built: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """78, one line, and not the token."""
    monkeypatch.setenv("DISCORD_TOKEN", "canary")
    assert main(["check"], lambda _: WordEmbedder()) == 78
    assert "canary" not in capsys.readouterr().err

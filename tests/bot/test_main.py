"""The command line of the bot."""

from __future__ import annotations

import asyncio
import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import bot
from bot.__main__ import main
from index.building.build import build
from tests.support.discord.loopback import APPLICATION, OWNER, TOKEN, StandIn
from tests.support.discord.processes import PATIENCE, start
from tests.support.index.embedders import WordEmbedder

ROOT = Path(bot.__file__).parents[1]


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


async def check(standin: StandIn, home: Path) -> tuple[int, str, str]:
    """Run `bot check` as a process against a stand-in of Discord, and return its code and what it printed."""
    async with start(standin, home, "check") as process:
        out, errors = await asyncio.wait_for(process.communicate(), PATIENCE)
        assert process.returncode is not None
        return process.returncode, out.decode(), errors.decode()


@pytest.mark.asyncio
async def test_check_prints_the_invitation(built: Path) -> None:
    """Everything is verified, and the link has the least permissions; the token is not printed."""
    async with StandIn() as standin:
        code, printed, errors = await check(standin, built)
    assert code == 0, errors
    assert f"client_id={APPLICATION}" in printed
    assert "1 articles, 1 sentences" in printed or "1 article" in printed
    assert TOKEN not in printed + errors


@pytest.mark.asyncio
async def test_check_says_who_may_moderate(built: Path) -> None:
    """With no server named, that is the application's owner, whom Discord was asked for."""
    async with StandIn() as standin:
        _, printed, errors = await check(standin, built)
    assert f"owner ({OWNER})" in printed
    assert "public" not in errors


@pytest.mark.asyncio
async def test_check_warns_of_a_public_application(built: Path) -> None:
    """Anybody may add it to a server; the switch is named."""
    async with StandIn(public=True) as standin:
        code, _, errors = await check(standin, built)
    assert code == 0
    assert "Public Bot" in errors


@pytest.mark.asyncio
async def test_check_refuses_a_token_that_discord_does_not_know(built: Path) -> None:
    """78, as the start would end with."""
    async with StandIn(refuse=True) as standin:
        code, _, errors = await check(standin, built)
    assert code == 78
    assert "does not know this token" in errors


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


@pytest.mark.parametrize("arguments", ["['--help']", "['chekc']"])
def test_help_imports_only_what_it_needs(arguments: str) -> None:
    """Help and a mistyped command are answered before Discord, numpy or the settings are read."""
    program = f"import sys; from bot.__main__ import main\ntry: main({arguments})\nfinally: print(*sys.modules)"
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, cwd=ROOT)
    assert "usage: python -m bot" in ended.stdout + ended.stderr
    loaded = set(ended.stdout.split())
    assert "bot.__main__" in loaded
    assert not loaded & {"discord", "numpy", "pydantic", "aiohttp", "onnxruntime", "bot.settings"}

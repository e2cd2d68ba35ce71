"""The command line of the bot."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import bot
from index.building.build import build
from tests.support.discord.command_line import CommandLine
from tests.support.discord.loopback import TOKEN, StandIn
from tests.support.discord.payloads import APPLICATION, CHANNEL, OWNER
from tests.support.index.embedders import WordEmbedder

ROOT = Path(bot.__file__).parents[1]


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """Return a folder with a small corpus and its index."""
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus/harbour.md").write_text("---\ntitle: Harbour\n---\n\nThe storm sank nine boats.\n")
    build(tmp_path / "corpus", tmp_path / "var/index", WordEmbedder(), 2, lambda *_: None)
    return tmp_path


@pytest.mark.asyncio
async def test_check_prints_the_invitation(built: Path, command_line: CommandLine) -> None:
    """Everything is verified, and the link has the least permissions; the token is not printed."""
    async with StandIn() as standin:
        ended = await command_line.run(standin, "check")
    assert ended.code == 0, ended.errors
    assert f"client_id={APPLICATION}" in ended.printed
    assert "1 article, 1 sentence, every one of them proved" in ended.printed
    assert TOKEN not in ended.printed + ended.errors


@pytest.mark.asyncio
async def test_check_says_who_may_moderate(built: Path, command_line: CommandLine) -> None:
    """With no server named, that is the application's owner, whom Discord was asked for."""
    async with StandIn() as standin:
        ended = await command_line.run(standin, "check")
    assert f"owner ({OWNER})" in ended.printed
    assert "public" not in ended.errors


@pytest.mark.asyncio
async def test_check_says_whether_channels_can_be_written_to(
    built: Path, command_line: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each that the settings name; of one that the bot does not see, what it lacks."""
    monkeypatch.setenv("DISCORD_LOG_CHANNEL", str(CHANNEL))
    monkeypatch.setenv("DISCORD_REPORT_CHANNEL", "7")
    async with StandIn() as standin:
        ended = await command_line.run(standin, "check")
    assert f"{CHANNEL} can be written to" in ended.printed
    assert "7 cannot be written to: the bot lacks view channel" in ended.printed


@pytest.mark.asyncio
async def test_check_warns_of_a_public_application(built: Path, command_line: CommandLine) -> None:
    """Anybody may add it to a server; the switch is named."""
    async with StandIn(public=True) as standin:
        ended = await command_line.run(standin, "check")
    assert ended.code == 0
    assert "Public Bot" in ended.errors


@pytest.mark.asyncio
async def test_check_refuses_a_token_that_discord_does_not_know(built: Path, command_line: CommandLine) -> None:
    """78, as the start would end with."""
    async with StandIn(refuse=True) as standin:
        ended = await command_line.run(standin, "check")
    assert ended.code == 78
    assert "does not know this token" in ended.errors


@pytest.mark.usefixtures("built")
def test_check_without_a_token_says_so(command_line: CommandLine) -> None:
    """It is no error: the preview needs none."""
    ended = command_line.run_alone("check")
    assert ended.code == 0
    assert "not set" in ended.printed


def test_check_refuses_a_damaged_index(built: Path, command_line: CommandLine) -> None:
    """The command that mends it is named."""
    damaged = next((built / "var/index").glob("*/articles.json"))
    damaged.write_bytes(damaged.read_bytes() + b" ")
    ended = command_line.run_alone("check")
    assert ended.code == 1
    assert "python -m index build" in ended.errors


@pytest.mark.usefixtures("built")
def test_a_malformed_token_is_a_configuration_error(command_line: CommandLine) -> None:
    """78, one line, and not the token."""
    ended = command_line.run_alone("check", DISCORD_TOKEN="canary")
    assert ended.code == 78
    assert "canary" not in ended.errors


@pytest.mark.parametrize("arguments", ["['--help']", "['chekc']"])
def test_help_imports_only_what_it_needs(arguments: str) -> None:
    """Help and a mistyped command are answered before Discord, numpy or the settings are read."""
    program = f"import sys; from bot.__main__ import main\ntry: main({arguments})\nfinally: print(*sys.modules)"
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, cwd=ROOT)
    assert "usage: python -m bot" in ended.stdout + ended.stderr
    loaded = set(ended.stdout.split())
    assert "bot.__main__" in loaded
    assert not loaded & {"discord", "numpy", "pydantic", "aiohttp", "onnxruntime", "bot.settings"}

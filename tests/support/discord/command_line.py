"""The bot's command line, run within the process of the tests, against a stand-in of Discord on the loopback.

What ends before it connects needs no process of its own; the seconds that one takes to start are most of such a test.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import pytest
from discord.http import Route

from bot.__main__ import main
from tests.support.discord.loopback import TOKEN, StandIn
from tests.support.index.embedders import WordEmbedder


@dataclass(frozen=True)
class Ended:
    """How a command ended, and what it wrote."""

    code: int
    printed: str
    errors: str


@dataclass(frozen=True)
class CommandLine:
    """Runs commands of the bot in the folder of the test, with settings of its own."""

    monkeypatch: pytest.MonkeyPatch
    capsys: pytest.CaptureFixture[str]

    async def run(self, standin: StandIn, command: str, **settings: str) -> Ended:
        """Run a command to its end, in a thread, while the stand-in answers."""
        self.monkeypatch.setattr(Route, "BASE", standin.rest)
        return await asyncio.to_thread(self.run_alone, command, **{"DISCORD_TOKEN": TOKEN, **settings})

    def run_alone(self, command: str, **settings: str) -> Ended:
        """Run a command that asks nothing of Discord."""
        for name, value in settings.items():
            self.monkeypatch.setenv(name, value)
        code = main([command], lambda _: WordEmbedder())
        return Ended(code, *self.capsys.readouterr())

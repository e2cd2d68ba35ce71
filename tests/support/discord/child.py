"""The bot as a process of its own, pointed at the stand-in, with an embedder that needs no model."""

from __future__ import annotations

import functools
import sys

import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.__main__ import main
from bot.runtime import commands, startup
from tests.support.index.embedders import WordEmbedder

if __name__ == "__main__":
    Route.BASE = sys.argv[1]
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(sys.argv[2])
    open_client = functools.partial(startup.open_client, worker="tests.support.library.worker")
    commands.open_client = open_client  # type: ignore[attr-defined]  # where it is imported to
    sys.exit(main(sys.argv[3:] or ["run"], lambda _: WordEmbedder()))

"""The bot as a process of its own, pointed at the stand-in, with an embedder that needs no model."""

from __future__ import annotations

import sys

import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.__main__ import main
from tests.support.index.embedders import WordEmbedder

if __name__ == "__main__":
    Route.BASE = sys.argv[1]
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(sys.argv[2])
    sys.exit(main(sys.argv[3:] or ["run"], lambda _: WordEmbedder()))

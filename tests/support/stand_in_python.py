"""What `python -m index build` and `python -m bot run` are in tests of the deploy files: no model, no Discord.

Building is real, by words instead of a model; `bot run` prints what the bot would have started with.
"""

from __future__ import annotations

import json
import os
import sys

from bot.settings import load_settings as load_bot_settings
from index.building.build import build
from index.errors import VerbatimError
from index.settings import load_settings
from index.snapshots.snapshot import open_snapshot
from index.snapshots.store import find_current
from tests.support.index.embedders import WordEmbedder


def main(module: str, command: str) -> int:
    """Do what the module's command would."""
    settings, embedder = load_settings(), WordEmbedder()
    if (module, command) == ("index", "build"):
        try:
            built = build(settings.corpus, settings.index, embedder, 2, lambda *_: None)
        except VerbatimError as error:
            sys.stderr.write(f"error: {error}\n")
            return error.exit_code
        return 1 if built.errors else 0
    snapshot = open_snapshot(find_current(settings.index), embedder.model)
    titles = [article.title for article in snapshot.contents.articles]
    started = {"articles": titles, "health_port": load_bot_settings().health_port, "folder": os.getcwd()}
    sys.stdout.write(json.dumps(started | {"exported_model": str(settings.exported_model)}) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[2:4]))

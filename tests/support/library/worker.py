"""The worker with an embedder that needs no model: python -m tests.support.library.worker."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence

from index.building.worker import main
from index.types import Matrix
from tests.support.index.embedders import WordEmbedder

SLOW = "SLOW_WORKER"
"""In the environment, it makes every embedding take a minute."""


class SlowEmbedder(WordEmbedder):
    """Takes its time."""

    def embed(self, texts: Sequence[str]) -> Matrix:
        if os.environ.get(SLOW):
            time.sleep(60)
        return super().embed(texts)


if __name__ == "__main__":
    sys.exit(main(lambda _: SlowEmbedder()))

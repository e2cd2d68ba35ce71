"""The worker with an embedder that needs no model: python -m tests.worker."""

from __future__ import annotations

import sys

from index.worker import main
from tests.embedders import WordEmbedder

if __name__ == "__main__":
    sys.exit(main(lambda _: WordEmbedder()))

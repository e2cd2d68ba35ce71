"""Sentence Transformers and faiss written plainly: what the serving benchmark is measured beside.

usage: python -m benchmarks.serving.plain FOLDER QUESTION

FOLDER holds sentences.json, a list of texts, and sentences.faiss, their vectors.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import faiss
from sentence_transformers import SentenceTransformer

from index.models.embedder import find_model


class PlainSearch:
    """Finds the sentences nearest to a question."""

    def __init__(self, folder: Path) -> None:
        self._model = SentenceTransformer(str(find_model("").folder), device="cpu")
        self._index = faiss.read_index(str(folder / "sentences.faiss"))
        self._texts: list[str] = json.loads((folder / "sentences.json").read_text("utf-8"))

    def ask(self, question: str, limit: int = 3) -> list[str]:
        """Return the nearest sentences, nearest first."""
        query = self._model.encode([question], normalize_embeddings=True, show_progress_bar=False)
        _, rows = self._index.search(query, limit)
        return [self._texts[row] for row in rows[0]]


if __name__ == "__main__":
    print(*PlainSearch(Path(sys.argv[1])).ask(sys.argv[2]), sep="\n")

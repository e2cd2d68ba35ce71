"""Index a folder of articles and read its questions, as several benchmarks do."""

from __future__ import annotations

import tempfile
from enum import StrEnum
from pathlib import Path

from index.building.build import build
from index.digests import digest_bytes
from index.evaluation.question_file import Question, read_questions
from index.models.embedder import SentenceTransformerEmbedder, find_model
from index.models.rerankers import make_reranker
from index.search.searcher import Searcher
from index.settings import load_settings


def open_folder(folder: Path) -> Searcher:
    """Index the articles of a folder and open them, by the settings."""
    settings = load_settings()
    embedder = SentenceTransformerEmbedder(find_model(settings.model), settings.batch_size)
    with tempfile.TemporaryDirectory() as index:
        build(folder / "articles", Path(index), embedder, 2, lambda *_: None)
        reranker = make_reranker(settings.reranker)
        return Searcher.open(Path(index), embedder, settings.threshold, settings.candidates, reranker)


class Half(StrEnum):
    """Which questions are asked: those with an even or an odd digest, so that one half is left to look at once."""

    ALL = "all"
    EVEN = "even"
    ODD = "odd"

    def has(self, question: str) -> bool:
        """Return whether a question is of this half."""
        is_odd = bool(int(digest_bytes(question.encode()), 16) & 1)
        return self is Half.ALL or is_odd == (self is Half.ODD)


def read_folder(folder: Path, half: Half = Half.ALL) -> list[Question]:
    """Read the questions of a folder, those without an answer last."""
    files = [path for path in (folder / "questions.jsonl", folder / "unanswerable.jsonl") if path.exists()]
    return [question for path in files for question in read_questions(path) if half.has(question.question)]

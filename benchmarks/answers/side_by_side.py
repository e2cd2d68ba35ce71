"""Ask the same questions in several ways, one after the other in one run, and print what each finds and costs.

usage: python -m benchmarks.answers.side_by_side FOLDER [--half even|odd] [--reranker FOLDER …]

FOLDER holds articles/, questions.jsonl and unanswerable.jsonl (docs/evaluation.md); a reranker's holds model.onnx
and tokenizer.json, as `training.export` writes them. Beside Verbatim stand plain cosine, which is what Sentence
Transformers and FAISS give without anything else, and its reciprocal rank fusion with BM25 (Cormack et al. 2009,
k = 60), which is what the hybrid retrievers of LangChain and Haystack do.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from benchmarks.answers.asking import Half, open_folder, read_folder
from index.digests import digest_bytes
from index.engines.bm25 import find_stems
from index.evaluation.metrics import DEPTH, ask_all, evaluate
from index.evaluation.question_file import Question
from index.models.embedder import SentenceTransformerEmbedder, find_model
from index.models.onnx_reranker import OnnxReranker
from index.models.onnx_session import MODEL, TOKENIZER
from index.search.answer import Answer
from index.search.searcher import Searcher
from index.snapshots.quotations import Quotation

_POOL = 100
_FUSED = 60

Ask = Callable[[str, int], Answer]


def main() -> None:
    """Print a line a way."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--half", type=Half, choices=list(Half), default=Half.ALL, help="of the questions")
    parser.add_argument("--reranker", type=Path, nargs="*", default=[], help="others than the one that ships")
    arguments = parser.parse_args()
    questions = read_folder(arguments.folder, arguments.half)
    searcher = open_folder(arguments.folder)
    retrievers = Retrievers(searcher)
    report("cosine alone", questions, retrievers.ask_by_cosine)
    report("cosine and BM25, fused by rank", questions, retrievers.ask_by_both)
    report("Verbatim", questions, searcher.ask)
    for folder in arguments.reranker:
        report(f"Verbatim, {folder.name}", questions, _replace_reranker(searcher, folder).ask)


def report(name: str, questions: Sequence[Question], ask: Ask) -> None:
    """Ask all questions in one way and print its figures."""
    ask(questions[0].question, DEPTH)  # what is loaded once is not counted
    began = time.process_time()
    figures = evaluate(ask_all(questions, ask))
    milliseconds = (time.process_time() - began) / len(questions) * 1000
    print(
        f"{name:32} R@1 {figures.recall_at_1:.3f}  R@3 {figures.recall_at_3:.3f}  R@10 {figures.recall_at_10:.3f}  "
        f"AUC {figures.separation:.3f}  right {figures.correct:.3f}  wrong {figures.wrong:.3f}  "
        f"refused {figures.refused:.3f}  {milliseconds:.0f} ms of processor an ask",
        flush=True,
    )


class Retrievers:
    """Retrieves by what a snapshot holds, without anything that Verbatim adds; whatever is first is shown."""

    def __init__(self, searcher: Searcher) -> None:
        self._contents = searcher.snapshot.contents
        self._embedder = SentenceTransformerEmbedder(find_model(""))

    def ask_by_cosine(self, question: str, limit: int) -> Answer:
        """Return the nearest sentences; the cosine stands for the confidence."""
        query = self._embedder.embed([question])[0]
        rows = self._contents.sentence_vectors.find_nearest(query, limit)
        scores = self._contents.sentence_vectors.score(query, rows)
        order = np.argsort(-scores)
        return self._answer(question, rows[order], float(scores.max()))

    def ask_by_both(self, question: str, limit: int) -> Answer:
        """Return the sentences that stand highest in both rankings; their sum stands for the confidence."""
        vectors, query = self._contents.sentence_vectors, self._embedder.embed([question])[0]
        near = vectors.find_nearest(query, _POOL)
        by_cosine = near[np.argsort(-vectors.score(query, near))]
        by_words = self._contents.sentence_words.find_best(find_stems(question), _POOL)
        fused: dict[int, float] = {}
        for ranking in (by_cosine, by_words):
            for place, row in enumerate(ranking, 1):
                fused[int(row)] = fused.get(int(row), 0.0) + 1 / (_FUSED + place)
        rows = sorted(fused, key=lambda row: -fused[row])[:limit]
        return self._answer(question, np.array(rows, np.int64), fused[rows[0]])

    def _answer(self, question: str, rows: Sequence[int] | np.ndarray, confidence: float) -> Answer:
        entries = [self._contents.entries[row] for row in rows]
        articles = self._contents.articles_by_id
        quotations = tuple(Quotation(each, articles[each.sentence.article_id], 0.0) for each in entries)
        return Answer(question, True, confidence, quotations)


def _replace_reranker(searcher: Searcher, folder: Path) -> Searcher:
    digests = {name: digest_bytes((folder / name).read_bytes()) for name in (MODEL, TOKENIZER)}
    embedder = SentenceTransformerEmbedder(find_model(""))
    return Searcher(searcher.snapshot, embedder, searcher.threshold, OnnxReranker(folder, digests))


if __name__ == "__main__":
    main()

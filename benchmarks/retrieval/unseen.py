"""Find the sentence that answers a question among all sentences of New Wikipedia's unseen half (ReQA's protocol).

usage: python -m benchmarks.retrieval.unseen DATA [--every N]
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from benchmarks.retrieval.encoder import embed_exported
from index.building.contents import index_articles
from index.models.embedder import SentenceTransformerEmbedder, find_model
from index.models.onnx_reranker import OnnxReranker
from index.search.first_stage import Ranking, rank
from index.search.reranking import rerank
from training.data.sources import find_right, find_rows, read_unseen


def main() -> None:
    """Index, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="the training data's folder (training/README.md)")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="ask every n-th question only")
    arguments = parser.parse_args()
    source = read_unseen(arguments.data)
    embedder, reranker = SentenceTransformerEmbedder(find_model("")), OnnxReranker()
    contents = index_articles(source.articles, embedder, lambda *_: None).contents
    rows = find_rows(contents, source)
    asked = source.questions[:: arguments.every]
    texts = [each.text for each in asked]
    own, first, read = [], [], []
    for question, precise, query in zip(asked, embedder.embed(texts), embed_exported(embedder, texts), strict=True):
        right = find_right(contents, rows[question.article], question)
        own.append(find_place(rank(contents, question.text, precise), right))
        ranking = rank(contents, question.text, query)
        first.append(find_place(ranking, right))
        read.append(find_place(rerank(contents, question.text, ranking, reranker), right))
    print(f"questions {len(asked)}  sentences {len(contents.entries)}")
    print_figures("first stage, questions by torch", own)
    print_figures("first stage", first)
    print_figures("reranked", read)


def find_place(ranking: Ranking, right: Sequence[int]) -> int:
    """Return the place of the first right row, 0 where there is none."""
    return next((place for place, row in enumerate(ranking.rows, 1) if row in right), 0)


def print_figures(name: str, places: Sequence[int]) -> None:
    """Print the recall at three depths."""
    figures = [sum(0 < place <= depth for place in places) / len(places) for depth in (1, 3, 10)]
    print(f"{name:31}  R@1 {figures[0]:.3f}  R@3 {figures[1]:.3f}  R@10 {figures[2]:.3f}")


if __name__ == "__main__":
    main()

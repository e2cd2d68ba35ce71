"""Compare questions embedded by the exported int8 encoder with questions embedded by the model itself.

usage: python -m benchmarks.retrieval.encoder FOLDER

FOLDER holds articles/ and questions.jsonl (docs/evaluation.md). The index is the same for both.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from benchmarks.retrieval.first_stage import report
from index.building.contents import index_articles
from index.corpus.articles import read_corpus
from index.evaluation.question_file import Question, read_questions
from index.models.embedder import SentenceTransformerEmbedder, find_model
from index.models.onnx_reranker import OnnxReranker
from index.models.question_encoder import OnnxEncoder
from index.search.first_stage import rank
from index.search.reranking import rerank
from index.snapshots.contents import Contents
from index.types import Matrix


def main() -> None:
    """Print the cosine between both, and the recall that each reaches."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    embedder = SentenceTransformerEmbedder(find_model(""))
    contents = index_articles(read_corpus(folder / "articles").articles, embedder, lambda *_: None).contents
    questions = [question for question in read_questions(folder / "questions.jsonl") if question.gold]
    texts = [question.question for question in questions]
    own, exported = embedder.embed(texts), embed_exported(embedder, texts)
    cosines = np.sum(own * exported, axis=1)
    print(f"questions {len(texts)}  cosine: mean {cosines.mean():.4f}  least {cosines.min():.4f}")
    compare(contents, questions, "torch", own)
    compare(contents, questions, "int8", exported)


def embed_exported(embedder: SentenceTransformerEmbedder, texts: Sequence[str]) -> Matrix:
    """Export the embedder and embed texts by what came of it."""
    with TemporaryDirectory() as folder:
        if not embedder.export(Path(folder)):
            sys.exit("the model cannot be exported")
        return OnnxEncoder.from_folder(Path(folder)).embed(texts)


def compare(contents: Contents, questions: Sequence[Question], name: str, queries: Matrix) -> None:
    """Print what the first stage and the reranker find for these vectors of the questions."""
    first = [rank(contents, each.question, query) for each, query in zip(questions, queries, strict=True)]
    report(f"{name}, first stage", contents, [each.rows for each in first], questions)
    read = [
        rerank(contents, question.question, ranking, OnnxReranker())
        for question, ranking in zip(questions, first, strict=True)
    ]
    report(f"{name}, reranked", contents, [each.rows for each in read], questions)


if __name__ == "__main__":
    main()

"""Measure what each index of the first stage finds by itself, and what their sum finds.

usage: python -m benchmarks.retrieval.first_stage FOLDER

FOLDER holds articles/ and questions.jsonl (docs/evaluation.md). Nothing is reranked or folded.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from index.building.contents import index_articles
from index.corpus.articles import read_corpus
from index.engines.bm25 import find_stems
from index.evaluation.metrics import Outcome, evaluate, find_rank
from index.evaluation.question_file import Question, read_questions
from index.models.embedder import SentenceTransformerEmbedder, find_model
from index.search.answer import Answer
from index.search.first_stage import rank
from index.snapshots.contents import Contents
from index.snapshots.quotations import Quotation
from index.types import Rows

DEPTH = 10


def main() -> None:
    """Print recall and mean reciprocal rank of each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    embedder = SentenceTransformerEmbedder(find_model(""))
    contents = index_articles(read_corpus(folder / "articles").articles, embedder, lambda *_: None).contents
    questions = [question for question in read_questions(folder / "questions.jsonl") if question.gold]
    queries = embedder.embed([question.question for question in questions])
    for name, vectors in (("sentence", contents.sentence_vectors), ("passage", contents.passage_vectors)):
        report(f"{name} vectors", contents, [vectors.find_nearest(query, DEPTH) for query in queries], questions)
    for name, words in (("sentence", contents.sentence_words), ("passage", contents.passage_words)):
        report(
            f"{name} words",
            contents,
            [words.find_best(find_stems(each.question), DEPTH) for each in questions],
            questions,
        )
    asked = zip(questions, queries, strict=True)
    report("their sum", contents, [rank(contents, each.question, query).rows for each, query in asked], questions)


def report(name: str, contents: Contents, rankings: Sequence[Rows], questions: Sequence[Question]) -> None:
    """Print the figures of one way to rank."""
    outcomes = [_look(contents, rows, question) for rows, question in zip(rankings, questions, strict=True)]
    figures = evaluate(outcomes)
    print(
        f"{name:18} R@1 {figures.recall_at_1:.3f}  R@3 {figures.recall_at_3:.3f}  "
        f"R@10 {figures.recall_at_10:.3f}  MRR {figures.mean_reciprocal_rank:.3f}"
    )


def _look(contents: Contents, rows: Rows, question: Question) -> Outcome:
    entries = [contents.entries[row] for row in rows[:DEPTH]]
    quotations = tuple(Quotation(each, contents.articles_by_id[each.sentence.article_id], 0.0) for each in entries)
    answer = Answer(question.question, True, 0.0, quotations)
    return Outcome(question, answer, find_rank(question, answer))


if __name__ == "__main__":
    main()

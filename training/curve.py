"""Print how the reranker grew: the figures of every weights file that training left.

usage: python -m training.curve RUN DATA FOLDER

RUN is what `training.train` wrote to, DATA the training data's folder, FOLDER holds articles/, questions.jsonl
and unanswerable.jsonl (docs/evaluation.md). Of DATA only the articles are asked that are held out of training.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from sklearn.metrics import roc_auc_score
from transformers import BertForTokenClassification

from index.building.contents import index_articles
from index.corpus.articles import read_corpus
from index.evaluation.metrics import find_rank
from index.evaluation.question_file import Question, read_questions
from index.models.embedder import SentenceTransformerEmbedder, find_model
from index.models.onnx_reranker import make_tokenizer
from index.models.reading import Excerpt, Reading
from index.models.reranker_input import pad, sequence_excerpts
from index.search.answer import Answer
from index.search.first_stage import Ranking, rank
from index.search.reranking import rerank
from index.snapshots.contents import Contents
from index.snapshots.quotations import Quotation
from training.losses import SCORE
from training.sources import find_right, find_rows, read_held_out
from training.train import load_model

_PER_SOURCE = 300
_DEPTH = 10


class TorchReranker:
    """Reads excerpts by weights that are not exported yet."""

    def __init__(self, weights: Path) -> None:
        self._model: BertForTokenClassification = load_model()
        self._model.load_state_dict(torch.load(weights, weights_only=True))
        self._model.bfloat16().eval()  # type: ignore[no-untyped-call]  # transformers leaves it without annotations
        self._tokenizer = make_tokenizer((find_model("").folder / "tokenizer.json").read_text("utf-8"))

    @torch.no_grad()
    def read(self, question: str, excerpts: Sequence[Excerpt]) -> list[Reading]:
        """Return a reading an excerpt, in the same order."""
        readings = []
        for sequence in sequence_excerpts(self._tokenizer, question, excerpts):
            inputs = {name: torch.from_numpy(each) for name, each in pad([sequence]).items()}
            (output,) = self._model(**inputs).logits.float()
            readings.append(Reading(output[sequence.marks, SCORE].numpy()))
        return readings


@dataclass(frozen=True)
class Asked:
    """A question with its first stage, whether the corpus answers it, and how a rank is found in a ranking."""

    text: str
    contents: Contents
    ranking: Ranking
    answerable: bool
    find_rank: Callable[[Ranking], int]


def main() -> None:
    """Print a line for each weights file and set of questions."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run", type=Path)
    parser.add_argument("data", type=Path)
    parser.add_argument("folder", type=Path)
    arguments = parser.parse_args()
    embedder = SentenceTransformerEmbedder(find_model(""))
    sets = {
        arguments.folder.name: list(ask_folder(arguments.folder, embedder)),
        "held out": list(ask_held_out(arguments.data, embedder)),
    }
    for weights in sorted(arguments.run.glob("weights-*.pt")):
        reranker = TorchReranker(weights)
        for name, asked in sets.items():
            print(f"{weights.stem:14} {name:14} {measure(asked, reranker)}", flush=True)


def measure(asked: Sequence[Asked], reranker: TorchReranker) -> str:
    """Return the recall over the answerable and the area under the curve of the best reading over all."""
    rankings = [rerank(each.contents, each.text, each.ranking, reranker) for each in asked]
    pairs = list(zip(asked, rankings, strict=True))
    ranks = [each.find_rank(ranking) for each, ranking in pairs if each.answerable]
    recall = [sum(0 < found <= depth for found in ranks) / len(ranks) for depth in (1, 3)]
    area = roc_auc_score([each.answerable for each in asked], [ranking.readings[0] for ranking in rankings])
    return f"questions {len(asked)}  R@1 {recall[0]:.3f}  R@3 {recall[1]:.3f}  AUC {area:.3f}"


def ask_folder(folder: Path, embedder: SentenceTransformerEmbedder) -> Iterator[Asked]:
    """Ask the first stage the questions of a folder."""
    contents = index_articles(read_corpus(folder / "articles").articles, embedder, lambda *_: None).contents
    questions = [each for name in ("questions", "unanswerable") for each in read_questions(folder / f"{name}.jsonl")]
    queries = embedder.embed([question.question for question in questions])
    for question, query in zip(questions, queries, strict=True):
        ranking = rank(contents, question.question, query)
        yield Asked(question.question, contents, ranking, bool(question.gold), _find_gold(contents, question))


def _find_gold(contents: Contents, question: Question) -> Callable[[Ranking], int]:
    def find(ranking: Ranking) -> int:
        entries = [contents.entries[row] for row in ranking.rows[:_DEPTH]]
        shown = tuple(Quotation(each, contents.articles_by_id[each.sentence.article_id], 0.0) for each in entries)
        return find_rank(question, Answer(question.question, True, 0.0, shown))

    return find


def ask_held_out(data: Path, embedder: SentenceTransformerEmbedder) -> Iterator[Asked]:
    """Ask the first stage a sample of the held-out questions of each source."""
    for source in read_held_out(data):
        contents = index_articles(source.articles, embedder, lambda *_: None).contents
        rows = find_rows(contents, source)
        sample = source.questions[:: max(1, len(source.questions) // _PER_SOURCE)]
        queries = embedder.embed([asked.text for asked in sample])
        for asked, query in zip(sample, queries, strict=True):
            right = find_right(contents, rows[asked.article], asked)
            ranking = rank(contents, asked.text, query)
            yield Asked(asked.text, contents, ranking, bool(asked.answers), _find_row(right))


def _find_row(right: Sequence[int]) -> Callable[[Ranking], int]:
    return lambda ranking: next((place for place, row in enumerate(ranking.rows[:_DEPTH], 1) if row in right), 0)


if __name__ == "__main__":
    main()

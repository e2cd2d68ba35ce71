"""Fit the confidence and print how well it is calibrated on questions that it was not fitted on.

usage: python -m benchmarks.answers.fit_confidence DATA [--write]

DATA is the training data's folder (training/README.md); of its encyclopaedia articles only those are read that
the reranker was not trained on. Their questions are asked as they are typed in a hurry, every other one in lower
case, and a question counts as answered when an answer begins in the first sentence. Of `news-dev/` the even half
of the questions is asked as it is.

Fitted on SQuAD 2.0, half of whose questions were written to look answerable and not be, on New Wikipedia, where a
third of the paragraphs is taken out so that their questions have no answer, and on the news; each of the three
weighs the same. Who tells it, and what says that an answer cannot be one, is weighed by hand (decision 0011), since
it is too seldom among the questions to show what it is worth. Each part is reported by a fit on the other two.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.metrics import roc_auc_score
from sklearn.preprocessing import StandardScaler

from benchmarks.answers.asking import Half, open_folder, read_folder
from index.building.contents import index_articles
from index.evaluation.metrics import DEPTH, find_rank
from index.models.embedder import SentenceTransformerEmbedder, find_model
from index.models.onnx_reranker import OnnxReranker
from index.search.confidence.confidence import CONFIDENCE, ENGLISH, read_confidence
from index.search.confidence.features import Features, measure_features
from index.search.confidence.premises import find_premise
from index.search.first_stage import rank
from index.search.reranking import rerank
from training.data.questions import type_in_a_hurry
from training.data.sources import Source, find_right, find_rows, read_held_out

FITTED = ("reading", "lead", "cosine", "unnumbered")
AGAINST = frozenset({"unnumbered"})

_PER_SOURCE = 450
_RIDGE = 0.002
_NEWS = "news-dev"

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Sample:
    """What was measured of a question, whether its first sentence answers it, and its source."""

    features: Features
    right: bool
    answerable: bool
    source: str


def main() -> None:
    """Fit, print, and with --write keep the numbers."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--write", action="store_true", help=f"write the numbers to {CONFIDENCE.name}")
    arguments = parser.parse_args()
    embedder, reranker = SentenceTransformerEmbedder(find_model("")), OnnxReranker()
    samples = [sample for source in read_held_out(arguments.data) for sample in measure(source, embedder, reranker)]
    samples += measure_news(arguments.data / _NEWS)
    for name in sorted({sample.source for sample in samples}):
        others = fit([sample for sample in samples if sample.source != name], FITTED, read_by_hand(ENGLISH, FITTED))
        asked = [sample for sample in samples if sample.source == name]
        print_report(f"{name}, by a fit on the others", predict(others, asked), asked)
    keep(ENGLISH, fit(samples, FITTED, read_by_hand(ENGLISH, FITTED)), write=arguments.write)


def measure(source: Source, embedder: SentenceTransformerEmbedder, reranker: OnnxReranker) -> Iterator[Sample]:
    """Ask a corpus a sample of its questions."""
    contents = index_articles(source.articles, embedder, lambda *_: None).contents
    rows = find_rows(contents, source)
    asked = source.questions[:: max(1, len(source.questions) // _PER_SOURCE)]
    typed = [_type(question.text, number) for number, question in enumerate(asked)]
    for question, text, query in zip(asked, typed, embedder.embed(typed), strict=True):
        ranking = rerank(contents, text, rank(contents, text, query), reranker)
        right = int(ranking.rows[0]) in find_right(contents, rows[question.article], question)
        features = measure_features(contents, text, ranking, find_premise(contents, text))
        yield Sample(features, right, bool(question.answers), source.name)


def measure_news(folder: Path) -> Iterator[Sample]:
    """Ask real news the even half of its questions."""
    searcher = open_folder(folder)
    for question in read_folder(folder, Half.EVEN):
        search = searcher.search(question.question, DEPTH)
        if search.features:
            right = find_rank(question, search.answer) == 1
            yield Sample(search.features, right, bool(question.gold), folder.name)


def read_by_hand(reading: str, fitted: Sequence[str]) -> dict[str, float]:
    """Return the weights that ship for questions read in a way and are not fitted."""
    return {name: weight for name, weight in read_confidence()[reading].items() if name not in {"intercept", *fitted}}


def fit(samples: Sequence[Sample], names: Sequence[str], by_hand: Mapping[str, float]) -> dict[str, float]:
    """Return the weights: a logistic regression with a ridge in which nothing that speaks for may count against.

    Each source weighs the same; what is weighed by hand is added before.
    """
    right, given = np.array([sample.right for sample in samples]), _add_by_hand(samples, by_hand)
    sizes = Counter(sample.source for sample in samples)
    shares = np.array([1 / sizes[sample.source] / len(sizes) for sample in samples])
    scaler = StandardScaler()
    columns = scaler.fit_transform([[getattr(sample.features, name) for name in names] for sample in samples])

    def measure_loss(weights: Numbers) -> float:
        logits = columns @ weights[1:] + weights[0] + given
        return float(shares @ (np.logaddexp(0, logits) - right * logits) + _RIDGE * np.sum(weights[1:] ** 2))

    bounds = [(None, None), *[(None, 0) if name in AGAINST else (0, None) for name in names]]
    found = minimize(measure_loss, np.zeros(len(names) + 1), bounds=bounds, method="L-BFGS-B").x
    scaled = found[1:] / scaler.scale_
    named = {"intercept": found[0] - scaled @ scaler.mean_, **dict(zip(names, scaled, strict=True)), **by_hand}
    return {name: round(float(weight), 4) for name, weight in named.items()}


def predict(weights: dict[str, float], samples: Sequence[Sample]) -> Numbers:
    """Return the confidence in each sample."""
    weighed = {name: weight for name, weight in weights.items() if name != "intercept"}
    return np.asarray(1 / (1 + np.exp(-(weights["intercept"] + _add_by_hand(samples, weighed)))))


def keep(reading: str, weights: dict[str, float], *, write: bool) -> None:
    """Print the weights for questions that are read in a way, and if wished write them."""
    print(json.dumps(weights, indent=2))
    if write:
        CONFIDENCE.write_text(json.dumps({**read_confidence(), reading: weights}, indent=2) + "\n", "utf-8")


def print_report(title: str, confidences: Numbers, samples: Sequence[Sample]) -> None:
    """Print the areas under the curve, the expected calibration error and the reliability table."""
    right = np.array([sample.right for sample in samples])
    answerable = np.array([sample.answerable for sample in samples])
    print(f"{title}: questions {len(samples)}, right at first place {right.mean():.3f}")
    print(f"AUC of right {roc_auc_score(right, confidences):.3f}")
    print(f"AUC of answerable {roc_auc_score(answerable, confidences):.3f}")
    print("confidence   questions  mean  right")
    error = 0.0
    for low in np.arange(0, 1, 0.1):
        inside = (confidences >= low) & (confidences < low + 0.1)
        if inside.any():
            mean, share = confidences[inside].mean(), right[inside].mean()
            error += inside.mean() * abs(mean - share)
            print(f"{low:.1f} to {low + 0.1:.1f}  {inside.sum():9}  {mean:.2f}  {share:.2f}")
    print(f"expected calibration error {error:.3f}\n")


def _add_by_hand(samples: Sequence[Sample], weights: Mapping[str, float]) -> Numbers:
    return np.array([sum(by * getattr(each.features, name) for name, by in weights.items()) for each in samples])


def _type(question: str, number: int) -> str:
    typed = type_in_a_hurry(question, random.Random(number))
    return typed.lower() if number % 2 else typed


if __name__ == "__main__":
    main()

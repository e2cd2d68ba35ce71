"""Fit the confidence and print how well it is calibrated on articles that it was not fitted on.

usage: python -m benchmarks.fit_confidence DATA [--write]

DATA is the training data's folder (training/README.md), of which only the articles are read that the
reranker was not trained on. A question counts as answered when an answer begins in the first sentence.
Each article's questions are measured by a fit on the other articles; the numbers that are kept are
fitted on all.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import LeaveOneGroupOut, cross_val_predict
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from index.building import index_articles
from index.confidence import CONFIDENCE, Features, measure_features
from index.embedding import SentenceTransformerEmbedder, find_model
from index.onnx_runner import OnnxReranker
from index.ranking import rank
from index.reranking import rerank
from training.sources import Source, find_right, find_rows, read_held_out

_PER_SOURCE = 300


@dataclass(frozen=True)
class Sample:
    """What was measured of a question, whether its first sentence answers it, and its article."""

    features: Features
    right: bool
    answerable: bool
    article: str


def main() -> None:
    """Fit, print, and with --write keep the numbers."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--write", action="store_true", help=f"write the numbers to {CONFIDENCE.name}")
    arguments = parser.parse_args()
    embedder, reranker = SentenceTransformerEmbedder(find_model("")), OnnxReranker()
    samples = [sample for source in read_held_out(arguments.data) for sample in measure(source, embedder, reranker)]
    fit = make_pipeline(StandardScaler(), LogisticRegression(max_iter=5_000))
    articles = [sample.article for sample in samples]
    unseen = cross_val_predict(
        fit, _columns(samples), _labels(samples), groups=articles, cv=LeaveOneGroupOut(), method="predict_proba"
    )
    print_report(unseen[:, 1], samples)
    weights = _undo_scaling(fit.fit(_columns(samples), _labels(samples)))
    print(json.dumps(weights, indent=2))
    if arguments.write:
        CONFIDENCE.write_text(json.dumps({"weights": weights}, indent=2) + "\n", "utf-8")


def measure(source: Source, embedder: SentenceTransformerEmbedder, reranker: OnnxReranker) -> Iterator[Sample]:
    """Ask a corpus a sample of its questions."""
    contents = index_articles(source.articles, embedder, lambda *_: None).contents
    rows = find_rows(contents, source)
    asked = source.questions[:: max(1, len(source.questions) // _PER_SOURCE)]
    queries = embedder.embed([question.text for question in asked])
    for question, query in zip(asked, queries, strict=True):
        ranking = rerank(contents, question.text, rank(contents, question.text, query), reranker)
        right = int(ranking.rows[0]) in find_right(contents, rows[question.article], question)
        features = measure_features(ranking)
        yield Sample(features, right, bool(question.answers), f"{source.name} {question.article}")


def print_report(confidences: NDArray[np.float64], samples: Sequence[Sample]) -> None:
    """Print the areas under the curve, the expected calibration error and the reliability table."""
    right = _labels(samples)
    answerable = np.array([sample.answerable for sample in samples])
    print(f"questions {len(samples)}  right at first place {right.mean():.3f}")
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
    print(f"expected calibration error {error:.3f}")


def _undo_scaling(fit: Pipeline) -> dict[str, float]:
    """Return the weights of the features as they are measured."""
    scaler, model = fit[0], fit[1]
    weights = model.coef_[0] / scaler.scale_
    intercept = model.intercept_[0] - weights @ scaler.mean_
    named = {"intercept": intercept, **dict(zip(Features.__dataclass_fields__, weights, strict=True))}
    return {name: round(float(weight), 4) for name, weight in named.items()}


def _columns(samples: Sequence[Sample]) -> NDArray[np.float64]:
    return np.array([list(asdict(sample.features).values()) for sample in samples])


def _labels(samples: Sequence[Sample]) -> NDArray[np.bool_]:
    return np.array([sample.right for sample in samples])


if __name__ == "__main__":
    main()

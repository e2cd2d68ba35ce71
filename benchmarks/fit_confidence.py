"""Fit the confidence and print how well it is calibrated on articles that it was not fitted on.

usage: python -m benchmarks.fit_confidence SQUAD2.json NEW_WIKI.json [--write]

Labels: a question counts as answered when the first sentence holds one of its answers. SQUAD2 has
questions that no paragraph answers; of NEW_WIKI every second article is read, and of its paragraphs
every second one is left out, so that its questions stay without an answer. Articles of even number
are fitted on, the others measured.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from benchmarks.squad import Squad, read_squad
from index.building import index_articles
from index.embedding import SentenceTransformerEmbedder, find_model
from index.ranking import CONFIDENCE, Features, rank
from index.searching import measure_first

_PER_CORPUS = 2_500


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
    parser.add_argument("squad2", type=Path)
    parser.add_argument("new_wiki", type=Path)
    parser.add_argument("--write", action="store_true", help=f"write the numbers to {CONFIDENCE.name}")
    arguments = parser.parse_args()
    embedder = SentenceTransformerEmbedder(find_model(""))
    samples = measure(read_squad(arguments.squad2), embedder)
    samples += measure(read_squad(arguments.new_wiki, every=2, withheld=2), embedder)
    fitted = [sample for sample in samples if int(sample.article) % 2 == 0]
    unseen = [sample for sample in samples if int(sample.article) % 2]
    model = LogisticRegression(C=10.0, max_iter=5_000).fit(_columns(fitted), _labels(fitted))
    print_report(model.predict_proba(_columns(unseen))[:, 1], unseen)
    names = list(Features.__dataclass_fields__)
    weights = {"intercept": model.intercept_[0], **dict(zip(names, model.coef_[0], strict=True))}
    rounded = {name: round(float(weight), 4) for name, weight in weights.items()}
    print(json.dumps(rounded, indent=2))
    if arguments.write:
        CONFIDENCE.write_text(json.dumps({"weights": rounded}, indent=2) + "\n", "utf-8")


def measure(squad: Squad, embedder: SentenceTransformerEmbedder) -> list[Sample]:
    """Ask a corpus a sample of its questions."""
    contents = index_articles(squad.articles, embedder, lambda *_: None).contents
    names = {article.id: article.name for article in squad.articles}
    asked = squad.questions[:: max(1, len(squad.questions) // _PER_CORPUS)]
    queries = embedder.embed([question.text for question in asked])
    samples = []
    for question, query in zip(asked, queries, strict=True):
        ranking = rank(contents, question.text, query)
        first = contents.entries[ranking.rows[0]].sentence
        text = first.span.of(contents.articles_by_id[first.article_id].text)
        right = names[first.article_id] == question.article and any(answer in text for answer in question.answers)
        features = measure_first(contents, question.text, ranking)
        samples.append(Sample(features, right, bool(question.answers), question.article))
    return samples


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


def _columns(samples: Sequence[Sample]) -> NDArray[np.float64]:
    return np.array([list(asdict(sample.features).values()) for sample in samples])


def _labels(samples: Sequence[Sample]) -> NDArray[np.bool_]:
    return np.array([sample.right for sample in samples])


if __name__ == "__main__":
    main()

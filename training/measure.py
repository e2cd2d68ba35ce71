"""How well weights do on the sets that are only measured.

usage: python -m training.measure GATHERED.json.xz WEIGHTS …
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import nn

from index.models.reranker_input import TokenSequence, cut_batches, find_special, join, pad
from training.data.gathered import AskedRow, Gathered, read_gathered
from training.losses import EARLY, END, SCORE, START
from training.model import make_model, read_weights

_EXCERPT = 5
"""Sentences that are read at once."""

_TOKENS_AT_ONCE = {"cpu": 1_600, "cuda": 100_000}

_PAIRS = (
    ("news", "news, answer taken out"),
    ("squad", "near misses"),
    ("invented news", "invented news, near misses"),
)
"""Sets whose scores should be parted."""


@dataclass
class RowReading:
    """The scores of a question's sentences, the early ones, and by how much the best span is likelier than none."""

    scores: list[float] = field(default_factory=list)
    early: list[float] = field(default_factory=list)
    margin: float = -np.inf


def main() -> None:
    """Print the figures of each weights file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gathered", type=Path)
    parser.add_argument("weights", type=Path, nargs="+")
    arguments = parser.parse_args()
    from training.train import read_tokenizer

    gathered, tokenizer = read_gathered(arguments.gathered), read_tokenizer()
    for path in arguments.weights:
        model = make_model()
        model.load_state_dict(read_weights(path), strict=False)
        model.eval()  # type: ignore[no-untyped-call]  # transformers leaves it without annotations
        with torch.no_grad():
            print(path, measure(model, tokenizer, gathered, torch.device("cpu")), flush=True)


def measure(model: nn.Module, tokenizer: Tokenizer, gathered: Gathered, device: torch.device) -> dict[str, float]:
    """Return by set the share whose best sentence answers, the share shown, and how well the scores part them."""
    figures: dict[str, float] = {}
    best: dict[str, NDArray[np.float32]] = {}
    margins: dict[str, NDArray[np.float32]] = {}
    for name, rows in gathered.measured.items():
        readings = read_rows(model, tokenizer, gathered, rows, device)
        best[name] = np.array([max(reading.scores) for reading in readings])
        margins[name] = np.array([reading.margin for reading in readings])
        figures[f"{name}: shown"] = float((best[name] > 0).mean())
        if any(row.answers for row in rows):
            figures[f"{name}: R@1"] = _share_right(rows, [reading.scores for reading in readings])
            if readings[0].early:
                figures[f"{name}: R@1, early"] = _share_right(rows, [reading.early for reading in readings])
    for answered, unanswered in _PAIRS:
        for kind, values in (("AUC", best), ("AUC of spans", margins)):
            pairs = values[answered][:, np.newaxis] > values[unanswered][np.newaxis]
            figures[f"{unanswered}: {kind}"] = float(pairs.mean())
    return {name: round(figure, 3) for name, figure in figures.items()}


def _share_right(rows: Sequence[AskedRow], scores: Sequence[Sequence[float]]) -> float:
    answered = zip(rows, scores, strict=True)
    return float(np.mean([int(np.argmax(each)) in {answer[0] for answer in row.answers} for row, each in answered]))


def read_rows(
    model: nn.Module,
    tokenizer: Tokenizer,
    gathered: Gathered,
    rows: Sequence[AskedRow],
    device: torch.device,
) -> list[RowReading]:
    """Return what is read for each row."""
    special = find_special(tokenizer)
    sequences: list[TokenSequence] = []
    owners: list[int] = []
    for number, row in enumerate(rows):
        paragraph = gathered.paragraphs[row.paragraph]
        texts = [row.question, paragraph.heading, *paragraph.sentences]
        asked, heading, *sentences = (
            encoding.ids for encoding in tokenizer.encode_batch(texts, add_special_tokens=False)
        )
        for first in range(0, len(sentences), _EXCERPT):
            sequences.append(join(asked, heading, sentences[first : first + _EXCERPT], special))
            owners.append(number)
    outputs: dict[int, NDArray[np.float32]] = {}
    for places in cut_batches(sequences, _TOKENS_AT_ONCE[device.type]):
        inputs = {name: torch.from_numpy(each) for name, each in pad([sequences[at] for at in places]).items()}
        logits = model(**{name: each.to(device) for name, each in inputs.items()}).logits.float().cpu().numpy()
        outputs |= dict(zip(places, logits, strict=True))
    readings = [RowReading() for _ in rows]
    for place, (sequence, owner) in enumerate(zip(sequences, owners, strict=True)):
        output, opening, reading = outputs[place][: len(sequence.ids)], sequence.marks[0], readings[owner]
        reading.scores += output[sequence.marks, SCORE].tolist()
        reading.early += output[sequence.marks, EARLY:].flatten().tolist()
        tokens = output[opening + 1 :]
        margin = tokens[:, START].max() + tokens[:, END].max() - output[opening, START] - output[opening, END]
        reading.margin = max(reading.margin, float(margin))
    return readings


if __name__ == "__main__":
    main()

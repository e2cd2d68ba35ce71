"""How well weights do on the sets that are only measured.

usage: python -m training.measure GATHERED.json.xz WEIGHTS …
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from transformers import BertForTokenClassification

from index.models.reranker_input import TokenSequence, cut_batches, find_special, join, pad
from training.gathered import AskedRow, Gathered, read_gathered
from training.losses import END, SCORE, START
from training.model import make_model, read_weights

_EXCERPT = 5
"""Sentences that are read at once."""

_TOKENS_AT_ONCE = {"cpu": 1_600, "cuda": 100_000}

Readings = list[NDArray[np.float32]]


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


def measure(
    model: BertForTokenClassification, tokenizer: Tokenizer, gathered: Gathered, device: torch.device
) -> dict[str, float]:
    """Return by set the share whose best sentence answers, the share shown, and how well the scores part them."""
    figures: dict[str, float] = {}
    best: dict[str, NDArray[np.float32]] = {}
    margins: dict[str, NDArray[np.float32]] = {}
    for name, rows in gathered.measured.items():
        readings, spans = read_rows(model, tokenizer, gathered, rows, device)
        best[name] = np.array([scores.max() for scores in readings])
        margins[name] = np.array(spans)
        figures[f"{name}: shown"] = float((best[name] > 0).mean())
        if any(row.answers for row in rows):
            hits = [
                int(scores.argmax()) in {answer[0] for answer in row.answers}
                for row, scores in zip(rows, readings, strict=True)
            ]
            figures[f"{name}: R@1"] = float(np.mean(hits))
    for answered, unanswered in (("news", "news, answer taken out"), ("squad", "near misses")):
        for kind, values in (("AUC", best), ("AUC of spans", margins)):
            pairs = values[answered][:, np.newaxis] > values[unanswered][np.newaxis]
            figures[f"{unanswered}: {kind}"] = float(pairs.mean())
    return {name: round(figure, 3) for name, figure in figures.items()}


def read_rows(
    model: BertForTokenClassification,
    tokenizer: Tokenizer,
    gathered: Gathered,
    rows: Sequence[AskedRow],
    device: torch.device,
) -> tuple[Readings, list[float]]:
    """Return for each row the scores of its sentences, and by how much the best span is likelier than none."""
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
    scores: list[list[float]] = [[] for _ in rows]
    margins = [-np.inf for _ in rows]
    for place, (sequence, owner) in enumerate(zip(sequences, owners, strict=True)):
        output, opening = outputs[place][: len(sequence.ids)], sequence.marks[0]
        scores[owner] += output[sequence.marks, SCORE].tolist()
        tokens = output[opening + 1 :]
        margin = tokens[:, START].max() + tokens[:, END].max() - output[opening, START] - output[opening, END]
        margins[owner] = max(margins[owner], float(margin))
    return [np.array(each, dtype=np.float32) for each in scores], margins


if __name__ == "__main__":
    main()

"""Tune a trained reranker to questions as people type them, on a machine without a graphics card.

usage: python -m training.tune DATA FOLDER --start MODEL.onnx [--minutes M] [--seed N] [--rate R]

Asks the questions of `typed.jsonl.xz`, and as many drawn by a hash from the other sets, so that what was learnt is
kept. FOLDER gets what `training.train` leaves, and what was gathered.
"""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path

import torch

from training.batches import SHARES, Mix
from training.gather import gather
from training.gathered import read_gathered, write_gathered
from training.rows import Row, read_measured, read_rows
from training.train import Trainer

TYPED = "10-typed"
KEPT = {
    "02-squad2-unanswerable": 25,
    "03-squad-removed": 6,
    "04-natural-questions": 30,
    "05-qadiscourse": 6,
    "06-qamr": 1,
    "07-condaqa": 4,
    "08-fairytaleqa": 4,
    "09-claims": 12,
    "reddit": 3,
}
"""Of a hundred questions of a set, how many are drawn; of the others nine."""

_KEPT_OF_OTHERS = 9
_MEASURED = 250
MIX = Mix(questions=32, exchanged=0.08, removed=0.05, withheld=0.04, look_alikes=(0, 1))
"""Fewer look-alikes than in training: each costs as much as the excerpt that a question is about."""


def main() -> None:
    """Gather where that was not done yet, and train until the time is over."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--start", type=Path, required=True, help="the model that is tuned")
    parser.add_argument("--minutes", type=float, default=38)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--rate", type=float, default=8e-5)
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    path = arguments.folder / "gathered.json.xz"
    if not path.exists():
        measured = {name: rows[:_MEASURED] for name, rows in read_measured(arguments.data).items()}
        write_gathered(path, gather([row for row in read_rows(arguments.data) if _is_drawn(row)], measured))
    torch.manual_seed(arguments.seed)
    given = argparse.Namespace(**vars(arguments), dropout=0.1, workers=0, measured=20, share=1.0, without=None)
    shares = {name: 1.0 if name == TYPED else 0.5 for name in SHARES}
    Trainer(given, read_gathered(path), MIX, shares).run()


def _is_drawn(row: Row) -> bool:
    if row.source == TYPED:
        return True
    number = int(hashlib.sha256((row.question + row.document).encode()).hexdigest(), 16) % 100
    return number < KEPT.get(row.source, _KEPT_OF_OTHERS)


if __name__ == "__main__":
    main()

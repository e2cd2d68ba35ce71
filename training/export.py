"""Export the mean of trained weights as the int8 ONNX model that ships, and print the digests to pin.

usage: python -m training.export FOLDER WEIGHTS … [--start WEIGHTS --share SHARE]

With a share, what is exported lies so far on the way from the weights that training started with to that mean.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from index.models.onnx_reranker import FOLDER
from index.models.onnx_session import TOKENIZER
from training.losses import SCORE
from training.model import Student, Weights, make_model, read_weights

OPSET = 17


SPREAD = 1.2
"""What scores are multiplied by: a student that learns from a teacher is less sure than one that is told what is right,
and the margins of the search are those of the latter."""


class _Reader(nn.Module):
    """The model with its inputs in the order that the export names them, and without the early score."""

    def __init__(self, model: Student) -> None:
        super().__init__()
        self._model = model

    def forward(self, input_ids: Tensor, token_type_ids: Tensor) -> Tensor:
        """Return the numbers of every token; an excerpt is read alone, so that none is there to fill a row up."""
        hidden = self._model.bert(input_ids=input_ids, token_type_ids=token_type_ids).last_hidden_state
        logits: Tensor = self._model.classifier(hidden)
        return logits


def main() -> None:
    """Export, quantize, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("weights", type=Path, nargs="+")
    parser.add_argument("--start", type=Path, help="weights (.pt) or a model (.onnx) that training started with")
    parser.add_argument("--share", type=float, default=1.0)
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    model, trained = make_model(), average(arguments.weights)
    start = read_weights(arguments.start) if arguments.start else trained
    model.load_state_dict(interpolate(start, trained, arguments.share))
    spread_scores(model)
    model.eval()  # type: ignore[no-untyped-call]  # transformers leaves it without annotations
    export(model, arguments.folder / "model.onnx")
    if arguments.folder != FOLDER:
        shutil.copyfile(FOLDER / TOKENIZER, arguments.folder / TOKENIZER)
    for path in sorted(arguments.folder.iterdir()):
        print(f'    "{path.name}": "{hashlib.sha256(path.read_bytes()).hexdigest()}",  # {path.stat().st_size:,} bytes')


def average(paths: Sequence[Path]) -> Weights:
    """Return the mean of weights from along the way, as precise as they are (decision 0007)."""
    states = [read_weights(path) for path in paths]
    return {
        name: torch.stack([state[name].float() for state in states]).mean(0).to(weight.dtype)
        for name, weight in states[0].items()
    }


def interpolate(start: Weights, end: Weights, share: float) -> Weights:
    """Return the weights so far on the way, which do better elsewhere than those at its end (Wortsman et al. 2022)."""
    return {
        name: torch.lerp(start[name].float(), weight.float(), share).to(weight.dtype) for name, weight in end.items()
    }


def spread_scores(model: Student) -> None:
    """Multiply the scores that a model gives."""
    with torch.no_grad():
        model.classifier.weight[SCORE] *= SPREAD
        model.classifier.bias[SCORE] *= SPREAD


def export(model: Student, target: Path) -> None:
    """Write the model with its matrices and embeddings in int8."""
    names = ["input_ids", "token_type_ids"]
    example = tuple(torch.ones(1, 8, dtype=torch.long) for _ in names)
    with tempfile.TemporaryDirectory() as folder:
        precise = Path(folder) / "model.onnx"
        torch.onnx.export(
            _Reader(model),
            example,
            str(precise),
            input_names=names,
            output_names=["logits"],
            dynamic_axes={name: {1: "length"} for name in [*names, "logits"]},
            opset_version=OPSET,
            dynamo=False,
        )
        quantize_dynamic(precise, target, weight_type=QuantType.QInt8, per_channel=True)


if __name__ == "__main__":
    main()

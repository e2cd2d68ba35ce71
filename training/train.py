"""Train the reranker.

usage: python -m training.train GROUPS.jsonl FOLDER [--minutes M] [--start WEIGHTS.pt] [--threads N]

FOLDER gets the weights, those of every tenth of the way, the losses, and every few minutes a checkpoint from
which the same command goes on. The minutes are those of training in all, over however many runs; the rate falls
with them to 0.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import torch
from torch import Tensor
from transformers import BertForTokenClassification

from index.models.embedder import find_model
from index.models.onnx_reranker import make_tokenizer
from index.models.reranker_input import cut_batches, pad
from training.batches import QUESTIONS, Batches, Example, read_groups
from training.losses import compute_loss

WARM_UP = 30
"""Steps over which the rate rises."""

FROZEN = 2
"""Layers, of the six, that stay as they are, as the embeddings do: a fifth less to compute."""

RATE = 1.2e-4
WEIGHT_DECAY = 0.01
LARGEST_GRADIENT = 1.0

_PARTS = [range(start, start + 3) for start in range(0, QUESTIONS, 3)]
"""A step's questions as they are shared out among the threads; few enough to stay in the processor's cache."""

_TOKENS_AT_ONCE = 1_600
_SECONDS_BETWEEN_CHECKPOINTS = 120
_STEPS_BETWEEN_LOSSES = 10
_MOMENTS = 20
"""Weights that are kept from along the way."""


def main() -> None:
    """Train until the time is over."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("groups", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--minutes", type=float, default=100)
    parser.add_argument("--start", type=Path, help="weights to begin with; those of the packaged encoder otherwise")
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    # The questions of a step are shared out instead, so that no thread waits for another's matrix.
    torch.set_num_threads(1)
    torch.manual_seed(0)
    arguments.folder.mkdir(parents=True, exist_ok=True)
    tokenizer = make_tokenizer((find_model("").folder / "tokenizer.json").read_text("utf-8"))
    batches = Batches(read_groups(arguments.groups), tokenizer)
    model = load_model()
    if arguments.start:
        model.load_state_dict(torch.load(arguments.start, weights_only=True))
    Trainer(model, batches, arguments.folder, arguments.threads).run(arguments.minutes * 60)


class Trainer:
    """Holds what a checkpoint holds: the weights, the optimizer's state, the steps done and the seconds they took."""

    def __init__(self, model: BertForTokenClassification, batches: Batches, folder: Path, threads: int) -> None:
        self._batches, self._folder = batches, folder
        self._pool = ThreadPoolExecutor(threads)
        self._model = model
        self._model.train()
        self._weights = [weight for weight in self._model.parameters() if weight.requires_grad]
        self._optimizer = torch.optim.AdamW(self._weights, RATE, weight_decay=WEIGHT_DECAY, fused=True)
        self._done = 0
        self._seconds = 0.0

    def run(self, seconds: float) -> None:
        """Train, writing checkpoints and losses."""
        self._resume()
        began, before = time.monotonic(), self._seconds
        saved = began
        losses: list[float] = []
        for batch in self._batches.draw(self._done):
            now = time.monotonic()
            moment = int(self._seconds / seconds * _MOMENTS)
            self._seconds = before + now - began
            over = self._seconds >= seconds
            if over or now - saved > _SECONDS_BETWEEN_CHECKPOINTS:
                self._save()
                saved = now
            if over or int(self._seconds / seconds * _MOMENTS) > moment:
                torch.save(self._model.state_dict(), self._folder / f"weights-{moment + 1:02}.pt")
            if over:
                return
            losses.append(self._step(batch, self._seconds / seconds))
            self._done += 1
            if self._done % _STEPS_BETWEEN_LOSSES == 0:
                self._log(losses[-_STEPS_BETWEEN_LOSSES:], self._seconds)

    def _step(self, batch: Sequence[Example], progress: float) -> float:
        parts = [[example for example in batch if example.question in questions] for questions in _PARTS]
        computed = list(self._pool.map(self._differentiate, parts))
        for number, weight in enumerate(self._weights):
            weight.grad = sum((gradients[number] for _, gradients in computed), torch.zeros(())) / QUESTIONS
        torch.nn.utils.clip_grad_norm_(self._weights, LARGEST_GRADIENT)
        for group in self._optimizer.param_groups:
            group["lr"] = compute_rate(self._done, progress)
        self._optimizer.step()
        return sum(loss for loss, _ in computed) / QUESTIONS

    def _differentiate(self, examples: Sequence[Example]) -> tuple[float, tuple[Tensor, ...]]:
        """Return the loss of some of a step's questions, and its gradients."""
        outputs: dict[int, Tensor] = {}
        sequences = [example.sequence for example in examples]
        for places in cut_batches(sequences, _TOKENS_AT_ONCE):
            inputs = {name: torch.from_numpy(each) for name, each in pad([sequences[at] for at in places]).items()}
            outputs |= dict(zip(places, self._model(**inputs).logits, strict=True))
        loss = compute_loss(examples, [outputs[place] for place in range(len(examples))])
        return loss.item(), torch.autograd.grad(loss, self._weights)

    def _log(self, losses: Sequence[float], seconds: float) -> None:
        line = {"step": self._done, "loss": round(sum(losses) / len(losses), 4), "minutes": round(seconds / 60, 2)}
        with (self._folder / "losses.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")

    def _save(self) -> None:
        state = {
            "step": self._done,
            "seconds": self._seconds,
            "weights": self._model.state_dict(),
            "optimizer": self._optimizer.state_dict(),
        }
        torch.save(state, self._folder / "checkpoint.part")
        (self._folder / "checkpoint.part").replace(self._folder / "checkpoint.pt")

    def _resume(self) -> None:
        path = self._folder / "checkpoint.pt"
        if not path.exists():
            return
        state = torch.load(path, weights_only=True)
        self._done, self._seconds = state["step"], state["seconds"]
        self._optimizer.load_state_dict(state["optimizer"])
        self._model.load_state_dict(state["weights"])


def compute_rate(done: int, progress: float) -> float:
    """Return the rate of the step after so many, at this share of the way."""
    return RATE * min(1.0, (done + 1) / WARM_UP) * max(0.0, 1.0 - progress)


def load_model() -> BertForTokenClassification:
    """Return the packaged encoder with three numbers a token on top; its embeddings stay as they are."""
    model: BertForTokenClassification = BertForTokenClassification.from_pretrained(
        find_model("").folder,
        num_labels=3,
        # On processors torch's own attention is six times slower backwards.
        attn_implementation="eager",
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
        classifier_dropout=0.0,
    )
    for part in (model.bert.embeddings, *model.bert.encoder.layer[:FROZEN]):
        for weight in part.parameters():
            weight.requires_grad_(False)
    return model


if __name__ == "__main__":
    main()

"""Train the reranker.

usage: python -m training.train GROUPS.jsonl FOLDER [--minutes M] [--threads N]

FOLDER gets the weights, those of every sixth of the way, the losses, and every few minutes a checkpoint from
which the same command goes on.
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

STEPS = 840
WARM_UP = 65
COOL_DOWN = 210
HORIZON = 1_300
"""The rate rises over the first steps, falls as if it were to vanish at the horizon, and over the last falls to 0."""

RATE = 1.5e-4
WEIGHT_DECAY = 0.01
LARGEST_GRADIENT = 1.0

_PARTS = [range(start, start + 4) for start in range(0, QUESTIONS, 4)]
"""A step's questions as they are shared out among the threads; few enough to stay in the processor's cache."""

_TOKENS_AT_ONCE = 1_600
_SECONDS_BETWEEN_CHECKPOINTS = 120
_STEPS_BETWEEN_LOSSES = 10
_STEPS_BETWEEN_WEIGHTS = 140


def main() -> None:
    """Train until the steps are done or the time is over."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("groups", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--minutes", type=float, default=90)
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    # The questions of a step are shared out instead, so that no thread waits for another's matrix.
    torch.set_num_threads(1)
    torch.manual_seed(0)
    arguments.folder.mkdir(parents=True, exist_ok=True)
    tokenizer = make_tokenizer((find_model("").folder / "tokenizer.json").read_text("utf-8"))
    batches = Batches(read_groups(arguments.groups, tokenizer), tokenizer)
    Trainer(batches, arguments.folder, arguments.threads).run(arguments.minutes * 60)


class Trainer:
    """Holds what a checkpoint holds: the weights, the optimizer's state and the number of steps done."""

    def __init__(self, batches: Batches, folder: Path, threads: int) -> None:
        self._batches, self._folder = batches, folder
        self._pool = ThreadPoolExecutor(threads)
        self._model = load_model()
        self._model.bfloat16().train()
        self._weights = [weight for weight in self._model.parameters() if weight.requires_grad]
        # Steps are too small for half precision: they are added up in full, and rounded for reading only.
        self._precise = [weight.detach().float().clone() for weight in self._weights]
        self._optimizer = torch.optim.AdamW(self._precise, RATE, weight_decay=WEIGHT_DECAY, fused=True)
        self._done = 0

    def run(self, seconds: float) -> None:
        """Train, writing checkpoints and losses."""
        self._resume()
        began = saved = time.monotonic()
        losses: list[float] = []
        for batch in self._batches.draw(self._done):
            now = time.monotonic()
            over = self._done >= STEPS or now - began > seconds
            if over or now - saved > _SECONDS_BETWEEN_CHECKPOINTS:
                self._save()
                saved = now
            if over:
                return
            losses.append(self._step(batch))
            self._done += 1
            if self._done % _STEPS_BETWEEN_LOSSES == 0:
                self._log(losses[-_STEPS_BETWEEN_LOSSES:], now - began)
            if self._done % _STEPS_BETWEEN_WEIGHTS == 0:
                torch.save(self._model.state_dict(), self._folder / f"weights-{self._done:04}.pt")

    def _step(self, batch: Sequence[Example]) -> float:
        parts = [[example for example in batch if example.question in questions] for questions in _PARTS]
        computed = list(self._pool.map(self._differentiate, parts))
        for number, precise in enumerate(self._precise):
            gradients = torch.stack([gradients[number] for _, gradients in computed])
            precise.grad = gradients.float().sum(0) / QUESTIONS
        torch.nn.utils.clip_grad_norm_(self._precise, LARGEST_GRADIENT)
        for group in self._optimizer.param_groups:
            group["lr"] = compute_rate(self._done)
        self._optimizer.step()
        self._round()
        return sum(loss for loss, _ in computed) / QUESTIONS

    def _differentiate(self, examples: Sequence[Example]) -> tuple[float, tuple[Tensor, ...]]:
        """Return the loss of some of a step's questions, and its gradients."""
        outputs: dict[int, Tensor] = {}
        sequences = [example.sequence for example in examples]
        for places in cut_batches(sequences, _TOKENS_AT_ONCE):
            inputs = {name: torch.from_numpy(each) for name, each in pad([sequences[at] for at in places]).items()}
            outputs |= dict(zip(places, self._model(**inputs).logits.float(), strict=True))
        loss = compute_loss(examples, [outputs[place] for place in range(len(examples))])
        return loss.item(), torch.autograd.grad(loss, self._weights)

    @torch.no_grad()
    def _round(self) -> None:
        for precise, weight in zip(self._precise, self._weights, strict=True):
            weight.copy_(precise)

    def _log(self, losses: Sequence[float], seconds: float) -> None:
        line = {"step": self._done, "loss": round(sum(losses) / len(losses), 4), "minutes": round(seconds / 60, 2)}
        with (self._folder / "losses.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")

    def _save(self) -> None:
        state = {"step": self._done, "weights": self._precise, "optimizer": self._optimizer.state_dict()}
        torch.save(state, self._folder / "checkpoint.part")
        (self._folder / "checkpoint.part").replace(self._folder / "checkpoint.pt")
        torch.save(self._model.state_dict(), self._folder / "weights.pt")

    def _resume(self) -> None:
        path = self._folder / "checkpoint.pt"
        if not path.exists():
            return
        state = torch.load(path, weights_only=True)
        self._done = state["step"]
        self._optimizer.load_state_dict(state["optimizer"])
        for kept, precise in zip(state["weights"], self._precise, strict=True):
            precise.copy_(kept)
        self._round()


def compute_rate(done: int) -> float:
    """Return the rate of the step after so many."""
    return RATE * min(1, (done + 1) / WARM_UP) * (1 - done / HORIZON) * min(1, (STEPS - done) / COOL_DOWN)


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
    for weight in model.bert.embeddings.parameters():
        weight.requires_grad_(False)
    return model


if __name__ == "__main__":
    main()

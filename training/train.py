"""Train the reranker, or the larger model that teaches it.

usage: python -m training.train GATHERED.json.xz FOLDER [--larger] [--teacher WEIGHTS] [--start WEIGHTS] …

FOLDER gets the weights of the last moments of the way, the losses and the measured figures, and every few minutes a
checkpoint from which the same command goes on. The minutes are those of training in all, over however many runs; the
rate falls with them to 0. A graphics card is used where there is one. Several rates train as many models side by
side, which share the batches and the teacher.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.utils.data import DataLoader, IterableDataset, get_worker_info

from index.models.onnx_reranker import FOLDER, make_tokenizer
from index.models.onnx_session import TOKENIZER
from training.batches import Batches, Mix
from training.data.gathered import Gathered, read_gathered
from training.losses import SPAN_WEIGHT, TAUGHT_WEIGHT, compute_loss, compute_taught_loss
from training.measure import measure
from training.model import make_model, read_weights
from training.teacher import Teacher, read_teacher_weights
from training.tensors import Chunk, TensorBatch, make_tensors

WARM_UP = 100
"""Steps over which the rate rises."""

WEIGHT_DECAY = 0.01
LARGEST_GRADIENT = 1.0

_CHUNKS = 4
"""Parts of a batch that are read at once."""

_STEPS_BETWEEN_LOSSES = 20
MOMENTS = 20
KEPT = 3
"""Of the moments of the way, the last ones, whose weights are kept."""

LEVERS: dict[str, dict[str, Any]] = {
    "exchanged names": {"exchanged": 0.0},
    "removed answers": {"removed": 0.0},
    "withheld answers": {"withheld": 0.0},
    "echoes": {"echoed": 0.0},
    "hurry": {"hurried": 0.0},
    "look-alikes": {"look_alikes": (0, 1)},
}
"""What can be left out of the mix, to see what it brings; so can "spans" and "dropout"."""


def main() -> None:
    """Train until the time is over."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gathered", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--minutes", type=float, default=100)
    parser.add_argument("--larger", action="store_true", help="train all-mpnet-base-v2, whose folder is the start")
    parser.add_argument("--teacher", type=Path, help="weights of the larger model to learn from")
    parser.add_argument("--start", type=Path, help="weights (.pt) or a model (.onnx); the packaged encoder otherwise")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--rate", type=float, default=[2e-4], nargs="+")
    parser.add_argument("--questions", type=int, default=96, help="that a step asks")
    parser.add_argument("--look-alikes", type=int, default=6, help="the most that stand beside a question's excerpt")
    parser.add_argument("--checkpoint", type=float, default=120, help="seconds from one to the next")
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--workers", type=int, default=2, help="processes that prepare batches")
    parser.add_argument("--measured", type=int, default=4, help="moments, of 20, from one measurement to the next")
    parser.add_argument("--share", type=float, default=1.0, help="of the questions that are trained on")
    parser.add_argument("--without", choices=[*LEVERS, "spans", "dropout"], help="leave a lever out")
    arguments = parser.parse_args()
    torch.manual_seed(arguments.seed)
    arguments.folder.mkdir(parents=True, exist_ok=True)
    gathered = read_gathered(arguments.gathered)
    Trainer(arguments, gathered).run()


class _Drawn(IterableDataset[TensorBatch]):
    """Batches from a number on, prepared by several processes."""

    def __init__(self, batches: Batches, first: int) -> None:
        self._batches, self._first = batches, first

    def __iter__(self) -> Iterator[TensorBatch]:
        """Yield this process's batches."""
        torch.set_num_threads(1)
        worker = get_worker_info()
        number, step = (worker.id, worker.num_workers) if worker else (0, 1)
        for examples in self._batches.draw(self._first + number, step):
            yield make_tensors(examples, _CHUNKS)


@dataclass
class Learner:
    """A model that is trained, the weights of it that are, and at what rate."""

    model: nn.Module
    weights: list[nn.Parameter]
    optimizer: torch.optim.Optimizer
    rate: float


class Trainer:
    """Holds what a checkpoint holds: the weights, the optimizers' state, the steps done and the seconds they took."""

    def __init__(self, arguments: argparse.Namespace, gathered: Gathered) -> None:
        self._arguments = arguments
        mix = Mix(questions=arguments.questions, look_alikes=(1, arguments.look_alikes))
        self._mix = replace(mix, **LEVERS.get(arguments.without, {}))
        self._folder: Path = arguments.folder
        self._tokenizer = read_tokenizer()
        self._gathered = gathered
        self._device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self._learners = [self._make_learner(rate) for rate in arguments.rate]
        self._teacher = self._make_teacher(arguments.teacher) if arguments.teacher else None
        self._done = 0
        self._seconds = 0.0

    def _make_learner(self, rate: float) -> Learner:
        start, dropout = self._arguments.start, 0.0 if self._arguments.without == "dropout" else self._arguments.dropout
        model: nn.Module
        if self._arguments.larger:
            model, state = Teacher(dropout), read_teacher_weights(start)
        else:
            model, state = make_model(dropout), read_weights(start)
        model.load_state_dict(state, strict=False)
        nn.Module.to(model, self._device)
        model.train()
        weights = [weight for weight in model.parameters() if weight.requires_grad]
        return Learner(model, weights, torch.optim.AdamW(weights, rate, weight_decay=WEIGHT_DECAY, fused=True), rate)

    def _make_teacher(self, path: Path) -> nn.Module:
        teacher = Teacher()
        teacher.load_state_dict(read_teacher_weights(path), strict=False)
        return teacher.to(device=self._device, dtype=torch.bfloat16).eval()

    def run(self) -> None:
        """Train, writing checkpoints, losses and figures; the seconds that measuring takes do not count."""
        self._resume()
        seconds = self._arguments.minutes * 60
        saved = now = ended = time.monotonic()
        losses: list[Tensor] = []
        waited = 0.0
        for batch in self._draw():
            before, now = now, time.monotonic()
            moment = int(self._seconds / seconds * MOMENTS)
            self._seconds += now - before
            waited += now - ended
            over = self._seconds >= seconds
            if now - saved > self._arguments.checkpoint:
                self._save()
                saved = now
            if over or int(self._seconds / seconds * MOMENTS) > moment:
                self._keep(MOMENTS if over else moment + 1)
                now = time.monotonic()
            if over:
                return
            losses.append(self._step(batch, self._seconds / seconds))
            self._done += 1
            if len(losses) == _STEPS_BETWEEN_LOSSES:
                self._log("losses", {"loss": round(torch.stack(losses).mean().item(), 4), "waited": round(waited, 2)})
                losses.clear()
                waited = 0.0
            ended = time.monotonic()

    def _draw(self) -> Iterator[TensorBatch]:
        rows = self._gathered.rows
        if self._arguments.share < 1:
            rows = [row for place, row in enumerate(rows) if place % 100 < self._arguments.share * 100]
        gathered = replace(self._gathered, rows=rows)
        batches = Batches(gathered, self._tokenizer, self._mix, self._arguments.seed)
        workers = self._arguments.workers
        loader: DataLoader[TensorBatch] = DataLoader(
            _Drawn(batches, self._done),
            batch_size=None,
            num_workers=workers,
            prefetch_factor=8 if workers else None,
        )
        return iter(loader)

    def _step(self, batch: TensorBatch, progress: float) -> Tensor:
        moved = batch.to(self._device)
        taught = None
        if self._teacher is not None:
            with torch.no_grad():
                taught = self._read(self._teacher, moved.chunks)
        return torch.stack([self._learn(each, moved, taught, progress) for each in self._learners]).mean()

    def _learn(self, learner: Learner, batch: TensorBatch, taught: Tensor | None, progress: float) -> Tensor:
        output = self._read(learner.model, batch.chunks)
        loss = compute_loss(batch.targets, output, 0.0 if self._arguments.without == "spans" else SPAN_WEIGHT)
        if taught is not None:
            loss = TAUGHT_WEIGHT * compute_taught_loss(batch.targets, output, taught) + (1 - TAUGHT_WEIGHT) * loss
        loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it without annotations
        torch.nn.utils.clip_grad_norm_(learner.weights, LARGEST_GRADIENT)
        for group in learner.optimizer.param_groups:
            group["lr"] = compute_rate(learner.rate, self._done, progress)
        learner.optimizer.step()
        learner.optimizer.zero_grad()
        return loss.detach()

    def _read(self, model: nn.Module, chunks: Sequence[Chunk]) -> Tensor:
        """Return what a model says of every token, (tokens of all chunks, 3)."""
        tokens = []
        for chunk in chunks:
            with self._precision():
                logits = model(
                    input_ids=chunk.input_ids, attention_mask=chunk.attention_mask, token_type_ids=chunk.token_type_ids
                ).logits
            tokens.append(logits.float().flatten(0, 1)[chunk.taken])
        return torch.cat(tokens)

    def _precision(self) -> AbstractContextManager[Any]:
        is_quick = self._device.type == "cuda" or torch.cpu._is_avx512_bf16_supported()
        return torch.autocast(self._device.type, torch.bfloat16) if is_quick else nullcontext()

    def _keep(self, moment: int) -> None:
        for number, learner in enumerate(self._learners):
            if moment > MOMENTS - KEPT:
                torch.save(learner.model.state_dict(), self._folder / f"weights-{number}-{moment}.pt")
            if moment % self._arguments.measured:
                continue
            learner.model.eval()
            with torch.no_grad(), self._precision():
                figures = measure(learner.model, self._tokenizer, self._gathered, self._device)
            learner.model.train()
            self._log("figures", {"model": number, **figures})

    def _log(self, name: str, figures: dict[str, Any]) -> None:
        line = {"step": self._done, "minutes": round(self._seconds / 60, 2), **figures}
        print(line, flush=True)
        with (self._folder / f"{name}.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")

    def _save(self) -> None:
        state = {
            "step": self._done,
            "seconds": self._seconds,
            "weights": [learner.model.state_dict() for learner in self._learners],
            "optimizers": [learner.optimizer.state_dict() for learner in self._learners],
        }
        torch.save(state, self._folder / "checkpoint.part")
        (self._folder / "checkpoint.part").replace(self._folder / "checkpoint.pt")

    def _resume(self) -> None:
        path = self._folder / "checkpoint.pt"
        if not path.exists():
            return
        state = torch.load(path, weights_only=True, map_location=self._device)
        self._done, self._seconds = state["step"], state["seconds"]
        for learner, weights, optimizer in zip(self._learners, state["weights"], state["optimizers"], strict=True):
            learner.optimizer.load_state_dict(optimizer)
            learner.model.load_state_dict(weights)


def compute_rate(rate: float, done: int, progress: float) -> float:
    """Return the rate of the step after so many, at this share of the way."""
    return rate * min(1.0, (done + 1) / WARM_UP) * max(0.0, 1.0 - progress)


def read_tokenizer() -> Tokenizer:
    """Return the tokenizer that ships with the reranker."""
    return make_tokenizer((FOLDER / TOKENIZER).read_text("utf-8"))


if __name__ == "__main__":
    main()

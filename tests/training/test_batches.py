"""What the model is taught, from gathered questions to the loss."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
import torch

from training.batches import Batches, Mix
from training.data.gathered import AskedRow, Gathered, Paragraph, read_gathered, write_gathered
from training.losses import END, SCORE, START, compute_loss
from training.tensors import NOWHERE, TensorBatch, make_tensors
from training.train import read_tokenizer

_SET = "01-squad-train"
_PARAGRAPHS = [
    Paragraph("Ships", ("The Velda sank in 1911.", "She had left Orlan.", "Nobody was on board.", "It was cold.")),
    Paragraph("Trains", ("A train left Veldra at noon.", "It reached Orlan.", "The bridge was closed.")),
]
_PLAIN = Mix(exchanged=0, removed=0, withheld=0, echoed=0, bare=0, hurried=0, look_alikes=(1, 1))


def _gather(*questions: tuple[str, tuple[tuple[int, int, int], ...]]) -> Gathered:
    asked = itertools.cycle(questions)
    rows = [
        AskedRow(_SET, f"paragraph-{number}", question, 0, answers, ((1, 0, 3),))
        for number, (question, answers) in zip(range(200), asked, strict=False)
    ]
    return Gathered(_PARAGRAPHS, rows, {})


def _draw(gathered: Gathered, mix: Mix) -> TensorBatch:
    return make_tensors(next(Batches(gathered, read_tokenizer(), mix).draw(0)), chunks=3)


def _answer(batch: TensorBatch) -> torch.Tensor:
    """Return what a model says that is right of every token of a batch."""
    output = torch.full((sum(len(chunk.taken) for chunk in batch.chunks), 3), -9.0)
    targets = batch.targets
    output[targets.marks[targets.right], SCORE] = 9.0
    output[targets.span[targets.starts], START] = 9.0
    output[targets.span[targets.ends], END] = 9.0
    return output


@pytest.mark.parametrize("mix", [_PLAIN, Mix(), Mix(removed=1, exchanged=0), Mix(exchanged=1), Mix(echoed=1)])
def test_a_model_that_is_right_loses_next_to_nothing(mix: Mix) -> None:
    """Whatever is done to questions and excerpts, the targets stand where the answers are read."""
    batch = _draw(_gather(("When did the Velda sink?", ((0, 18, 22),)), ("Who built her?", ())), mix)
    right = compute_loss(batch.targets, _answer(batch))
    assert right < 0.05
    assert compute_loss(batch.targets, -_answer(batch)) > right + 5


def test_the_words_of_the_answer_are_the_target() -> None:
    """Of "The Velda sank in 1911." the span is the year."""
    batch = _draw(_gather(("When did the Velda sink?", ((0, 18, 22),))), _PLAIN)
    tokens = torch.cat([chunk.input_ids.flatten()[chunk.taken] for chunk in batch.chunks])
    answered = batch.targets.span[batch.targets.starts & (batch.targets.span != NOWHERE)]
    assert {read_tokenizer().decode([int(token)]) for token in tokens[answered] if token != 102} == {"1911"}


def test_a_removed_answer_leaves_a_question_without_one() -> None:
    """The sentence is gone from the excerpt, and no other is right."""
    batch = _draw(
        _gather(("When did the Velda sink?", ((0, 18, 22),))), Mix(removed=1, exchanged=0, look_alikes=(1, 1))
    )
    assert not batch.targets.right.any()


def test_batches_depend_on_their_number_only() -> None:
    """A run that stopped goes on with what it would have seen, however many processes prepare it."""
    batches = Batches(_gather(("When did the Velda sink?", ((0, 18, 22),))), read_tokenizer(), Mix())
    in_a_row = [examples for examples, _ in zip(batches.draw(0), range(4), strict=False)]
    assert next(batches.draw(3)) == in_a_row[3]
    assert [next(batches.draw(first, 2)) for first in (0, 1)] == in_a_row[:2]


def test_what_was_gathered_is_read_back(tmp_path: Path) -> None:
    """One file holds it all."""
    gathered = _gather(("Who built her?", ()))
    write_gathered(tmp_path / "gathered.json.xz", gathered)
    read = read_gathered(tmp_path / "gathered.json.xz")
    assert [row.question for row in read.rows] == [row.question for row in gathered.rows]
    assert read.paragraphs == gathered.paragraphs

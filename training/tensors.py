"""A batch's examples -> the tensors that the model and the loss take."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import TypeVar

import torch
from torch import Tensor

from index.models.reranker_input import TokenSequence, pad
from training.batches import Example

NOWHERE = -1
"""Stands for no token where a row of places is shorter than the longest."""


@dataclass(frozen=True)
class Chunk:
    """Sequences of like length, padded, and where their tokens are once they are flattened to (tokens, 3)."""

    input_ids: Tensor
    attention_mask: Tensor
    token_type_ids: Tensor
    taken: Tensor


@dataclass(frozen=True)
class Targets:
    """Places among the tokens of all chunks one after the other.

    `marks` and `right` are (questions, most sentences); `span`, `starts` and `ends` (windows whose answer's words
    are known or that have none, most tokens): the first token of a span's row is the window's first mark, which
    stands for "nowhere" and is the target where there is no answer.
    """

    marks: Tensor
    right: Tensor
    span: Tensor
    starts: Tensor
    ends: Tensor


@dataclass(frozen=True)
class TensorBatch:
    """What a step reads and what it should say."""

    chunks: list[Chunk]
    targets: Targets

    def to(self, device: torch.device) -> TensorBatch:
        """Return the batch on another device."""
        return TensorBatch([_move(chunk, device) for chunk in self.chunks], _move(self.targets, device))


_ALIGNED = 32
"""Tokens of which a chunk's length is a multiple, so that few shapes occur; a graphics card prepares for each."""

_Part = TypeVar("_Part", Chunk, Targets)


def make_tensors(examples: Sequence[Example], chunks: int) -> TensorBatch:
    """Sort by length, cut into so many chunks, and say where everything is."""
    ordered = sorted(examples, key=lambda example: len(example.sequence.ids))
    size = -(-len(ordered) // chunks)
    parts = [ordered[start : start + size] for start in range(0, len(ordered), size)]
    padded = [_pad([example.sequence for example in part]) for part in parts]
    firsts, total = [], 0
    for example in ordered:
        firsts.append(total)
        total += len(example.sequence.ids)
    return TensorBatch(padded, _make_targets(ordered, firsts))


def _pad(sequences: Sequence[TokenSequence]) -> Chunk:
    longest = max(len(sequence.ids) for sequence in sequences)
    filling = -longest % _ALIGNED
    inputs = {
        name: torch.nn.functional.pad(torch.from_numpy(each), (0, filling)) for name, each in pad(sequences).items()
    }
    return Chunk(**inputs, taken=inputs["attention_mask"].flatten().nonzero().squeeze(1))


def _make_targets(examples: Sequence[Example], firsts: Sequence[int]) -> Targets:
    marks: dict[int, list[int]] = {}
    right: dict[int, list[int]] = {}
    span, starts, ends = [], [], []
    for example, first in zip(examples, firsts, strict=True):
        sequence, opening = example.sequence, example.sequence.marks[0]
        marks.setdefault(example.question, []).extend(first + mark for mark in sequence.marks)
        right.setdefault(example.question, []).extend(example.right)
        if example.starts is not None and example.ends is not None:
            length = len(sequence.ids) - opening
            span.append(list(range(first + opening, first + len(sequence.ids))))
            starts.append(_one_hot([place - opening for place in example.starts] or [0], length))
            ends.append(_one_hot([place - opening for place in example.ends] or [0], length))
    questions = sorted(marks)
    return Targets(
        _stack(marks[each] for each in questions),
        _stack(right[each] for each in questions) == 1,
        _stack(span),
        _stack(starts) == 1,
        _stack(ends) == 1,
    )


def _one_hot(places: Sequence[int], length: int) -> list[int]:
    row = [0] * length
    for place in places:
        row[place] = 1
    return row


def _stack(rows: Iterable[Sequence[int]]) -> Tensor:
    tensors = [torch.tensor(row, dtype=torch.long) for row in rows]
    return torch.nn.utils.rnn.pad_sequence(tensors, batch_first=True, padding_value=NOWHERE)


def _move(part: _Part, device: torch.device) -> _Part:
    moved = {each.name: getattr(part, each.name).to(device, non_blocking=True) for each in fields(part)}
    return type(part)(**moved)

from __future__ import annotations

import pytest
from tokenizers import Tokenizer

from index.models.onnx_reranker import FOLDER, make_tokenizer
from index.models.reading import Excerpt
from index.models.reranker_input import cut_batches, pad, sequence_excerpts
from index.search.reranking import LONGEST_EXCERPT

HARBOUR = Excerpt("Fire in the harbour", ("The port was closed.", "Ships burned."))


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return make_tokenizer((FOLDER / "tokenizer.json").read_text("utf-8"))


def test_parts_stand_in_order(tokenizer: Tokenizer) -> None:
    """Question, heading and sentences are parted by the token that a sentence's score is read from."""
    (sequence,) = sequence_excerpts(tokenizer, "what burned", [HARBOUR])
    assert tokenizer.decode(sequence.ids, skip_special_tokens=False) == (
        "[CLS] what burned [SEP] fire in the harbour [SEP] the port was closed. [SEP] ships burned. [SEP]"
    )
    assert {sequence.ids[mark] for mark in sequence.marks} == {tokenizer.token_to_id("[SEP]")}
    assert sequence.types == [0] * 4 + [1] * (len(sequence.ids) - 4)


def test_long_texts_stay_below_what_the_model_knows(tokenizer: Tokenizer) -> None:
    """However long its parts are, a sequence has at most 512 tokens."""
    endless = "ship " * 1_000
    excerpt = Excerpt(endless, (endless,) * (LONGEST_EXCERPT + 1))
    (sequence,) = sequence_excerpts(tokenizer, endless, [excerpt])
    assert len(sequence.ids) <= 512
    assert len(sequence.marks) == LONGEST_EXCERPT + 1


def test_batches_hold_every_sequence_once(tokenizer: Tokenizer) -> None:
    """Batches are of like length and no larger than asked for."""
    excerpts = [Excerpt("Ships", ("They burned for days. " * count,)) for count in (9, 1, 5, 2, 9)]
    sequences = sequence_excerpts(tokenizer, "what burned", excerpts)
    batches = cut_batches(sequences, 60)
    assert sorted(place for batch in batches for place in batch) == list(range(5))
    assert all(len(batch) == 1 or len(batch) * len(sequences[batch[-1]].ids) <= 60 for batch in batches)


def test_padding_is_masked(tokenizer: Tokenizer) -> None:
    """Where a sequence is shorter than its batch, nothing is attended to."""
    short = Excerpt("Ships", ("They burned.",))
    sequences = sequence_excerpts(tokenizer, "what burned", [short, HARBOUR])
    inputs = pad(sequences)
    assert inputs["attention_mask"].sum(axis=1).tolist() == [len(each.ids) for each in sequences]
    assert inputs["input_ids"][0, len(sequences[0].ids) :].sum() == 0

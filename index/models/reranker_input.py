"""A question and an excerpt -> the one sequence of tokens that the reranker reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from index.models.reading import Excerpt

LONGEST_QUESTION = 48
LONGEST_HEADING = 32
LONGEST_SENTENCE = 70
"""Tokens that are read of each; with six sentences they stay below the 512 that the model knows."""


@dataclass(frozen=True)
class Special:
    """The ids of the tokens that open and part a sequence."""

    opening: int
    parting: int


@dataclass(frozen=True)
class TokenSequence:
    """[CLS] question [SEP] heading [SEP] sentence [SEP] sentence … [SEP], as token ids.

    `excerpt` is where the heading begins. A sentence's score is read from the [SEP] before it, whose
    place is its mark. `offsets` says of each sentence where its tokens are in it, for whoever reads where
    the answer begins and ends.
    """

    ids: list[int]
    excerpt: int
    marks: list[int]
    offsets: list[list[tuple[int, int]]] = field(default_factory=list)

    @property
    def types(self) -> list[int]:
        """Return 0 for every token of the question and 1 for every one of the excerpt."""
        return [0] * self.excerpt + [1] * (len(self.ids) - self.excerpt)


def find_special(tokenizer: Tokenizer) -> Special:
    """Return a BERT tokenizer's special tokens."""
    opening, parting = (int(tokenizer.token_to_id(token) or 0) for token in ("[CLS]", "[SEP]"))
    return Special(opening, parting)


def sequence_excerpts(tokenizer: Tokenizer, question: str, excerpts: Sequence[Excerpt]) -> list[TokenSequence]:
    """Return one sequence an excerpt; the tokenizer neither truncates nor pads."""
    special, asked = find_special(tokenizer), tokenizer.encode(question, add_special_tokens=False).ids
    texts = [text for excerpt in excerpts for text in (excerpt.heading, *excerpt.sentences)]
    encoded = iter(tokenizer.encode_batch(texts, add_special_tokens=False))
    sequences = []
    for excerpt in excerpts:
        heading, sentences = next(encoded), [next(encoded) for _ in excerpt.sentences]
        sequence = join(asked, heading.ids, [sentence.ids for sentence in sentences], special)
        offsets = [list(sentence.offsets[:LONGEST_SENTENCE]) for sentence in sentences]
        sequences.append(replace(sequence, offsets=offsets))
    return sequences


def join(
    question: Sequence[int], heading: Sequence[int], sentences: Sequence[Sequence[int]], special: Special
) -> TokenSequence:
    """Join the token ids of the parts."""
    ids = [special.opening, *question[:LONGEST_QUESTION], special.parting]
    excerpt = len(ids)
    ids += heading[:LONGEST_HEADING]
    marks = []
    for sentence in sentences:
        marks.append(len(ids))
        ids += [special.parting, *sentence[:LONGEST_SENTENCE]]
    return TokenSequence([*ids, special.parting], excerpt, marks)


def cut_batches(sequences: Sequence[TokenSequence], tokens: int) -> list[list[int]]:
    """Return the places of sequences of like length, as many together as fill so many tokens when padded."""
    batches: list[list[int]] = []
    for place in sorted(range(len(sequences)), key=lambda place: len(sequences[place].ids)):
        if batches and len(sequences[place].ids) * (len(batches[-1]) + 1) <= tokens:
            batches[-1].append(place)
        else:
            batches.append([place])
    return batches


def pad(sequences: Sequence[TokenSequence]) -> dict[str, NDArray[np.int64]]:
    """Return the model's inputs, each of shape (sequences, longest)."""
    inputs = np.zeros((3, len(sequences), max(len(each.ids) for each in sequences)), dtype=np.int64)
    for row, each in enumerate(sequences):
        inputs[:, row, : len(each.ids)] = (each.ids, [1] * len(each.ids), each.types)
    return dict(zip(("input_ids", "attention_mask", "token_type_ids"), inputs, strict=True))

"""Groups of training questions -> batches of what the model reads."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tokenizers import Encoding, Tokenizer

from index.models.reranker_input import LONGEST_SENTENCE, TokenSequence, find_special, join
from training.questions import exchange_name, find_names, kind_of, type_in_a_hurry

QUESTIONS = 32
"""Questions a batch."""

REPEATED = {"squad2": 2.0, "new_wiki": 2.0, "selqa": 1.0, "reddit": 0.6}
"""How often an epoch asks each question of a source; a share of them where below 1."""

OTHER_WINDOWS = 2
"""Windows that a question is shown beside its own, drawn from the first stage's best."""

EXCHANGED = 0.2
"""Share of the questions that have an answer which are asked about another name or number, and have none."""

WITHHELD = 0.15
"""Share of the questions that have an answer which are asked of other windows only."""

BARE = 0.1
"""Share of the windows whose heading is left out."""

_DEEPEST = 5
_WINDOWS_KEPT = 6


@dataclass(frozen=True)
class TokenAnswer:
    """An answer in a window: its sentence and, counted from there, its first and last token."""

    sentence: int
    first: int
    last: int


@dataclass(frozen=True)
class TokenWindow:
    """A window in token ids."""

    heading: list[int]
    sentences: list[list[int]]
    answers: list[TokenAnswer]


@dataclass(frozen=True)
class TokenGroup:
    """A question, and its windows in token ids; `passage` is the text of the first."""

    source: str
    question: str
    windows: list[TokenWindow]
    passage: str


@dataclass(frozen=True)
class Example:
    """A window as the model reads it, which sentences are right, and where the answers begin and end."""

    question: int
    sequence: TokenSequence
    right: list[bool]
    starts: list[int]
    ends: list[int]


def read_groups(path: Path, tokenizer: Tokenizer) -> list[TokenGroup]:
    """Read what `training.groups` wrote."""
    with path.open(encoding="utf-8") as file:
        return [_tokenize(json.loads(line), tokenizer) for line in file]


class Batches:
    """Draws batches; which one depends on its number only, so that training can go on where it stopped."""

    def __init__(self, groups: Sequence[TokenGroup], tokenizer: Tokenizer) -> None:
        self._groups, self._tokenizer = groups, tokenizer
        self._special = find_special(tokenizer)
        self._names: dict[str, list[str]] = {}
        for group in groups:
            for name in find_names(group.question):
                self._names.setdefault(kind_of(name), []).append(name)

    def draw(self, first: int) -> Iterator[list[Example]]:
        """Yield batch after batch, without end, from the one of this number."""
        number = 0
        for epoch in range(1_000_000):
            order = self._draw_epoch(random.Random(epoch))
            for start in range(0, len(order) - QUESTIONS + 1, QUESTIONS):
                if number >= first:
                    yield self._make_batch(order[start : start + QUESTIONS], random.Random(number * 7_919 + 1))
                number += 1

    def _draw_epoch(self, chance: random.Random) -> list[int]:
        order = []
        for place, group in enumerate(self._groups):
            repeated = REPEATED[group.source]
            order += [place] * (int(repeated) + (chance.random() < repeated % 1))
        chance.shuffle(order)
        return order

    def _make_batch(self, groups: Sequence[int], chance: random.Random) -> list[Example]:
        return [
            example
            for question, group in enumerate(groups)
            for example in self._make_examples(question, self._groups[group], chance)
        ]

    def _make_examples(self, question: int, group: TokenGroup, chance: random.Random) -> Iterator[Example]:
        text, home, others = self._make_near_miss(group, chance)
        count = min(len(others), OTHER_WINDOWS + (not home))
        chosen = sorted(chance.sample(range(min(len(others), _DEEPEST)), min(count, _DEEPEST)))
        asked = self._tokenizer.encode(type_in_a_hurry(text, chance), add_special_tokens=False).ids
        for window in [*home, *(others[place] for place in chosen)]:
            yield self._make_example(question, asked, window, chance)

    def _make_near_miss(
        self, group: TokenGroup, chance: random.Random
    ) -> tuple[str, list[TokenWindow], list[TokenWindow]]:
        """Return a question, the window it is asked of and others; now and then so that none answers it."""
        home, others = group.windows[:1], group.windows[1:]
        dice = chance.random()
        if not any(window.answers for window in group.windows) or dice >= EXCHANGED + WITHHELD:
            return group.question, home, others
        if dice >= EXCHANGED:
            return group.question, [], [other for other in others if not other.answers]
        changed = exchange_name(group.question, self._names, group.passage, chance)
        if not changed:
            return group.question, home, others
        return changed, [replace(home[0], answers=[])], [replace(other, answers=[]) for other in others]

    def _make_example(self, question: int, asked: list[int], window: TokenWindow, chance: random.Random) -> Example:
        heading = [] if chance.random() < BARE else window.heading
        sequence = join(asked, heading, window.sentences, self._special)
        right = [any(answer.sentence == place for answer in window.answers) for place in range(len(window.sentences))]
        starts = [sequence.marks[answer.sentence] + 1 + answer.first for answer in window.answers]
        ends = [sequence.marks[answer.sentence] + 1 + answer.last for answer in window.answers]
        return Example(question, sequence, right, starts, ends)


def _tokenize(group: dict[str, Any], tokenizer: Tokenizer) -> TokenGroup:
    windows = []
    for window in group["windows"][:_WINDOWS_KEPT]:
        texts = [window["heading"], *window["sentences"]]
        heading, *sentences = tokenizer.encode_batch(texts, add_special_tokens=False)
        answers = [found for answer in window["answers"] if (found := _find_tokens(sentences, *answer))]
        windows.append(TokenWindow(heading.ids, [sentence.ids for sentence in sentences], answers))
    home = group["windows"][0]
    return TokenGroup(group["source"], group["question"], windows, " ".join([home["heading"], *home["sentences"]]))


def _find_tokens(sentences: Sequence[Encoding], sentence: int, start: int, end: int) -> TokenAnswer | None:
    offsets = sentences[sentence].offsets[:LONGEST_SENTENCE]
    inside = [place for place, (first, last) in enumerate(offsets) if first < end and last > start]
    return TokenAnswer(sentence, inside[0], inside[-1]) if inside else None

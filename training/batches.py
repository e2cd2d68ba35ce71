"""Groups of training questions -> batches of what the model reads."""

from __future__ import annotations

import itertools
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tokenizers import Encoding, Tokenizer

from index.models.reranker_input import LONGEST_SENTENCE, TokenSequence, find_special, join
from training.questions import (
    exchange_counted,
    exchange_name,
    exchange_roles,
    find_counted,
    find_names,
    kind_of,
    type_in_a_hurry,
)

QUESTIONS = 24
"""Questions a batch."""

LOOK_ALIKE = 0.35
"""Share of the questions that are shown an excerpt of another paragraph beside their own."""

EXCHANGED = 0.16
"""Share of the questions with an answer that are asked about another name, number or role, and have none."""

WITHHELD = 0.06
"""Share of the questions with an answer that are asked of another paragraph only."""

ECHOED = 0.05
"""Share of the excerpts in which the question itself stands as one more sentence, which answers nothing."""

BARE = 0.1
"""Share of the excerpts whose heading is left out."""

_TOGETHER = 4
_LONGEST = 7


TextGroup = dict[str, Any]
"""A question and its windows as they were written; tokenized when drawn, since an hour sees a part of them."""


@dataclass(frozen=True)
class TokenAnswer:
    """An answer in a window: its sentence and, counted from there, its first and last token where known."""

    sentence: int
    first: int = -1
    last: int = -1

    @property
    def is_marked(self) -> bool:
        """Return whether the words that answer are known."""
        return self.first >= 0


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
    document: str
    question: str
    windows: list[TokenWindow]
    passage: str


@dataclass(frozen=True)
class Example:
    """A window as the model reads it, which sentences are right, and where the answers begin and end.

    Where it is right and the words are not known, `starts` is None.
    """

    question: int
    sequence: TokenSequence
    right: list[bool]
    starts: list[int] | None
    ends: list[int] | None


def read_groups(path: Path) -> list[TextGroup]:
    """Read what `training.gather` wrote."""
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


class Batches:
    """Draws batches; which one depends on its number only, so that training can go on where it stopped."""

    def __init__(self, groups: Sequence[TextGroup], tokenizer: Tokenizer) -> None:
        self._groups, self._tokenizer = groups, tokenizer
        self._special = find_special(tokenizer)
        self._names: dict[str, list[str]] = {}
        for group in groups:
            for name in find_names(group["question"]):
                self._names.setdefault(kind_of(name), []).append(name)
        self._counted = [found for group in groups if (found := find_counted(group["question"]))]

    def draw(self, first: int) -> Iterator[list[Example]]:
        """Yield batch after batch, without end, from the one of this number."""
        number = 0
        for epoch in itertools.count():
            order = self._draw_epoch(random.Random(epoch))
            for start in range(0, len(order) - QUESTIONS + 1, QUESTIONS):
                if number >= first:
                    yield self._make_batch(order[start : start + QUESTIONS], random.Random(number * 7_919 + 1))
                number += 1

    def _draw_epoch(self, chance: random.Random) -> list[int]:
        """Return all questions in any order, but up to four of a paragraph one after the other."""
        documents: dict[str, list[int]] = {}
        for place, group in enumerate(self._groups):
            documents.setdefault(group["document"], []).append(place)
        parts = []
        for places in documents.values():
            chance.shuffle(places)
            parts += [places[start : start + _TOGETHER] for start in range(0, len(places), _TOGETHER)]
        chance.shuffle(parts)
        return list(itertools.chain.from_iterable(parts))

    def _make_batch(self, groups: Sequence[int], chance: random.Random) -> list[Example]:
        return [
            example
            for question, group in enumerate(groups)
            for example in self._make_examples(question, _tokenize(self._groups[group], self._tokenizer), chance)
        ]

    def _make_examples(self, question: int, group: TokenGroup, chance: random.Random) -> Iterator[Example]:
        text, windows = self._make_near_miss(group, chance)
        echo = self._encode(group.question)
        asked = self._encode(type_in_a_hurry(text, chance))
        for window in windows:
            echoes = chance.random() < ECHOED and len(window.sentences) < _LONGEST
            shown = _insert(window, echo, chance.randint(0, len(window.sentences))) if echoes else window
            yield self._make_example(question, asked, shown, chance)

    def _encode(self, text: str) -> list[int]:
        return list(self._tokenizer.encode(text, add_special_tokens=False).ids)

    def _make_near_miss(self, group: TokenGroup, chance: random.Random) -> tuple[str, list[TokenWindow]]:
        """Return a question and the windows it is asked of; now and then so that none answers it."""
        home, others = group.windows[0], group.windows[1:]
        other = [chance.choice(others)] if others and chance.random() < LOOK_ALIKE else []
        dice = chance.random()
        if not home.answers or dice >= EXCHANGED + WITHHELD:
            return group.question, [home, *other]
        if dice >= EXCHANGED and others:
            return group.question, others[:1]
        changed = self._exchange(group, chance)
        if changed:
            return changed, [replace(home, answers=[])]
        return group.question, [home, *other]

    def _exchange(self, group: TokenGroup, chance: random.Random) -> str | None:
        passage = group.passage
        if chance.random() < 0.5 and (changed := exchange_counted(group.question, self._counted, passage, chance)):
            return changed
        if chance.random() < 0.3 and (changed := exchange_roles(group.question)):
            return changed
        return exchange_name(group.question, self._names, passage, chance)

    def _make_example(self, question: int, asked: list[int], window: TokenWindow, chance: random.Random) -> Example:
        heading = [] if chance.random() < BARE else window.heading
        sequence = join(asked, heading, window.sentences, self._special)
        right = [any(answer.sentence == place for answer in window.answers) for place in range(len(window.sentences))]
        marked = [answer for answer in window.answers if answer.is_marked]
        if window.answers and not marked:
            return Example(question, sequence, right, None, None)
        starts = [sequence.marks[answer.sentence] + 1 + answer.first for answer in marked]
        ends = [sequence.marks[answer.sentence] + 1 + answer.last for answer in marked]
        return Example(question, sequence, right, starts, ends)


def _insert(window: TokenWindow, sentence: list[int], place: int) -> TokenWindow:
    answers = [replace(each, sentence=each.sentence + (each.sentence >= place)) for each in window.answers]
    return replace(window, sentences=[*window.sentences[:place], sentence, *window.sentences[place:]], answers=answers)


def _tokenize(group: TextGroup, tokenizer: Tokenizer) -> TokenGroup:
    windows = []
    for window in group["windows"]:
        texts = [window["heading"], *window["sentences"]]
        heading, *sentences = tokenizer.encode_batch(texts, add_special_tokens=False)
        answers = [_find_tokens(sentences, *answer) for answer in window["answers"]]
        windows.append(TokenWindow(heading.ids, [sentence.ids for sentence in sentences], answers))
    home = group["windows"][0]
    passage = " ".join([home["heading"], *home["sentences"]])
    return TokenGroup(group["source"], group["document"], group["question"], windows, passage)


def _find_tokens(sentences: Sequence[Encoding], sentence: int, start: int, end: int) -> TokenAnswer:
    offsets = sentences[sentence].offsets[:LONGEST_SENTENCE]
    inside = (
        [place for place, (first, last) in enumerate(offsets) if first < end and last > start] if start >= 0 else []
    )
    return TokenAnswer(sentence, inside[0], inside[-1]) if inside else TokenAnswer(sentence)

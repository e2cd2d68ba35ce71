"""Gathered questions -> batches of what the model reads."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tokenizers import Tokenizer

from index.models.reranker_input import LONGEST_SENTENCE, TokenSequence, find_special, join
from training.data.gathered import AskedRow, Gathered, Paragraph
from training.data.questions import (
    exchange_counted,
    exchange_name,
    exchange_roles,
    find_counted,
    find_names,
    kind_of,
    type_in_a_hurry,
)

SHARES = {
    "01-squad-train": 0.7,
    "02-squad2-unanswerable": 1.5,
    "03-squad-removed": 0.3,
    "04-natural-questions": 3.0,
    "05-qadiscourse": 0.5,
    "06-qamr": 0.1,
    "07-condaqa": 0.25,
    "08-fairytaleqa": 0.5,
    "09-claims": 0.7,
    "10-typed": 2.5,
    "11-invented": 3.5,
    "squad2": 1.5,
    "new_wiki": 1.5,
    "selqa": 1.5,
    "reddit": 0.3,
}
"""How often a question of a set is asked in an epoch, on average."""

_LENGTHS = (3, 3, 3, 4, 4, 4, 5, 5, 6)
"""Sentences of an excerpt, drawn evenly."""

_TOGETHER = 4
"""Questions of one paragraph that stand in one batch, near misses beside answered ones."""

_LONGEST = 7


@dataclass(frozen=True)
class Mix:
    """How often what is done to a question or an excerpt.

    Of the questions with an answer, `exchanged` are asked about another name, number or role, `removed` of their
    own excerpt without the answer's sentence, `withheld` of look-alikes only. `look_alikes` are the fewest and
    the most that stand beside the own excerpt. In `echoed` of the excerpts the question itself stands as one
    more sentence, which answers nothing; `bare` have no heading. A batch has so many `questions`.
    """

    questions: int = 96

    exchanged: float = 0.14
    removed: float = 0.08
    withheld: float = 0.06
    echoed: float = 0.05
    bare: float = 0.1
    hurried: float = 1.0
    look_alikes: tuple[int, int] = (1, 6)


@dataclass(frozen=True)
class TokenAnswer:
    """An answer in a window: its sentence and, counted from there, its first and last token where known."""

    sentence: int
    first: int = -1
    last: int = -1


@dataclass(frozen=True)
class TokenWindow:
    """A window in token ids."""

    heading: list[int]
    sentences: list[list[int]]
    answers: list[TokenAnswer]


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


class Batches:
    """Draws batches; which one depends on the seed and its number only, so that training can go on where it stopped."""

    def __init__(self, gathered: Gathered, tokenizer: Tokenizer, mix: Mix, seed: int = 0) -> None:
        self._rows, self._paragraphs = gathered.rows, gathered.paragraphs
        self._tokenizer, self._mix, self._seed = tokenizer, mix, seed
        self._special = find_special(tokenizer)
        self._known: dict[str, list[int]] = {}
        self._names: dict[str, list[str]] = {}
        for row in gathered.rows:
            for name in find_names(row.question):
                self._names.setdefault(kind_of(name), []).append(name)
        self._counted = [found for row in gathered.rows if (found := find_counted(row.question))]

    def draw(self, first: int, step: int = 1) -> Iterator[list[Example]]:
        """Yield every `step`-th batch, without end, from the one of this number."""
        number = 0
        for epoch in itertools.count():
            order = self._draw_epoch(random.Random(epoch * 1_009 + self._seed))
            for start in range(0, len(order) - self._mix.questions + 1, self._mix.questions):
                if number >= first and (number - first) % step == 0:
                    chance = random.Random(number * 7_919 + self._seed)
                    yield self._make_batch(order[start : start + self._mix.questions], chance)
                number += 1

    def _draw_epoch(self, chance: random.Random) -> list[int]:
        """Return an epoch's questions in any order, but up to four of a paragraph one after the other."""
        documents: dict[str, list[int]] = {}
        for place, row in enumerate(self._rows):
            share = SHARES[row.source]
            for _ in range(int(share) + (chance.random() < share % 1)):
                documents.setdefault(row.document, []).append(place)
        parts = []
        for places in documents.values():
            chance.shuffle(places)
            parts += [places[start : start + _TOGETHER] for start in range(0, len(places), _TOGETHER)]
        chance.shuffle(parts)
        return list(itertools.chain.from_iterable(parts))

    def _make_batch(self, places: Sequence[int], chance: random.Random) -> list[Example]:
        return [
            example
            for question, place in enumerate(places)
            for example in self._make_examples(question, self._rows[place], chance)
        ]

    def _make_examples(self, question: int, row: AskedRow, chance: random.Random) -> Iterator[Example]:
        text, windows = self._draw_windows(row, chance)
        hurried = type_in_a_hurry(text, chance) if chance.random() < self._mix.hurried else text
        asked, echo = self._encode(hurried), self._encode(row.question)
        for window in windows:
            echoes = chance.random() < self._mix.echoed and len(window.sentences) < _LONGEST
            shown = _insert(window, echo, chance.randint(0, len(window.sentences))) if echoes else window
            yield self._make_example(question, asked, shown, chance)

    def _draw_windows(self, row: AskedRow, chance: random.Random) -> tuple[str, list[TokenWindow]]:
        """Return a question and the windows it is asked of; now and then so that none answers it."""
        mix, paragraph = self._mix, self._paragraphs[row.paragraph]
        number = min(len(row.others), chance.randint(*mix.look_alikes))
        others = [self._tokenize_other(*other) for other in chance.sample(row.others, number)]
        first, end = _draw_range(row, len(paragraph.sentences), chance)
        home = self._tokenize_home(row, paragraph, first, end)
        dice = chance.random() if row.answers else 1.0
        if dice < mix.exchanged:
            passage = " ".join([paragraph.heading, *paragraph.sentences[first:end]])
            changed = self._exchange(row.question, passage, chance)
            if changed:
                return changed, [_forget_answers(home), *others]
        elif dice < mix.exchanged + mix.removed:
            removed = _take_answers_out(home)
            if len(removed.sentences) > 1:
                return row.question, [removed, *others]
        elif dice < mix.exchanged + mix.removed + mix.withheld and others:
            return row.question, others
        return row.question, [home, *others]

    def _exchange(self, question: str, passage: str, chance: random.Random) -> str | None:
        if chance.random() < 0.5 and (changed := exchange_counted(question, self._counted, passage, chance)):
            return changed
        if chance.random() < 0.3 and (changed := exchange_roles(question)):
            return changed
        return exchange_name(question, self._names, passage, chance)

    def _tokenize_home(self, row: AskedRow, paragraph: Paragraph, first: int, end: int) -> TokenWindow:
        answers = [
            self._find_tokens(paragraph.sentences[place], place - first, start, stop)
            for place, start, stop in row.answers
            if first <= place < end
        ]
        return self._tokenize(paragraph, first, end, answers)

    def _tokenize_other(self, paragraph: int, first: int, end: int) -> TokenWindow:
        return self._tokenize(self._paragraphs[paragraph], first, end, [])

    def _tokenize(self, paragraph: Paragraph, first: int, end: int, answers: list[TokenAnswer]) -> TokenWindow:
        sentences = [self._encode(sentence) for sentence in paragraph.sentences[first:end]]
        return TokenWindow(self._encode(paragraph.heading), sentences, answers)

    def _find_tokens(self, sentence: str, place: int, start: int, end: int) -> TokenAnswer:
        if start < 0:
            return TokenAnswer(place)
        offsets = self._tokenizer.encode(sentence, add_special_tokens=False).offsets[:LONGEST_SENTENCE]
        inside = [number for number, (first, last) in enumerate(offsets) if first < end and last > start]
        return TokenAnswer(place, inside[0], inside[-1]) if inside else TokenAnswer(place)

    def _encode(self, text: str) -> list[int]:
        ids = self._known.get(text)
        if ids is None:
            ids = self._known[text] = list(self._tokenizer.encode(text, add_special_tokens=False).ids)
        return ids

    def _make_example(self, question: int, asked: list[int], window: TokenWindow, chance: random.Random) -> Example:
        heading = [] if chance.random() < self._mix.bare else window.heading
        sequence = join(asked, heading, window.sentences, self._special)
        right = [any(answer.sentence == place for answer in window.answers) for place in range(len(window.sentences))]
        marked = [answer for answer in window.answers if answer.first >= 0]
        if window.answers and not marked:
            return Example(question, sequence, right, None, None)
        starts = [sequence.marks[answer.sentence] + 1 + answer.first for answer in marked]
        ends = [sequence.marks[answer.sentence] + 1 + answer.last for answer in marked]
        return Example(question, sequence, right, starts, ends)


def _forget_answers(home: TokenWindow) -> TokenWindow:
    return TokenWindow(home.heading, home.sentences, [])


def _take_answers_out(home: TokenWindow) -> TokenWindow:
    gone = {answer.sentence for answer in home.answers}
    return TokenWindow(home.heading, [each for place, each in enumerate(home.sentences) if place not in gone], [])


def _draw_range(row: AskedRow, sentences: int, chance: random.Random) -> tuple[int, int]:
    """Return a few sentences around one of the answers, which stands anywhere in them."""
    length = min(chance.choice(_LENGTHS), sentences)
    right = chance.choice(row.answers)[0] if row.answers else chance.randrange(sentences)
    first = chance.randint(max(0, right - length + 1), min(right, sentences - length))
    return first, first + length


def _insert(window: TokenWindow, sentence: list[int], place: int) -> TokenWindow:
    answers = [TokenAnswer(each.sentence + (each.sentence >= place), each.first, each.last) for each in window.answers]
    sentences = [*window.sentences[:place], sentence, *window.sentences[place:]]
    return TokenWindow(window.heading, sentences, answers)

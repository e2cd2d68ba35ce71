from __future__ import annotations

import torch

from training.data.invented import read_invented
from training.data.typed import read_typed
from training.export import interpolate


def test_answers_of_the_invented_news_stand_in_their_sentences() -> None:
    """Every answer is in the sentence that is said to hold it, and most questions have none."""
    asked = [(line["s"], *question) for line in read_invented() for question in line["q"]]
    answered = [(sentences[place], words) for sentences, _, place, words in asked if place is not None]
    assert all(words in sentence for sentence, words in answered)
    assert 0.3 < len(answered) / len(asked) < 0.45


def test_typed_questions_name_a_paragraph() -> None:
    """Every typed question has the digest of its paragraph, and a sentence or none."""
    lines = list(read_typed())
    assert len(lines) > 8_000
    assert all(len(line["paragraph"]) == 16 and (line["gold"] is None or line["gold"] >= 0) for line in lines)


def test_weights_lie_between_both_ends() -> None:
    """A share of nothing is the start, one of all the end."""
    start, end = {"w": torch.tensor([0.0, 2.0])}, {"w": torch.tensor([1.0, 4.0])}
    for share, wanted in ((0.0, [0.0, 2.0]), (0.25, [0.25, 2.5]), (1.0, [1.0, 4.0])):
        torch.testing.assert_close(interpolate(start, end, share)["w"], torch.tensor(wanted))

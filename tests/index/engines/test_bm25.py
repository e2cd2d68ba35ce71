from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.engines.bm25 import K1, B, Lexicon, find_words

TEXTS = ["The ships burned in the harbour", "A ship left", "Bridges and roads and bridges", "Корабли стоят в порту"]


def test_scores_as_bm25_does() -> None:
    """The score of a term is Lucene's BM25 formula."""
    score = Lexicon.from_texts(TEXTS).score("bridge")
    lengths = [len(find_words(text)) for text in TEXTS]
    idf = math.log(1 + (4 - 1 + 0.5) / (1 + 0.5))
    expected = idf * 2 / (2 + K1 * (1 - B + B * lengths[2] / (sum(lengths) / 4)))
    np.testing.assert_allclose(score, [0, 0, expected, 0], rtol=1e-5)


@pytest.mark.parametrize(
    ("question", "best"), [("burning ships?", 0), ("LEAVE the ship left", 1), ("a bridge", 2), ("корабля в портах", 3)]
)
def test_compares_words_by_their_stems(question: str, best: int) -> None:
    """Endings and capitals make no difference."""
    assert int(np.argmax(Lexicon.from_texts(TEXTS).score(question))) == best


@given(st.text())
def test_scores_any_question(question: str) -> None:
    """Every text has a score that is a number, whatever is asked."""
    scores = Lexicon.from_texts(TEXTS).score(question)
    assert scores.shape == (4,)
    assert np.isfinite(scores).all()


@given(st.text())
def test_words_stand_where_they_say(text: str) -> None:
    """Spans are ordered and disjoint, and none is empty."""
    position = 0
    for word in find_words(text):
        assert position <= word.span.start < word.span.end <= len(text)
        position = word.span.end


def test_a_number_is_one_word() -> None:
    """Thousands separators do not tear a number apart."""
    assert [word.stem for word in find_words("20,000 ships and 3.5 tons")] == ["20000", "ship", "3.5", "ton"]


def test_survives_a_text_without_words(tmp_path: Path) -> None:
    """A text of no words is indexed and never found, also after saving."""
    lexicon = Lexicon.from_texts(["😀", "ship"])
    lexicon.save(tmp_path / "words")
    np.testing.assert_array_equal(Lexicon.load(tmp_path / "words").score("ship"), lexicon.score("ship"))
    assert lexicon.score("ship")[0] == 0

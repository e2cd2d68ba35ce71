from __future__ import annotations

import math
from pathlib import Path

import bm25s
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.engines.bm25 import K1, B, Lexicon, find_stems, find_words
from index.types import Scores


def score(lexicon: Lexicon, question: str) -> Scores:
    """Return the score of every text."""
    return lexicon.score(find_stems(question), np.arange(len(lexicon)))


TEXTS = ["The ships burned in the harbour", "A ship left", "Bridges and roads and bridges", "Корабли стоят в порту"]


def test_scores_as_bm25_does() -> None:
    """The score of a term is Lucene's BM25 formula."""
    found = score(Lexicon.from_texts(TEXTS), "bridge")
    lengths = [len(find_words(text)) for text in TEXTS]
    idf = math.log(1 + (4 - 1 + 0.5) / (1 + 0.5))
    expected = idf * 2 / (2 + K1 * (1 - B + B * lengths[2] / (sum(lengths) / 4)))
    np.testing.assert_allclose(found, [0, 0, expected, 0], rtol=1e-5)


@given(st.lists(st.text("ab \n", max_size=30), min_size=1, max_size=8))
def test_scores_as_the_library_does(texts: list[str]) -> None:
    """Whatever the texts, a stem has the score that bm25s would give it."""
    index = bm25s.BM25(k1=K1, b=B, auto_compile=False)
    stems = [[word.stem for word in find_words(text)] or [""] for text in texts]
    index.index(stems, show_progress=False)
    for stem in {stem for text in stems for stem in text} - {""}:
        np.testing.assert_allclose(score(Lexicon.from_texts(texts), stem), index.get_scores([stem]), rtol=1e-5)


@given(st.lists(st.text("ab \n", max_size=30), min_size=2, max_size=8), st.data())
def test_takes_texts_over_as_if_it_read_them(texts: list[str], data: st.DataObject) -> None:
    """A lexicon put together from parts of others has the words and scores of one of the same texts."""
    order = np.array(data.draw(st.permutations(range(len(texts)))))
    kept = np.array(data.draw(st.lists(st.booleans(), min_size=len(texts), max_size=len(texts)))) | (order == 0)
    places = np.where(kept, np.cumsum(kept) - 1, -1)
    whole = Lexicon.from_texts([*[text for text, is_kept in zip(texts, kept, strict=True) if is_kept], "a new a"])
    parts = Lexicon.from_parts(
        [(Lexicon.from_texts(texts), places), (Lexicon.from_texts(["a new a"]), np.array([int(kept.sum())]))]
    )
    for word in ("a", "b", "ab", "new", "ba"):
        assert parts.knows(word) == whole.knows(word)
        np.testing.assert_allclose(score(parts, word), score(whole, word), rtol=1e-5)


@pytest.mark.parametrize(
    ("question", "best"), [("burning ships?", 0), ("LEAVE the ship left", 1), ("a bridge", 2), ("корабля в портах", 3)]
)
def test_compares_words_by_their_stems(question: str, best: int) -> None:
    """Endings and capitals make no difference."""
    lexicon = Lexicon.from_texts(TEXTS)
    assert int(np.argmax(score(lexicon, question))) == best
    assert lexicon.find_best(find_stems(question), 1).tolist() == [best]


@given(st.text())
def test_scores_any_question(question: str) -> None:
    """Every text has a score that is a number, whatever is asked."""
    scores = score(Lexicon.from_texts(TEXTS), question)
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
    np.testing.assert_array_equal(score(Lexicon.load(tmp_path / "words"), "ship"), score(lexicon, "ship"))
    assert score(lexicon, "ship")[0] == 0

"""Texts of several languages become vectors that can be compared."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import ModelError
from index.models.multilingual.encoder import MultilingualEncoder
from index.models.multilingual.packaged_weights import BLOCK, unpack

SENTENCES = (
    "The explosion at the dam flooded eighty villages.",
    "Wheat prices rose by a tenth in the spring.",
    "The minister resigned after the vote on the budget.",
)


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("скільки сіл затопило після вибуху на греблі", 0),
        ("Сколько деревень затопило после взрыва на плотине?", 0),
        ("на скільки подорожчала пшениця", 1),
        ("из-за чего министр ушёл в отставку", 2),
        ("why did the minister step down", 2),
    ],
)
def test_a_question_is_nearest_to_what_answers_it(multilingual: MultilingualEncoder, question: str, place: int) -> None:
    """Whatever language it is asked in, English sentences that answer it are nearer than others."""
    cosines = multilingual.embed_sentences(SENTENCES) @ multilingual.embed_question(question)
    assert int(cosines.argmax()) == place


def test_a_sentence_has_one_vector_whatever_is_beside_it(multilingual: MultilingualEncoder) -> None:
    """A build that embeds more at once gives the same vectors."""
    np.testing.assert_array_equal(
        multilingual.embed_sentences(SENTENCES)[1], multilingual.embed_sentences(SENTENCES[1:2])[0]
    )


ODD = ("", " ", "\0", "\ufdfa" * 900, "я" * 5_000, "戦争 🕊 ﷺ", "▁</s><pad>")


@settings(max_examples=25)
@given(text=st.text(max_size=300) | st.sampled_from(ODD))
def test_any_text_has_a_vector(multilingual: MultilingualEncoder, text: str) -> None:
    """Letters that no kept piece has, signs, nothing at all and far too much: each is a vector of length 1."""
    assert np.linalg.norm(multilingual.embed_question(text)) == pytest.approx(1, abs=1e-3)


def test_a_damaged_export_is_refused(multilingual: MultilingualEncoder, tmp_path: Path) -> None:
    """A file of the export that was changed is named, with what mends it."""
    shutil.copytree(multilingual.folder, tmp_path / "model")
    (file,) = (tmp_path / "model").glob("multilingual-*/pieces.model")
    file.write_bytes(file.read_bytes() + b" ")
    with pytest.raises(ModelError, match=r"damaged: pieces.model was changed\. Remove that folder"):
        MultilingualEncoder(tmp_path / "model").embed_question("Хто?")


@given(st.lists(st.tuples(st.floats(-2, 2, width=16), st.binary(min_size=16, max_size=16)), min_size=1, max_size=4))
def test_a_block_has_the_numbers_that_it_was_made_of(blocks: list[tuple[float, bytes]]) -> None:
    """Low bits are the first half of the numbers and high bits the second, each eight below its code."""
    packed = np.array([(scale, list(codes)) for scale, codes in blocks], BLOCK)
    wanted = [
        [scale * (code - 8) for half in (lambda each: each & 15, lambda each: each >> 4) for code in map(half, codes)]
        for scale, codes in blocks
    ]
    np.testing.assert_allclose(unpack(packed[np.newaxis])[0], np.concatenate(wanted), rtol=1e-6)

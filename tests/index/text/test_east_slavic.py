from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.east_slavic import stem_cyrillic

_LETTERS = "абвгґдеєёжзиіїйклмнопрстуфхцчшщъыьэюя'’"


@pytest.mark.parametrize(
    "forms",
    [
        ("корабль", "корабля", "кораблями"),
        ("российских", "российский", "російських", "російського"),
        ("президент", "президента", "президентові", "президентами"),
        ("украинцев", "українців", "украинцы"),
        ("область", "областях", "області"),
        ("взорвать", "взорвали", "взорвало"),
    ],
)
def test_forms_and_cognates_have_one_stem(forms: tuple[str, ...]) -> None:
    """The cases of a word are compared as one, and so is its cognate in the other language."""
    assert len({stem_cyrillic(form) for form in forms}) == 1


@pytest.mark.parametrize(("one", "other"), [("страна", "страх"), ("закон", "законный"), ("солдат", "соль")])
def test_other_words_keep_other_stems(one: str, other: str) -> None:
    """An ending is never all that tells two words apart."""
    assert stem_cyrillic(one) != stem_cyrillic(other)


@given(st.text(_LETTERS, min_size=1, max_size=12))
def test_something_is_left_of_every_word(word: str) -> None:
    """A stem is never longer than its word, and empty only where no letter is written."""
    stem = stem_cyrillic(word)
    assert len(stem) <= len(word)
    assert stem or not set(word) - set("ъь'’")

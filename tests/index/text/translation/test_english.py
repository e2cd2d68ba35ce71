from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.text.translation.english import read_in_english


def test_reads_each_line_of_another_language_in_english_words() -> None:
    """Words that the tables have become English, others are written in Latin letters, lines stay lines."""
    assert read_in_english("Корабли сгорели.\nМінистр Квельц поїхав") == "ship burn\nminister Kvelts leave"


@given(st.text(st.characters(max_codepoint=0x3FF)))
def test_english_is_left_to_the_letter(text: str) -> None:
    """A text without a Cyrillic letter is never touched."""
    assert read_in_english(text) == text

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.numerals import NUMERAL, read_numeral, write_numeral


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("20k", 20_000),
        ("20,000", 20_000),
        ("twenty thousand", 20_000),
        ("Two hundred", 200),
        ("one hundred and five", 105),
        ("3.5 million", 3_500_000),
        ("twenty-one", 21),
        ("seven", 7),
    ],
)
def test_reads_words_and_digits(text: str, value: int) -> None:
    """One number has one value, however it is written."""
    match = NUMERAL.fullmatch(text)
    assert match
    assert read_numeral(match[0]) == value


@pytest.mark.parametrize("text", ["CF-18s", "3.14", "400-500", "10%", "MH17", "1.13.2"])
def test_leaves_what_is_no_plain_number(text: str) -> None:
    """Names, shares, ranges and fractions are not rewritten whole."""
    assert not NUMERAL.fullmatch(text) or read_numeral(text) is None


@given(st.integers(0, 10**11))
def test_reads_whatever_it_writes(value: int) -> None:
    """Every way to write a number is read as that number."""
    for way in write_numeral(value):
        assert NUMERAL.fullmatch(way), way
        assert read_numeral(way) == value


@given(st.text())
def test_any_text_is_survived(text: str) -> None:
    """Whatever looks like a number is read or left, never an error."""
    for match in NUMERAL.finditer(text):
        read_numeral(match[0])


@pytest.mark.parametrize("digits", ["9" * 310, "9" * 5_000, "²", "1 " + "million " * 200], ids=len)
def test_a_number_beyond_all_measure_is_none(digits: str) -> None:
    """Whatever somebody types, it is read or it is not; nothing is raised."""
    assert read_numeral(digits) is None


def test_numbers_in_words_end() -> None:
    """A text of nothing but numerals is no number, however long it is."""
    assert read_numeral("hundred " * 5_000) is None

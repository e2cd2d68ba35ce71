"""What a source's text looks like on Discord."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord_ui.escaping import (
    escape,
    escape_with_bold,
    quote_block,
    show_on_one_line,
    unescape,
)
from bot.messages.source_lines import write_values
from index.corpus.span import Span
from tests.support.discord.hostile_text import NASTY
from tests.support.discord.stage import unquote_block


@given(NASTY)
def test_unescaping_gives_the_text_back(text: str) -> None:
    """Whatever stands in a source, the way back ends at the same characters."""
    assert unescape(escape(text)) == text


@given(NASTY, st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=4))
def test_taking_the_emphasis_away_gives_the_text_back(text: str, ends: list[tuple[int, int]]) -> None:
    """Bold adds nothing to the words and takes nothing away."""
    spans = [Span(*sorted((min(a, len(text)), min(b, len(text))))) for a, b in ends]
    assert unescape(escape_with_bold(text, spans)) == text


@given(NASTY)
def test_a_block_quotation_gives_its_text_back(text: str) -> None:
    """Putting text into a block quotation loses nothing."""
    assert unescape(unquote_block(quote_block(escape(text)))) == text


# What Discord acts upon, where no backslash stands before it.
ACTIVE = re.compile(
    r"(?<!\\)(?:\\\\)*(?:<[@#:a/t]|@(?:everyone|here)|https?://|\]\(|[*_~`|]|<)|^\s*(?:#{1,3}|-#|>|[*+-]|\d+[.)])\s",
    re.MULTILINE,
)


@given(NASTY)
def test_nothing_in_the_markup_can_act(text: str) -> None:
    """No ping, link, formatting, heading, list or block quotation is left."""
    assert not ACTIVE.search(escape(text))


@given(NASTY)
def test_nothing_in_the_markup_is_unseen(text: str) -> None:
    """No bidirectional control and no character without width is left."""
    assert not re.search(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad\u061c]", escape(text))


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ("<@1> @everyone", r"\<\@1> \@everyone"),
        ("[a](https://b.example)", r"\[a\](https\://b.example)"),
        ("<t:1:R> :smile:", r"\<t\:1\:R> \:smile:"),
        ("# one\n1. two\n- three", "\\# one\n1\\. two\n\\- three"),
        ("\u202eevil", "⟦U+202E⟧evil"),
        ("&lt; & co: fine", r"\&lt; & co: fine"),
        ("a well-known 3.5 % (so it is said).", "a well-known 3.5 % (so it is said)."),
    ],
)
def test_what_is_escaped(text: str, markup: str) -> None:
    """What acts is escaped, and ordinary words stay as they are, so that they can be copied."""
    assert escape(text) == markup


def test_bold_does_not_span_lines() -> None:
    """Each line has its own bold, since a block quotation's lines are marked one by one."""
    assert escape_with_bold("one two\nthree", [Span(4, 13)]) == "one **two**\n**three**"


def test_a_name_is_shown_on_one_line() -> None:
    """What cannot be seen becomes a space."""
    assert show_on_one_line(" a\u202e\n b\u200bc ") == "a b c"


def test_what_is_put_into_a_text_is_harmless() -> None:
    """Words of others are on one line, without markup, and cut short; numbers stay numbers."""
    written = write_values({"a": "**a**\n@everyone", "b": "a" * 1000, "c": 5}, 200)
    assert written["a"] == r"\*\*a\*\* \@everyone"
    assert len(str(written["b"])) == 200
    assert written["c"] == 5


def test_bold_that_touches_bold_is_one() -> None:
    """Two highlights side by side are opened once and closed once."""
    assert escape_with_bold("abcdef", [Span(0, 3), Span(3, 6)]) == "**abcdef**"

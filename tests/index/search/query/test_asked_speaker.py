"""Whose words a question asks for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.search.query.asked_speaker import find_asked_speaker


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("what did mayor karr say about the bridge", ("mayor", "karr")),
        ("What did the president of Orlan's guild demand?", ("orlan", "guild")),
        ("how many ships sank according to Anna Karr", ("anna", "karr")),
        ("wat karr said about ships", ("karr",)),
        ("does karr really think it was arson", ("karr",)),
        ("what was Karr's reaction to the fire", ("karr",)),
        ("what is the position of veldra on the dam", ("veldra",)),
        ("why did Ode deny it? and who is Karr", ("ode",)),
    ],
)
def test_somebody_is_asked_for(question: str, names: tuple[str, ...]) -> None:
    """Titles, small words and the s of a genitive name nobody."""
    asked = find_asked_speaker(question)
    assert asked
    assert asked.names == names


@pytest.mark.parametrize(
    "question",
    [
        "what did he say about the bridge",
        "what do people think of the dam",
        "which port, according to a new study, is the busiest",
        "who said that the port was closed",
        "how many ships did the fire damage",
        "what do they want",
        "what is said about the dam",
        "",
    ],
)
def test_nobody_is_asked_for(question: str) -> None:
    """A pronoun, a crowd and a study are nobody's name."""
    assert find_asked_speaker(question) is None


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_question_is_read(before: str, after: str) -> None:
    """Whatever is typed around it, what is found was typed, and has a name."""
    asked = find_asked_speaker(f"{before} according to {after}")
    if asked:
        assert asked.names
        assert asked.typed in f"{before} according to {after}"

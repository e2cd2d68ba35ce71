"""Nobody is named where somebody else than the one named speaks, and where more than one may."""

from __future__ import annotations

import pytest

from tests.support.index.attributed import Attributed


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("The parents of Major Anna Karr said she was well.", "parents"),
        ("Nurses treating Major Anna Karr said she was well.", "Nurses"),
        ("A spokesman for Major Anna Karr said she was well.", "spokesman"),
        ("The bank that hired Anna Karr said she was well.", "bank"),
        ("A driver who waited there said it was dark.", "driver"),
        ("A video clip says the port is shut.", "video clip"),
    ],
)
def test_who_is_named_behind_the_source_does_not_speak(text: str, role: str) -> None:
    """People around somebody, and texts, are a role without a name."""
    found = Attributed.from_text(text).last
    assert (found.voice, found.speaker) == ("indirect", None)
    assert role in (found.role or "")


@pytest.mark.parametrize(
    "text",
    [
        "No minister said that the port was open.",
        "Did Anna Karr say that the port was open?",
    ],
)
def test_what_was_not_said_is_nobodys(text: str) -> None:
    """What nobody said, and what the article only asks, stays the article's own."""
    assert Attributed.from_text(text).last.voice == "own"


@pytest.mark.parametrize(
    "text",
    [
        "“Who sent you?” judge Anna Karr asked the witness.\n\n“Nobody did.”",
        "“We lost the port,” Anna Karr said, “and the bridge.”\n\n“It was dark.”",
        "Anna Karr said it was open. Mayor Petro Hrin did not come.\n\n“It was dark.”",
        "“We lost.” – Anna Karr\n“It was dark.”",
    ],
)
def test_a_quotation_alone_in_its_paragraph_is_nobodys(text: str) -> None:
    """Behind a question, a closed quotation, a label or another's deed nobody is taken over."""
    found = Attributed.from_text(text).last
    assert (found.voice, found.speaker) == ("direct", None)


def test_the_outlet_stands_beside_the_speaker() -> None:
    """Who was told is by way of whom, and never the speaker."""
    found = Attributed.from_text("The port is open, Anna Karr told Reuters.").last
    assert (found.speaker, found.via) == ("Anna Karr", "Reuters")


def test_a_transcript_goes_on_in_its_line() -> None:
    """The rest of a labelled line is its speaker's, inferred."""
    found = Attributed.from_text("Anna Karr: Is it open?\n\nPetro Hrin: Yes. It opened today.").last
    assert (found.voice, found.speaker, found.inferred) == ("direct", "Petro Hrin", True)

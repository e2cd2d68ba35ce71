from __future__ import annotations

import pytest

from index.search.confidence.explanation import explains, explains_beside
from index.search.confidence.premises import Premise, find_premise
from index.search.confidence.reasons import gives_reason, is_reason_of_another, tells_background
from index.snapshots.contents import Contents
from tests.support.index.corpus import Library

ARTICLES = {
    "quarry": (
        "Veldra closed the quarry on Friday. An inspector had found cracks in its wall. "
        "Veldra blamed Orlan for the price of bread. Orlan recalled its envoy over the closure of the quarry."
    ),
    "ship": (
        "Orlan seized the ship Halcyon on Monday. Its crew is well. The seizure was a reprisal for a fine. "
        "In May Orlan spoke to Veldra."
    ),
    "aim": "The minister said that her aim was to bring the Halcyon to a court. It rained. Her aim was to sleep.",
}


@pytest.fixture(scope="module")
def contents(tmp_path_factory: pytest.TempPathFactory) -> Contents:
    library = Library(tmp_path_factory.mktemp("reasons"))
    for name, text in ARTICLES.items():
        library.write(name, text)
    library.build()
    return library.open().snapshot.contents


def read_premise(contents: Contents, question: str) -> Premise:
    premise = find_premise(contents, question)
    assert premise is not None
    return premise


def find_row(contents: Contents, beginning: str) -> int:
    return next(row for row in range(len(contents.entries)) if contents.read(row).startswith(beginning))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The dockers stayed on strike for a third day.", False),
        ("The pass was closed for the first time.", False),
        ("The dockers went on strike for an increase of pay.", True),
        ("He was jailed for a murder.", True),
        ("For decades most Orlanders wanted to stay outside.", False),
        ("Orlan wanted the port for its grain.", True),
        ("The walkout was meant to show that they would not sell.", True),
        ("The ship was to sail on Monday.", False),
    ],
)
def test_how_long_and_an_old_wish_are_no_reason(text: str, expected: bool) -> None:
    """What something was done for may be a reason; for how long, or what was always wanted, is none."""
    assert gives_reason(text) is expected


def test_how_things_had_been_is_background() -> None:
    """It may be why something happened, a possession is not."""
    assert tells_background("An inspector had found cracks.")
    assert tells_background("Veldra would not let the troops in.")
    assert not tells_background("The quarry had 400 workers.")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Orlan recalled its envoy because the quarry had been closed.", True),
        ("Orlan recalled its envoy over the closure of the quarry.", True),
        ("Veldra closed the quarry because its wall had cracked.", False),
        ("The aim of the closure was to save the wall.", False),
    ],
)
def test_what_happened_may_be_the_reason_of_something_else(contents: Contents, text: str, expected: bool) -> None:
    """A sentence that tells it only behind "because" explains another thing."""
    assert is_reason_of_another(read_premise(contents, "why did veldra close the quarry"), text) is expected


@pytest.mark.parametrize(
    ("question", "sentence", "itself", "beside"),
    [
        ("why did orlan seize the halcyon", "The seizure was a reprisal", True, False),
        ("why did orlan seize the halcyon", "The minister said that her aim", True, False),
        ("why did orlan seize the halcyon", "Her aim was to sleep", False, False),
        ("why did veldra close the quarry", "An inspector had found", False, True),
        ("why did veldra close the quarry", "Veldra blamed Orlan", False, False),
        ("why did veldra close the quarry", "Orlan recalled", False, False),
        ("why did veldra close the quarry", "Veldra closed", False, False),
        ("why did veldra watch the ship", "Veldra blamed Orlan", False, False),
    ],
)
def test_a_reason_stands_with_what_it_is_the_reason_of(
    contents: Contents, question: str, sentence: str, itself: bool, beside: bool
) -> None:
    """It tells or names what is asked about, or stands right beside; a charge elsewhere is none."""
    premise, row = read_premise(contents, question), find_row(contents, sentence)
    assert explains(contents, premise, question, row) is itself
    assert (not itself and explains_beside(contents, premise, row)) is beside

"""Whether a sentence is told by the one whose words are asked for, through what is answered."""

from __future__ import annotations

import pytest

from index.search.confidence.speaker_match import Told, find_teller
from index.search.query.asked_speaker import find_asked_speaker
from index.snapshots.contents import Contents
from tests.support.index.corpus import Library

BRIDGE = """The bridge of Veldra was closed on Monday.

Anna Karr, the harbour master, said that the bridge was rotten. Ivan Ode, the mayor of Orlan, said it was sound.

Karr met engineers in Orlan. "It will stand for a hundred years," Ode said.
"""


@pytest.fixture
def contents(library: Library) -> Contents:
    library.write("bridge", BRIDGE)
    library.build()
    return library.open().snapshot.contents


@pytest.mark.parametrize(
    ("question", "beginning", "told"),
    [
        ("what did karr say about the bridge", "Anna Karr", Told.BY_THE_ASKED),
        ("what did the harbour master say about the bridge", "Anna Karr", Told.BY_THE_ASKED),
        ("what did karr say about the bridge", "Ivan Ode", Told.BY_ANOTHER),
        ("how long will it stand according to karr", '"It will stand', Told.BY_ANOTHER),
        ("how long will it stand according to the mayor of orlan", '"It will stand', Told.BY_THE_ASKED),
        ("what did karr say to the engineers", "Karr met", Told.UNKNOWN),
        ("what did karr say about the closing", "The bridge of Veldra", Told.BY_ANOTHER),
        ("how long will it stand according to russia", '"It will stand', Told.UNKNOWN),
        ("what does russia say about the closing", "The bridge of Veldra", Told.BY_ANOTHER),
        ("was the bridge sound", "Ivan Ode", Told.UNKNOWN),
        ("what did Boris Karr say about the bridge", "Anna Karr", Told.UNKNOWN),
    ],
)
def test_who_tells_a_sentence(contents: Contents, question: str, beginning: str, told: Told) -> None:
    """By name or by role; a namesake is not taken for the one asked for, and the article itself may tell of one.

    Whoever is of no other country may speak for the country that is asked for.
    """
    row = next(row for row in range(len(contents.entries)) if contents.read(row).startswith(beginning))
    assert find_teller(contents, find_asked_speaker(question), row) is told

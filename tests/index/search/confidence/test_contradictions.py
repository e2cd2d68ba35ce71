from __future__ import annotations

import pytest

from index.search.confidence.contradictions import contradicts_people, find_missing_names
from index.snapshots.contents import Contents
from tests.support.index.corpus import Library

WAR = """Officials in Veldra said on Monday that 300 Russian soldiers had been killed. The U.S. said so too.

Nobody knows how many Ukrainian troops were lost, Anna Karr said. Polish journalists asked her.

## Losses

The army would not say more. Hundreds of Russian soldiers were wounded. It was a hard winter, Karr said.
"""


@pytest.fixture
def contents(library: Library) -> Contents:
    library.write("war", WAR, title="Losses in Veldra")
    library.write("talks", "Ivan Orlo spoke with Anna Karr in Kyiv. He said that Orlo would leave.")
    library.build()
    return library.open().snapshot.contents


def find_row(contents: Contents, beginning: str) -> int:
    return next(row for row in range(len(contents.entries)) if contents.read(row).startswith(beginning))


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("what did karr say", ()),
        ("what did orlo say about the losses", ("orlo",)),
        ("what did zybrin say about the losses", ("zybrin",)),
        ("what did the Zybrin want", ("zybrin",)),
        ("what did the americans say", ()),
        ("what did veldras officials say", ()),
        ("who was lost in january", ()),
        ("WHO WAS LOST", ()),
        ("how hard was the winter", ()),
    ],
)
def test_finds_names_that_the_article_does_not_have(
    contents: Contents, question: str, expected: tuple[str, ...]
) -> None:
    """A name is what the corpus or the question capitalises, or who is asked to have spoken; other names count."""
    assert find_missing_names(contents, question, find_row(contents, "Officials")) == expected


@pytest.mark.parametrize(
    ("question", "beginning", "expected"),
    [
        ("how many russian soldiers were killed", "Officials", False),
        ("how many ukrainian soldiers were killed", "Officials", True),
        ("how many ukrainian soldiers were killed", "Nobody", False),
        ("how many ukrainian soldiers were killed", "The army", True),
        ("how many soldiers were killed", "Officials", False),
        ("how many ukrainian cities were lost", "Officials", False),
    ],
)
def test_tells_one_side_from_the_other(contents: Contents, question: str, beginning: str, expected: bool) -> None:
    """A sentence on one country's soldiers does not answer a question on another's; its context may name the side."""
    assert contradicts_people(contents, question, find_row(contents, beginning)) is expected


def test_a_curated_alias_names_the_speaker(library: Library) -> None:
    """A question by another name of a curated speaker is about somebody whom the article has."""
    library.write("harbour", '"We had no choice," said Anna Karr, the harbour master.')
    (library.corpus / "speakers.toml").write_text('[[speaker]]\nname = "Anna Karr"\naliases = ["Hanna Kar"]\n')
    library.build()
    contents = library.open().snapshot.contents
    assert find_missing_names(contents, "what did kar say", 0) == ()
    assert find_missing_names(contents, "what did dorn say", 0) == ("dorn",)

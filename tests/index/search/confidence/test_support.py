"""Who did what: a sentence that says it of somebody else is no answer."""

from __future__ import annotations

import pytest

from index.search.confidence.premises import find_premise
from index.search.confidence.support import Support, judge
from index.snapshots.contents import Contents
from tests.support.index.corpus import Library


@pytest.fixture(scope="module")
def contents(shelf_of_alliances: Library) -> Contents:
    return shelf_of_alliances.open().snapshot.contents


@pytest.fixture(scope="module")
def shelf_of_alliances(tmp_path_factory: pytest.TempPathFactory) -> Library:
    library = Library(tmp_path_factory.mktemp("alliances"))
    library.write(
        "alliance", "In May Orlan joined the alliance. After that Veldra and Tavria spoke of Orlan and Veldra."
    )
    library.build()
    return library


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("when did veldra join the alliance", "Orlan joined the alliance after Veldra was attacked."),
        ("why did Tavria attack Orlan", "Orlan attacked Tavria over the canal."),
        ("why did president veldra resign", "Nine officials have resigned or been sacked by President Veldra."),
        ("has orlan taken the port", "Veldra has taken the port from Orlan."),
    ],
)
def test_a_subject_that_stands_behind_the_verb_is_another(contents: Contents, question: str, text: str) -> None:
    """The words are all there, but it was somebody else."""
    premise = find_premise(contents, question)
    assert premise is not None
    assert judge(premise, text) is Support.CONTRADICTED


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("when did veldra join the alliance", "Veldra joined the alliance in May."),
        ("when did veldra join the alliance", "The alliance welcomed Veldra, which had applied in March."),
        ("when did veldra take the port", "The port was taken by Veldra in June."),
        ("when did veldra take the port", "The port was taken late in June by President Veldra."),
        ("when did veldra take the port", "Taking the port, Veldra cut the road."),
        ("when was the alliance joined", "Orlan joined the alliance."),
        ("what did the Veldra ministers say", "The ministers of Veldra said no."),
        ("what did Orlan and Veldra call for", "The call came from Orlan and Veldra."),
    ],
)
def test_nothing_else_is_held_against_a_sentence(contents: Contents, question: str, text: str) -> None:
    """Passives, fronted verbs, other wording and plurals leave it open."""
    premise = find_premise(contents, question)
    assert premise is None or judge(premise, text) is not Support.CONTRADICTED

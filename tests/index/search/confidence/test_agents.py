from __future__ import annotations

import pytest

from index.search.confidence.agents import lacks_agent, tells_agent
from index.search.confidence.premises import find_premise
from index.snapshots.contents import Contents
from tests.support.index.corpus import Library


@pytest.fixture(scope="module")
def contents(tmp_path_factory: pytest.TempPathFactory) -> Contents:
    library = Library(tmp_path_factory.mktemp("agents"))
    library.write("towns", "In May Tavria spoke of Bea Orlov. In June Tavria and Orlov were silent.")
    library.build()
    return library.open().snapshot.contents


@pytest.mark.parametrize(
    ("question", "text", "lacks", "tells"),
    [
        ("who shot orlov", "Bea Orlov, the judge, was shot dead outside her house on Friday.", True, False),
        ("who shot orlov", "Orlov was gunned down on Friday, police said.", True, False),
        ("who killed orlov", "Orlov was killed on Monday as she tried to flee.", True, False),
        ("who leaked the plan", "The plan leaked in March.", True, False),
        ("who shot orlov", "Orlov was shot on Friday by a sniper.", False, True),
        ("who shot orlov", "Orlov was shot by Friday.", True, False),
        ("who shot orlov", "Orlov was shot on Friday, and police blamed a gang.", False, False),
        ("who killed orlov", "Orlov was killed when jets bombed her camp.", False, False),
        ("who shot orlov", "Ivo Brandt shot Orlov with a rifle.", False, True),
        ("who kidnapped orlov", "Fighters of Tavria abducted Orlov.", False, True),
    ],
)
def test_who_did_it_is_somebody_else(contents: Contents, question: str, text: str, lacks: bool, tells: bool) -> None:
    """A sentence that names nobody but whom it was done to tells nobody who did it."""
    premise = find_premise(contents, question)
    assert premise is not None
    assert lacks_agent(premise, text) is lacks
    assert tells_agent(premise, text) is tells

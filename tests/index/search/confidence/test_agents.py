from __future__ import annotations

import pytest

from index.attribution.attribution import Attribution
from index.search.confidence.agents import lacks_agent, names_only_speaker, tells_agent
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


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("who killed the miners", "Over 20 miners were killed underground- Rolf Karr, Mines Board spokesman", True),
        ("who killed the miners", "Including 20 miners killed in action, Rolf Karr said.", True),
        ("who killed the miners", "We count 50 losses, with 20 miners killed- Rolf Karr, Mines Board spokesman", True),
        ("who killed the miners", "Including 20 miners killed by Veldra, Rolf Karr said.", False),
        ("who killed the miners", "We killed 20 miners, Rolf Karr said.", False),
        ("who killed the miners", "Karr's office said it had ordered that the miners be killed.", False),
        ("who killed the miners", "Veldra had 20 miners killed, Rolf Karr said.", False),
        ("who blamed the miners", "Rolf Karr blamed the miners.", False),
    ],
)
def test_who_tells_of_it_did_not_do_it(contents: Contents, question: str, text: str, expected: bool) -> None:
    """The name beside a quotation is whose words it is."""
    premise = find_premise(contents, question)
    told = Attribution("direct", speaker="Rolf Karr", role="Mines Board spokesman", cue="said")
    assert premise is not None
    assert names_only_speaker(premise, text, told) is expected

"""What a question takes for granted: borne out, denied, or said of somebody else."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.search.confidence.premises import Premise, find_premise
from index.search.confidence.support import Support, judge
from index.snapshots.contents import Contents
from tests.support.index.corpus import Library


@pytest.fixture(scope="module")
def contents(tmp_path_factory: pytest.TempPathFactory) -> Contents:
    library = Library(tmp_path_factory.mktemp("premises"))
    library.write(
        "war",
        "In May Azerbaijan spoke of Armenia. In June Amna Siddig met Hatim Farouk. The mayor saw the RSF and Jordan. "
        "People said that Armenia and Azerbaijan, Siddig and Farouk, and the RSF will not meet Jordan again.",
    )
    library.build()
    return library.open().snapshot.contents


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("when did azerbaijan shell the town", "Azerbaijani artillery shelled the town on Friday.", Support.BORNE_OUT),
        ("when did armenia shell the town", "Azerbaijani artillery shelled the town on Friday.", Support.CONTRADICTED),
        ("why was siddig dismissed", "Farouk was dismissed because he had lost it.", Support.CONTRADICTED),
        ("why was farouk dismissed", "Farouk was dismissed because he had lost it.", Support.BORNE_OUT),
        ("when did jordan join the pact", "Jordan did not join the pact.", Support.DENIED),
        ("when did jordan join the pact", "Jordan denied that it would join the pact.", Support.DENIED),
        ("who did jordan accuse", "Jordan denied it and accused Armenia.", Support.BORNE_OUT),
        ("did jordan join the pact", "Jordan did not join the pact.", Support.BORNE_OUT),
        ("when did the army sign the pact", "The army hasn't signed the pact, a mediator said.", Support.DENIED),
        ("why did azerbaijan close the road", "Azerbaijan reopened the road in March.", Support.CONTRADICTED),
        ("why did azerbaijan close the road", "Azerbaijan did not open the road in March.", Support.UNKNOWN),
        ("when did the rsf take the bridge", "The Rapid Support Forces took the bridge in May.", Support.BORNE_OUT),
        ("when did armenia shell the town", "It shelled the town in May.", Support.UNKNOWN),
        ("when did armenia shell the town", "Jordan said Azerbaijan shelled the town.", Support.CONTRADICTED),
        ("why did armenia shell the town", "Azerbaijan accused Armenia of shelling the town.", Support.BORNE_OUT),
        ("why did azerbaijan shell the town", "Azerbaijan accused Armenia of shelling the town.", Support.CONTRADICTED),
        ("when was siddig arrested", "Siddig arrested the general in May.", Support.CONTRADICTED),
        ("when did siddig arrest farouk", "Siddig was arrested by Farouk.", Support.CONTRADICTED),
        ("how many people did the rsf kill", "Jordan shelled it and killed five, said the RSF.", Support.CONTRADICTED),
        ("where was the armenian drone shot down", "Armenia has not shot down any drone.", Support.CONTRADICTED),
        ("where was the armenian drone shot down", "No Azerbaijani drone was shot down.", Support.CONTRADICTED),
        ("where was the armenian drone shot down", "Jordan shot down an Armenian drone.", Support.BORNE_OUT),
        ("when did the rebels take the town", "The town took in the rebels.", Support.CONTRADICTED),
        ("when did the rebels take the town", "Rebels, who came by boat, took the town.", Support.BORNE_OUT),
        ("how many armenians were captured", "Nine Azerbaijanis were captured.", Support.CONTRADICTED),
        ("how many balloons did south korea send", "North Korea has sent 90 balloons.", Support.CONTRADICTED),
        ("how many armenians have been captured", "Nine Azerbaijanis were captured.", Support.CONTRADICTED),
        ("how many armenians have been captured", "Nine Armenians have been captured.", Support.BORNE_OUT),
        ("how many balloons has azerbaijan sent", "Armenia has sent 90 balloons.", Support.CONTRADICTED),
        ("how many killed in armenia", "The strike on Armenia killed nine.", Support.UNKNOWN),
        ("how many killed in armenia", "Armenia killed nine.", Support.CONTRADICTED),
        ("why was siddig fired", "Siddig was dismissed on Friday.", Support.BORNE_OUT),
        ("why was siddig fired", "Siddig was not dismissed on Friday.", Support.UNKNOWN),
        ("when did jordan freeze the pact", "The RSF paused the pact with Jordan.", Support.UNKNOWN),
        ("when did armenia surrender", "Armenian soldiers surrendered on Friday.", Support.CONTRADICTED),
        ("when did armenia give up", "Some Armenian soldiers gave themselves up.", Support.CONTRADICTED),
        ("when did armenia surrender", "The Armenian government surrendered on Friday.", Support.BORNE_OUT),
        ("when did armenia attack the port", "Armenian soldiers attacked the port on Friday.", Support.BORNE_OUT),
        ("when did jordan start shelling the port", "Jordan shelled the port in May.", Support.BORNE_OUT),
        ("when did jordan give up", "Jordan capitulated in May.", Support.BORNE_OUT),
        ("when did jordan give the money", "Jordan capitulated in May.", Support.UNKNOWN),
        ("why did jordan attack armenia", "The attack was an answer, Jordan said.", Support.UNKNOWN),
        ("when did jordan attack armenia", "The Armenia attack on Jordan came in May.", Support.CONTRADICTED),
        ("what did jordan lose", "Half of Jordan's harvest was lost in May.", Support.BORNE_OUT),
        ("why did the talks fail", "The talks broke down on Friday.", Support.BORNE_OUT),
        ("when did the first f16s arrive", "The first F-16 jets arrived in May.", Support.BORNE_OUT),
    ],
)
def test_a_sentence_is_judged_by_subject_verb_and_polarity(
    contents: Contents, question: str, text: str, expected: Support
) -> None:
    """The verb of somebody else, its opposite or its denial bears nothing out; a pronoun may be anybody."""
    premise = find_premise(contents, question)
    assert premise is not None
    assert judge(premise, text) is expected


def test_a_negated_question_takes_nothing_for_granted(contents: Contents) -> None:
    """A sentence that denies it is what is asked for."""
    assert find_premise(contents, "who did not sign the pact") is None


@given(st.text(max_size=300), st.text(max_size=12), st.text(max_size=12))
@example("Orlan signed the pact.", " ", "sign")
def test_any_text_is_judged(text: str, subject: str, verb: str) -> None:
    """Whatever the words are."""
    assert judge(Premise(frozenset({verb}), subject, verb), text) in Support

from __future__ import annotations

import pytest
from hypothesis import given

from tests.support.index.attributable_text import TEXTS
from tests.support.index.attributed import Attributed, attribute_last


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("Pavlo Hanush said that Anna Karr had told him the road was shut.", "had told"),
        ("The road was shut after Anna Karr warned of mines.", "warned"),
        ("Nobody believed Anna Karr's claim that the road was shut.", "claim"),
        ("The road was shut in spite of criticism from Anna Karr.", "criticism"),
        ("The plan was rejected by Anna Karr on Monday.", "was rejected"),
        ("Anna Karr wants the road to be opened.", "wants"),
        ("Anna Karr did not say who was there.", "did not say"),
        ("Anna Karr issued a statement in the evening.", "issued"),
        ("Anna Karr is confident that the road is safe.", "is confident"),
        ("Pavlo Hanush left, with Anna Karr calling him a coward.", "calling"),
    ],
)
def test_whom_a_sentence_tells_of_is_named(text: str, cue: str) -> None:
    """Nested reports, nouns, agents, plans and feelings name somebody who does not speak for the sentence."""
    found = {other.speaker: other.cue for other in attribute_last(text).others}
    assert found.get("Anna Karr") == cue


@pytest.mark.parametrize(
    "text",
    [
        "Anna Karr's claim that it was shut was checked.",
        "Nobody believed Anna Karr's claim that it was shut.",
        "Anna Karr wants it open.",
        "The union backs Anna Karr.",
    ],
)
def test_naming_others_attributes_the_sentence_to_nobody(text: str) -> None:
    """However many a sentence tells of, it is the article's own where no rule speaks for it."""
    found = attribute_last(text)
    assert (found.voice, found.speaker, found.role) == ("own", None, None)


def test_speaker_is_among_the_sources_and_not_among_the_others() -> None:
    """The one who speaks for the sentence is told of, too, but is nobody besides."""
    found = attribute_last("Anna Karr said that Pavlo Hanush had told her the road was shut.")
    assert [source.speaker for source in found.sources] == ["Anna Karr", "Pavlo Hanush"]
    assert [other.speaker for other in found.others] == ["Pavlo Hanush"]


def test_pronoun_of_the_speaker_is_nobody_besides() -> None:
    """ "He" in one's own report is oneself."""
    assert attribute_last("Pavlo Hanush, the mayor, said he plans to leave.").others == ()


def test_evidence_is_the_whole_phrase() -> None:
    """What hangs on a name belongs to what names the source."""
    text = "Anna Karr, who had seen it, said it was shut."
    (source,) = attribute_last(text).sources
    assert source.evidence[0].of(text) == "Anna Karr, who had seen it"


@given(TEXTS)
def test_sources_are_worded_by_the_article(text: str) -> None:
    """Whatever the text: each source is named once, in words and with evidence that stand in it."""
    done = Attributed.from_text(text)
    for attribution in done.attributions:
        named = [source.speaker or source.role for source in attribution.sources]
        assert None not in named
        for source in attribution.sources:
            assert all(part in done.article.text for part in (source.speaker, source.role, source.cue) if part)
            assert all(0 <= span.start < span.end <= len(done.article.text) for span in source.evidence)

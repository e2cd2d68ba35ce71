from __future__ import annotations

import tomllib

from index.attribution.attribute import attribute
from index.corpus.articles import Metadata, make_article
from index.corpus.sentences import split_article
from index.search.speaker_survey import SurveyedSpeaker, survey_speakers, write_draft
from index.snapshots.quotations import Entry


def survey(text: str) -> tuple[SurveyedSpeaker, ...]:
    """Return who is quoted in a text."""
    article = make_article("text.md", text, Metadata(title="Text"))
    sentences = split_article(article)
    given = zip(sentences, attribute(article, sentences), strict=True)
    return survey_speakers(Entry(sentence, attribution, None, "", "") for sentence, attribution in given)


TEXT = (
    "Mayor Petro Hanush said the bridge was open. Petro Hanush said it was wide.\n\n"
    "Oksana Hanush, a nurse, said it was shut. The police said nobody was hurt."
)


def test_suspicious_names_come_first() -> None:
    """What is written without a capital, or ends as another name does, stands at the top."""
    found = survey(TEXT)
    assert [bool(one.doubts) for one in found] == [True, True, True]
    assert {one.name: one.doubts for one in found}["police"] == ("no capital letter",)


def test_draft_is_a_speakers_file() -> None:
    """The draft is TOML with every name and its commonest role."""
    entries = tomllib.loads(write_draft(survey(TEXT)))["speaker"]
    assert {"name": "Petro Hanush", "role": "Mayor"} in entries
    assert {"name": "Oksana Hanush", "role": "nurse"} in entries

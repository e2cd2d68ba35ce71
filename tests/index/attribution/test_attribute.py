from __future__ import annotations

import pytest

from index.attribution.attribution import Attribution
from tests.support.index.attributed import Attributed, attribute_last

# Where the speaker stands


@pytest.mark.parametrize(
    "text",
    [
        "Anna Karr left. I said that the bridge was open.",
        "Anna Karr left. We were told that the bridge was open, and we said so.",
        "Anna Karr left. “The bridge is open,” I told the harbour master.",
    ],
)
def test_an_author_who_speaks_is_nobody_else(text: str) -> None:
    """ "I" and "we" outside of quotation marks are the article itself."""
    found = attribute_last(text)
    assert (found.voice, found.speaker) == ("own", None)


@pytest.mark.parametrize(
    "text",
    [
        '"The bridge is open," Anna Karr said.',
        '"The bridge is open," said Anna Karr.',
        'Anna Karr said: "The bridge is open."',
        'Anna Karr told reporters, "The bridge is open."',
        '"The bridge," Anna Karr said, "is open to all lorries again."',
        '"The bridge is open," Anna Karr was quoted as saying.',
        '"The bridge is open," Interfax quoted Anna Karr as saying.',
        "“The bridge is open,” Anna Karr wrote on Twitter.",
        "«The bridge is open», said Anna Karr.",
        "The bridge is open for all lorries. - Anna Karr, harbour master",
    ],
)
def test_quotation_names_its_speaker(text: str) -> None:
    """The speaker of a quotation is found before, between and after its words."""
    found = attribute_last(text)
    assert (found.voice, found.speaker, found.inferred) == ("direct", "Anna Karr", False)


@pytest.mark.parametrize(
    "text",
    [
        "Anna Karr said the bridge was open.",
        "Anna Karr has repeatedly warned that the bridge may fall.",
        "The bridge was open, Anna Karr said on Monday.",
        "The bridge was open, said Anna Karr.",
        "According to Anna Karr, the bridge was open.",
        "The bridge was open, according to Anna Karr.",
        "Speaking in Rivne, Anna Karr told parliament that the bridge was open.",
        "Anna Karr, who had seen the bridge, said it was open.",
        "Anna Karr went on to say that the bridge was open.",
        "Anna Karr condemned the shelling of the bridge.",
        "As Anna Karr put it, the bridge was open.",
    ],
)
def test_report_names_its_speaker(text: str) -> None:
    """Reported speech is indirect, and its speaker is found in every order of words."""
    found = attribute_last(text)
    assert (found.voice, found.speaker, found.inferred) == ("indirect", "Anna Karr", False)


@pytest.mark.parametrize(
    "text",
    [
        "The bridge was shut on Monday.",
        "It is said that the bridge was mined.",
        "Suffice it to say, the bridge was shut.",
        "Anna Karr crossed the bridge.",
        "The claims were never proven.",
        'The so-called "Road of Life" was shut.',
        "Two hundred people were told to leave.",
        "The state awards were handed out.",
        "She is expected to leave, and the Baltic states, too.",
    ],
)
def test_article_speaks_for_itself(text: str) -> None:
    """A sentence that reports no speech is the article's own, and nobody is named."""
    assert attribute_last(text) == Attribution("own")


def test_trailing_speaker_frames_what_another_said() -> None:
    """Of nested sources the outermost is the speaker."""
    assert attribute_last("Pavlo Hanush told envoys he would go, Anna Karr said Monday.").speaker == "Anna Karr"


def test_agency_only_carries_the_words() -> None:
    """The person speaks, not the agency that reports it."""
    assert attribute_last("The bridge is open, Anna Karr said, SITA reported.").speaker == "Anna Karr"


# What is said of the speaker


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Harbour master Anna Karr said it was open.", "Harbour master"),
        ("Anna Karr, the mayor of Rivne, said it was open.", "mayor of Rivne"),
        ("The mayor of Rivne, Anna Karr, said it was open.", "mayor of Rivne"),
        ("The chief of the General Staff Anna Karr said it was open.", "chief of the General Staff"),
        (
            "A spokeswoman for the Interior Ministry, Anna Karr, said it was open.",
            "spokeswoman for the Interior Ministry",
        ),
        ('"It is open," said Anna Karr, 41, a nurse from Rivne.', "nurse from Rivne"),
        ("Anna Karr, deputy head of the port said it was open.", "deputy head of the port"),
    ],
)
def test_role_is_read_beside_the_name(text: str, role: str) -> None:
    """An office before, behind or around the name is the speaker's role, as worded."""
    found = attribute_last(text)
    assert (found.speaker, found.role) == ("Anna Karr", role)


def test_role_of_first_mention_stays_with_the_person() -> None:
    """A surname alone brings the full name and the role that were given before."""
    found = attribute_last("The mayor of Rivne, Anna Karr, came late. Karr said the bridge was open.")
    assert (found.speaker, found.role, found.inferred) == ("Anna Karr", "mayor of Rivne", False)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ('"It is open," said one woman.', "one woman"),
        ("A senior official said it was open.", "A senior official"),
        ("It was open, two local officials said.", "two local officials"),
    ],
)
def test_unnamed_source_is_a_role(text: str, role: str) -> None:
    """Somebody without a name has no speaker and the words of the article as role."""
    found = attribute_last(text)
    assert (found.speaker, found.role) == (None, role)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The Kremlin said it was open.", "Kremlin"),
        ("Russia claims thousands fleeing Ukraine", "Russia"),
        ("Russia's Foreign Ministry said it was open.", "Russia's Foreign Ministry"),
        ("It was open, the US Embassy in Ukraine said.", "US Embassy in Ukraine"),
        ("A poll by the Rivne Institute showed that most want peace.", "Rivne Institute"),
        ("The ministry's decree says that the bridge is shut.", "ministry"),
        ("A spokesman for the Interior Ministry said it was open.", "Interior Ministry"),
    ],
)
def test_organisations_and_owners_of_documents_speak(text: str, speaker: str) -> None:
    """Governments, bodies and those whose a document is are speakers, without their article."""
    assert attribute_last(text).speaker == speaker


# Over several sentences


def test_quotation_goes_on_to_its_speaker() -> None:
    """Sentences of a quotation before the one that names the speaker have that speaker, inferred."""
    found = Attributed.from_text('"One is gone. Two are left," Anna Karr said.')
    assert (found.of("One").speaker, found.of("One").inferred) == ("Anna Karr", True)
    assert (found.of("Two").speaker, found.of("Two").inferred) == ("Anna Karr", False)


def test_quotation_goes_on_over_paragraphs() -> None:
    """An opening mark before each paragraph and a closing one after the last make one quotation."""
    found = Attributed.from_text('Anna Karr said: "One is gone.\n\n"Two are left.\n\n"Three will come." It rained.')
    assert found.of("Three") == found.of("Two")
    assert (found.of("Three").voice, found.of("Three").speaker) == ("direct", "Anna Karr")
    assert found.of("rained") == Attribution("own")


def test_second_quotation_of_a_paragraph_has_the_same_speaker() -> None:
    """A quotation without a cue behind an attributed one goes on with its speaker."""
    found = attribute_last('"One is gone," Anna Karr said. "Two are left."')
    assert (found.voice, found.speaker, found.inferred) == ("direct", "Anna Karr", True)


def test_dash_tail_covers_its_line() -> None:
    """A line without quotation marks that ends in a dash and a name is that person's quotation."""
    found = Attributed.from_text("It rained.\n\nOne is gone. Two are left.- Anna Karr, harbour master\n\nIt rained on.")
    assert [given.voice for given in found.attributions] == ["own", "direct", "direct", "own"]
    assert [given.inferred for given in found.attributions] == [False, True, False, False]


def test_dash_tail_leaves_what_another_said() -> None:
    """A sentence of the line that has its own speaker keeps it."""
    found = Attributed.from_text("Petro Hanush said it rained. One is gone.- Anna Karr, harbour master")
    assert [given.speaker for given in found.attributions] == ["Petro Hanush", "Anna Karr"]


def test_dash_tail_behind_marks_covers_the_quotation_only() -> None:
    """Where the line has quotation marks, the tail is theirs alone."""
    found = Attributed.from_text('It rained. "One is gone. Two are left." - Anna Karr, harbour master')
    assert [given.voice for given in found.attributions] == ["own", "direct", "direct"]


def test_block_quotation_has_the_speaker_below() -> None:
    """A block quotation belongs to the name behind the dash under it."""
    found = Attributed.from_text("> One is gone.\n> Two are left.\n\n— Anna Karr, mayor of Rivne")
    assert (found.of("One").speaker, found.of("One").role) == ("Anna Karr", "mayor of Rivne")


def test_transcript_names_in_capitals() -> None:
    """In a transcript each name in capitals speaks until the next one."""
    found = Attributed.from_text("KARR: Good day. It rains.\n\nHANUSH: It does.\n\nKARR: So it does, sir.")
    assert [given.speaker for given in found.attributions] == ["KARR", "KARR", "HANUSH", "KARR"]


# What is shown as evidence


def test_evidence_shows_where_the_name_stands() -> None:
    """Evidence has the words of this sentence first, then those that give the name."""
    found = Attributed.from_text("Anna Karr said it was open. She added that it was safe.")
    assert [span.of(found.article.text) for span in found.last.evidence] == ["She", "Anna Karr"]


def test_cue_is_as_worded() -> None:
    """The cue is the article's own words."""
    assert attribute_last("The bridge was open, according to Anna Karr.").cue == "according to"


# How much is quoted


def test_few_quoted_words_leave_a_report_indirect() -> None:
    """A report with a quoted word or two is still a report."""
    assert attribute_last('Anna Karr described the new bridge over the river as a "disgrace".').voice == "indirect"


def test_setting_does_not_make_a_quotation_indirect() -> None:
    """What is told of time and place behind a quotation is not part of the report."""
    found = attribute_last(
        '"It is open," Anna Karr said in a long speech on Saturday as the house voted on the budget.'
    )
    assert found.voice == "direct"


# Other languages


@pytest.mark.parametrize(
    ("text", "voice", "speaker"),
    [
        ("«Міст відкрито», — сказав Данило Горбенко.", "direct", "Данило Горбенко"),
        ("Данило Горбенко заявив, що міст відкрито.", "indirect", "Данило Горбенко"),
        ("За словами Данила Горбенка, міст відкрито.", "indirect", "Данила Горбенка"),
        ("«Мост открыт», — сообщила Анна Петрова.", "direct", "Анна Петрова"),
        ("Анна Петрова заявила, что мост открыт.", "indirect", "Анна Петрова"),
        ("Міст відкрито.", "own", None),
    ],
)
def test_ukrainian_and_russian_are_read(text: str, voice: str, speaker: str | None) -> None:
    """Ukrainian and Russian sentences are attributed by their own cues."""
    found = attribute_last(text, "uk")
    assert (found.voice, found.speaker) == (voice, speaker)


def test_other_languages_are_not_guessed() -> None:
    """A language without cues of its own is left to the article."""
    assert attribute_last("„Die Brücke ist offen“, sagte Anna Karr.", "de") == Attribution("own")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Anna Karr otworzyła most. „To był trudny rok”.", "pl"),
        ("„Die Brücke ist offen“, sagte Anna Karr. „Der Hafen nicht.“", "de"),
    ],
)
def test_a_quotation_in_another_language_is_not_given_to_who_stands_before_it(text: str, language: str) -> None:
    """Who goes on to speak is known by cues that are not read in that language."""
    assert attribute_last(text, language) == Attribution("own")


@pytest.mark.parametrize(
    "heading",
    ["The bridge is open, says Anna Karr", "“We will win,” Anna Karr said", "Mayor Anna Karr defended her plan:"],
)
def test_who_speaks_in_a_heading_does_not_go_on_below_it(heading: str) -> None:
    """A heading tells what comes; whose the first quotation is, it does not say."""
    found = attribute_last(f"## {heading}\n\n“The harbour is shut.”")
    assert (found.voice, found.speaker) == ("direct", None)


def test_a_quotation_below_a_heading_has_no_speaker_from_above() -> None:
    """Who spoke in the section before is not taken to go on."""
    found = attribute_last("“The bridge is open,” said Anna Karr.\n\n## After\n\n“The harbour is shut.”")
    assert (found.voice, found.speaker) == ("direct", None)

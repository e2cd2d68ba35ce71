"""One test for each class of error that was found in real news and mended; the texts are invented."""

from __future__ import annotations

import pytest

from tests.support.index.attributed import Attributed, attribute_last


@pytest.mark.parametrize(
    ("text", "voice", "speaker", "role"),
    [
        ('"It is open," Anna Karr, whose town it is, said in a statement.', "direct", "Anna Karr", None),
        ('"It is open now," mayor Anna Karr, a retired boxer, told a full house.', "direct", "Anna Karr", "mayor"),
        ('The Harbour Order reads, in part: "The harbour opens at noon."', "direct", None, "Harbour Order"),
        ('"The harbour opens," read a statement from the Rivne Council.', "direct", "Rivne Council", None),
        ("It was open, according to a report by the Rivne Institute.", "indirect", "Rivne Institute", None),
        ("It was open, according to a survey by the Rivne Institute.", "indirect", "Rivne Institute", None),
        ("The Siberian-born Karr said it was open.", "indirect", "Karr", None),
        ("The 28-member EU condemned the attack.", "indirect", "EU", None),
        ("France, Germany and Poland called for calm.", "indirect", "France, Germany and Poland", None),
        ("The EU and the United States called for calm.", "indirect", "EU and the United States", None),
        ('Anna Karr, whose plan was called "the worst plan of all", said it was open.', "indirect", "Anna Karr", None),
        ("A NATO spokesman, Capt. Jay Marsh, said so.", "indirect", "Jay Marsh", "NATO spokesman, Capt."),
        ("Writer and fellow observer Anna Karr said it.", "indirect", "Anna Karr", "Writer and fellow observer"),
        ("Lawyer, writer and critic Anna Karr said it.", "indirect", "Anna Karr", "Lawyer, writer and critic"),
        ('"It is shut," said the union leader, Danylo Hrin, "for now."', "direct", "Danylo Hrin", "union leader"),
        ("Anna Karr, who described herself as a nurse, said it was open.", "indirect", "Anna Karr", "nurse"),
        ("The son of General Petro Hrin said it was open.", "indirect", None, "son of General Petro Hrin"),
        ("He and Hrin say they met at sea.", "indirect", None, "He and Hrin"),
        ("The heads of both towns stated clearly that it was open.", "indirect", None, "The heads of both towns"),
        ("Kremlin: No ships at sea today.", "indirect", "Kremlin", None),
        ('"It is open": Karr', "direct", "Karr", None),
        ('Anna Karr was blunt: "We will not open the port again."', "direct", "Anna Karr", None),
    ],
)  # fmt: skip
def test_speaker_is_read(text: str, voice: str, speaker: str | None, role: str | None) -> None:
    """Insertions, documents, bodies, lists and labels name their speaker."""
    found = attribute_last(text)
    assert (found.voice, found.speaker, found.role) == (voice, speaker, role)


@pytest.mark.parametrize(
    "text",
    [
        "Karr went on to study at the university.",
        "The union agreed on Thursday to build a bridge.",
        "Police have not yet stated whether the men were there.",
        "He was a Serb denied entry into the town.",
        "Students have been protesting in the streets.",
        "The soldiers, called to serve by the king, left.",
        "Anna Karr won the race, claiming a third victory.",
        "Anna Karr edits a magazine called Odala.",
        "Karr is adding to her lead.",
        "Anna Karr: 1,769.",
        "The guests were Ian Marsh, head of the fleet, two deputies and three clerks.",
        "In many state offices the lights went out.",
    ],
)
def test_what_only_looks_like_speech_is_the_articles_own(text: str) -> None:
    """What is done, denied to somebody, counted or called is said by nobody."""
    assert attribute_last(text).voice == "own"


def test_relative_clause_does_not_take_the_sentence() -> None:
    """ "That Kyiv says hit it" names who says so of a thing, not who reports the sentence."""
    found = attribute_last("Anna Karr stayed, telling Reuters that they had the missile that Moscow says hit the ship.")
    assert found.speaker == "Anna Karr"


@pytest.mark.parametrize(
    "text", ["“It was open, Anna Karr said. “Then it was shut.”", 'It was open," Anna Karr said. "Then it was shut."']
)
def test_a_lost_mark_does_not_hide_the_speaker(text: str) -> None:
    """A closing or an opening mark that a page lost is found by the clause that follows it."""
    first = Attributed.from_text(text).attributions[0]
    assert (first.voice, first.speaker) == ("direct", "Anna Karr")


def test_a_measure_is_nobodys_statement() -> None:
    """A document is a role unless the sentence before said that somebody made it."""
    found = attribute_last("Anna Karr said it was open. The measure says it will stay so.")
    assert (found.speaker, found.role) == (None, "measure")
    assert attribute_last("Anna Karr said so in a statement. The statement says it is shut.").speaker == "Anna Karr"


def test_a_pronoun_does_not_pass_over_somebody_unknown() -> None:
    """Whoever acted in between may be meant, so nobody is named."""
    found = attribute_last("President Petro Hrin left. Danko has taken his place. He said it was open.")
    assert found.speaker != "Petro Hrin"


def test_a_possessive_introduces_a_person() -> None:
    """ "Ivan Marsh's critics" names him, so that "he" later means him."""
    text = "Anna Karr, a nurse, is among Ivan Marsh's critics. Marsh has fought a war. “It is over,” he said."
    assert Attributed.from_text(text).last.speaker == "Ivan Marsh"


def test_a_quotation_behind_a_colon_is_not_the_last_speakers() -> None:
    """A body that issued what follows is its speaker, not somebody it was issued to."""
    text = "The council issued an apology to Anna Karr:\n\n“We are deeply sorry for what was done.”"
    assert attribute_last(text).speaker != "Anna Karr"


def test_a_quotation_of_somebody_else_names_nobody() -> None:
    """ "A quote from her father" is not her own."""
    text = "Anna Karr closed with a quote from her father: “When it ends, one will be left. And it will never finish.”"
    assert attribute_last(text).speaker is None


def test_two_people_with_offices_are_named_together() -> None:
    """Neither is taken for the other."""
    found = attribute_last("Mayor Anna Karr of Rivne and Defence Minister Petro Hrin said it was open.")
    assert found.speaker is None or "and" in found.speaker


def test_closing_mark_belongs_to_a_role() -> None:
    """A role that ends with a name in quotation marks is whole."""
    assert attribute_last("According to the head of the “Free Port”, it is open.").role == "head of the “Free Port”"

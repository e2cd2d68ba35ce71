"""Speakers named apart from their words: labels, talks, interviews, whole speeches, "with Karr saying"."""

from __future__ import annotations

import pytest

from tests.support.index.attributed import Attributed, attribute_last


@pytest.mark.parametrize(
    ("text", "speaker", "role"),
    [
        ("“The ferry is late today.” -Commissioner Petro Hrin", "Petro Hrin", "Commissioner"),
        ("Petro Hrin, Rivne Post: “The ferry is late today.”", "Petro Hrin", None),
        ("Petro Hrin, a sailor: “The ferry is late today.”", "Petro Hrin", "sailor"),
        ("A short speech by Anna Karr, to a full hall: “The ferry is late today.”", "Anna Karr", None),
        ("Anna Karr in her letter to the hall: “The ferry is late today.”", "Anna Karr", None),
        (
            "The board was silent, with spokesman Petro Hrin saying, “The ferry is late today.”",
            "Petro Hrin",
            "spokesman",
        ),
        ("Said Major Anna Karr of the ferry: it was the cold.", "Anna Karr", "Major"),
        ("The ferry was called “a hole in the water” by Petro Hrin.", "Petro Hrin", None),
        ("The ferry was described by Petro Hrin as “a hole in the water”.", "Petro Hrin", None),
    ],
)
def test_a_speaker_named_apart_is_read(text: str, speaker: str, role: str | None) -> None:
    """The name before, behind or inside the clause is the speaker's, and nothing else."""
    found = attribute_last(text)
    assert (found.speaker, found.role) == (speaker, role)


def test_a_label_holds_to_the_end_of_its_quotation() -> None:
    """What is quoted inside a labelled quotation is still its speaker's."""
    found = Attributed.from_text("Petro Hrin, Rivne Post: “It was calm. ‘He fell,’ she said. Then we left.”")
    assert {given.speaker for given in found.attributions} == {"Petro Hrin"}


@pytest.mark.parametrize(
    "text",
    [
        "**Karr:** Is it late?\n\n**Hrin:** Yes. It was cold.\n\n**Karr:** And now?\n\n**Hrin:** Late. It snows.",
        "Anna Karr: Is it late?\n\nZet Hrin: Yes, it is. It snows.",
    ],
)
def test_two_who_talk_are_told_apart(text: str) -> None:
    """Lines under names are their speakers' words, with what follows in the line."""
    found = attribute_last(text)
    assert (found.voice, (found.speaker or "").split()[-1]) == ("direct", "Hrin")


def test_answers_are_of_the_only_person_above() -> None:
    """ "A:" is whoever is named above the questions, and "Q:" is nobody."""
    text = "We met Major Anna Karr.\n\nQ: Is it late?\n\nA: Yes. It snows.\n\nQ: And now?\n\nA: It is cold."
    found = Attributed.from_text(text)
    assert (found.of("It snows").speaker, found.of("And now").speaker) == ("Anna Karr", None)


def test_answers_between_two_people_are_nobodys() -> None:
    """Where two are named above the questions, an answer names neither."""
    text = "Anna Karr met Petro Hrin by the ferry.\n\nQ: Late?\n\nA: It snows.\n\nQ: And now?\n\nA: It is cold."
    assert attribute_last(text).speaker is None


def test_a_whole_speech_is_its_speakers() -> None:
    """What follows "the full text of X's speech" in the first person is X's."""
    text = "The full text of President Anna Karr's speech to the port.\n\nFriends, we are late. I saw the ice break."
    found = attribute_last(text)
    assert (found.voice, found.speaker, found.inferred) == ("direct", "Anna Karr", True)


@pytest.mark.parametrize(
    "text",
    [
        "The full text of President Anna Karr's speech is kept at the port.\n\nThe ferry was late. The ice broke.",
        "A transcript of the interview of Anna Karr by Petro Hrin follows.\n\nI was late. We saw the ice.",
    ],
)
def test_what_only_tells_of_a_speech_is_the_articles_own(text: str) -> None:
    """Without "I" and "we", and between two people, nobody is given the text."""
    assert attribute_last(text).speaker is None

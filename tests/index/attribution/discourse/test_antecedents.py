"""A pronoun means the one person whom it can mean, or nobody."""

from __future__ import annotations

import pytest

from tests.support.index.attributed import Attributed, attribute_last


@pytest.mark.parametrize(
    "text",
    [
        "Petro Hrin met Ivan Karr at the ferry. He said it was late.",
        "As Anna Karr left the hall, Olha Hrin came in. She said it was late.",
        "Petro Hrin's brother was robbed. He said it was late.",
        "Petro Hrin died in March. He said it was late.",
        "The funeral of Petro Hrin was quiet. He said it was late.",
        "Mayor Petro Hrin said it was shut. The man who built it died in May. He said it was late.",
        "“Is it late?” Petro Hrin asked.\n\n“It is,” he said.",
        "Petro Hrin said it was shut.\n\n“Who says that, and why?”\n\n“I do,” he said.",
    ],
)
def test_a_second_candidate_an_owner_or_a_death_means_nobody(text: str) -> None:
    """Where somebody else can be meant, nobody is named."""
    assert attribute_last(text).speaker is None


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Anna Karr told Olha Hrin it was shut. She added that it was late.", "Anna Karr"),
        ("Anna Karr came by ferry. She said it was late.", "Anna Karr"),
        ("Nurse Anna Karr met Colonel Petro Hrin at the ferry. He said it was late.", "Petro Hrin"),
        ("Petro Hrin's wife, Anna Karr, left. She said it was late.", "Anna Karr"),
        ("Petro Hrin, whose men had died, left. He said it was late.", "Petro Hrin"),
        ("Dr. Petro Hrin, head of the Office of National Ferry Control, left. He said it was late.", "Petro Hrin"),
    ],
)
def test_one_candidate_is_named(text: str, speaker: str) -> None:
    """What is plain stays inferred: the speaker before, the only person, the only one of that gender."""
    found = attribute_last(text)
    assert (found.speaker, found.inferred) == (speaker, True)


def test_the_speaker_before_hides_whom_he_tells_of() -> None:
    """Between the one who spoke before and the one told of in the same sentence, nobody is named."""
    assert attribute_last("Petro Hrin said it was shut. Ivan Karr would open it, he said.").speaker is None


def test_kin_of_the_same_surname_do_not_answer_for_it() -> None:
    """A bare surname that was used before somebody's kin are named does not become theirs."""
    text = "Karr was fined for a joke about Karr's wife, Anna Bell Karr. Karr told the host it was late."
    assert attribute_last(text).speaker == "Karr"


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Petro Hrin, his lawyer said, was ill.", "his lawyer"),
        ("Petro Hrin, the nurse said, was ill.", "nurse"),
        ("Speaking of Petro Hrin, the coach said it was late.", "coach"),
        ("The company that Petro Hrin built said it was late.", "company"),
        ("Some Rivnians opposed the plan, saying it came late.", "Some Rivnians"),
        ("It was late, said a clerk.", "a clerk"),
    ],
)
def test_the_name_beside_a_clause_is_not_its_subject(text: str, role: str) -> None:
    """An inserted clause, a founder or a topic gives its name to nobody."""
    found = Attributed.from_text(text).last
    assert (found.voice, found.speaker) == ("indirect", None)
    assert role in (found.role or "")


@pytest.mark.parametrize(
    "text",
    [
        "Petro Hrin never said that it was late.",
        "Had Petro Hrin said it was late, they would have gone.",
    ],
)
def test_what_was_never_said_is_the_articles_own(text: str) -> None:
    """A denial and a supposition are no report."""
    assert attribute_last(text).voice == "own"


def test_who_agrees_behind_and_does_not_take_the_sentence() -> None:
    """The first to speak speaks for the sentence, not who joins in."""
    assert attribute_last("Anna Karr said it was shut, and Olha Hrin agreed.").speaker == "Anna Karr"


def test_a_preposition_is_no_role() -> None:
    """What comes before a name because of the verb is not what somebody is."""
    found = attribute_last("The plan was denounced by Petro Hrin, who called it “an insult to us all”.")
    assert (found.speaker, found.role) == ("Petro Hrin", None)


def test_who_is_replaced_does_not_speak() -> None:
    """The object of a participle is no subject of a later clause."""
    text = "The next “Cold Sea” will be Anna Karr, who is replacing Olha Hrin after the “Hard Tide” star announced it."
    assert attribute_last(text).speaker is None

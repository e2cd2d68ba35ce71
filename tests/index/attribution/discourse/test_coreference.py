from __future__ import annotations

from tests.support.index.attributed import attribute_last


def test_pronoun_means_the_speaker_before() -> None:
    """A pronoun is resolved to the speaker of the sentence before it, and that is said to be inferred."""
    found = attribute_last("Anna Karr said it was open. She added that it was safe.")
    assert (found.speaker, found.inferred) == ("Anna Karr", True)


def test_pronoun_fits_the_gender() -> None:
    """A woman is not meant by "he", though she spoke last."""
    found = attribute_last("President Petro Hanush met Anna Karr. Karr said it was open. He said it was shut.")
    assert found.speaker != "Anna Karr"


def test_pronoun_after_an_unnamed_speaker_names_nobody() -> None:
    """No name beats a wrong one: "he" after an official without a name is that official."""
    found = attribute_last("Petro Hanush left. A senior official said it was shut. He said it was mined.")
    assert (found.speaker, found.role) == (None, "A senior official")


def test_pronoun_between_two_people_names_nobody() -> None:
    """Where two people could be meant, nobody is named."""
    assert attribute_last("In the town by the river they remember the day when at last Petro Hanush and "
                          "Ivan Horbenko met. He said it was shut.").speaker is None  # fmt: skip


def test_pronoun_does_not_reach_into_another_section() -> None:
    """A section does not explain the pronouns of the next one."""
    assert attribute_last("## One\n\nAnna Karr said it was open.\n\n## Two\n\nShe said it was safe.").speaker is None


def test_office_means_its_holder() -> None:
    """An office with "the" means the person who was introduced with it."""
    found = attribute_last("The mayor of Rivne, Anna Karr, came late. It was open, the mayor said.")
    assert (found.speaker, found.inferred) == ("Anna Karr", True)


def test_shared_surname_is_left_as_worded() -> None:
    """A surname that two people bear is linked to neither."""
    found = attribute_last("Petro Hanush met Olha Hanush. Hanush said it was open.")
    assert found.speaker == "Hanush"

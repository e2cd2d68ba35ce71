from __future__ import annotations

import io

import pytest
from rich.console import Console

from index.attribution.attribution import Attribution
from index.cli.terminal import NO_ANSWER, RELATED, describe_speaker, print_answer
from tests.support.index.corpus import Library


def show(library: Library, question: str, *, threshold: float = 0.3, terminal: bool = False) -> str:
    console = Console(file=io.StringIO(), force_terminal=terminal, width=500, highlight=False, emoji=False)
    print_answer(console, library.open(threshold).ask(question, 3))
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_shows_the_quotation_and_its_source(built: Library) -> None:
    """An answer has the words, the title and section, the publisher and the date."""
    shown = show(built, "how many ships were damaged")
    assert "Officials counted 340 damaged ships.\n" in shown
    assert "Fire in the harbour › Losses · The Veldra Post · 2024-03-02\n" in shown
    assert NO_ANSWER not in shown


def test_makes_nothing_up(built: Library) -> None:
    """An article without publisher, date and link is shown with its title alone."""
    assert "    The bridge is open\n" in show(built, "how many trucks an hour")


def test_says_that_there_is_no_answer(built: Library) -> None:
    """What is only related is announced as such."""
    shown = show(built, "who won the chess championship in Tallinn", threshold=0.9)
    assert shown.index(NO_ANSWER) < shown.index(RELATED)


def test_context_stands_apart(built: Library) -> None:
    """The sentence before is shown on a line of its own, above and marked."""
    lines = show(built, "what was called a disaster").splitlines()
    place = next(number for number, line in enumerate(lines) if line.endswith("He called it a disaster."))
    assert lines[place - 1].strip() == "before it: Officials counted 340 damaged ships."


def test_puts_the_decisive_words_in_bold(built: Library) -> None:
    """On a terminal the answer's words are bold, and the text between stays as it is."""
    assert "\x1b[1m340\x1b[0m damaged ships" in show(built, "how many ships were damaged", terminal=True)


def test_a_question_cannot_control_the_terminal(built: Library) -> None:
    """Escape sequences of a question are shown, not obeyed."""
    assert "\x1b" not in show(built, "trucks \x1b[2J\x07")


def test_markup_of_a_source_is_text(library: Library) -> None:
    """What looks like the terminal library's markup is shown as it stands."""
    library.write("x", "The offensive in the Donbas [region] and [bold]beyond[/bold] failed.")
    library.build()
    assert "Donbas [region] and [bold]beyond[/bold] failed." in show(library, "donbas offensive")


def test_a_curated_name_stands_behind_the_articles(library: Library) -> None:
    """The article's wording stays, and who is meant follows in brackets."""
    library.write("x", '"The port is closed," said Ana Kar.')
    (library.corpus / "speakers.toml").write_text(
        '[[speaker]]\nname = "Anna Karr"\naliases = ["Ana Kar"]\nside = "Veldra"\n'
    )
    library.build()
    assert "— Ana Kar [Anna Karr, Veldra] · said directly" in show(library, "is the port closed")


@pytest.mark.parametrize(
    ("attribution", "expected"),
    [
        (Attribution("own"), "— the article itself"),
        (Attribution("direct", "Anna Karr", "harbour master"), "— Anna Karr, harbour master · said directly"),
        (Attribution("indirect", "Anna Karr"), "— Anna Karr · as reported"),
        (Attribution("indirect", None, "a senior official"), "— a senior official · as reported"),
        (Attribution("direct"), "— speaker not named · said directly"),
        (Attribution("direct", inferred=True), "— speaker not named · said directly"),
        (Attribution("direct", "Karr", inferred=True), "— Karr · said directly (named elsewhere in the article)"),
    ],
)
def test_says_who_said_it(attribution: Attribution, expected: str) -> None:
    """Speaker and role as they are known, and nobody where nobody is named."""
    assert describe_speaker(attribution).plain == expected

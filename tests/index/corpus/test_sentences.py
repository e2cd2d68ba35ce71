from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.corpus.articles import Metadata, make_article
from index.corpus.sentences import split_article, split_text

PIECES = st.sampled_from(
    [
        "Mr. Karr left.",
        '"Why?" he asked.',
        "- item",
        "> quoted",
        "## Head",
        "“One. Two.”",
        "U.S. Gen. A. B. said so",
        "…",
        "\n",
        "\n\n",
        "\r\n",
        " ",
        "\t",
        "\xa0",
        "\u200b",
        "—",
        "- A Name, a role",
        "Да. Нет!",
        "😀",
        "(",
        "»",
        "1. x",
    ]
)
TEXTS = st.text(max_size=200) | st.lists(PIECES, max_size=40).map("".join)


def split(text: str, name: str = "x.md") -> list[str]:
    article = make_article(name, text, Metadata(title="T"))
    return [sentence.span.of(text) for sentence in split_article(article)]


@pytest.mark.parametrize("name", ["x.md", "x.txt"])
@given(text=TEXTS)
def test_sentences_cover_the_text(name: str, text: str) -> None:
    """Spans are ordered, disjoint, inside the text, trimmed, and leave only white space and lone > out."""
    article = make_article(name, text, Metadata(title="T"))
    position = 0
    for sentence in split_article(article):
        assert position <= sentence.span.start < sentence.span.end <= len(text)
        assert not text[position : sentence.span.start].replace(">", " ").strip()
        assert sentence.span.of(text) == sentence.span.of(text).strip()
        position = sentence.span.end
    assert not text[position:].replace(">", " ").strip()


@pytest.mark.parametrize(
    "sentence",
    [
        "Mr. Karr met Gen. Ode and Lt.-Gen. Pym at No. 5.",
        "The U.S. Senate and J. R. Brandt disagreed.",
        "Prices rose 3.5 percent at 5 p.m. on Jan. 4.",
        '"Why now?" she asked.',
        '"I do not know!" Karr said.',
        "VELDRA (Agency) - The port was closed on Monday.",
        "VELDRA, May 14 (Agency) – Three ships left.",
        "Then... he left.",
        "It was over… and nobody spoke.",
        "We lost 340 ships- Anna Karr, harbour master",
        "We lost 340 ships.- Anna Karr, harbour master",
        "We lost 340 ships. — Anna Karr, harbour master",
    ],
)
def test_keeps_together(sentence: str) -> None:
    """Abbreviations, initials, datelines, ellipses and attribution tails do not cut a sentence."""
    assert split(sentence) == [sentence]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“First. Second.”", ["“First.", "Second.”"]),
        ('"One," he said. "Two. Three."', ['"One," he said.', '"Two.', 'Three."']),
        ('It remains." Karr called on all.', ['It remains."', "Karr called on all."]),
        ("One failed. Two held.- Anna Karr, master", ["One failed.", "Two held.- Anna Karr, master"]),
        ("Він сказав: «Ні. Так». Це все.", ["Він сказав: «Ні.", "Так».", "Це все."]),
    ],
)
def test_cuts_inside_quotations(text: str, expected: list[str]) -> None:
    """A quotation of several sentences is cut into them."""
    assert split(text) == expected


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("They had rope and lamp oil The four men belong to a guild.", ["They had", "The four"]),
        ("Ships were sent to guard the vote It said that none sank.", ["Ships were", "It said"]),
        ("Harbour dues The main question is still open.", ["Harbour dues", "The main"]),
        ("She read the novel The long tide and called it dull.", ["She read"]),
        ("Karr said that The quiet pier is her favourite.", ["Karr said"]),
        ("Readers of The tide table get it free.", ["Readers of"]),
        ("Critics liked “The long tide” best.", ["Critics liked"]),
        ("He came to The Hague and met The Times there.", ["He came"]),
    ],
)
def test_a_lost_full_stop_ends_a_sentence(text: str, starts: list[str]) -> None:
    """A source may lose one; a capital within a sentence that names something is none."""
    found = split(text)
    assert len(found) == len(starts)
    assert all(sentence.startswith(start) for sentence, start in zip(found, starts, strict=True))


def test_headings_and_list_items_stand_alone() -> None:
    """A heading, an item or an unfinished line never runs into what follows it."""
    text = "## A Heading\nOne line without an end\n- first item\n- second item\n\n> a quotation\n"
    assert split(text) == ["## A Heading", "One line without an end", "- first item", "- second item", "> a quotation"]


def test_joins_lines_that_an_editor_wrapped() -> None:
    """A paragraph with a right margin is read across its line breaks."""
    text = (
        "The port was closed on Monday after a fire\nthat burned for three days and nights in\na warehouse. It is open."
    )
    assert (
        split(text)[0]
        == "The port was closed on Monday after a fire\nthat burned for three days and nights in\na warehouse."
    )


def test_knows_the_section_of_a_sentence() -> None:
    """Each sentence has the title of the section that it stands in, before the first heading none."""
    article = make_article("x.md", "Before.\n\n## One\n\nIn one.\n\n### Two ##\n\nIn two.\n", Metadata(title="T"))
    found = [(sentence.section, sentence.is_heading) for sentence in split_article(article)]
    assert found == [(None, False), ("One", True), ("One", False), ("Two", True), ("Two", False)]


@pytest.mark.parametrize(
    "text",
    ["word " * 40_000, "a" * 200_000, '"' * 50_000, "- " * 50_000, "A. " * 50_000, "\n" * 200_000, ">\n" * 50_000],
)
def test_takes_what_no_article_holds(text: str) -> None:
    """Pathological texts are cut without running away."""
    assert "".join("".join(split(text)).split()) == "".join(text.replace(">", "").split())


def test_a_mark_of_a_quotation_alone_is_no_sentence() -> None:
    """As between two paragraphs of a block quotation."""
    text = "He wrote to her.\n\n> The pier stays shut.\n>\n> Nobody may enter it.\n"
    assert [span.of(text) for span in split_text(text)] == [
        "He wrote to her.", "> The pier stays shut.", "> Nobody may enter it.",
    ]  # fmt: skip

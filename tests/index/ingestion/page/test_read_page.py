"""The article on a page: all of its text, nothing of the page's own, and what the page says of itself."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index.ingestion.page.blocks import strip_mark
from index.ingestion.page.read_page import read_page
from index.ingestion.page.text import squeeze
from tests.support.ingestion.pages import LONG, ORDINARY, ORDINARY_TEXT, make_article_page

ONE = "The ferry to Ostra did not leave on Monday, because nobody had paid for its fuel, the harbour office said."
TWO = "“We waited for six hours in the rain,” said Tilda Bern, a nurse who had sold her car to pay for the crossing."
THREE = "About 400 people slept in the customs hall, and the town’s two bakeries gave away all the bread they had."
FOUR = "The company that runs the ferry went to court in May, and its lawyer says that a verdict is a year away."
TITLE = "Ferry to Ostra stays in port"


def make_page(body: str, head: str = "", lang: str = "en") -> str:
    return f"""<html lang="{lang}"><head><title>{TITLE} | Ostra Tribune</title>
    <meta property="og:title" content="{TITLE}"><meta property="og:site_name" content="Ostra Tribune">{head}</head><body>
    <nav><a href="/">Home</a> <a href="/sea">Sea</a></nav><main><article><h1>{TITLE}</h1>{body}</article></main>
    <footer><p>© Ostra Tribune</p></footer></body></html>"""


def read(body: str, head: str = "", lang: str = "en") -> dict[str, Any]:
    return read_page(make_page(body, head, lang))


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


ALL = paragraphs(ONE, TWO, THREE, FOUR)
WHOLE = "\n\n".join((ONE, TWO, THREE, FOUR)) + "\n"
TEASERS = "".join(
    f"<li><a href='/{n}'><img src='{n}.jpg'>{n} ships were seen off the cape at night</a></li>" for n in range(6)
)


@pytest.mark.parametrize(
    "body",
    [
        f"{ALL}<section><h2>Latest</h2><ul>{TEASERS}</ul></section>",
        f"<p>{ONE}</p><p><b>READ MORE: <a href='/x'>Harbour office “has no money left”, clerk says</a></b></p>{paragraphs(TWO, THREE, FOUR)}",
        f"{paragraphs(ONE, TWO)}<p><i>Subscribe to our evening newsletter and get the day in your inbox.</i></p>{paragraphs(THREE, FOUR)}",
        f"{paragraphs(ONE, TWO)}<div class='pic'><img src='a.jpg'><span class='media-caption'>The quay at night. Photo: Per Lom</span></div>{paragraphs(THREE, FOUR)}",
        f"<div><span>Posted 3 May 2024</span> <span>Last updated 4 May 2024, 10:15</span></div>{ALL}",
        f"<div class='bar' style='visibility: hidden'>{paragraphs(*[LONG] * 4)}</div>{ALL}",
        f"<div class='opening'><p>{ONE}</p></div><figure><img src='a.jpg'></figure><div class='text'>{paragraphs(TWO, THREE, FOUR)}</div>",
        f"<div class='story-part'>{paragraphs(ONE, TWO)}</div><div class='ad'>Advertisement</div><div class='story-part'>{paragraphs(THREE, FOUR)}</div>",
        f"<table><tr><td><a href='/'>Home</a></td><td>{ALL}</td></tr></table>",
        f"{ALL}<p>Photograph: Per Lom/Reuters</p>",
    ],
    ids=[
        "teasers", "read more", "newsletter", "caption", "dates", "hidden", "opening apart", "two containers", "table", "credit",
    ],
)  # fmt: skip
def test_the_article_is_read_and_nothing_else(body: str) -> None:
    """Each of the ways in which outlets mix their own words into an article, or part it."""
    assert read(body)["text"] == WHOLE


def test_headings_lists_and_quotations_stay() -> None:
    """The article is Markdown; its words, marks and non-breaking spaces are the page's."""
    found = read_page(ORDINARY)
    assert found["text"] == ORDINARY_TEXT
    assert (found["title"], found["author"]) == ("Harbour burned for three days", "Jo Lind")
    assert (found["published"], found["publisher"]) == ("2024-03-02", "The Veldra Post")
    assert (found["url"], found["language"]) == ("https://post.example/harbour", "en-GB")
    assert (found["links"], found["images"], found["captions"], found["tables"]) == (1, 1, 1, 0)


def test_a_table_of_facts_is_a_list_of_its_rows() -> None:
    """The words of a row side by side, as the page shows them; a table without columns is left out, and that is said."""
    rows = "<tr><th>Town</th><th>Boats lost</th></tr><tr><td>Velm</td><td>12</td></tr><tr><td>Orsk, <b>old</b> port</td><td>3</td></tr>"
    found = read(f"{ALL}<table>{rows}</table>")
    assert found["text"] == f"{WHOLE}\n- Town Boats lost\n- Velm 12\n- Orsk, old port 3\n"
    assert found["tables"] == 0
    alone = read(f"{ALL}<table><tr><td>Velm</td></tr><tr><td>Orsk</td></tr></table>")
    assert (alone["text"], alone["tables"]) == (WHOLE, 1)


def test_nothing_is_invented() -> None:
    """A page that declares nothing has no date, whatever numbers are in it."""
    page = read_page(make_article_page(LONG, "It cost 2019 crowns on 3 May 2021, he said in 2022 to the council."))
    assert [page[name] for name in ("published", "author", "publisher", "url", "language")] == [None] * 5


def test_a_standfirst_outside_the_body_is_kept() -> None:
    """It is what the page describes itself with, and stands above the text."""
    lead = "Four hundred people wait for a ship whose owner has no money for oil"
    page = make_page(ALL, f"<meta name='description' content='{lead}'>").replace(
        "<article>", f"<p class='x'>{lead}</p><article>"
    )
    assert read_page(page)["text"].startswith(f"{lead}\n\n{ONE}")


def test_marks_of_footnotes_are_no_words_but_exponents_are() -> None:
    """A mark follows the end of a sentence or is a link."""
    found = read(
        paragraphs(
            f"{ONE}<sup>3</sup> {TWO}<sup><a href='#n'>[4]</a></sup>",
            "It is 40 m<sup>2</sup> large, they said.",
            THREE,
            FOUR,
        )
    )
    assert f"{ONE} {TWO}\n" in found["text"]
    assert "40 m2 large" in found["text"]


def test_an_embedded_post_names_its_writer_only() -> None:
    """No handle, no date, no link; the name stands in a line of its own."""
    post = (
        "<blockquote><p>The ship is empty.</p>&mdash; Tilda Bern (@tilda_b) <a href='/p'>May 3, 2024</a></blockquote>"
    )
    text = read(f"{paragraphs(ONE, TWO)}{post}{paragraphs(THREE, FOUR)}")["text"]
    assert "> The ship is empty.\n>\n> — Tilda Bern\n" in text
    assert "@" not in text


def test_a_text_in_the_data_only_is_read_as_paragraphs() -> None:
    """And that it is not on the page is told."""
    body = "\\n\\n".join((ONE, TWO, THREE, FOUR))
    data = f'<script type="application/ld+json">{{"@type": "NewsArticle", "articleBody": "{body}"}}</script>'
    found = read("<div id='app'></div>", data)
    assert (found["text"], found["is_from_data"]) == (WHOLE, True)


def test_a_subscribers_page_is_told() -> None:
    """The prompts are left out, what is free stays."""
    data = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": "False"}</script>'
    wall = paragraphs(
        "This story is for subscribers only. Already a member? Log in.",
        "Unlimited access for 2 crowns a month. Cancel any time.",
    )
    found = read(f"<p>{ONE}</p><div class='regwall'>{wall}</div>", data)
    assert (found["text"], found["is_free"]) == (f"{ONE}\n", False)


def test_a_page_that_a_script_shows_at_last_is_read() -> None:
    """What is hidden around the only headline is what a reader will see."""
    page = make_page(ALL).replace("<main>", "<main hidden>")
    assert read_page(page)["text"] == WHOLE


def declare(author: str) -> str:
    return f"<meta name='author' content='{author}'>"


@pytest.mark.parametrize(
    ("head", "byline", "author"),
    [
        (declare("Bern, Tilda"), "", "Tilda Bern"),
        (declare("Tilda Bern, Per Lom"), "", "Tilda Bern; Per Lom"),
        (declare("Photo: Per Lom"), "", None),
        (declare("Ostra Tribune"), "", None),
        (declare("https://www.facebook.example/tribune"), "", None),
        ("", "<div class='byline'>By TILDA BERN May 3, 2024</div>", "TILDA BERN"),
        ("", "<p class='author'>Tilda Bern, sea correspondent</p>", "Tilda Bern"),
        ("", "<p class='author'>Text: Tilda Bern and Per Lom</p>", "Tilda Bern; Per Lom"),
    ],
)
def test_the_author_is_who_wrote_it(head: str, byline: str, author: str | None) -> None:
    """No photographer, outlet, date, job or address; the surname may come first."""
    assert read(byline + ALL, head)["author"] == author


@pytest.mark.parametrize(
    ("shared", "title"),
    [
        (f"{TITLE} - Ostra Tribune", TITLE),
        (f"{TITLE} * Sea * Ostra Tribune", TITLE),
        (f"Ostra Tribune: {TITLE}", f"Ostra Tribune: {TITLE}"),
        (f"{TITLE} | Sea and Coast", TITLE),
        ("The ferry that never left", "The ferry that never left"),
    ],
)
def test_the_title_is_the_headline_alone(shared: str, title: str) -> None:
    """Without outlet and rubric."""
    page = make_page(ALL).replace(f'og:title" content="{TITLE}"', f'og:title" content="{shared}"')
    assert read_page(page)["title"] == title


def test_an_outlet_is_no_address() -> None:
    """Where one is given as such, the name behind the headline is."""
    page = make_page(ALL).replace(
        'og:site_name" content="Ostra Tribune"', 'og:site_name" content="https://x.example/ostra"'
    )
    assert read_page(page)["publisher"] == "Ostra Tribune"


@pytest.mark.parametrize(
    ("line", "lang", "day"),
    [
        ("<p class='when'>П’ятниця, 3 травня 2024, 10:15</p>", "uk", "2024-05-03"),
        ("<span class='when'>3 мая 2024 г.</span>", "ru", "2024-05-03"),
        ("<span class='when'>05/03/2024</span>", "en-US", "2024-05-03"),
        ("<span class='when'>03/05/2024</span>", "en-GB", "2024-05-03"),
        ("<span class='when'>03/05/2024</span>", "en", None),
        ("<span class='when'>03.05.2024, 10:15 Uhr</span>", "de", "2024-05-03"),
    ],
)
def test_a_date_in_a_line_of_its_own_is_read(line: str, lang: str, day: str | None) -> None:
    """As its language writes it; one that could be two days is none. The line is no sentence."""
    found = read(f"{line}{ALL}", lang=lang)
    assert (found["published"], found["text"]) == (day, WHOLE)


WORDS = st.lists(
    st.sampled_from(
        ["boats", "storm.", "“We", "Київ", "20,000", "e\u0301", "ﬁre", "a\u00a0b", "&lt;", "-", "##", "😀", "\u2028"]
    ),
    min_size=1,
    max_size=30,
)
INLINE = st.sampled_from(
    ["{}", "<b>{}</b>", "<a href='/x'>{}</a>", "<i>{} </i>", "<span>{}</span>", "{}<br>", "<sup>{}</sup>"]
)
BLOCK = st.sampled_from(
    ["<p>{}</p>", "<h2>{}</h2>", "<div>{}</div>", "<blockquote>{}</blockquote>", "<ul><li>{}</ul>", "{}"]
)


@given(st.lists(st.tuples(BLOCK, st.lists(st.tuples(INLINE, WORDS), min_size=1, max_size=5)), max_size=6))
@settings(max_examples=25)
@example(
    [("{}", [("{}", ["storm."])]), ("<p>{}</p>", [("<a href='/x'>{}</a>", ["boats"])]), ("{}", [("{}", ["storm."])])]
)
@example(
    [
        ("{}", [("{}", ["storm."])]),
        ("<p>{}</p>", [("<a href='/x'>{}</a>", ["boats"])]),
        ("{}", [("<b>{}</b>", ["storm."])]),
    ]
)
def test_every_line_stands_on_the_page(blocks: list[tuple[str, list[tuple[str, list[str]]]]]) -> None:
    """Whatever marks are around the words, a line of the article is on the page to the character."""
    pieces = [block.format("".join(inline.format(" ".join(words)) for inline, words in runs)) for block, runs in blocks]
    page = f"<html><head><title>T</title></head><body><article><p>{LONG}</p>{''.join(pieces)}</article></body></html>"
    visible = squeeze(LONG + " ".join(" ".join(words) for _, runs in blocks for _, words in runs)).replace("&lt;", "<")
    found = read_page(page)
    for line in found["text"].splitlines():
        assert squeeze(strip_mark(line)) in visible
    assert found["unproven"] == 0

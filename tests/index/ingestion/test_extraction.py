"""The article on a page, read by a process that can do nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import bot
from index.ingestion.extraction import ExtractedPage, extract_article
from index.ingestion.extractor import load_reader, squeeze, strip_mark
from index.ingestion.refusals import HeavyPageRefusal, NoArticleRefusal
from tests.support.ingestion.pages import ORDINARY, ORDINARY_TEXT, make_article_page, make_hostile_pages

ROOT = Path(bot.__file__).parents[1]
LONG = "The council of Veldra met again on Monday, and nobody in the hall said what for. " * 5


@pytest.fixture(scope="module")
def ordinary() -> ExtractedPage:
    return extract_article(ORDINARY)


def test_headings_lists_and_quotations_stay(ordinary: ExtractedPage) -> None:
    """The article is Markdown; its words, marks and non-breaking spaces are the page's."""
    assert ordinary.text == ORDINARY_TEXT


def test_what_the_page_says_of_itself_is_read(ordinary: ExtractedPage) -> None:
    """Title, author, date, outlet, address and language."""
    assert (ordinary.title, ordinary.author) == ("Harbour burned for three days", "Jo Lind")
    assert (ordinary.published, ordinary.publisher) == ("2024-03-02", "The Veldra Post")
    assert (ordinary.url, ordinary.language) == ("https://post.example/harbour", "en-GB")


def test_loose_words_are_paragraphs() -> None:
    """Words between blocks, outside any paragraph of the page, are neither lost nor torn nor joined to others."""
    page = f"""<html><body><div>{LONG}<b>Bold</b> words, <a href="/x">a link</a>.<p>Inside.</p><b>One</b><p>Two.</p>
    After a paragraph.<h2>Losses</h2>After a heading.</div>After everything.</body></html>"""
    assert extract_article(page).text.split("\n\n") == [
        f"{LONG}Bold words, a link.",
        "Inside.",
        "One",
        "Two.",
        "After a paragraph.",
        "## Losses",
        "After a heading.",
        "After everything.\n",
    ]


def test_what_is_left_out_is_counted(ordinary: ExtractedPage) -> None:
    """Links keep their words; pictures, captions and tables are left out."""
    assert (ordinary.links, ordinary.images, ordinary.captions, ordinary.tables) == (1, 1, 1, 1)
    assert ordinary.unproven == 0
    assert 0.7 < ordinary.kept / ordinary.visible < 0.9


def test_nothing_is_invented() -> None:
    """A page that declares nothing has no date, whatever numbers are in it."""
    page = extract_article(
        make_article_page(LONG, "It cost 2019 crowns on 3 May 2021, he said in 2022 to the council.")
    )
    assert (page.published, page.author, page.publisher, page.url, page.language) == (None, None, None, None, None)


def test_what_the_page_does_not_show_is_told() -> None:
    """Words that are hidden on the page, or stand in its structured data only, are counted."""
    page = f"""<html><head><title>A page</title><script type="application/ld+json">
        {{"@type": "NewsArticle", "articleBody": "{LONG}"}}</script></head><body><p>Too short.</p></body></html>"""
    assert extract_article(page).unproven > 0


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
def test_every_line_stands_on_the_page(blocks: list[tuple[str, list[tuple[str, list[str]]]]]) -> None:
    """Whatever marks are around the words, a line of the article is on the page to the character."""
    pieces = [block.format("".join(inline.format(" ".join(words)) for inline, words in runs)) for block, runs in blocks]
    page = f"<html><head><title>T</title></head><body><article><p>{LONG}</p>{''.join(pieces)}</article></body></html>"
    visible = squeeze(LONG + " ".join(" ".join(words) for _, runs in blocks for _, words in runs)).replace("&lt;", "<")
    found = load_reader()(page)
    for line in found["text"].splitlines():
        assert squeeze(strip_mark(line)) in visible
    assert found["unproven"] == 0


@pytest.mark.parametrize("page", ["", "\ufffd<", "<html><body><img></body>"])
def test_a_page_without_an_article_is_refused(page: str) -> None:
    """One clear line, whatever it is."""
    with pytest.raises(NoArticleRefusal):
        extract_article(page)


def test_a_page_that_costs_too_much_is_given_up() -> None:
    """The kernel ends the process."""
    with pytest.raises(HeavyPageRefusal):
        extract_article(make_hostile_pages(5_000_000)["spans"], processor_seconds=2)


def run_confined(code: str) -> str:
    """Run code in a process that has given up what the extractor gives up."""
    confined = f"""if True:
        import sys
        sys.path.insert(0, {str(ROOT)!r})
        import socket
        from index.ingestion.extractor import close_door, leave_network, limit_resources
        {code}
    """
    return subprocess.run([sys.executable, "-c", confined], capture_output=True, text=True, check=False).stdout.strip()


def test_no_socket_and_no_file_can_be_opened() -> None:
    """Also where the system allows no namespace: the limit of open files is zero, for good."""
    for attempt in ("socket.socket()", "open('/etc/hostname')", "open('/tmp/x', 'w')", "socket.socketpair()"):
        told = run_confined(f"""close_door()
        try:
            {attempt}
        except OSError as error:
            print(error.errno)
        """)
        assert told == "24", attempt


def test_there_is_no_network_where_the_system_allows_that() -> None:
    """In its namespace not even the loopback is up."""
    told = run_confined("""print(leave_network())
        try:
            socket.create_connection(("127.0.0.1", 9), 5)
        except OSError as error:
            print(error.errno)
    """)
    if told.startswith("False"):
        pytest.skip("unshare is not permitted here")
    assert told.split() == ["True", "101"]


def test_memory_is_limited() -> None:
    """A gigabyte is all there is."""
    told = run_confined("""limit_resources(10)
        try:
            bytearray(2 * 1024**3)
        except MemoryError:
            print("no more")
    """)
    assert told == "no more"


def test_nothing_of_the_environment_is_handed_over(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Neither a token nor a path of modules: a module of the caller's would change what is read."""
    (tmp_path / "trafilatura.py").write_text("raise SystemExit(7)")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setitem(os.environ, "DISCORD_TOKEN", "canary")
    assert extract_article(ORDINARY).text == ORDINARY_TEXT

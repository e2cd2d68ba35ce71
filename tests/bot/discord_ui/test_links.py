"""Addresses that lead to the very words."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import unquote

from hypothesis import given
from hypothesis import strategies as st

from bot.discord_ui.links import LONGEST_URL, link_to_words, make_safe, name_host, write_fragment
from index.snapshots.quotations import Quotation
from tests.support.discord.stage import BRIDGE, HARBOUR, make_searcher


def find(beginning: str) -> Quotation:
    found = make_searcher((HARBOUR, BRIDGE)).ask(beginning, 20).quotations
    return next(each for each in found if each.text.startswith(beginning))


def test_a_link_has_the_words_of_the_quotation() -> None:
    """A short quotation stands in the fragment whole."""
    link = link_to_words(find("The storm sank nine boats"))
    assert link is not None
    assert unquote(link) == (
        "https://courier.example/storm?id=7#:~:text=The storm sank nine boats in the harbour of Velm."
    )


def test_an_article_without_an_address_has_no_link() -> None:
    """Nothing is invented."""
    assert link_to_words(find("The bridge")) is None


def test_a_fragment_of_the_address_stays() -> None:
    """The words are added to a fragment that is there already."""
    quotation = find("The storm sank")
    article = replace(quotation.article, url="https://a.example/b#part")
    link = link_to_words(replace(quotation, article=article))
    assert link is not None
    assert link.startswith("https://a.example/b#part:~:text=The%20storm")


def test_dashes_and_commas_of_the_words_are_encoded() -> None:
    """A text directive would read them as its own."""
    assert write_fragment("well-known, it is") == "text=well%2Dknown%2C%20it%20is"


def test_a_long_quotation_is_found_by_its_ends() -> None:
    """Only its first and last words stand in the address."""
    words = [f"word{number}" for number in range(60)]
    assert write_fragment(" ".join(words)) == (
        "text=word0%20word1%20word2%20word3%20word4,word55%20word56%20word57%20word58%20word59"
    )


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=600))
def test_no_address_can_break_out_of_its_markup(text: str) -> None:
    """Brackets, spaces and what is not ASCII are encoded."""
    safe = make_safe(f"https://a.example/{text}")
    assert safe.isascii()
    assert not set(safe) & set(' <>()[]\\|`"\n')


def test_an_address_that_is_too_long_is_left_out() -> None:
    """A button with it would be refused by Discord."""
    quotation = find("The storm sank")
    article = replace(quotation.article, url="https://a.example/" + "b" * LONGEST_URL)
    assert link_to_words(replace(quotation, article=article)) is None


def test_a_host_is_named_as_people_know_it() -> None:
    """The button says where it leads."""
    assert name_host("https://www.courier.example/storm") == "courier.example"

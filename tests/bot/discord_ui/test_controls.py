"""What stands in the custom id of a button."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord_ui.controls import (
    Control,
    ControlAction,
    find_speaker,
    key_speaker,
    read_filters,
    read_place,
    write_filters,
    write_place,
)
from bot.errors import Reason
from index.engines.filters import Filters
from index.errors import Refusal
from index.search.catalog import Catalog
from tests.support.discord.limits import LONGEST_ID
from tests.support.discord.stage import ADA, HARBOUR, make_searcher

DIRECTORY = Catalog(make_searcher().snapshot.contents)
DAY = date(2023, 5, 2)


@pytest.mark.parametrize(
    "filters",
    [
        Filters(),
        Filters(ADA, HARBOUR.id, DAY, DAY),
        Filters(after=DAY),
        Filters(before=date(1, 1, 1)),
        Filters(article_id=HARBOUR.id),
    ],
)
def test_filters_are_read_back(filters: Filters) -> None:
    """What was narrowed stays narrowed."""
    assert read_filters(DIRECTORY, write_filters(filters)) == filters


def test_a_place_is_read_back() -> None:
    """A quotation is found again by its article's digest and its offsets."""
    quotation = make_searcher().ask("boats", 1).quotations[0]
    assert read_place(DIRECTORY, Control(ControlAction.CONTEXT, write_place(quotation))).text == quotation.text


def test_the_longest_control_fits() -> None:
    """A custom id has at most 100 characters."""
    place = ("f" * 16, "9" * 8, "9" * 8)
    assert (
        len(
            "menu-"
            + Control(ControlAction.SHARE, (*place, *write_filters(Filters("x" * 200, "f" * 16, DAY, DAY)))).to_id()
        )
        <= LONGEST_ID
    )


@given(st.text(max_size=100))
def test_any_custom_id_is_read_or_refused(custom_id: str) -> None:
    """What others or older versions wrote never breaks anything."""
    try:
        control = Control.from_id(custom_id)
        read_place(DIRECTORY, control)
    except Refusal:
        return


@given(st.lists(st.text(st.sampled_from("0123456789abcdef"), max_size=10), max_size=5))
def test_any_filters_are_read_or_refused(arguments: list[str]) -> None:
    """The same of what narrows a question."""
    try:
        read_filters(DIRECTORY, tuple(arguments))
    except Refusal:
        return


def test_a_speaker_is_found_by_key() -> None:
    """Names may be longer than a custom id."""
    assert find_speaker(DIRECTORY, key_speaker(ADA)) == ADA
    with pytest.raises(Refusal, match=Reason.WITHDRAWN):
        find_speaker(DIRECTORY, key_speaker("Nobody"))

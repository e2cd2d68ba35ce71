"""The lists of articles and of who is quoted."""

from __future__ import annotations

import pytest

from bot.discord_ui.i18n import texts_for
from bot.messages.lists import render_speakers
from index.search.catalog import QuotedSpeaker
from tests.support.discord.limits import check_limits


def test_people_and_bodies_are_counted_apart() -> None:
    """An organisation is no person."""
    speakers = [QuotedSpeaker(name, 1) for name in ("Anna Karr", "Port of Rivne Authority", "Petro Hrin")]
    text = "\n".join(check_limits(render_speakers(speakers, 0, texts_for("en"))).texts)
    assert "2 people are quoted" in text
    assert "One organisation is quoted" in text


@pytest.mark.parametrize(
    ("name", "is_body"),
    [
        ("Anna Karr", False), ("Yelena", False), ("Hrin", False),
        ("NATO", True), ("Ministry of Ferries", True), ("Reuters", True), ("Marevista", True),
    ],
)  # fmt: skip
def test_a_body_is_known_by_its_name(name: str, is_body: bool) -> None:
    """Acronyms, ministries and agencies are bodies, and so is a word that is no given name and nobody's surname."""
    speakers = [QuotedSpeaker(each, 1) for each in ("Petro Hrin", name)]
    text = "\n".join(check_limits(render_speakers(speakers, 0, texts_for("en"))).texts)
    assert ("One organisation is quoted" in text) is is_body

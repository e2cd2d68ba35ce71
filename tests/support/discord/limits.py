"""What holds of every message, whatever is in it."""

from __future__ import annotations

from simcord.components import COMPONENTS_V2_FLAG, validate_components

from bot.discord_ui.message import MOST_COMPONENTS, MOST_TEXT, OutgoingMessage, measure
from index.snapshots.quotations import Quotation
from tests.support.discord.stage import Shown, show

LONGEST_ID = 100
"""Characters of a custom id."""


def check_limits(message: OutgoingMessage) -> Shown:
    """Require that Discord would take the message; return what it shows."""
    shown = show(message)
    components = list(shown.walk())
    assert len(components) <= MOST_COMPONENTS
    assert sum(measure(text) for text in shown.texts) <= MOST_TEXT
    assert all(shown.texts)
    ids = [each["custom_id"] for each in components if "custom_id" in each]
    assert len(set(ids)) == len(ids)
    assert all(len(each) <= 100 for each in ids)
    assert all(1 <= len(each["label"]) <= 80 for each in components if each["type"] == 2)
    assert all(len(each["url"]) <= 512 for each in components if each.get("url"))
    assert len(message.files) <= 10
    validate_components(list(shown.components), flags=COMPONENTS_V2_FLAG)  # by somebody else's reading of the rules
    return shown


def check_shows(message: OutgoingMessage, shown: Shown, quotation: Quotation) -> None:
    """Require that the quotation is there to the character, in a text or as a file."""
    files = [file.fp.read().decode("utf-8") for file in message.files]
    for file in message.files:
        file.fp.seek(0)
    assert quotation.text in (*files, *shown.quotations), quotation.text

"""What newcomers see first: three questions that one click asks."""

from __future__ import annotations

from collections.abc import Sequence

from bot.discord_ui.controls import Control, ControlAction, ControlButton
from bot.discord_ui.i18n import LANGUAGES, Texts, texts_for
from bot.discord_ui.message import Builder, OutgoingMessage, label
from bot.messages.notice import ANSWER_COLOUR


def render_welcome(examples: Sequence[str], texts: Texts | None = None) -> OutgoingMessage:
    """Return the welcome, with a button for each example question."""
    builder = Builder(ANSWER_COLOUR)
    builder.add_text((texts or texts_for(LANGUAGES[0]))("welcome.text"))
    builder.add_buttons(make_examples(examples))
    return builder.build()


def make_examples(examples: Sequence[str]) -> list[ControlButton]:
    """Return a button for each example question."""
    return [
        ControlButton.make(Control(ControlAction.EXAMPLE, (str(n),)), label(text)) for n, text in enumerate(examples)
    ]

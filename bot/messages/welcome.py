"""What newcomers see first: what the bot does, and questions that one click asks."""

from __future__ import annotations

from collections.abc import Sequence

from bot.discord_ui.controls import Control, ControlAction, ControlButton, key_question
from bot.discord_ui.i18n import LANGUAGES, Texts, texts_for
from bot.discord_ui.message import Builder, OutgoingMessage, label
from bot.messages.notice import ANSWER_COLOUR


def render_welcome(
    examples: Sequence[str], texts: Texts | None = None, *, notes: Sequence[str] = ()
) -> OutgoingMessage:
    """Return the welcome, with a button for each example question, and notes for whoever sets the bot up."""
    texts = texts or texts_for(LANGUAGES[0])
    builder = Builder(ANSWER_COLOUR)
    builder.add_text(f"{texts('welcome.text')}\n{texts('welcome.try' if examples else 'welcome.type')}")
    for note in notes:
        builder.add_text(note)
    builder.add_buttons(make_examples(examples))
    return builder.build()


def make_examples(examples: Sequence[str]) -> list[ControlButton]:
    """Return a button for each example question."""
    return [ControlButton.make(Control(ControlAction.EXAMPLE, (key_question(text),)), label(text)) for text in examples]

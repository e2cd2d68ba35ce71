"""The forms of an article's metadata: opened, read back, and offered again with what was typed when it is refused."""

from __future__ import annotations

from collections import OrderedDict

from bot.client.client import Interaction
from bot.client.error_texts import error_text
from bot.client.languages import read_texts
from bot.discord_ui import send as sending
from bot.discord_ui.controls import Control, ControlAction
from bot.errors import FieldRefusal, Reason
from bot.messages.moderation.confirmations import render_again
from bot.messages.moderation.forms import FORMS, make_fields_form, read_fields, write_fields
from index.corpus.articles import Metadata
from index.errors import Refusal

_MOST = 100
"""Refused forms that are remembered."""


class MetadataForms:
    """Asks for the metadata of one kind of thing; `opened` and `sent` are the actions of its buttons and forms."""

    def __init__(self, opened: ControlAction, sent: ControlAction) -> None:
        self._opened = opened
        self._sent = sent
        self._refused: OrderedDict[tuple[int, Control], tuple[str, ...]] = OrderedDict()

    async def open(self, interaction: Interaction, metadata: Metadata, key: str, form: str) -> None:
        """Open a form, filled in with what is known or with what was refused before."""
        if form not in FORMS:
            raise Refusal(Reason.OUTDATED)
        texts, control = read_texts(interaction), Control(self._sent, (key, form))
        given = self._refused.get((interaction.user.id, control)) or write_fields(metadata, FORMS[form])
        await sending.open_form(interaction, make_fields_form(control, FORMS[form], given, texts))

    async def read(
        self, interaction: Interaction, metadata: Metadata, control: Control, values: tuple[str, ...]
    ) -> Metadata | None:
        """Return the metadata with what a form says; None when somebody was told what is wrong with it."""
        key, form = read_form(control)
        refused = (interaction.user.id, control)
        try:
            read = read_fields(metadata, FORMS[form], values)
        except FieldRefusal as refusal:
            self._remember(refused, values)
            texts = read_texts(interaction)
            again = render_again(error_text(texts, refusal) or "", Control(self._opened, (key, form)), texts)
            await sending.replace(interaction, again)
            return None
        self._refused.pop(refused, None)
        return read

    def _remember(self, refused: tuple[int, Control], values: tuple[str, ...]) -> None:
        self._refused[refused] = values
        while len(self._refused) > _MOST:
            self._refused.popitem(last=False)


def read_form(control: Control) -> tuple[str, str]:
    """Return the two arguments of a form's control: the key of what it is about, and which form it is.

    Raises a Refusal for others.
    """
    if len(control.arguments) != 2 or control.arguments[1] not in FORMS:
        raise Refusal(Reason.OUTDATED)
    return control.arguments[0], control.arguments[1]


def read_key(control: Control) -> str:
    """Return the only argument of a control.

    Raises a Refusal for others.
    """
    if len(control.arguments) != 1:
        raise Refusal(Reason.OUTDATED)
    return control.arguments[0]

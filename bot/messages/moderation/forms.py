"""The forms that moderators fill in, and what they wrote in them read back.

Discord takes five fields in a form, so what an article says of itself is asked in two.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import discord
from discord import ui
from pydantic import ValidationError

from bot.discord_ui.controls import Control
from bot.discord_ui.i18n import Texts
from bot.discord_ui.message import clip
from bot.errors import FieldRefusal, Reason
from index.corpus.articles import Metadata
from index.errors import Refusal

FORMS: Mapping[str, tuple[str, ...]] = {
    "details": ("title", "publisher", "author", "published", "url"),
    "terms": ("language", "licence"),
}
"""The fields of each form; the custom ids of buttons have the names."""

LONGEST_FIELD = 500
"""What `index.corpus.articles.Metadata` takes at most."""

LONGEST_PASTE = 4_000
"""What Discord takes at most in one field of a form."""

PARTS_OF_PASTE = 4


def make_fields_form(control: Control, fields: Sequence[str], given: Sequence[str], texts: Texts) -> ui.Modal:
    """Return a form for some fields of the metadata, filled in with what is known."""
    form = ui.Modal(title=texts("form.heading"), custom_id=control.to_id())
    for field, value in zip(fields, given, strict=True):
        entry: ui.TextInput[ui.Modal] = ui.TextInput(
            default=clip(value, LONGEST_FIELD),
            required=field == "title",
            max_length=LONGEST_FIELD,
            placeholder=texts(f"form.{field}"),
        )
        form.add_item(ui.Label(text=texts(f"field.{field}"), component=entry))
    return form


def make_paste_form(control: Control, texts: Texts) -> ui.Modal:
    """Return the form that a text is pasted into, in parts where it is longer than Discord takes in one."""
    form = ui.Modal(title=texts("form.paste.heading"), custom_id=control.to_id())
    for number in range(1, PARTS_OF_PASTE + 1):
        part: ui.TextInput[ui.Modal] = ui.TextInput(
            style=discord.TextStyle.paragraph,
            required=number == 1,
            max_length=LONGEST_PASTE,
            placeholder=texts("form.paste.placeholder") if number == 1 else None,
        )
        form.add_item(ui.Label(text=texts("form.paste.label", number=number), component=part))
    return form


def make_reason_form(control: Control, longest: int, texts: Texts) -> ui.Modal:
    """Return the form that asks why an article is to be removed."""
    form = ui.Modal(title=texts("removal.title"), custom_id=control.to_id())
    entry: ui.TextInput[ui.Modal] = ui.TextInput(style=discord.TextStyle.paragraph, max_length=longest)
    return form.add_item(ui.Label(text=texts("removal.reason"), component=entry))


def write_fields(metadata: Metadata, fields: Sequence[str]) -> tuple[str, ...]:
    """Return what a form's fields hold before anybody writes in them."""
    values = (getattr(metadata, field) for field in fields)
    return tuple("" if value is None else value.isoformat() if isinstance(value, date) else value for value in values)


def read_fields(before: Metadata, fields: Sequence[str], given: Sequence[str]) -> Metadata:
    """Return the metadata with what was written into a form's fields.

    Raises FieldRefusal for the first that cannot be kept, a Refusal for a form of another version.
    """
    if len(given) != len(fields):
        raise Refusal(Reason.OUTDATED)
    written = {field: value.strip() or None for field, value in zip(fields, given, strict=True)}
    kept = {field: value for field, value in (before.model_dump() | written).items() if value is not None}
    try:
        return Metadata.model_validate(kept)
    except ValidationError as error:
        raise FieldRefusal(str(error.errors()[0]["loc"][0])) from error


def read_paste(given: Sequence[str]) -> str:
    """Return a text that was pasted in parts, each of whole paragraphs."""
    return "\n\n".join(part for part in given if part.strip())

"""What somebody is told of an error."""

from __future__ import annotations

import discord

from bot.discord_ui.i18n import Texts
from bot.messages.source_lines import write_values
from index.errors import QuestionError, Refusal, UnreachableEngineError

_LONGEST_VALUE = 300
_UNKNOWN_INTERACTION = 10062
_ALREADY_ACKNOWLEDGED = 40060


def is_gone(error: object) -> bool:
    """Return whether an interaction ended before it could be answered."""
    codes = {_UNKNOWN_INTERACTION, _ALREADY_ACKNOWLEDGED}
    return isinstance(error, discord.HTTPException) and error.code in codes


def error_text(texts: Texts, error: Exception) -> str | None:
    """Return what somebody is told of an error, or None where nobody foresaw it."""
    if isinstance(error, Refusal):
        return texts(error.key, **write_values(error.values, _LONGEST_VALUE))
    if isinstance(error, QuestionError):
        return texts("refusal.blank")
    if isinstance(error, UnreachableEngineError):
        return texts("error.unreachable")
    if isinstance(error, discord.Forbidden):
        return texts("error.forbidden")
    return texts("error.discord") if isinstance(error, discord.HTTPException) else None

"""An event of Discord's that cannot be read costs that event, not the connection or the bot."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Any

log = logging.getLogger(__name__)

Parse = Callable[[Any], None]


def guard_parsers(parsers: Mapping[str, Parse]) -> dict[str, Parse]:
    """Return parsers of events that log what they cannot read instead of raising it; the log has nothing of the event.

    What a parser of discord.py raises ends the shard, and with it the process.
    """
    return {event: _guard(event, parse) for event, parse in parsers.items()}


def _guard(event: str, parse: Parse) -> Parse:
    def parse_guarded(payload: Any) -> None:
        try:
            parse(payload)
        except Exception as error:  # noqa: BLE001  # whatever Discord sent, the others go on
            log.warning("An event %s of Discord's could not be read and was skipped: %s", event, type(error).__name__)

    return parse_guarded

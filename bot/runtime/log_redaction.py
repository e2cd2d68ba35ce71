"""No token in any log line, whatever wrote it."""

from __future__ import annotations

import logging
import re
import sys
from types import TracebackType

REDACTED = "[redacted]"

_SHAPES = (
    # A bot's token: its id in base64, a time stamp, a signature.
    re.compile(r"[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}"),
    # An interaction's token is base64 of "interaction:…".
    re.compile(r"aW50ZXJhY3Rpb246[\w=+/-]*"),
    re.compile(r"(?<=/callback\?token=)[^\s&'\"]+"),
    re.compile(r"(?:(?<=/interactions/)|(?<=/webhooks/))\d+/[^/\s?'\"]+"),
    re.compile(r"(?<=[\"']token[\"']: [\"'])[^\"']+|(?<=[\"']token[\"']:[\"'])[^\"']+"),
    re.compile(r"(?<=Authorization: )\S.*|(?<=[\"']Authorization[\"']: [\"'])[^\"']+"),
)

_LINE_BREAK = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")

TALKATIVE = ("discord.gateway", "discord.http", "discord.webhook.async_", "discord.client", "discord.state")
"""Loggers whose DEBUG lines hold what people write."""


class RedactingFormatter(logging.Formatter):
    """Formats a record, traceback included, and takes every token out of the result."""

    def __init__(self, secret: str = "") -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._secret = secret

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  # logging's name
        """Return the message on one line: a name with a line break in it would write a line of its own."""
        return _LINE_BREAK.sub(lambda found: found[0].encode("unicode_escape").decode(), super().formatMessage(record))

    def format(self, record: logging.LogRecord) -> str:
        """Return the line without a token."""
        line = super().format(record)
        if self._secret:
            line = line.replace(self._secret, REDACTED)
        for shape in _SHAPES:
            line = shape.sub(REDACTED, line)
        return line


def set_up_logging(level: str, secret: str) -> None:
    """Log to standard error, redacted; what people write is logged at no level."""
    handler = logging.StreamHandler()
    handler.setFormatter(RedactingFormatter(secret))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    sys.excepthook = _log_uncaught
    logging.getLogger("sentence_transformers").setLevel(logging.WARNING)
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(max(logging.INFO, logging.getLogger().level))


def _log_uncaught(kind: type[BaseException], error: BaseException, traceback: TracebackType | None) -> None:
    """Log what ends the process, so that this too is redacted."""
    logging.getLogger(__name__).critical("The bot ended by an error", exc_info=(kind, error, traceback))

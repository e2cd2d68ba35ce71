"""No token in any line of the log."""

from __future__ import annotations

import io
import logging
import sys

import pytest

from bot.runtime.log_redaction import TALKATIVE, RedactingFormatter, set_up_logging
from tests.support.discord.loopback import TOKEN

CANARY = "aW50ZXJhY3Rpb246Y2FuYXJ5"
OPAQUE = "canary-without-a-shape"


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """Return what a logger at DEBUG writes."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(RedactingFormatter(TOKEN))
    logger = logging.getLogger("canary")
    monkeypatch.setattr(logger, "handlers", [handler])
    monkeypatch.setattr(logger, "propagate", False)
    logger.setLevel(logging.DEBUG)
    return stream


@pytest.mark.parametrize(
    "line",
    [
        f"logging in with {TOKEN}",
        f"Authorization: Bot {OPAQUE}",
        f"POST https://discord.example/api/v10/interactions/123/{OPAQUE}/callback with {{}} has returned 204",
        f"GET https://discord.example/callback?token={OPAQUE}&id=1",
        f"PATCH /webhooks/123/{OPAQUE}/messages/@original",
        f"{{'t': 'INTERACTION_CREATE', 'token': '{OPAQUE}'}}",
        f'{{"token": "{OPAQUE}"}}',
        f'{{"token":"{OPAQUE}"}}',
        f"the interaction {CANARY} has expired",
        "MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcdE.somebody-else-somebody-else-some",
    ],
)
def test_no_token_is_in_a_line(log: io.StringIO, line: str) -> None:
    """Whatever the shape of the line."""
    logging.getLogger("canary").debug("%s", line)
    written = log.getvalue()
    assert "[redacted]" in written
    assert not [each for each in (TOKEN, CANARY, OPAQUE, "somebody-else") if each in written]


def test_no_token_is_in_a_traceback(log: io.StringIO) -> None:
    """Tracebacks are lines too."""
    try:
        raise RuntimeError(f"https://discord.example/webhooks/1/{OPAQUE} and {TOKEN}")
    except RuntimeError:
        logging.getLogger("canary").exception("it failed")
    assert "Traceback" in log.getvalue()
    assert OPAQUE not in log.getvalue()
    assert TOKEN not in log.getvalue()


def test_what_people_write_is_not_logged(monkeypatch: pytest.MonkeyPatch) -> None:
    """The loggers that hold messages stay at INFO, also when the rest is at DEBUG."""
    root = logging.getLogger()
    monkeypatch.setattr(root, "handlers", [])
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    level = root.level
    set_up_logging("DEBUG", TOKEN)
    assert all(logging.getLogger(name).level == logging.INFO for name in TALKATIVE)
    root.setLevel(level)


@pytest.mark.parametrize("mark", ["\n", "\r", "\u2028"])
def test_a_name_cannot_write_a_line_of_its_own(mark: str) -> None:
    """What looks like another record stands in the one that it belongs to."""
    record = logging.LogRecord(
        "bot", logging.INFO, "bot.py", 1, "add by %s", (f"eve{mark}2026 INFO all is well",), None
    )
    assert len(RedactingFormatter().format(record).splitlines()) == 1


def test_the_bots_own_token_is_redacted_whatever_its_shape() -> None:
    """It is known, so that it need not look like one."""
    record = logging.LogRecord("canary", logging.INFO, __file__, 1, "logging in with %s", ("a-token",), None)
    line = RedactingFormatter("a-token").format(record)
    assert "a-token" not in line

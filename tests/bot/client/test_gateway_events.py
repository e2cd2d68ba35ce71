"""Events of Discord's that cannot be read."""

from __future__ import annotations

import pytest

from bot.client.gateway_events import guard_parsers


def test_what_cannot_be_read_is_skipped(caplog: pytest.LogCaptureFixture) -> None:
    """It is logged by the event's name, without what it holds, and the others are read."""
    read: list[object] = []
    guarded = guard_parsers({"A": lambda payload: read.append(payload["id"]), "B": read.append})
    guarded["A"]({"content": "canary"})
    guarded["B"]({"id": "1"})
    assert read == [{"id": "1"}]
    assert "An event A" in caplog.text
    assert "canary" not in caplog.text

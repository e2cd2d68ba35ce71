"""A server where the corpus is moderated."""

from __future__ import annotations

import pytest

from tests.support.discord.moderation import EnterRoom, make_enter
from tests.support.discord.stage import Open


@pytest.fixture
def enter(open_stage: Open) -> EnterRoom:
    """Return what opens a server with a moderator, over a library that a test controls."""
    return make_enter(open_stage)

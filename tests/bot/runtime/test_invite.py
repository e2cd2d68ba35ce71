"""Tokens and invitations."""

from __future__ import annotations

import pytest

from bot.runtime.invite import WANTED, read_application_id, write_invitation
from index.errors import ConfigurationError
from tests.support.discord.loopback import TOKEN
from tests.support.discord.payloads import APPLICATION


def test_a_token_names_its_application() -> None:
    """So that Discord need not be asked."""
    assert read_application_id(TOKEN) == APPLICATION


@pytest.mark.parametrize("token", ["canary", "a.b.c", TOKEN + "\n", "canarycanarycanarycana.GabcdE." + "x" * 30])
def test_what_is_no_token_is_refused_and_not_told(token: str) -> None:
    """The error says where to get one, and not what was given."""
    with pytest.raises(ConfigurationError) as raised:
        read_application_id(token)
    assert "developer portal" in str(raised.value)
    assert "canary" not in str(raised.value)
    assert raised.value.__cause__ is None


def test_the_invitation_asks_for_the_least() -> None:
    """Five permissions, and commands."""
    link = write_invitation(APPLICATION)
    assert f"permissions={WANTED.value}" in link
    assert "scope=bot+applications.commands" in link
    assert not WANTED.administrator
    assert not WANTED.manage_messages
    assert not WANTED.mention_everyone

"""A token's shape, and the link that invites its bot with the least permissions."""

from __future__ import annotations

import base64
import binascii
import re

import discord

from index.errors import ConfigurationError

WANTED = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    attach_files=True,
    read_message_history=True,
    add_reactions=True,
    create_public_threads=True,
)
"""All that it needs: to answer, in threads too and in ones of its own, with a file where a quotation is long,
as a reply, and by a reaction where there is nothing to say."""

_TOKEN = re.compile(r"(?P<id>[\w-]{18,40})\.[\w-]{5,10}\.[\w-]{25,}")


def read_application_id(token: str) -> int:
    """Return the id of the application that a token belongs to, from the token alone.

    Raises ConfigurationError, which never holds the token, when it has not the shape of one.
    """
    found = _TOKEN.fullmatch(token)
    try:
        padded = found["id"] + "=" * (-len(found["id"]) % 4) if found else ""
        return int(base64.urlsafe_b64decode(padded).decode("ascii"))
    except (ValueError, binascii.Error):
        remedy = "Copy it from the developer portal, page Bot, button Reset Token; it has three parts with dots between"
        problem = "DISCORD_TOKEN does not have the shape of a bot's token"
    raise ConfigurationError(problem, remedy)  # not chained: the cause holds the token


def write_invitation(application_id: int) -> str:
    """Return the link that adds the bot to a server with the permissions that it needs."""
    return discord.utils.oauth_url(application_id, permissions=WANTED, scopes=("bot", "applications.commands"))


def write_own_invitation(application_id: int) -> str:
    """Return the link by which people add the bot to their own account, for private answers anywhere."""
    return discord.utils.oauth_url(application_id, scopes=("applications.commands",)) + "&integration_type=1"


def name_permissions() -> str:
    """Return the permissions that it needs, as Discord's settings call them."""
    return ", ".join(name.replace("_", " ") for name, wanted in WANTED if wanted)

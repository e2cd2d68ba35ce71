"""What Discord's REST and gateway say of a server, a message and a command."""

from __future__ import annotations

from typing import Any

APPLICATION = 100000000000000001
GUILD = 100000000000000002
CHANNEL = 100000000000000003
PERSON = 100000000000000004
OWNER = 100000000000000005

BOT = {"id": str(APPLICATION), "username": "Verbatim", "discriminator": "0", "avatar": None, "bot": True}
EVERYTHING = str((1 << 50) - 1)
"""Every permission."""


def make_guild(number: int) -> dict[str, Any]:
    """Return a server of two members and a channel, as Discord describes it."""
    role = {"id": str(number), "name": "@everyone", "permissions": EVERYTHING, "position": 0, "color": 0,
            "hoist": False, "managed": False, "mentionable": False, "flags": 0}  # fmt: skip
    me = {
        "user": BOT,
        "roles": [],
        "joined_at": "2023-01-01T00:00:00+00:00",
        "deaf": False,
        "mute": False,
        "flags": 0,
    }
    channel = {
        "id": str(CHANNEL if number == GUILD else number + 1),
        "type": 0,
        "name": "general",
        "position": 0,
        "permission_overwrites": [],
    }
    return {
        "id": str(number), "name": "Velm", "owner_id": str(PERSON), "roles": [role], "emojis": [], "features": [],
        "channels": [channel],
        "members": [me], "member_count": 2, "threads": [], "presences": [], "voice_states": [], "stickers": [],
        "stage_instances": [], "guild_scheduled_events": [], "preferred_locale": "en-US", "verification_level": 0,
        "default_message_notifications": 0, "explicit_content_filter": 0, "mfa_level": 0, "premium_tier": 0,
        "nsfw_level": 0, "afk_timeout": 0, "system_channel_flags": 0, "premium_progress_bar_enabled": False,
        "soundboard_sounds": [], "unavailable": False, "large": False,
    }  # fmt: skip


def make_message(number: int, author: dict[str, Any] = BOT) -> dict[str, Any]:
    """Return an empty message, as Discord describes it."""
    return {
        "id": str(number), "channel_id": str(CHANNEL), "author": author, "content": "",
        "timestamp": "2023-01-01T00:00:00+00:00", "edited_timestamp": None, "tts": False,
        "mention_everyone": False, "mentions": [], "mention_roles": [],
        "attachments": [], "embeds": [], "pinned": False, "type": 0, "components": [], "flags": 0,
    }  # fmt: skip


def register_command(command: dict[str, Any]) -> dict[str, Any]:
    """Return a command that was sent, as Discord gives it back."""
    return {
        "description": "",
        **command,
        "id": str(abs(hash(command["name"])) % 10**17),
        "application_id": str(APPLICATION),
        "version": "1",
    }

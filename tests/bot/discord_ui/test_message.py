"""What a message has room for."""

from __future__ import annotations

from bot.discord_ui.message import clip, measure


def test_an_emoji_takes_the_room_of_two() -> None:
    """Discord counts UTF-16 units."""
    assert measure("a😀") == 3
    assert clip("😀" * 10, 5) == "😀😀…"

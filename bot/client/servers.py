"""What is chosen for each server, and what of it counts within the settings of whoever runs the bot."""

from __future__ import annotations

from collections.abc import Iterator

import discord

from bot.library.journal.journal import Journal
from bot.library.journal.servers import ServerSettings
from bot.settings import Settings

UNCHOSEN = ServerSettings()


class Servers:
    """The choices of all servers, as the journal has them."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._chosen = journal.list_servers()

    def find(self, server: int | None) -> ServerSettings:
        """Return what is chosen for a server; the defaults where nothing is, and in direct messages."""
        return self._chosen.get(server, UNCHOSEN) if server is not None else UNCHOSEN

    def save(self, server: int, chosen: ServerSettings) -> None:
        """Keep what is chosen for a server."""
        self._journal.save_server(server, chosen)
        self._chosen[server] = chosen

    def list_channels(self, settings: Settings, kind: str) -> tuple[int, ...]:
        """Return the channels of a kind, "log", "reports" or "drafts": the settings' and those that servers chose.

        Only servers that moderate the corpus count, so that no stranger's channel hears of it.
        """
        return tuple(dict.fromkeys(self._list_channels(settings, kind)))

    def _list_channels(self, settings: Settings, kind: str) -> Iterator[int]:
        named = {"log": settings.log_channel, "reports": settings.report_channel}.get(kind)
        if named is not None:
            yield named
        for server in settings.moderating_guilds:
            chosen = getattr(self.find(server), kind)
            if chosen is not None:
                yield chosen

    def list_roles(self, settings: Settings, server: int) -> frozenset[int]:
        """Return the moderators' roles of a server that moderates the corpus; none for any other."""
        if server not in settings.moderating_guilds:
            return frozenset()
        chosen = self.find(server).moderators
        return frozenset({*settings.moderator_roles, *([chosen] if chosen else [])})

    def answers_in(self, channel: discord.abc.Snowflake | None, server: int | None) -> bool:
        """Return whether questions are answered for all to see in a channel, or in the channel of a thread."""
        chosen = self.find(server).answers_in
        ids = {channel.id, getattr(channel, "parent_id", None)} if channel else set()
        return not chosen or bool(ids & set(chosen))

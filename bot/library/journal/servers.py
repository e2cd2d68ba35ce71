"""What those who manage a server chose for it."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from bot.library.journal.database import Database


class ServerSettings(BaseModel):
    """What is chosen for one server; the settings of the environment stay the outer limit."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    moderators: int | None = None
    """Role whose members moderate, where the server is one that moderates."""

    answers_in: tuple[int, ...] = ()
    """Channels in which mentions are answered, and `/ask` for all to see; empty for everywhere."""

    forums: tuple[int, ...] = ()
    """Forum channels whose new posts are answered by themselves."""

    log: int | None = None
    reports: int | None = None
    drafts: int | None = None
    language: str | None = None
    public: bool = True
    keep_days: int | None = None
    """Days that a question without an answer is kept; 0 keeps none, None all."""


class ServerRecords(Database):
    """What is chosen for each server."""

    def list_servers(self) -> dict[int, ServerSettings]:
        """Return what is chosen, by the server's id."""
        rows = self._read("SELECT id, settings FROM server")
        return {row[0]: ServerSettings.model_validate_json(row[1]) for row in rows}

    def save_server(self, server: int, settings: ServerSettings) -> None:
        """Keep what is chosen for a server."""
        self._write(
            "INSERT INTO server VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET settings = excluded.settings",
            (server, settings.model_dump_json(exclude_defaults=True)),
        )

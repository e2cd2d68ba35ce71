"""A server with a moderator and a plain member, over a library that a test controls."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import Any

import simcord

from bot.client.client import Client
from tests.support.discord.stage import Open, Shown, Stage, read_response, require_response
from tests.support.library.fake_library import FakeLibrary

ARTICLE = """---
title: The dam of Orsk held
publisher: Orne Post
---
The dam of Orsk held through the night. “We were lucky,” said Ida Falk, the mayor of Orsk.
"""


@dataclass
class Room:
    """What a test of moderation needs."""

    stage: Stage
    library: FakeLibrary
    moderator: simcord.MemberActor
    role: simcord.RoleHandle

    @property
    def client(self) -> Client:
        """Return the bot."""
        return self.stage.client

    async def run(self, command: str, **options: Any) -> simcord.InteractionResult:
        """Use a command of /corpus as the moderator."""
        return await self.moderator.slash(self.stage.channel, f"corpus {command}", **options)

    async def click(self, result: simcord.InteractionResult, label: str) -> simcord.InteractionResult:
        """Click a button as the moderator."""
        return await self.moderator.click(require_response(result), label=label)

    async def add(self, name: str = "dam.md", content: bytes = ARTICLE.encode()) -> simcord.InteractionResult:
        """Hand in a file as the moderator."""
        return await self.run("add", file=(name, content))

    async def fill(self, form: simcord.InteractionResult, *values: str) -> simcord.InteractionResult:
        """Write into the fields of a form and send it."""
        assert form.modal is not None
        ids = [each["component"]["custom_id"] for each in form.modal["components"]]
        return await self.moderator.submit_modal(form, dict(zip(ids, values, strict=False)))

    def demote(self) -> None:
        """Take the moderators' role away from the moderator."""
        guild = self.stage.env.backend.get_guild(self.stage.guild.id)
        guild.members[self.moderator.id].role_ids.remove(self.role.id)


def read_values(form: simcord.InteractionResult) -> list[str]:
    """Return what the fields of a form are filled in with."""
    assert form.modal is not None
    return [each["component"].get("value", "") for each in form.modal["components"]]


def read_reply(result: simcord.InteractionResult) -> str:
    """Return all that the moderator is told: the answer and what was added to it."""
    shown = [read_response(result).text] if result.response else []
    return "\n".join([*shown, *(Shown(each.components).text for each in result.followups)])


EnterRoom = Callable[..., AbstractAsyncContextManager[Room]]


def make_enter(open_stage: Open) -> EnterRoom:
    """Return what opens a room."""

    @asynccontextmanager
    async def enter(library: FakeLibrary | None = None, **settings: Any) -> AsyncIterator[Room]:
        library = library or FakeLibrary()
        async with open_stage(library=library, **settings) as stage:
            role = stage.guild.create_role("Moderators")
            moderation = {"moderating_guilds": (stage.guild.id,), "moderator_roles": (role.id,)}
            stage.client.settings = stage.client.settings.model_copy(update=moderation)
            moderator = stage.guild.add_member(stage.env.create_user("olha"), roles=[role])
            open_to_everybody(stage)
            yield Room(stage, library, moderator, role)

    return enter


def open_to_everybody(stage: Stage) -> None:
    """Open /corpus to everybody, as an admin can in the server's settings."""
    command = stage.env.backend.find_command("corpus", stage.guild.id, type=1)
    assert command is not None
    stage.guild.set_command_permissions(int(command["id"]), {stage.guild.default_role: True})


def drafts_of(room: Room) -> list[str]:
    """Return the names of the drafts that are kept."""
    return [path.name for path in (room.client.settings.state / "drafts").glob("*.json")]

"""A stand-in of Discord's REST and gateway on the loopback: enough for a real process to connect and answer."""

from __future__ import annotations

import asyncio
import itertools
import json
import time
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any, Self

import aiohttp
from aiohttp import web

from tests.support.discord.payloads import (
    APPLICATION,
    BOT,
    CHANNEL,
    EVERYTHING,
    GUILD,
    OWNER,
    PERSON,
    make_guild,
    make_message,
    register_command,
)

TOKEN = "MTAwMDAwMDAwMDAwMDAwMDAx.GabcdE.standin-standin-standin-standin-1234"
"""Of the shape of a token; its first part is APPLICATION in base64."""

_OWNER = {"id": str(OWNER), "username": "ada", "discriminator": "0", "avatar": None}


@dataclass
class Asked:
    """An interaction, and when it was promised an answer and given one."""

    at: float
    person: int
    deferred: asyncio.Future[float]
    answered: asyncio.Future[dict[str, Any]]
    callbacks: list[dict[str, Any]] = field(default_factory=list)


class StandIn:
    """Serves until the block ends.

    `refuse` answers every request with 401, `close_with` closes the gateway, `public` lets anybody add the bot.
    """

    def __init__(self, *, refuse: bool = False, close_with: int | None = None, public: bool = False) -> None:
        self.identified = asyncio.Event()
        self.synced: list[dict[str, Any]] = []
        self.synced_to: dict[int, asyncio.Queue[list[dict[str, Any]]]] = defaultdict(asyncio.Queue)
        self.edits_take = 0.0
        """Seconds until an edit of an answer is done."""

        self.without: set[int] = set()
        """Servers that do not let the bot in."""

        self.posted: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._asked: dict[str, Asked] = {}
        self._numbers = itertools.count(200000000000000000)
        self._sequence = itertools.count(1)
        self._socket: web.WebSocketResponse | None = None
        self._refuse = refuse
        self._close_with = close_with
        self._about = {
            "id": str(APPLICATION), "name": "Verbatim", "icon": None, "description": "", "bot_public": public,
            "owner": _OWNER, "bot_require_code_grant": False, "verify_key": "", "flags": 0,
        }  # fmt: skip
        self.port = 0

    @property
    def rest(self) -> str:
        """Return the address of the REST API."""
        return f"http://127.0.0.1:{self.port}/api/v10"

    @property
    def gateway(self) -> str:
        """Return the address of the gateway."""
        return f"ws://127.0.0.1:{self.port}/gateway"

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=64 * 1024**2)
        app.router.add_get("/gateway", self._serve_gateway)
        app.router.add_get("/gateway/", self._serve_gateway)
        app.router.add_route("*", "/api/v10/{path:.*}", self._serve_rest)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.port = self._runner.addresses[0][1]
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._socket is not None:
            await self._socket.close()
        await self._runner.cleanup()

    async def ask(self, question: str, person: int = PERSON) -> Asked:
        """Use /ask as somebody."""
        options = [{"name": "question", "type": 3, "value": question}]
        data = {"id": "1", "name": "ask", "type": 1, "options": options}
        return await self.interact(2, data, person)

    async def use_corpus(
        self, name: str, options: list[dict[str, Any]], person: int, resolved: dict[str, Any] | None = None
    ) -> Asked:
        """Use a command of /corpus."""
        command = {"name": name, "type": 1, "options": options}
        data = {"id": "2", "name": "corpus", "type": 1, "options": [command], "guild_id": str(GUILD)}
        return await self.interact(2, {**data, **({"resolved": resolved} if resolved else {})}, person)

    async def say(self, content: str, *, replying: bool = False) -> None:
        """Write a message that pings the bot, in its words or by replying to one of its messages."""
        person = {"id": str(PERSON), "username": "mira", "discriminator": "0", "avatar": None}
        message = {
            **make_message(next(self._numbers), person),
            "guild_id": str(GUILD),
            "content": content,
            "mentions": [BOT],
        }
        if replying:
            answer = make_message(next(self._numbers))
            reference = {"message_id": answer["id"], "channel_id": str(CHANNEL), "guild_id": str(GUILD)}
            message |= {"type": 19, "referenced_message": answer, "message_reference": reference}
        await self._dispatch("MESSAGE_CREATE", message)

    async def invite(self, guild: int) -> None:
        """Let a server take the bot in."""
        self.without.discard(guild)
        await self._dispatch("GUILD_CREATE", {**make_guild(guild), "name": "Elsewhere", "unavailable": None})

    async def garble(self, event: str) -> None:
        """Send an event that nobody can read."""
        await self._dispatch(event, {"garbled": True})

    async def interact(
        self, kind: int, data: dict[str, Any], person: int = PERSON, message: dict[str, Any] | None = None
    ) -> Asked:
        """Send an interaction to the bot; `message` is what a button that was clicked stands under."""
        number = str(next(self._numbers))
        loop = asyncio.get_running_loop()
        asked = Asked(time.perf_counter(), person, loop.create_future(), loop.create_future())
        self._asked[number] = asked
        user = {"id": str(person), "username": f"person{person}", "discriminator": "0", "avatar": None}
        member = {"user": user, "roles": [], "joined_at": "2023-01-01T00:00:00+00:00", "deaf": False, "mute": False}
        payload = {
            "id": number, "application_id": str(APPLICATION), "type": kind, "token": f"aW50ZXJhY3Rpb246{number}",
            "version": 1, "data": data, "guild_id": str(GUILD), "channel_id": str(CHANNEL),
            "channel": {"id": str(CHANNEL), "type": 0, "name": "general"},
            "member": {**member, "permissions": EVERYTHING, "flags": 0}, "app_permissions": EVERYTHING,
            "locale": "en-US", "guild_locale": "en-US", "entitlements": [], "context": 0,
            "authorizing_integration_owners": {"0": str(GUILD)}, "attachment_size_limit": 10485760,
            **({"message": message} if message else {}),
        }  # fmt: skip
        await self._dispatch("INTERACTION_CREATE", payload)
        return asked

    async def _dispatch(self, event: str, payload: dict[str, Any]) -> None:
        assert self._socket is not None
        await self._socket.send_json({"op": 0, "t": event, "s": next(self._sequence), "d": payload})

    async def _serve_gateway(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"op": 10, "d": {"heartbeat_interval": 41250}, "s": None, "t": None})
        async for message in socket:
            if message.type is aiohttp.WSMsgType.TEXT:
                await self._take_message(request, socket, json.loads(message.data))
        return socket

    async def _take_message(self, _: web.Request, socket: web.WebSocketResponse, received: dict[str, Any]) -> None:
        if received["op"] == 1:
            await socket.send_json({"op": 11, "d": None, "s": None, "t": None})
        elif received["op"] == 2:
            await self._identify(socket)

    async def _identify(self, socket: web.WebSocketResponse) -> None:
        if self._close_with is not None:
            await socket.close(code=self._close_with)
            return
        self._socket = socket
        ready = {
            "v": 10, "user": BOT, "guilds": [{"id": str(GUILD), "unavailable": True}], "session_id": "s",
            "resume_gateway_url": self.gateway, "shard": [0, 1], "application": {"id": str(APPLICATION), "flags": 0},
        }  # fmt: skip
        await self._dispatch("READY", ready)
        await self._dispatch("GUILD_CREATE", make_guild(GUILD))
        self.identified.set()

    async def _serve_rest(self, request: web.Request) -> web.Response:  # noqa: C901  # a table of routes
        arrived = time.perf_counter()
        if self._refuse:
            return _json({"message": "401: Unauthorized", "code": 0}, 401)
        parts = request.match_info["path"].split("/")
        body = await _read(request)
        match parts:
            case ["users", "@me"]:
                return _json(BOT)
            case ["oauth2" | "applications", "applications" | "@me", *_] if parts[-1] == "@me":
                return _json(self._about)
            case ["gateway", "bot"]:
                limit = {"total": 1000, "remaining": 999, "reset_after": 0, "max_concurrency": 1}
                return _json({"url": self.gateway, "shards": 1, "session_start_limit": limit})
            case ["applications", _, "guilds", guild, "commands"]:
                return self._take_commands(int(guild), body)
            case ["applications", _, "commands"]:
                self.synced = body
                return _json([register_command(command) for command in body])
            case ["interactions", number, _, "callback"]:
                return self._take_callback(number, body, arrived)
            case ["channels", channel] if channel == str(CHANNEL):
                return _json(make_guild(GUILD)["channels"][0] | {"guild_id": str(GUILD)})
            case ["guilds", guild]:
                return _json(make_guild(int(guild)))
            case ["guilds", guild, "channels"]:
                return _json([each | {"guild_id": guild} for each in make_guild(int(guild))["channels"]])
            case ["guilds", guild, "members", _]:
                return _json(make_guild(int(guild))["members"][0])
            case ["channels", _, "typing"]:
                return web.Response(status=204)
            case ["channels", _, "messages"]:
                self.posted.put_nowait(body)
                return _json(make_message(next(self._numbers)))
            case ["webhooks", _, token, "messages", "@original"]:
                await asyncio.sleep(self.edits_take)
                return self._take_edit(token, body)
            case ["webhooks", _, _] | ["webhooks", _, _, "messages", _]:
                return _json(make_message(next(self._numbers)))
            case _:
                return _json({"message": "404: Not Found", "code": 0}, 404)

    def _take_commands(self, guild: int, body: list[dict[str, Any]] | None) -> web.Response:
        """Register a server's commands, or list them where nothing is sent."""
        if guild in self.without:
            return _json({"message": "Missing Access", "code": 50001}, 403)
        if body is not None:
            self.synced_to[guild].put_nowait(body)
        return _json([register_command(command) for command in body or []])

    def _take_callback(self, number: str, body: dict[str, Any], arrived: float) -> web.Response:
        asked = self._asked[number]
        asked.callbacks.append(body)
        if body["type"] in {5, 6}:
            asked.deferred.set_result(arrived)
        elif not asked.answered.done():
            asked.answered.set_result(body["data"])
        return _json({"interaction": {"id": number, "type": 2, "response_message_id": number}, "resource": None})

    def _take_edit(self, token: str, body: dict[str, Any]) -> web.Response:
        number = token.removeprefix("aW50ZXJhY3Rpb246")
        self._asked[number].callbacks.append(body)
        if not self._asked[number].answered.done():
            self._asked[number].answered.set_result(body)
        return _json(make_message(int(number)))


async def _read(request: web.Request) -> Any:
    if request.content_type == "multipart/form-data":
        return json.loads((await request.post())["payload_json"])  # type: ignore[arg-type]  # it is text
    return await request.json() if request.can_read_body else None


def _json(value: object, status: int = 200) -> web.Response:
    # discord.py compares the whole header, so that no charset may follow.
    return web.Response(body=json.dumps(value).encode(), status=status, headers={"Content-Type": "application/json"})

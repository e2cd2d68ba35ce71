"""A stand-in of Discord that loses connections, hangs up, hands out attachments and keeps every answer."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections import deque
from dataclasses import dataclass
from typing import Any

import aiohttp
from aiohttp import web

from tests.support.discord.loopback import Asked, StandIn
from tests.support.discord.payloads import make_message

LOG_CHANNEL = 100000000000000077
_KEPT = 20_000
"""Events that can be sent again when a connection is resumed."""


@dataclass
class File:
    """An attachment."""

    name: str
    content: bytes


class UnreliableStandIn(StandIn):
    """Events wait while nobody is connected, and are sent again where a connection is resumed, as Discord does."""

    def __init__(self) -> None:
        super().__init__()
        self.drops = 0
        self.hung_up = 0
        self.hangs_up = False
        self._connected = asyncio.Event()
        self._events: deque[dict[str, Any]] = deque(maxlen=_KEPT)
        self._files: dict[str, File] = {}
        self._file_numbers = itertools.count(300000000000000000)
        self._request: web.Request | None = None

    async def drop(self) -> None:
        """Lose the connection in one of the ways in which that happens: hung up, closed, or asked to reconnect."""
        socket, request = self._socket, self._request
        if socket is None or request is None or not self._connected.is_set():
            return
        self._connected.clear()
        way = self.drops % 3
        self.drops += 1
        if way == 0 and request.transport is not None:
            request.transport.abort()
        elif way == 1:
            await socket.close(code=4000)
        else:
            await socket.send_json({"op": 7, "d": None, "s": None, "t": None})

    async def hand_in(self, file: File, person: int) -> Asked:
        """Use /corpus add with a file."""
        number = str(next(self._file_numbers))
        self._files[number] = file
        attachment = {
            "id": number, "filename": file.name, "size": len(file.content), "url": f"{self.rest}/attachments/{number}",
            "proxy_url": f"{self.rest}/attachments/{number}",
        }  # fmt: skip
        options = [{"name": "file", "type": 11, "value": number}]
        return await self.use_corpus("add", options, person, {"attachments": {number: attachment}})

    async def click(self, body: dict[str, Any], label: str, person: int) -> Asked:
        """Click a button of a message."""
        custom_id = next(each["custom_id"] for each in _walk(body["components"]) if each.get("label") == label)
        message = make_message(400000000000000000) | {"components": body["components"], "flags": 32768 + 64}
        return await self.interact(3, {"component_type": 2, "custom_id": custom_id}, person, message)

    async def _dispatch(self, event: str, payload: dict[str, Any]) -> None:
        if event == "INTERACTION_CREATE":
            await self._connected.wait()
            self._asked[payload["id"]].at = time.perf_counter()
        sent = {"op": 0, "t": event, "s": next(self._sequence), "d": payload}
        self._events.append(sent)
        await self._send(sent)

    async def _send(self, message: dict[str, Any]) -> None:
        try:
            assert self._socket is not None
            await self._socket.send_json(message)
        except (ConnectionError, aiohttp.ClientError):
            self._connected.clear()  # it is among the events that are sent again

    async def _take_message(
        self, request: web.Request, socket: web.WebSocketResponse, received: dict[str, Any]
    ) -> None:
        self._request = request
        await super()._take_message(request, socket, received)
        if received["op"] == 2:
            self._connected.set()
        elif received["op"] == 6:
            await self._resume(socket, received["d"]["seq"])

    async def _resume(self, socket: web.WebSocketResponse, seen: int) -> None:
        self._socket = socket
        for event in [each for each in self._events if each["s"] > seen]:
            await self._send(event)
        await self._send({"op": 0, "t": "RESUMED", "s": next(self._sequence), "d": {}})
        self._connected.set()

    async def _serve_rest(self, request: web.Request) -> web.Response:
        match request.match_info["path"].split("/"):
            case ["attachments", number]:
                return web.Response(body=self._files[number].content)
            case ["channels", channel, "messages"] if int(channel) == LOG_CHANNEL and self.hangs_up:
                self.hung_up += 1
                if request.transport is not None:
                    request.transport.abort()
                return web.Response()
            case _:
                return await super()._serve_rest(request)

    def _take_callback(self, number: str, body: dict[str, Any], arrived: float) -> web.Response:
        asked = self._asked[number]
        if asked.callbacks:
            asked.callbacks.append(body)
            return web.json_response(
                {"message": "Interaction has already been acknowledged", "code": 40060}, status=400
            )
        if body["type"] not in {5, 6}:
            asked.deferred.set_result(arrived)
        return super()._take_callback(number, body, arrived)


def _walk(components: list[dict[str, Any]]) -> list[dict[str, Any]]:
    inner = [each for component in components for each in _walk(component.get("components", []))]
    return [*components, *inner]

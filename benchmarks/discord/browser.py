"""A headless Chromium, driven over its debugging port."""

from __future__ import annotations

import asyncio
import base64
import io
import itertools
import os
import shutil
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
from PIL import Image

COLOURS = 64
PATIENCE = 60
SETTLING = 1.5
"""Seconds in which the page draws what it knows; it shows no sign of when it is done."""


class Browser:
    """A page of Chromium."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)

    async def call(self, method: str, **parameters: object) -> dict[str, Any]:
        """Call a method of the DevTools protocol."""
        number = next(self._numbers)
        await self._socket.send_json({"id": number, "method": method, "params": parameters})
        while True:
            received = await self._socket.receive_json()
            if received.get("id") == number:
                result: dict[str, Any] = received["result"]
                return result

    async def open(self, url: str) -> None:
        """Load an address anew, also where only its fragment would change."""
        await self.call("Page.navigate", url="about:blank")
        await self.call("Page.navigate", url=url)

    async def evaluate(self, expression: str) -> Any:
        """Return what an expression of the page is, as JSON."""
        found = await self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        return found["result"].get("value")

    async def wait_for(self, expression: str) -> None:
        """Wait until an expression of the page is true, and the page has settled."""
        async with asyncio.timeout(PATIENCE):
            while await self.evaluate(f"!!({expression})") is not True:
                await asyncio.sleep(0.2)
        await asyncio.sleep(SETTLING)

    async def save(self, selector: str, target: Path) -> None:
        """Save what an element shows, in as few colours as it takes."""
        corner = f"document.querySelector({selector!r}).getBoundingClientRect().toJSON()"
        box = await self.evaluate(corner)
        clip = {"x": box["x"], "y": box["y"], "width": box["width"], "height": box["height"], "scale": 1}
        shot = await self.call("Page.captureScreenshot", format="png", clip=clip, captureBeyondViewport=True)
        picture = Image.open(io.BytesIO(base64.b64decode(str(shot["data"]))))
        target.parent.mkdir(parents=True, exist_ok=True)
        picture.convert("RGB").quantize(COLOURS).save(target, optimize=True)


@asynccontextmanager
async def open_browser(url: str, profile: Path, width: int, height: int) -> AsyncIterator[Browser]:
    """Open an address in a window of this size."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.exit("chromium is not installed")
    # Without a sandbox only where there is no other way: root in a container.
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    window = ("--headless", "--disable-gpu", "--hide-scrollbars", f"--window-size={width},{height}")
    process = await asyncio.create_subprocess_exec(
        chromium, *window, *sandbox, f"--user-data-dir={profile}", "--remote-debugging-port=0", url,
        stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    try:
        port = await _read_port(profile / "DevToolsActivePort")
        async with aiohttp.ClientSession() as session:
            pages = await (await session.get(f"http://127.0.0.1:{port}/json/list")).json()
            address = next(page["webSocketDebuggerUrl"] for page in pages if page["type"] == "page")
            async with session.ws_connect(address, max_msg_size=0) as socket:
                yield Browser(socket)
    finally:
        process.terminate()
        await process.wait()


async def _read_port(file: Path) -> int:
    async with asyncio.timeout(PATIENCE):
        while not file.is_file() or not file.read_text():
            await asyncio.sleep(0.1)
    return int(file.read_text().split()[0])

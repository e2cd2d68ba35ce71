"""Take docs/preview.png: the preview in a real Chromium, after a click on an example and a look at its context.

    python -m benchmarks.discord.screenshot [FILE]

Needs `chromium` on the PATH and a built index.
"""

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
from tempfile import TemporaryDirectory

import aiohttp
from PIL import Image

from bot.runtime.preview import open_preview
from bot.runtime.startup import open_client
from bot.settings import Settings
from index.settings import load_settings

WIDTH, HEIGHT = 1000, 1440
COLOURS = 64
PATIENCE = 30
SETTLING = 3
"""Seconds in which the page draws what it knows; it shows no sign of when it is done."""

CLICKS = ("How many casualties has Russia suffered?", "Context")


class Browser:
    """A page of Chromium, driven over its debugging port."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)

    async def call(self, method: str, **parameters: object) -> dict[str, dict[str, object]]:
        """Call a method of the DevTools protocol."""
        number = next(self._numbers)
        await self._socket.send_json({"id": number, "method": method, "params": parameters})
        while True:
            received = await self._socket.receive_json()
            if received.get("id") == number:
                result: dict[str, dict[str, object]] = received["result"]
                return result

    async def wait_for(self, expression: str) -> None:
        """Wait until an expression of the page is true."""
        async with asyncio.timeout(PATIENCE):
            while (await self.call("Runtime.evaluate", expression=f"!!({expression})"))["result"].get(
                "value"
            ) is not True:
                await asyncio.sleep(0.2)

    async def click(self, label: str) -> None:
        """Click the last button of this label, once the page has settled."""
        usable = "[...document.querySelectorAll('button:not(:disabled)')]"
        button = f"{usable}.filter(b => b.textContent.trim() === {label!r}).at(-1)"
        await self.wait_for(button)
        await asyncio.sleep(SETTLING)
        await self.call("Runtime.evaluate", expression=f"{button}.click()")
        await asyncio.sleep(SETTLING)

    async def save(self, target: Path) -> None:
        """Save what the page shows, in as few colours as it takes."""
        shot = await self.call("Page.captureScreenshot", format="png")
        picture = Image.open(io.BytesIO(base64.b64decode(str(shot["data"]))))
        picture.convert("RGB").quantize(COLOURS).save(target, optimize=True)


@asynccontextmanager
async def open_browser(url: str, profile: Path) -> AsyncIterator[Browser]:
    """Open an address in a headless Chromium."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.exit("chromium is not installed")
    # Without a sandbox only where there is no other way: root in a container.
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    window = ("--headless", "--disable-gpu", "--hide-scrollbars", f"--window-size={WIDTH},{HEIGHT}")
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


async def take(target: Path) -> None:
    """Click through the preview as a newcomer would and save what it shows."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        settings = Settings(state=Path(folder) / "state", cooldown=0, shard_count=1)
        client = open_client(settings, load_settings())
        async with (
            open_preview(client, 0) as stage,
            open_browser(stage.preview.url, Path(folder) / "profile") as browser,
        ):
            for label in CLICKS:
                await browser.click(label)
            await browser.save(target)
        await client.search_service.close(0)
        client.journal.close()


if __name__ == "__main__":
    asyncio.run(take(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/preview.png")))

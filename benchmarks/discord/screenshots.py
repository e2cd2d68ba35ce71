"""Take pictures of each kind of message in a real Chromium, over a simulated server and the index that is built.

    python -m benchmarks.discord.screenshots [FOLDER] [--width PIXELS] [--all]

Without --all: an answer, its context, a draft, status, the welcome to a server and a report as moderators get it, and
the answer at a phone's width, for docs/discord. `--width 390` takes all that is asked for at that width.
Needs `chromium` on the PATH and a built index.
"""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import simcord

from benchmarks.discord.browser import Browser, open_browser
from bot.client.client import Client
from bot.cogs.joining import Joining
from bot.runtime.preview import SimulatedServer, copy_library, open_server
from bot.runtime.startup import open_client
from bot.settings import Settings
from index.settings import load_settings

WIDTH, PHONE, HEIGHT = 720, 390, 1600
MARGIN = 40
SHOWN = "#focused-content"

QUESTION = "how many russian soldiers have been killed"
DRAFT = """The dam of Orsk held through the night.

"We were lucky," said Ida Falk, the mayor of Orsk, on Saturday. The river fell by forty centimetres.
"""
CHOSEN = ("answer", "context", "draft", "status", "welcome", "report")

Shot = Any
"""A message that can be shown."""


class Scene:
    """Brings about each kind of message, as a moderator who asks and moderates."""

    def __init__(self, server: SimulatedServer, client: Client) -> None:
        self._who, self._channel, self._client = server.moderator, server.channel, client
        self._articles = client.search_service.catalog.articles

    async def answer(self) -> Shot:
        """Ask, for all to see."""
        return (await self._ask(QUESTION)).response

    async def context(self) -> Shot:
        """Open the context of an answer."""
        return (await self._who.click(await self.answer(), label="Context")).response

    async def draft(self) -> Shot:
        """Hand in an article."""
        file = ("dam.md", f"---\ntitle: The dam of Orsk held\npublisher: Orne Post\n---\n{DRAFT}".encode())
        return (await self._who.slash(self._channel, "corpus add", file=file)).response

    async def status(self) -> Shot:
        """Show the state of the corpus."""
        return (await self._who.slash(self._channel, "corpus status")).response

    async def welcome(self) -> Shot:
        """Be added to a server."""
        joining = self._client.get_cog("Joining")
        assert isinstance(joining, Joining)
        await joining.on_guild_join(self._client.guilds[0])
        return self._channel.last_message

    async def report(self) -> Shot:
        """Report a quotation, where moderators read reports in this channel."""
        await self._who.slash(self._channel, "setup change", reports=self._channel)
        form = await self._who.click(await self.answer(), label="Report")
        assert form.modal is not None
        (field,) = [each["component"]["custom_id"] for each in form.modal["components"]]
        await self._who.submit_modal(form, {field: "The article says that this is an estimate."})
        return self._channel.last_message

    async def more(self) -> Shot:
        """Open the quotations that answer too."""
        return (await self._who.click(await self.answer(), label="More quotations")).response

    async def related(self) -> Shot:
        """Open the related passages."""
        return (await self._who.click(await self.answer(), label="Related passages")).response

    async def verdict(self) -> Shot:
        """Ask for a verdict."""
        return (await self._ask("who is to blame for the war")).response

    async def nothing(self) -> Shot:
        """Ask what has no answer."""
        return (await self._ask("who won the world cup in 1998")).response

    async def follow_up(self) -> Shot:
        """Reply to an answer."""
        await self._who.send(self._channel, "and since when?", reply_to=await self.answer())
        return self._channel.last_message

    async def claim(self) -> Shot:
        """Have a message checked, sentence by sentence."""
        said = "More than 20,000 Russian soldiers were killed. 80,000 people have been injured. The weather was fine."
        message = await self._who.send(self._channel, said)
        return (await self._who.context_menu(self._channel, "Find what sources say", message)).response

    async def help(self) -> Shot:
        """Ask for help."""
        return (await self._who.slash(self._channel, "help")).response

    async def setup(self) -> Shot:
        """Set a server up."""
        options = {"log": self._channel, "language": "uk", "keep-days": 30}
        return (await self._who.slash(self._channel, "setup change", **options)).response

    async def show(self) -> Shot:
        """Show an article to moderators."""
        return (await self._who.slash(self._channel, "corpus show", article=self._articles[0].id)).response

    async def unanswered(self) -> Shot:
        """List the questions without an answer."""
        await self.nothing()
        return (await self._who.slash(self._channel, "corpus unanswered")).response

    async def _ask(self, question: str) -> simcord.InteractionResult:
        return await self._who.slash(self._channel, "ask", question=question)


SCENES: dict[str, Callable[[Scene], Any]] = {
    name: function for name, function in vars(Scene).items() if not name.startswith("_")
}


@asynccontextmanager
async def _open_scene(folder: Path) -> AsyncIterator[tuple[SimulatedServer, Scene]]:
    settings = Settings(state=folder / "state", cooldown=0, shard_count=1, message_content=True)
    client = open_client(settings, copy_library(load_settings(), folder))
    async with open_server(client) as server:
        yield server, Scene(server, client)
        await client.search_service.close(0)
    client.journal.close()


async def take(target: Path, names: list[str], width: int) -> None:
    """Save a picture of each kind of message."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        async with _open_scene(Path(folder)) as (server, scene):
            messages = {name: await SCENES[name](scene) for name in names}
            for shown_width, chosen in ((width, names), (PHONE, names[:1]))[: 1 + (width != PHONE)]:
                preview = server.env.preview(
                    server.channel, viewers=[server.moderator], display="fixed", width=shown_width, height=HEIGHT
                )
                profile = Path(folder) / f"profile-{shown_width}"
                async with preview, open_browser(preview.url, profile, shown_width + MARGIN, HEIGHT) as browser:
                    for name in chosen:
                        await preview.show(messages[name])
                        await browser.open(preview.url)
                        file = name if shown_width == width else "phone"
                        await _save(browser, target / f"{file}.png")


async def _save(browser: Browser, target: Path) -> None:
    await browser.wait_for(f"document.querySelector({SHOWN!r})?.getBoundingClientRect().height > 40")
    await browser.save(SHOWN, target)
    print(target)


def main() -> None:
    """Take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("docs/discord"))
    parser.add_argument("--width", type=int, default=WIDTH)
    parser.add_argument("--all", action="store_true", help="every kind of message")
    chosen = parser.parse_args()
    asyncio.run(take(chosen.folder, list(SCENES) if chosen.all else list(CHOSEN), chosen.width))


if __name__ == "__main__":
    main()

"""What the corpus holds: /sources and /speakers."""

from __future__ import annotations

from discord import app_commands
from discord.ext import commands

from bot import sending
from bot.catalogue import name
from bot.client import Client, Interaction, read_texts
from bot.controls import Control, find_speaker, key_speaker
from bot.describing import write_name
from bot.errors import OutdatedControlRefusal
from bot.listing import render_articles, render_speakers
from bot.message import Sheet
from bot.rendering import Heading, render_quotations

_NAME = 80


class Sources(commands.Cog):
    """Lists articles and speakers."""

    def __init__(self, client: Client) -> None:
        self.client = client

    @app_commands.command(name=name("sources.name"), description=name("sources.description"))
    async def sources(self, interaction: Interaction) -> None:
        """List the articles."""
        sheet = render_articles(self.client.desk.directory.articles, 0, read_texts(interaction))
        await sending.respond(interaction, sheet, private=True)

    @app_commands.command(name=name("speakers.name"), description=name("speakers.description"))
    async def speakers(self, interaction: Interaction) -> None:
        """List who is quoted."""
        sheet = render_speakers(self.client.desk.directory.speakers, 0, read_texts(interaction))
        await sending.respond(interaction, sheet, private=True)

    async def turn_articles(self, interaction: Interaction, control: Control, _: tuple[str, ...]) -> None:
        """Turn to another page of the articles."""
        articles = self.client.desk.directory.articles
        await sending.turn(interaction, render_articles(articles, control.read_number(0), read_texts(interaction)))

    async def turn_speakers(self, interaction: Interaction, control: Control, _: tuple[str, ...]) -> None:
        """Turn to another page of the speakers."""
        speakers = self.client.desk.directory.speakers
        await sending.turn(interaction, render_speakers(speakers, control.read_number(0), read_texts(interaction)))

    async def show_speaker(self, interaction: Interaction, _: Control, values: tuple[str, ...]) -> None:
        """Show what the speaker who was picked said."""
        if not values:
            raise OutdatedControlRefusal
        await sending.respond(interaction, self._quote(interaction, values[0], 0), private=True)

    async def turn_quotes(self, interaction: Interaction, control: Control, _: tuple[str, ...]) -> None:
        """Turn to another page of what a speaker said."""
        if len(control.arguments) != 2:
            raise OutdatedControlRefusal
        await sending.turn(interaction, self._quote(interaction, control.arguments[1], control.read_number(0)))

    def _quote(self, interaction: Interaction, key: str, page: int) -> Sheet:
        texts, directory = read_texts(interaction), self.client.desk.directory
        speaker = find_speaker(directory, key)
        quotations = directory.quote_speaker(speaker)
        title = texts.count("speaker.title", len(quotations), name=f"**{write_name(speaker, _NAME)}**")
        heading = Heading(title, lambda number: Control("quotes", (str(number), key_speaker(speaker))))
        return render_quotations(quotations, page, heading, texts, self.client.page_size)


async def add_to(client: Client) -> None:
    """Add this cog and what its buttons and its menu do."""
    cog = Sources(client)
    await client.add_cog(cog)
    client.on_control("sources", cog.turn_articles)
    client.on_control("speakers", cog.turn_speakers)
    client.on_control("speaker", cog.show_speaker)
    client.on_control("quotes", cog.turn_quotes)

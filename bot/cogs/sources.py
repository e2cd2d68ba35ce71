"""What the corpus holds: /sources and /speakers."""

from __future__ import annotations

from discord import app_commands
from discord.ext import commands

from bot.client.client import Client, Interaction
from bot.client.languages import read_texts
from bot.discord_ui import send as sending
from bot.discord_ui.controls import Control, ControlAction, find_speaker, key_speaker
from bot.discord_ui.i18n import Texts, localized
from bot.discord_ui.message import OutgoingMessage
from bot.errors import Reason
from bot.messages.answers.quotation_pages import Heading, render_quotations
from bot.messages.lists import render_articles, render_speakers
from bot.messages.source_lines import write_name
from index.errors import Refusal
from index.search.catalog import Catalog

_NAME = 80


class Sources(commands.Cog):
    """Lists articles and speakers."""

    def __init__(self, client: Client) -> None:
        self.client = client

    @app_commands.command(name=localized("sources.name"), description=localized("sources.description"))
    async def sources(self, interaction: Interaction) -> None:
        """List the articles."""
        message = render_articles(self.client.search_service.catalog.articles, 0, read_texts(interaction))
        await sending.respond(interaction, message, private=True)

    @app_commands.command(name=localized("speakers.name"), description=localized("speakers.description"))
    async def speakers(self, interaction: Interaction) -> None:
        """List who is quoted."""
        message = render_speakers(self.client.search_service.catalog.speakers, 0, read_texts(interaction))
        await sending.respond(interaction, message, private=True)

    async def turn_articles(self, interaction: Interaction, control: Control, _: tuple[str, ...]) -> None:
        """Turn to another page of the articles."""
        articles = self.client.search_service.catalog.articles
        await sending.edit(interaction, render_articles(articles, control.read_number(0), read_texts(interaction)))

    async def turn_speakers(self, interaction: Interaction, control: Control, _: tuple[str, ...]) -> None:
        """Turn to another page of the speakers."""
        speakers = self.client.search_service.catalog.speakers
        await sending.edit(interaction, render_speakers(speakers, control.read_number(0), read_texts(interaction)))

    async def show_speaker(self, interaction: Interaction, _: Control, values: tuple[str, ...]) -> None:
        """Show what the speaker who was picked said."""
        if not values:
            raise Refusal(Reason.OUTDATED)
        await interaction.response.defer(ephemeral=True, thinking=True)
        await self._quote(interaction, values[0], 0)

    async def turn_quotes(self, interaction: Interaction, control: Control, _: tuple[str, ...]) -> None:
        """Turn to another page of what a speaker said."""
        if len(control.arguments) != 2:
            raise Refusal(Reason.OUTDATED)
        page = control.read_number(0)
        await interaction.response.defer()
        await self._quote(interaction, control.arguments[1], page)

    async def _quote(self, interaction: Interaction, key: str, page: int) -> None:
        texts, search_service = read_texts(interaction), self.client.search_service
        catalog, most = search_service.catalog, self.client.page_size
        # Somebody may be quoted thousands of times, so this too is done off the event loop.
        message = await search_service.run(
            lambda: render_speaker(catalog, find_speaker(catalog, key), page, texts, most)
        )
        await sending.respond(interaction, message, private=True)


def render_speaker(catalog: Catalog, speaker: str, page: int, texts: Texts, most: int) -> OutgoingMessage:
    """Return a page of what somebody said."""
    quotations = catalog.quote_speaker(speaker)
    title = texts.count("speaker.title", len(quotations), name=f"**{write_name(speaker, _NAME)}**")
    heading = Heading(title, lambda number: Control(ControlAction.QUOTES, (str(number), key_speaker(speaker))))
    return render_quotations(quotations, page, heading, texts, most)


async def add_to(client: Client) -> None:
    """Add this cog and what its buttons and its menu do."""
    cog = Sources(client)
    await client.add_cog(cog)
    client.on_control(ControlAction.SOURCES, cog.turn_articles)
    client.on_control(ControlAction.SPEAKERS, cog.turn_speakers)
    client.on_control(ControlAction.SPEAKER, cog.show_speaker)
    client.on_control(ControlAction.QUOTES, cog.turn_quotes)
